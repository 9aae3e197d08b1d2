//! The extents of a region: pages by eight, and which ones they are by their own headers.

use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::address::{u16_at, u32_at};
use crate::sqlserver::database::storage::Bytes;

/// How many pages an extent has.
pub(super) const EXTENT: usize = 8;

/// As much of a page's header as tells its address.
const START: usize = 38;

/// The kind of pages that fill up a region (reference: sql-extracts, 7.2).
const FILLER: u8 = 0x65;

/// A file of the database and an extent of it, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub u64);

impl Key {
    pub fn new(file: u16, extent: u32) -> Self {
        Key(u64::from(file) << 32 | u64::from(extent))
    }

    pub fn file(self) -> u16 {
        (self.0 >> 32) as u16
    }

    pub fn extent(self) -> u32 {
        self.0 as u32
    }
}

/// What the headers of an extent say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// This one, as most of those say that say anything.
    Extent(Key),
    /// None of them says anything.
    Nothing,
    /// It only fills up the region.
    Filler,
}

/// The extents of a region.
pub(super) struct Extents<'a> {
    bytes: &'a dyn Bytes,
    at: u64,
    pages: u64,
    buffer: Vec<u8>,
}

impl<'a> Extents<'a> {
    /// Those of so many pages, the first of which begins here.
    pub fn new(bytes: &'a dyn Bytes, at: u64, pages: u64) -> Self {
        Extents {
            bytes,
            at,
            // A file of a database has no more: their numbers have 32 bits.
            pages: pages.min(u32::MAX.into()),
            buffer: vec![0; EXTENT * PAGE],
        }
    }

    /// How many there are. The last one may have less pages.
    pub fn count(&self) -> u32 {
        self.pages.div_ceil(EXTENT as u64) as u32
    }

    /// How many pages so many extents have, from this one on.
    pub fn pages(&self, first: u32, count: u32) -> u32 {
        let before = u64::from(first) * EXTENT as u64;
        let behind = before + u64::from(count) * EXTENT as u64;
        behind.min(self.pages).saturating_sub(before) as u32
    }

    /// Where an extent begins.
    pub fn place(&self, number: u32) -> u64 {
        self.at + u64::from(number) * (EXTENT * PAGE) as u64
    }

    /// Looks at an extent. Where its first page says that it is one of those that are expected, that is enough: a header that
    /// is damaged does not say so by chance.
    pub fn look(&mut self, number: u32, expected: &[Key]) -> Sight {
        let at = self.place(number);
        if !expected.is_empty() {
            let mut start = [0; START];
            let read = self.bytes.read(at, &mut start);
            let first = read.ok().and_then(|()| key(&start, 0));
            if let Some(key) = first.filter(|key| expected.contains(key)) {
                return Sight::Extent(key);
            }
        }
        let mut starts = [[0; START]; EXTENT];
        let count = self.pages(number, 1) as usize;
        self.starts(at, &mut starts[..count]);
        vote(&starts)
    }

    /// The beginnings of pages: zeros where they cannot be read.
    fn starts(&mut self, at: u64, starts: &mut [[u8; START]]) {
        let whole = &mut self.buffer[..starts.len() * PAGE];
        if self.bytes.read(at, whole).is_ok() {
            for (start, page) in starts.iter_mut().zip(whole.chunks_exact(PAGE)) {
                start.copy_from_slice(&page[..START]);
            }
            return;
        }
        for (place, start) in starts.iter_mut().enumerate() {
            if self.bytes.read(at + (place * PAGE) as u64, start).is_err() {
                *start = [0; START];
            }
        }
    }
}

/// The extent that most headers name; of several, the one that is named first: pages of an extent are used from the first
/// one on, and those that were never used hold anything.
fn vote(starts: &[[u8; START]; EXTENT]) -> Sight {
    let keys = starts.iter().enumerate();
    let keys: Vec<Key> = keys
        .filter_map(|(place, start)| key(start, place))
        .collect();
    let votes = |key: &Key| keys.iter().filter(|other| *other == key).count();
    match keys.iter().rev().max_by_key(|key| votes(key)) {
        Some(key) => Sight::Extent(*key),
        None if starts.iter().any(|start| start[..2] == [1, FILLER]) => Sight::Filler,
        None => Sight::Nothing,
    }
}

/// The extent of a page at this place of it.
fn key(start: &[u8; START], place: usize) -> Option<Key> {
    let page = u32_at(start, 32)?;
    let file = u16_at(start, 36)?;
    let fits = start[0] == 1 && start[1] != FILLER && file != 0;
    (fits && page as usize % EXTENT == place).then(|| Key::new(file, page / EXTENT as u32))
}
