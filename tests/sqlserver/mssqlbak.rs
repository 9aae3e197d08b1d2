//! Writes the container of compressed backups (reference: sql-extracts, 8.1), from the pieces of a tape.
//!
//! It depends on the compression beside it and on nothing else, so that the tests of the library and those of the program
//! share it.

use super::xpress;

/// Where the records begin.
const HEAD: usize = 480;
const SECTOR: usize = 512;

/// Which framing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// SQL Server 2008 to 2012: by analogy, as no such file is known.
    One,
    /// SQL Server 2014 and later.
    Two,
}

/// A container that is being written.
pub struct Container {
    pub bytes: Vec<u8>,
    version: Version,
    block: usize,
}

impl Container {
    /// An empty one; a physical block has so many bytes.
    pub fn new(version: Version, block: usize) -> Self {
        let mut bytes = b"MSSQLBAK".to_vec();
        bytes.extend(if version == Version::One { 1u32 } else { 2 }.to_le_bytes());
        bytes.extend(3u32.to_le_bytes());
        bytes.resize(HEAD, 0);
        Container {
            bytes,
            version,
            block,
        }
    }

    /// Adds a part of the tape, whole sectors of it, as compressed records.
    pub fn data(&mut self, tape: &[u8]) {
        assert!(tape.len().is_multiple_of(SECTOR), "whole sectors");
        for piece in tape.chunks(xpress::LONGEST) {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &[u8]) {
        let payload = xpress::compress(piece);
        let Ok(length) = u16::try_from(payload.len()) else {
            // What does not compress is too long for a record, but not in halves.
            let (first, second) = piece.split_at(piece.len() / 2 / SECTOR * SECTOR);
            self.piece(first);
            return self.piece(second);
        };
        self.header(0x21, (piece.len() / SECTOR) as u8, length);
        self.bytes.extend(payload);
    }

    fn header(&mut self, kind: u8, sectors: u8, length: u16) {
        self.bytes.extend([kind, sectors]);
        self.bytes.extend(length.to_le_bytes());
        match self.version {
            Version::One => self.bytes.extend([0xC5; 4]),
            Version::Two => {
                // Never initialised, zero, and a checksum whose algorithm is not known.
                self.bytes.extend([0xA5; 16]);
                self.bytes.extend([0; 4]);
                self.bytes.extend([0xC5; 4]);
            }
        }
    }

    /// Fills up to the next physical block with a record that says how long it is.
    pub fn pad(&mut self) {
        let head = if self.version == Version::One { 8 } else { 24 };
        let at = self.bytes.len();
        let end = (at + head).next_multiple_of(self.block);
        self.header(0x24, 0, (end - at - head) as u16);
        self.bytes.resize(end, 0);
    }

    /// Ends a run of records, and fills up to the next physical block.
    pub fn end(&mut self) {
        self.header(0x2C, 0, 0);
        let end = self.bytes.len().next_multiple_of(self.block);
        self.bytes.resize(end, 0);
    }

    /// Adds a block that stands uncompressed between runs.
    pub fn mark(&mut self) {
        assert!(self.bytes.len().is_multiple_of(self.block), "whole blocks");
        let end = self.bytes.len() + self.block;
        self.bytes.extend(b"SFMB");
        self.bytes.resize(end, 0);
    }
}
