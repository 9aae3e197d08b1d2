//! The pages that know of each page whether it is in use: a byte for each (reference: sql-extracts, 6.2).

use super::super::address::PageAddress;
use super::super::damage::{Content, PageDamage};
use super::super::page::{PAGE, kind};
use super::super::storage::{Storage, page_buffer};
use super::Damaged;

/// How many pages of a file one of them covers: it is the first of them itself, but for the first ones, where it is the
/// second, as page 0 is that of the file.
pub(crate) const COVERED: u32 = 8088;

/// Where the bytes begin.
const BYTES: usize = 100;
const IN_USE: u8 = 0x40;

/// The one that was asked last. Pages are asked for by address, so each is read once for a table.
#[derive(Default)]
pub(super) struct Pfs {
    last: Option<PageAddress>,
    /// What stands on it; empty where it cannot be used.
    bytes: Vec<u8>,
}

impl Pfs {
    /// Whether a page is in use; `None` where that cannot be known.
    pub fn says(
        &mut self,
        storage: &Storage,
        page: PageAddress,
        damaged: &mut Damaged,
    ) -> Option<bool> {
        let first = page.page - page.page % COVERED;
        let at = knows_of(page);
        if self.last != Some(at) {
            self.last = Some(at);
            self.bytes.clear();
            match read(storage, at) {
                Ok(bytes) => self.bytes.extend_from_slice(&bytes),
                Err(damage) => damaged.push((at, damage)),
            }
        }
        let byte = self.bytes.get((page.page - first) as usize)?;
        Some(is_in_use(*byte))
    }
}

/// The page that knows whether this one is in use.
pub(crate) fn knows_of(page: PageAddress) -> PageAddress {
    let first = page.page - page.page % COVERED;
    PageAddress {
        page: first.max(1),
        ..page
    }
}

/// What the byte of a page says.
pub(crate) fn is_in_use(byte: u8) -> bool {
    byte & IN_USE != 0
}

/// The bytes of all pages that this one covers.
pub(crate) fn read(
    storage: &Storage,
    at: PageAddress,
) -> Result<[u8; COVERED as usize], PageDamage> {
    const _: () = assert!(BYTES + COVERED as usize <= PAGE);
    let mut buffer = page_buffer();
    let page = storage.page(at, &mut buffer)?;
    let bytes = page.bytes().get(BYTES..).and_then(<[u8]>::first_chunk);
    let bytes = bytes.filter(|_| page.kind() == kind::PFS);
    bytes.copied().ok_or_else(|| Content::NoUse.into())
}
