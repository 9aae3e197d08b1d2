//! What holds for any bytes: functions that panic where it does not. The tests run them, and fuzz targets do.

use super::huffman::{LONGEST, decode};
use super::testing::{Memory, Version, backup, compress};
use crate::sqlserver::database::storage::Bytes as _;

/// Decodes the bytes behind the first two, which say how long the piece is; and reads what was written of them.
///
/// # Panics
/// Where a piece is not as long as it should be, or not what was written.
pub fn huffman(data: &[u8]) {
    let Some((size, input)) = data.split_first_chunk() else {
        return;
    };
    let size = usize::from(u16::from_le_bytes(*size)) + 1;
    if let Ok(piece) = decode(input, size) {
        assert_eq!(piece.len(), size);
    }
    let piece = &data[..data.len().min(LONGEST)];
    assert_eq!(decode(&compress(piece), piece.len()).as_deref(), Ok(piece));
}

/// Opens and reads a compressed backup. The first byte says whether the rest is the file, or is what stands on its tape;
/// then the next ones say what of the file is written over, and where it is cut.
///
/// # Panics
/// Where a whole one is not read as it was written, or a read depends on those before it.
pub fn compressed(data: &[u8]) {
    let Some(([choice, edits @ ..], rest)) = data.split_first_chunk::<16>() else {
        return;
    };
    let version = [Version::One, Version::Two][usize::from(choice & 1)];
    let (file, tape) = match choice >> 1 & 3 {
        0 => ([version_head(version), rest].concat(), None),
        kind => {
            // Much of the same makes several pieces.
            let repeated = rest.repeat(1 + usize::from(choice >> 3) * 200);
            let (mut file, tape) = backup(version, &repeated[..repeated.len().min(1 << 17)]);
            if kind > 1 {
                edit(&mut file, edits);
            }
            (file, (kind == 1).then_some(tape))
        }
    };
    let container = match super::open("backup.bak", Box::new(Memory(file))) {
        Ok(container) => container,
        Err(error) => return assert!(tape.is_none(), "{error}"),
    };
    let all = read(&container, 1 << 16);
    assert_eq!(all, read(&container, 40_000));
    if let Some(tape) = tape {
        assert_eq!(all, tape);
    }
}

/// The bytes before the first record.
fn version_head(version: Version) -> &'static [u8] {
    const fn head(version: u8) -> [u8; 480] {
        let mut head = [0; 480];
        let mut at = 0;
        while at < super::MAGIC.len() {
            head[at] = super::MAGIC[at];
            at += 1;
        }
        head[8] = version;
        head
    }
    match version {
        Version::One => &const { head(1) },
        Version::Two => &const { head(2) },
    }
}

/// Writes bytes to three places, and cuts the file at another one in half of all cases.
fn edit(file: &mut Vec<u8>, edits: &[u8; 15]) {
    let (cut, edits) = edits.split_at(3);
    for edit in edits.as_chunks::<4>().0 {
        let at = u32::from_le_bytes([edit[0], edit[1], edit[2], 0]) as usize % file.len();
        file[at] = edit[3];
    }
    if cut[0] & 1 == 1 {
        let at = u16::from_le_bytes([cut[1], cut[2]]);
        file.truncate(file.len() * usize::from(at) / 0x1_0000);
    }
}

/// What can be read in steps, and zeros for the rest.
fn read(container: &super::Container, step: usize) -> Vec<u8> {
    let mut all = vec![0; container.length().min(1 << 20) as usize];
    for (number, part) in all.chunks_mut(step).enumerate() {
        let at = (number * step) as u64;
        if container.read(at, part).is_err() {
            // Sector by sector, so that what can be read does not depend on the steps.
            for (number, part) in part.chunks_mut(64).enumerate() {
                if container.read(at + (number * 64) as u64, part).is_err() {
                    part.fill(0);
                }
            }
        }
    }
    all
}
