//! Which piece of the tape is where in the file.

use std::io;

use super::fault::ContainerFault;
use super::records::SECTOR;
use crate::sqlserver::database::compressed::huffman::decode;
use crate::sqlserver::database::compressed::records::Version;
use crate::sqlserver::database::storage::Bytes;

/// The pieces, in the order of the tape.
#[derive(Debug, Default)]
pub(super) struct Index {
    pieces: Vec<Entry>,
    length: u64,
}

/// 16 bytes for a piece, which mostly holds 64 KB.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where it begins on the tape, in sectors.
    start: u64,
    /// Where its record begins in the file, and above it how long its payload is.
    place: u64,
}

/// How many bits a place in a file has: 256 TB.
const PLACE: u32 = 48;

/// A piece of the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CompressedPiece {
    /// Its number.
    pub number: usize,
    /// Where it begins on the tape.
    pub start: u64,
    /// How many bytes of the tape it holds.
    pub size: usize,
    /// Where its record begins in the file.
    pub at: u64,
    /// How many bytes its payload has.
    pub length: usize,
}

impl Index {
    /// Adds the next piece.
    pub fn add(&mut self, sectors: u8, at: u64, length: u16) {
        self.pieces.push(Entry {
            start: self.length / SECTOR,
            place: at & ((1 << PLACE) - 1) | u64::from(length) << PLACE,
        });
        self.length += u64::from(sectors) * SECTOR;
    }

    /// Says of the last piece that its payload has so many bytes.
    pub fn lengthen(&mut self, length: u16) {
        if let Some(last) = self.pieces.last_mut() {
            last.place = last.place & ((1 << PLACE) - 1) | u64::from(length) << PLACE;
        }
    }

    /// How many pieces there are.
    pub fn count(&self) -> usize {
        self.pieces.len()
    }

    /// How many bytes all of them hold.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The piece that holds this byte of the tape.
    pub fn find(&self, at: u64) -> Option<CompressedPiece> {
        if at >= self.length {
            return None;
        }
        let after = self
            .pieces
            .partition_point(|entry| entry.start * SECTOR <= at);
        self.piece(after.checked_sub(1)?)
    }

    /// A piece by its number.
    pub fn piece(&self, number: usize) -> Option<CompressedPiece> {
        let entry = self.pieces.get(number)?;
        let next = self.pieces.get(number + 1);
        let start = entry.start * SECTOR;
        let end = next.map_or(self.length, |next| next.start * SECTOR);
        Some(CompressedPiece {
            number,
            start,
            size: (end - start) as usize,
            at: entry.place & ((1 << PLACE) - 1),
            length: (entry.place >> PLACE) as usize,
        })
    }
}

/// Reads and decodes a piece.
///
/// # Errors
/// Where it cannot be read, or is damaged.
pub(super) fn piece(
    file: &dyn Bytes,
    version: Version,
    piece: CompressedPiece,
) -> io::Result<Vec<u8>> {
    let mut payload = vec![0; piece.length];
    file.read(piece.at + version.head(), &mut payload)?;
    decode(&payload, piece.size).map_err(|why| {
        let at = piece.at;
        io::Error::new(
            io::ErrorKind::InvalidData,
            ContainerFault::Piece { at, why },
        )
    })
}
