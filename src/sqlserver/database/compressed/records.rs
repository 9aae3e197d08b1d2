//! The heads of records (reference: sql-extracts, 8.1, 8.3).

/// Bytes of the tape are counted in sectors.
pub(super) const SECTOR: u64 = 512;

/// The most sectors that a record holds.
pub(super) const MOST: u8 = (super::huffman::LONGEST as u64 / SECTOR) as u8;

/// A compressed piece begins with the lengths of its codes.
pub(super) const LEAST: u16 = 256;

/// What the padding's length does not count: in version 2 a head without its checksum.
const PADDING: u64 = 24;

/// The longest head.
pub(super) const HEAD: usize = 28;

/// Which framing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// SQL Server 2008 to 2012, by analogy: no sample is known.
    One,
    /// SQL Server 2014 and later.
    Two,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// A piece of the tape: so many sectors, compressed to so many bytes.
    Data { sectors: u8, length: u16 },
    /// Nothing, up to this place.
    Padding { end: u64 },
    /// The end of a run of records, up to the next physical block.
    End,
    /// A physical block between runs.
    Mark,
    /// Something else.
    Unknown(u8),
}

impl Version {
    /// How many bytes stand before the payload.
    pub fn head(self) -> u64 {
        match self {
            Version::One => 8,
            Version::Two => HEAD as u64,
        }
    }

    /// The record whose head these bytes are, at this place of a file with blocks of this size. Bytes behind the end of the
    /// file are zeros.
    pub fn record(self, head: &[u8; HEAD], at: u64, block: u64) -> Record {
        let length = u16::from_le_bytes([head[2], head[3]]);
        match head[0] {
            0x21 if (1..=MOST).contains(&head[1]) && length >= LEAST => Record::Data {
                sectors: head[1],
                length,
            },
            0x24 => Record::Padding {
                end: match self {
                    Version::Two => at + PADDING + u64::from(length),
                    // What its length counts is not known, but it ends where a block does.
                    Version::One => next_block(at, block),
                },
            },
            0x2C => Record::End,
            _ if head.starts_with(b"SFMB") => Record::Mark,
            kind => Record::Unknown(kind),
        }
    }
}

/// Where the block behind this place begins.
pub(super) fn next_block(at: u64, block: u64) -> u64 {
    (at / block + 1) * block
}
