//! From record to record, by their heads.

use super::index::Index;
use super::records::{HEAD, Record, SECTOR, Version, next_block};
use super::{HINT, RECORDS, read};
use crate::source::Error;
use crate::source::sql::database::bytes::u16_at;
use crate::source::sql::database::storage::Bytes;

/// What was found.
pub(super) struct Walked {
    pub index: Index,
    /// Sentences about what is missing.
    pub notices: Vec<String>,
}

const EXPECTED: &str =
    "a record of a compressed backup: data (0x21), padding (0x24), an end (0x2C), or an SFMB block";

/// Looks at all records.
///
/// # Errors
/// Where there is one that is not known, or the first is not the beginning of a tape.
pub(super) fn walk(file: &dyn Bytes, version: Version) -> Result<Walked, Error> {
    let length = file.length();
    let mut index = Index::default();
    let mut notices = Vec::new();
    // Only the first record of the tape says how long a block is.
    let mut block = SECTOR;
    let mut at = RECORDS;
    let mut ended = false;
    let mut cut = false;
    while at < length {
        let next = match version.record(&head(file, at)?, at, block) {
            Record::Data {
                sectors,
                length: payload,
            } => {
                let end = at + version.head() + u64::from(payload);
                if end > length {
                    cut = true;
                    break;
                }
                index.add(sectors, at, payload);
                if index.length() == u64::from(sectors) * SECTOR {
                    block = block_size(file, version, &index)?;
                }
                end
            }
            Record::Unknown(kind) => {
                let beyond = length - at < version.head();
                if beyond {
                    cut = true;
                    break;
                }
                return Err(unknown(kind, at));
            }
            _ if index.length() == 0 => return Err(no_tape(at)),
            Record::Padding { end } => end,
            Record::End => {
                ended = true;
                next_block(at, block)
            }
            Record::Mark => at + block,
        };
        at = next;
    }
    if index.length() == 0 {
        return Err(no_tape(RECORDS));
    }
    if cut || !ended {
        notices.push(format!(
            "the compressed backup is cut: its {length} bytes end before it does; what would follow is missing."
        ));
    }
    Ok(Walked { index, notices })
}

/// The head of a record; zeros behind the end of the file.
fn head(file: &dyn Bytes, at: u64) -> Result<[u8; HEAD], Error> {
    let mut head = [0; HEAD];
    let count = (file.length() - at).min(HEAD as u64) as usize;
    file.read(at, &mut head[..count])
        .map_err(|error| Error::io("cannot read the compressed backup", error).at(at))?;
    Ok(head)
}

/// How long a physical block is, as the first block of the tape says (reference: sql-extracts, 7.1).
fn block_size(file: &dyn Bytes, version: Version, index: &Index) -> Result<u64, Error> {
    let first = index.piece(0).ok_or_else(|| no_tape(RECORDS))?;
    let tape = read::piece(file, version, first).map_err(|error| {
        Error::io("the compressed backup cannot be decoded", error)
            .at(first.at)
            .expected("the compression that SQL Server uses by default, without encryption")
            .hint(HINT)
    })?;
    let sectors = u16_at(&tape, 64).filter(|sectors| *sectors > 0 && tape.starts_with(b"TAPE"));
    let sectors = sectors.ok_or_else(|| no_tape(first.at))?;
    Ok(u64::from(sectors) * SECTOR)
}

fn unknown(kind: u8, at: u64) -> Error {
    Error::new(format!(
        "the compressed backup has a record of the unknown kind {kind:#04x}"
    ))
    .at(at)
    .expected(EXPECTED)
    .hint(format!(
        "if the backup is encrypted, or compressed with ZSTD or QAT, or damaged, {HINT}"
    ))
}

fn no_tape(at: u64) -> Error {
    Error::new("the compressed backup does not begin with the head of a tape")
        .at(at)
        .expected("a record with a TAPE block")
        .hint(HINT)
}
