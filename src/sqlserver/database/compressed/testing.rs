//! Compressed backups made in memory, by the writer that the tests of the program use, too.

use std::io;

use crate::sqlserver::database::storage::Bytes;

#[path = "../../../../tests/sqlserver/mssqlbak.rs"]
mod mssqlbak;
#[path = "../../../../tests/sqlserver/xpress.rs"]
mod xpress;

pub(super) use mssqlbak::Version;
pub(super) use xpress::compress;

/// How long a physical block is.
pub(super) const BLOCK: usize = 4096;

/// A file in memory.
pub(super) struct Memory(pub Vec<u8>);

impl Bytes for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = self.0.get(at..).and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// The first block of a tape, which says how long blocks are.
pub(super) fn tape_block() -> Vec<u8> {
    let mut block = vec![0; BLOCK];
    block[..4].copy_from_slice(b"TAPE");
    block[64..66].copy_from_slice(&((BLOCK / 512) as u16).to_le_bytes());
    block
}

/// A compressed backup as SQL Server orders it: the head of the tape, a run with these sectors, and its end. With it what
/// stands on the tape.
pub(super) fn backup(version: Version, data: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut sectors = data.to_vec();
    sectors.resize(data.len().next_multiple_of(512), 0);
    let end = [0xE5; 1536];
    let mut file = mssqlbak::Container::new(version, BLOCK);
    file.data(&tape_block());
    file.pad();
    file.mark();
    file.data(&sectors);
    file.end();
    file.mark();
    file.data(&end);
    file.pad();
    file.mark();
    (file.bytes, [tape_block(), sectors, end.to_vec()].concat())
}
