//! What a zip's directory says of an entry.

use std::io::{self, Read};

/// Bytes of a directory's entry before its name.
const FIXED: usize = 46;
const SIGNATURE: &[u8] = b"PK\x01\x02";
const UTF8: u16 = 1 << 11;

/// 1980-01-01, the first day that a zip file knows.
const FIRST_DAY: u16 = 0x21;
/// Version 4.5 of the format, on DOS: external attributes mean what they mean there.
const MADE_HERE: u16 = 45;
const DEFLATE: u16 = 8;

/// What a zip's directory says of an entry, as it says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EntryHeader {
    /// The name in the zip's own bytes.
    pub name: Vec<u8>,
    /// Whether the name says of itself that it is UTF-8.
    pub utf8: bool,
    /// The time of the last change, in the form of DOS.
    pub time: u16,
    /// The day of the last change, in the form of DOS.
    pub date: u16,
    /// The system and the version of the format that wrote it.
    pub made_by: u16,
    /// The file's attributes in the way of that system.
    pub external: u32,
    /// Whether it is said to be text, and what else is said.
    pub internal: u16,
    /// How it is compressed, by number.
    pub method: u16,
    /// The CRC-32 of the content.
    pub crc: u32,
    /// Its size, compressed.
    pub packed: u64,
    /// Its size, uncompressed.
    pub bytes: u64,
}

impl EntryHeader {
    /// For what comes from no zip: the same for the same name, whenever and wherever it is written. The size may be a
    /// guess.
    pub fn plain(name: &str, bytes: u64) -> Self {
        EntryHeader {
            name: name.as_bytes().to_vec(),
            utf8: !name.is_ascii(),
            time: 0,
            date: FIRST_DAY,
            made_by: MADE_HERE,
            external: 0,
            internal: 0,
            method: DEFLATE,
            crc: 0,
            packed: 0,
            bytes,
        }
    }

    /// Whether the entry is a link to another file: on Unix, the upper half of the attributes has the kind of file.
    pub fn is_link(&self) -> bool {
        const UNIX: u16 = 3;
        const KIND: u32 = 0o170_000;
        const LINK: u32 = 0o120_000;
        self.made_by >> 8 == UNIX && (self.external >> 16) & KIND == LINK
    }

    /// Reads the directory's entry. Sizes and name are those given: where the entry itself has them depends on how large
    /// they are.
    pub fn read(
        directory: &mut impl Read,
        name: &[u8],
        packed: u64,
        bytes: u64,
    ) -> io::Result<Self> {
        let mut fixed = [0; FIXED];
        directory.read_exact(&mut fixed)?;
        if !fixed.starts_with(SIGNATURE) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                super::fault::Fault::EntryAstray,
            ));
        }
        let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        Ok(EntryHeader {
            name: name.to_vec(),
            made_by: short(4),
            utf8: short(8) & UTF8 != 0,
            method: short(10),
            time: short(12),
            date: short(14),
            crc: long(16),
            internal: short(36),
            external: long(38),
            packed,
            bytes,
        })
    }
}
