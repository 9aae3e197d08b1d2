//! Files that are only a part of a zip: a volume of a split one, or one whose beginning or end is missing.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use memchr::memmem;

use super::fault::Fault;
use crate::input::Error;

/// What is wrong with a file in which no zip's directory can be found, or which does not begin like a zip; nothing where
/// it has nothing to do with zips.
pub(crate) fn part_of_a_zip(path: &Path, file: &mut File) -> Option<Error> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let end = End::of(file);
    let begins = begins(file);
    let volume = volume(&name).or_else(|| {
        // The first volume begins so (APPNOTE.TXT, 8.5.3), and the last one says that there are others (4.4.19).
        let is_first = begins.starts_with(b"PK\x07\x08") && end.is_none();
        let number = if is_first { Some(1) } else { None };
        number.or(end
            .filter(|end| end.volume > 0)
            .map(|end| u32::from(end.volume) + 1))
    });
    if let Some(number) = volume {
        return Some(Error::new(Fault::Volume { number }));
    }
    if end.is_some() && !begins.starts_with(b"PK") {
        return Some(Error::new(Fault::NoBeginning));
    }
    None
}

/// Which volume of a split zip a file of this name is: `pool.z01`, `pool.zip.001`.
fn volume(name: &str) -> Option<u32> {
    let (before, extension) = name.rsplit_once('.')?;
    let number = match extension.strip_prefix('z') {
        Some(number) => number,
        None if before.ends_with(".zip") => extension,
        None => return None,
    };
    let is_number = number.len() >= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number)
}

fn begins(file: &mut File) -> [u8; 4] {
    let mut begins = [0; 4];
    let read = file
        .seek(SeekFrom::Start(0))
        .and_then(|_| file.read_exact(&mut begins));
    read.map_or([0; 4], |()| begins)
}

/// What stands at the end of a zip's directory.
#[derive(Clone, Copy)]
struct End {
    /// The volume it is on, from 0.
    volume: u16,
}

impl End {
    fn of(file: &mut File) -> Option<End> {
        const LENGTH: usize = 22;
        const LONGEST_COMMENT: usize = 0xFFFF;
        let size = file.seek(SeekFrom::End(0)).ok()?;
        let tail = size.min((LENGTH + LONGEST_COMMENT) as u64);
        file.seek(SeekFrom::Start(size - tail)).ok()?;
        let mut end = Vec::new();
        file.take(tail).read_to_end(&mut end).ok()?;
        let record = &end[memmem::rfind(&end, b"PK\x05\x06")?..];
        let number = |at: usize| Some(u16::from_le_bytes(*record.get(at..)?.first_chunk()?));
        // Nothing but its comment stands behind it; all ones say that the number stands elsewhere.
        let is_end = record.len() == LENGTH + usize::from(number(20)?);
        let volume = number(4).filter(|volume| *volume != u16::MAX);
        is_end.then_some(End {
            volume: volume.unwrap_or_default(),
        })
    }
}
