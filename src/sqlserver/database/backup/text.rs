//! Text and dates in blocks (reference: sql-extracts, 7.1).

use crate::sqlserver::database::bytes::{array_at, slice_at, u16_at, utf16};

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
