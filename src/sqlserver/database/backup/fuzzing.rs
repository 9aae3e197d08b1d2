//! What holds for any bytes: a function that panics where it does not. The tests run it, and a fuzz target does.

use std::io;

use super::blocks::{BLOCK_HEADER, STREAM_HEADER};
use super::{Media, Medium, look, open};
use crate::sqlserver::database::address::slice_at;
use crate::sqlserver::database::storage::{Bytes, page_buffer};
use crate::sqlserver::database::{PAGE, PageAddress};

/// A file in memory.
#[derive(Clone)]
pub(crate) struct InMemory(pub Vec<u8>);

impl Bytes for InMemory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let at = usize::try_from(at).map_err(io::Error::other)?;
        let bytes = slice_at(&self.0, at, buffer.len());
        buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Opens a file as a backup and reads its pages. The first byte says whether the checksums of its headers are put right
/// before, whether it is given twice, and which of its backups is wanted. The rest is the file.
///
/// # Panics
/// Where pages are placed outside of the file, twice, or not in order.
pub fn mtf(data: &[u8]) {
    let Some((choice, data)) = data.split_first() else {
        return;
    };
    let mut data = data.to_vec();
    if choice & 1 != 0 {
        put_right(&mut data);
    }
    let bytes = InMemory(data);
    let Ok(media) = look(&bytes, "a.bak") else {
        return;
    };
    let file = |media: Media| {
        let medium = Medium {
            name: "a.bak".to_owned(),
            bytes: std::sync::Arc::new(bytes.clone()),
            compressed: false,
        };
        (medium, media)
    };
    let mut files = vec![file(media.clone())];
    if choice & 2 != 0 {
        let family = media.family.wrapping_add(1);
        files.push(file(Media { family, ..media }));
    }
    let wanted = Some(u32::from(choice >> 2)).filter(|number| *number > 0);
    let Ok(backup) = open(files, wanted) else {
        return;
    };
    let mut end = PageAddress::default();
    for run in backup.storage.map().runs() {
        assert!(run.first >= end, "{} is behind {end}", run.first);
        let behind = u64::from(run.first.page) + u64::from(run.count);
        assert!(behind <= u64::from(u32::MAX), "{behind} is no page");
        end = PageAddress::new(run.first.file, behind as u32);
        let length = u64::from(run.count) * PAGE as u64;
        assert!(run.at + length <= bytes.length(), "{} is no place", run.at);
        let _ = backup.storage.page(run.first, &mut page_buffer());
    }
}

/// Makes the checksums fit of all that may be headers.
pub(super) fn put_right(data: &mut [u8]) {
    const BLOCKS: [&[u8; 4]; 6] = [b"TAPE", b"SSET", b"MSCI", b"MSDA", b"SFMB", b"ESET"];
    const STREAMS: [&[u8; 4]; 4] = [b"RAID", b"MQCI", b"MQDA", b"SPAD"];
    for at in (0..data.len()).step_by(4) {
        let rest = &mut data[at..];
        let length = match rest.first_chunk() {
            Some(tag) if BLOCKS.contains(&tag) => BLOCK_HEADER,
            Some(tag) if STREAMS.contains(&tag) => STREAM_HEADER,
            _ => continue,
        };
        if let Some(header) = rest.get_mut(..length) {
            seal(header);
        }
    }
}

/// Writes the checksum of a header.
pub(super) fn seal(header: &mut [u8]) {
    let (sum, words) = (header.len() - 2, header.len() / 2 - 1);
    let (words, _) = header[..2 * words].as_chunks::<2>();
    let all = words
        .iter()
        .fold(0, |all, word| all ^ u16::from_le_bytes(*word));
    header[sum..].copy_from_slice(&all.to_le_bytes());
}
