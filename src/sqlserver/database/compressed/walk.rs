//! From record to record, by their heads.

pub(super) mod resume;

use super::RECORDS;
use super::fault::{ContainerFault, Noticed};
use super::index::Index;
use super::records::{HEAD, Record, SECTOR, Version, next_block};
use crate::input::Error;
use crate::sqlserver::database::address::u16_at;
use crate::sqlserver::database::compressed::index;
use crate::sqlserver::database::compressed::walk::resume::MOST_RESUMED;
use crate::sqlserver::database::storage::Bytes;
use crate::wording::Sentence;

/// What was found.
pub(super) struct Walked {
    pub index: Index,
    /// What is missing.
    pub notices: Vec<Sentence>,
}

/// A walk that has come to a place.
pub(super) struct Walk<'a> {
    pub file: &'a dyn Bytes,
    pub version: Version,
    /// How long a physical block is: only the first record of the tape says it.
    pub block: u64,
    pub index: Index,
    /// Where the data record before this place begins, if it is one.
    pub last: Option<u64>,
}

/// How ZSTD's frames begin (RFC 8878, 3.1.1).
const ZSTD: &[u8; 4] = b"\x28\xB5\x2F\xFD";

/// Looks at all records.
///
/// # Errors
/// Where the tape does not begin, or the records behind its head are of no known kind.
pub(super) fn walk(file: &dyn Bytes, version: Version) -> Result<Walked, Error> {
    let length = file.length();
    let mut walk = Walk {
        file,
        version,
        block: SECTOR,
        index: Index::default(),
        last: None,
    };
    let mut notices = Vec::new();
    let mut resumed = 0;
    let mut at = RECORDS;
    let mut ended = false;
    while at < length {
        let (record, next) = walk.record(at)?;
        match record {
            Record::Unknown(_) if length - at < HEAD as u64 => break,
            Record::Unknown(kind) => {
                resumed += 1;
                let next = match resumed {
                    ..=MOST_RESUMED => resume::resume(&mut walk, at)?,
                    _ => None,
                };
                // Behind the head of the tape, nothing was read yet that shows how it is compressed.
                let few = walk.index.count() < 2;
                let kind = format!("{kind:#04x}");
                match next {
                    Some(next) => {
                        notices.push(Noticed::DamagedRecord { at, kind }.into());
                        at = next;
                        continue;
                    }
                    None if few => {
                        return Err(Error::new(ContainerFault::UnknownRecord { kind }).at(at));
                    }
                    None => notices.push(Noticed::Lost { at, kind }.into()),
                }
                return Ok(walk.done(notices));
            }
            Record::Data {
                sectors,
                length: payload,
            } => {
                if next > length {
                    break;
                }
                walk.index.add(sectors, at, payload);
                if walk.index.count() == 1 {
                    walk.block = block_size(file, version, &walk.index)?;
                }
            }
            _ if walk.index.count() == 0 => break,
            Record::End => ended = true,
            Record::Padding { .. } | Record::Mark => {}
        }
        walk.last = matches!(record, Record::Data { .. }).then_some(at);
        at = next;
    }
    if walk.index.count() == 0 {
        return Err(no_tape(at));
    }
    // Behind the last end may come more, but no more of the database. Whether version 1 has ends is not known.
    if at < length || !ended && version == Version::Two {
        notices.push(Noticed::CutOff { length }.into());
    }
    Ok(walk.done(notices))
}

impl Walk<'_> {
    /// The record at this place, and where the next one would begin.
    pub fn record(&self, at: u64) -> Result<(Record, u64), Error> {
        let record = self.version.record(&head(self.file, at)?, at, self.block);
        let next = match record {
            Record::Data { length, .. } => at + self.version.head() + u64::from(length),
            Record::Padding { end } => end,
            Record::End => next_block(at, self.block),
            Record::Mark => at + self.block,
            Record::Unknown(_) => at,
        };
        Ok((record, next))
    }

    fn done(self, notices: Vec<Sentence>) -> Walked {
        Walked {
            index: self.index,
            notices,
        }
    }
}

/// The head of a record; zeros behind the end of the file.
fn head(file: &dyn Bytes, at: u64) -> Result<[u8; HEAD], Error> {
    let mut head = [0; HEAD];
    let count = file.length().saturating_sub(at).min(HEAD as u64) as usize;
    file.read(at, &mut head[..count])
        .map_err(|error| Error::io(ContainerFault::CannotRead, error).at(at))?;
    Ok(head)
}

/// How long a physical block is, as the first block of the tape says (reference: sql-extracts, 7.1).
fn block_size(file: &dyn Bytes, version: Version, index: &Index) -> Result<u64, Error> {
    let first = index.piece(0).ok_or_else(|| no_tape(RECORDS))?;
    let tape = index::piece(file, version, first).map_err(|error| {
        let mut payload = [0; 4];
        if file.read(first.at + version.head(), &mut payload).is_ok() && payload == *ZSTD {
            return Error::new(ContainerFault::Zstd).at(first.at);
        }
        Error::io(ContainerFault::FirstPiece, error).at(first.at)
    })?;
    let sectors = u16_at(&tape, 64).filter(|sectors| *sectors > 0 && tape.starts_with(b"TAPE"));
    let sectors = sectors.ok_or_else(|| no_tape(first.at))?;
    Ok(u64::from(sectors) * SECTOR)
}

fn no_tape(at: u64) -> Error {
    Error::new(ContainerFault::NoTape).at(at)
}
