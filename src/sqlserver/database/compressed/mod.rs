//! Compressed backups: the container around the tape (reference: sql-extracts, 8).
//!
//! The container is a row of records, each with at most 64 KB of the tape, compressed on its own. [`open`] reads the heads
//! of the records only; what they hold is decoded where it is asked for, so a backup needs no room for a copy.

mod cache;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod huffman;
mod index;
mod records;
#[cfg(any(test, fuzzing))]
mod testing;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

use self::cache::Cache;
use self::fault::{ContainerFault, Noticed};
use self::index::{CompressedPiece, Index};
use self::records::Version;
use super::storage::Bytes;
use crate::input::Error;
use crate::sqlserver::database::address::u32_at;
use crate::wording::Sentence;

/// How the file begins.
pub(crate) const MAGIC: &[u8; 8] = b"MSSQLBAK";

/// Where the first record is.
const RECORDS: u64 = 480;

/// How much of what was decoded is kept, in bytes.
const KEPT: usize = 32 << 20;

/// The tape inside a compressed backup.
pub(crate) struct Container {
    file: Box<dyn Bytes>,
    version: Version,
    index: Index,
    cache: Cache,
    /// What is missing, and what was assumed.
    pub notices: Vec<Sentence>,
}

/// Looks through the heads of all records of a compressed backup; `name` is for errors.
///
/// # Errors
/// Where it cannot be read, or is compressed in another way.
pub(crate) fn open(name: &str, file: Box<dyn Bytes>) -> Result<Container, Error> {
    let version = version_of(&*file).map_err(|error| error.in_member(name))?;
    let walked = walk::walk(&*file, version).map_err(|error| error.in_member(name))?;
    let mut notices = walked.notices;
    if version == Version::One {
        notices.push(Noticed::OldVersion.into());
    }
    Ok(Container {
        file,
        version,
        index: walked.index,
        cache: Cache::new(KEPT / huffman::LONGEST),
        notices,
    })
}

fn version_of(file: &dyn Bytes) -> Result<Version, Error> {
    let mut head = [0; 12];
    file.read(0, &mut head)
        .map_err(|error| Error::io(ContainerFault::CannotReadBeginning, error))?;
    match u32_at(&head, MAGIC.len()) {
        _ if !head.starts_with(MAGIC) => Err(Error::new(ContainerFault::NoContainer).at(0)),
        Some(0 | 1) => Ok(Version::One),
        Some(2) => Ok(Version::Two),
        other => {
            let version = other.unwrap_or_default();
            Err(Error::new(ContainerFault::OtherVersion { version }).at(8))
        }
    }
}

impl Container {
    /// A piece of the tape: from the cache, or decoded.
    fn piece(&self, piece: CompressedPiece) -> std::io::Result<Arc<Vec<u8>>> {
        if let Some(bytes) = self.cache.get(piece.number) {
            return Ok(bytes);
        }
        let bytes = Arc::new(index::piece(&*self.file, self.version, piece)?);
        self.cache.put(piece.number, &bytes);
        Ok(bytes)
    }
}

impl Bytes for Container {
    fn length(&self) -> u64 {
        self.index.length()
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        let mut at = at;
        let mut rest = buffer;
        while !rest.is_empty() {
            let piece = self.index.find(at);
            let piece = piece.ok_or(std::io::ErrorKind::UnexpectedEof)?;
            let bytes = self.piece(piece)?;
            let bytes = bytes.get((at - piece.start) as usize..).unwrap_or_default();
            let count = bytes.len().min(rest.len());
            if count == 0 {
                return Err(std::io::ErrorKind::InvalidData.into());
            }
            rest[..count].copy_from_slice(&bytes[..count]);
            rest = &mut rest[count..];
            at += count as u64;
        }
        Ok(())
    }
}
