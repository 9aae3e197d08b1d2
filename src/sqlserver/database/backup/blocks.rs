//! The headers of blocks and streams, with their checksums (reference: sql-extracts, 7.1).

use crate::sqlserver::database::address::{array_at, slice_at, u16_at, utf16};

use crate::sqlserver::database::address::u64_at;

/// How long the part is that all blocks have in common.
pub(super) const BLOCK_HEADER: usize = 52;

/// How long the header of a stream is.
pub(super) const STREAM_HEADER: usize = 22;

/// Media attributes of a stream: its data is encrypted, or compressed (Microsoft Tape Format Specification 1.00a).
const ENCRYPTED: u16 = 8;
const COMPRESSED: u16 = 16;

/// What kinds of blocks and streams are called.
pub(super) mod tag {
    pub type Tag = [u8; 4];

    pub const TAPE: &Tag = b"TAPE";
    pub const SOFT_FILEMARK: &Tag = b"SFMB";
    pub const SET: &Tag = b"SSET";
    pub const VOLUME: &Tag = b"VOLB";
    pub const CONFIGURATION: &Tag = b"MSCI";
    pub const DATA: &Tag = b"MSDA";
    pub const LOG: &Tag = b"MSTL";

    pub const MEDIA_SET: &Tag = b"RAID";
    pub const CONFIGURATION_STREAM: &Tag = b"MQCI";
    pub const DATA_STREAM: &Tag = b"MQDA";
    pub const PADDING: &Tag = b"SPAD";
}

/// The header of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockHeader {
    pub tag: tag::Tag,
    /// Where its first stream begins, from the beginning of the block.
    pub first_stream: u16,
    /// Whether it fits its checksum.
    pub is_whole: bool,
}

/// The header of a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct StreamHeader {
    pub tag: tag::Tag,
    /// How long its data is, in bytes.
    pub length: u64,
    pub is_encrypted: bool,
    pub is_compressed: bool,
    /// Whether it fits its checksum.
    pub is_whole: bool,
}

impl BlockHeader {
    pub fn parse(bytes: &[u8; BLOCK_HEADER]) -> Self {
        BlockHeader {
            tag: array_at(bytes, 0).unwrap_or_default(),
            first_stream: u16_at(bytes, 8).unwrap_or_default(),
            is_whole: fits(bytes),
        }
    }
}

impl StreamHeader {
    pub fn parse(bytes: &[u8; STREAM_HEADER]) -> Self {
        let word = |at| u16_at(bytes, at).unwrap_or_default();
        let (media, encryption, compression) = (word(6), word(16), word(18));
        StreamHeader {
            tag: array_at(bytes, 0).unwrap_or_default(),
            length: u64_at(bytes, 8).unwrap_or_default(),
            is_encrypted: media & ENCRYPTED != 0 || encryption != 0,
            is_compressed: media & COMPRESSED != 0 || compression != 0,
            is_whole: fits(bytes) && bytes.iter().any(|byte| *byte != 0),
        }
    }
}

/// Whether the last word is the sum of those before it. Sums are without carry, so that of all words is 0 then.
fn fits(header: &[u8]) -> bool {
    let (words, _) = header.as_chunks::<2>();
    let sum = words.iter().map(|word| u16::from_le_bytes(*word));
    sum.fold(0, |all, word| all ^ word) == 0
}

/// The UTF-16 text whose length and place stand here: both in bytes, the place from the beginning of the block.
pub(super) fn text_at(block: &[u8], at: usize) -> String {
    let text = || {
        let length = usize::from(u16_at(block, at)?);
        let place = usize::from(u16_at(block, at + 2)?);
        slice_at(block, place, length)
    };
    let text = utf16(text().unwrap_or_default());
    text.trim_end_matches('\0').to_owned()
}

/// The date in the five bytes here; empty where there is none.
pub(super) fn date_at(block: &[u8], at: usize) -> String {
    let Some(bytes) = array_at::<5>(block, at) else {
        return String::new();
    };
    let all = bytes
        .iter()
        .fold(0, |all, byte| all << 8 | u64::from(*byte));
    if all == 0 {
        return String::new();
    }
    let part = |from: u32, bits: u32| all >> from & ((1 << bits) - 1);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        part(26, 14),
        part(22, 4),
        part(17, 5),
        part(12, 5),
        part(6, 6),
        part(0, 6)
    )
}
