//! Which pages hold the rows of a table: those that its allocation says, and no others. Pages that are not in use keep
//! what was on them, even whole pages of rows of the same table (reference: sql-extracts, 6.1, 6.2).

mod chain;
mod page_set;
pub(super) mod pfs;
#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::vec::IntoIter;

use self::chain::{Bitmap, Chain, Interval};
pub(super) use self::page_set::PageSet;
use self::pfs::Pfs;
use super::address::PageAddress;
use super::damage::PageDamage;
use super::storage::{Map, PageBuffer, Storage, page_buffer};
use super::stored::Rowset;

/// How many pages of a file one page can allocate.
const INTERVAL: u32 = 511_232;

/// Pages that cannot be used.
pub(crate) type Damaged = Vec<(PageAddress, PageDamage)>;

/// The pages of a rowset, by address, each once. They are those that are allocated: their own headers are checked by
/// the reader of the page.
pub(super) struct Pages<'a> {
    storage: &'a Storage,
    rowset: Rowset,
    /// What is still to be looked at, and the pages of the one that is looked at.
    intervals: IntoIter<Interval>,
    bitmap: Option<Bitmap>,
    /// The next page of an extent.
    ahead: Option<PageAddress>,
    /// Pages that are allocated one by one.
    singles: Peekable<IntoIter<PageAddress>>,
    pfs: Pfs,
    buffer: PageBuffer,
    /// Pages of the allocation that cannot be used, as far as it was read.
    pub damaged: Damaged,
    /// Whether, as far as it was read, no page of the rowset is missing for that.
    pub is_whole: bool,
}

impl<'a> Pages<'a> {
    /// Looks for the pages of a rowset.
    pub fn new(storage: &'a Storage, rowset: Rowset) -> Self {
        let Chain {
            intervals,
            singles,
            damaged,
        } = Chain::read(storage, &rowset);
        Pages {
            storage,
            rowset,
            intervals: intervals.into_iter(),
            bitmap: None,
            ahead: None,
            singles: singles.into_iter().peekable(),
            pfs: Pfs::default(),
            buffer: page_buffer(),
            is_whole: damaged.is_empty(),
            damaged,
        }
    }

    /// The next page that the chain names, whether it is in use or not.
    fn named(&mut self) -> Option<PageAddress> {
        if self.ahead.is_none() {
            self.ahead = self.of_extents();
        }
        let single = self.singles.peek().copied();
        let next = [single, self.ahead].into_iter().flatten().min();
        if single == next {
            self.singles.next();
        }
        if self.ahead == next {
            self.ahead = None;
        }
        next
    }

    /// The next page of an extent.
    fn of_extents(&mut self) -> Option<PageAddress> {
        loop {
            if let Some(page) = self.bitmap.as_mut().and_then(Bitmap::next) {
                return Some(page);
            }
            let interval = self.intervals.next()?;
            let read = interval.read(self.storage, &self.rowset, &mut self.buffer);
            self.bitmap = read
                .map_err(|damage| {
                    self.damaged.push((interval.iam, damage));
                    self.is_whole = false;
                })
                .ok();
        }
    }

    /// Whether a page is in use. Where the page that knows is damaged, its own header tells; what cannot be read is taken
    /// as in use, so that it is not left out without a word.
    fn is_in_use(&mut self, page: PageAddress) -> bool {
        let says = self.pfs.says(self.storage, page, &mut self.damaged);
        says.unwrap_or_else(|| match self.storage.page(page, &mut self.buffer) {
            Ok(read) => self.rowset.owns(read.unit()),
            Err(PageDamage::Missing) => false,
            Err(_) => true,
        })
    }
}

impl Iterator for Pages<'_> {
    type Item = PageAddress;

    fn next(&mut self) -> Option<PageAddress> {
        loop {
            let page = self.named()?;
            if self.is_in_use(page) {
                return Some(page);
            }
        }
    }
}

/// Whether there is any of these pages.
fn holds_any(map: &Map, first: PageAddress, count: u32) -> bool {
    let from = (first.file, u64::from(first.page));
    let to = (first.file, from.1 + u64::from(count));
    let runs = map.runs();
    let end = |at: PageAddress, count: u32| (at.file, u64::from(at.page) + u64::from(count));
    let place = runs.partition_point(|run| end(run.first, run.count) <= from);
    let next = runs.get(place);
    next.is_some_and(|run| (run.first.file, u64::from(run.first.page)) < to)
}
