//! The pages of a clustered index above its leaves.

use super::bytes::Put;
use super::page::{Address, Page, kind};
use super::space::{Space, Store, Unit};

/// What leads to a page: the first key on it, and the number that tells it from equal ones.
struct Entry {
    key: Vec<u8>,
    same: u32,
    page: Address,
}

pub struct Index {
    entries: Vec<Entry>,
    hidden: bool,
}

impl Index {
    pub fn new(hidden: bool) -> Self {
        Index {
            entries: Vec::new(),
            hidden,
        }
    }

    pub fn add(&mut self, key: &[u8], same: u32, page: Address) {
        let key = key.to_vec();
        self.entries.push(Entry { key, same, page });
    }

    /// Writes level after level, until one page is the root: gives that. A table of one page is its own root.
    pub fn finish<S: Store>(self, unit: &mut Unit, space: &mut Space<S>) -> Address {
        let mut entries = self.entries;
        let mut level = 0;
        while entries.len() > 1 {
            level += 1;
            let fixed = 1 + entries[0].key.len() + 6;
            let mut above: Vec<Entry> = Vec::new();
            let mut page: Option<Page> = None;
            for (at, entry) in entries.into_iter().enumerate() {
                let record = self::record(&entry, at == 0, self.hidden);
                if page.as_ref().is_none_or(|page| !page.fits(record.len())) {
                    let place = space.page(unit);
                    let mut next = Page::new(kind::INDEX, place, unit.id)
                        .level(level)
                        .fixed_length(fixed as u16);
                    if let Some(mut full) = page.take() {
                        full.set_next(place);
                        next.set_previous(full.at);
                        space.write(full);
                    }
                    page = Some(next);
                    above.push(Entry {
                        page: place,
                        ..entry
                    });
                }
                if let Some(page) = &mut page {
                    page.add(&record);
                }
            }
            if let Some(page) = page {
                space.write(page);
            }
            entries = above;
        }
        let root = entries.first();
        root.map(|entry| entry.page).unwrap_or_default()
    }
}

/// Status, key, and the page below as the last six bytes of the fixed part. Nothing is before the first entry: it has no key.
/// How the hidden number follows is not known from a file: here as in any record.
fn record(entry: &Entry, is_first: bool, hidden: bool) -> Vec<u8> {
    let mut bytes = vec![0; 1 + entry.key.len()];
    bytes[0] = 3 << 1;
    if !is_first {
        bytes.put(1, &entry.key);
    }
    bytes.extend(entry.page.bytes());
    if hidden && !is_first {
        let columns = 2u16;
        bytes[0] |= 0x10;
        bytes.extend(columns.to_le_bytes());
        bytes.push(0);
        if entry.same > 0 {
            bytes[0] |= 0x20;
            bytes.extend(1u16.to_le_bytes());
            bytes.extend((bytes.len() as u16 + 6).to_le_bytes());
            bytes.extend(entry.same.to_le_bytes());
        }
    }
    bytes
}
