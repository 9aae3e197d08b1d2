//! What a backup says of its database: the chunks of the stream `MQCI` (reference: sql-extracts, 7.1).

use std::io;

use super::media::{BackedUpFile, BackupSet, Lineage, LogPlace};
use crate::sqlserver::database::address::{array_at, u16_at, u32_at, u64_at};
use crate::sqlserver::database::backup::blocks::text_at;
use crate::sqlserver::database::storage::Bytes;

const DATABASE: &[u8; 4] = b"SCIN";
const FILE: &[u8; 4] = b"SFIN";

/// The head of a chunk: its tag and its size.
const HEAD: u64 = 8;

/// Texts lie less than twice this far into their chunk, as their place and length are 16 bits.
const FAR: u64 = 1 << 16;

/// A database has at most 32,767 files; the chunks of so many are shorter than this.
const LIMIT: u64 = 64 << 20;

/// Takes over what stands in the stream whose data is here.
///
/// # Errors
/// Where the bytes cannot be read.
pub(super) fn read(bytes: &dyn Bytes, at: u64, length: u64, set: &mut BackupSet) -> io::Result<()> {
    let end = at.saturating_add(length.min(LIMIT)).min(bytes.length());
    let mut at = at;
    let mut chunk = Vec::new();
    while end.saturating_sub(at) >= HEAD {
        let mut head = [0; HEAD as usize];
        bytes.read(at, &mut head)?;
        let tag = array_at(&head, 0).unwrap_or_default();
        let size = u64::from(u32_at(&head, 4).unwrap_or_default());
        if size < HEAD || size > end - at {
            break;
        }
        if [*DATABASE, *FILE].contains(&tag) {
            chunk.resize(size.min(2 * FAR) as usize, 0);
            bytes.read(at, &mut chunk)?;
            if tag == *DATABASE {
                set.database_version = u16_at(&chunk, 94).unwrap_or_default();
                set.database = text_at(&chunk, 104);
                set.lineage = lineage(&chunk);
            } else {
                set.files.extend(file(&chunk));
            }
        }
        at += size;
    }
    Ok(())
}

/// What lies behind what older servers write is 0.
fn lineage(chunk: &[u8]) -> Lineage {
    Lineage {
        database: array_at(chunk, 124).unwrap_or_default(),
        checkpoint: LogPlace::at(chunk, 52).unwrap_or_default(),
        base: LogPlace::at(chunk, 260).unwrap_or_default(),
        base_guid: array_at(chunk, 272).unwrap_or_default(),
    }
}

fn file(chunk: &[u8]) -> Option<BackedUpFile> {
    Some(BackedUpFile {
        page_size: u32_at(chunk, 16)?,
        id: u32_at(chunk, 20)?,
        pages: u32_at(chunk, 24)?,
        size: u64_at(chunk, 40)?,
        logical: text_at(chunk, 48),
        physical: text_at(chunk, 52),
    })
}
