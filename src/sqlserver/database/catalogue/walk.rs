//! The rows of the system tables.

use super::super::address::PageAddress;
use super::super::allocation::{Damaged, PageSet, Pages};
use super::super::damage::{Content, PageDamage, RecordFault};
use super::super::page::{Page, kind};
use super::super::record::{Record, RecordKind, kind_of};
use super::super::storage::{Storage, page_buffer};
use super::super::stored::Rowset;
use super::fault::CatalogueFault;
use super::system::SystemRow;
use crate::input::Error;

/// The most rows of a system table that are kept: many times those of the largest databases that are known of.
const MOST: usize = 1_000_000;

/// Goes through system tables, and keeps what cannot be used.
pub(super) struct Walk<'a> {
    pub storage: &'a Storage,
    pub damaged: Damaged,
}

/// The rows that are wanted of a system table.
pub(super) struct Kept<T> {
    pub rows: Vec<T>,
    /// Whether all pages of the table could be read.
    pub is_whole: bool,
}

/// The rows of pages that follow each other.
pub(super) struct Chained<T> {
    pub rows: Vec<T>,
    /// The page that cannot be used, where one ended them.
    pub broken: Option<(PageAddress, PageDamage)>,
}

impl<'a> Walk<'a> {
    pub fn new(storage: &'a Storage) -> Self {
        Walk {
            storage,
            damaged: Damaged::new(),
        }
    }

    /// The rows of a system table that are wanted.
    ///
    /// # Errors
    /// Where there are more than any database has.
    pub fn rows<T: SystemRow>(
        &mut self,
        rowset: Rowset,
        wanted: impl Fn(&T) -> bool,
    ) -> Result<Kept<T>, Error> {
        let before = self.damaged.len();
        let mut rows = Vec::new();
        let mut pages = Pages::new(self.storage, rowset);
        let mut buffer = page_buffer();
        for at in pages.by_ref() {
            match self.storage.page(at, &mut buffer) {
                // Others are dead, or of its index.
                Ok(page) if rowset.owns(page.unit()) && is_of_rows(page) => {
                    self.take(page, at, &wanted, &mut rows)?;
                }
                Ok(_) => {}
                Err(damage) => self.damaged.push((at, damage)),
            }
        }
        let is_whole = pages.is_whole && self.damaged.len() == before;
        self.damaged.append(&mut pages.damaged);
        Ok(Kept { rows, is_whole })
    }

    /// The rows of the pages that follow each other from this one on, up to the first that cannot be used.
    ///
    /// # Errors
    /// As [`Walk::rows`].
    pub fn chain<T: SystemRow>(&mut self, first: PageAddress) -> Result<Chained<T>, Error> {
        let mut rows = Vec::new();
        let mut seen = PageSet::default();
        let mut buffer = page_buffer();
        let mut next = Some(first);
        while let Some(at) = next.filter(|at| seen.insert(*at)) {
            let page = self.storage.page(at, &mut buffer);
            let page = page.and_then(|page| match is_of_rows(page) {
                true => Ok(page),
                false => Err(Content::NoSystemTable { table: T::TABLE }.into()),
            });
            let page = match page {
                Ok(page) => page,
                Err(damage) => {
                    let broken = Some((at, damage));
                    return Ok(Chained { rows, broken });
                }
            };
            self.take(page, at, &|_: &T| true, &mut rows)?;
            next = page.next();
        }
        Ok(Chained { rows, broken: None })
    }

    /// Adds the rows of a page.
    fn take<T: SystemRow>(
        &mut self,
        page: Page<'_>,
        at: PageAddress,
        wanted: &impl Fn(&T) -> bool,
        rows: &mut Vec<T>,
    ) -> Result<(), Error> {
        let mut damage = None;
        for slot in 0..page.slots() {
            match row(page, slot) {
                Ok(Some(row)) if wanted(&row) => rows.push(row),
                Ok(_) => {}
                Err(wrong) => {
                    damage.get_or_insert(wrong);
                }
            }
        }
        self.damaged.extend(damage.map(|damage| (at, damage)));
        if rows.len() > MOST {
            return Err(Error::new(CatalogueFault::ManyRows {
                most: MOST,
                table: T::TABLE,
            }));
        }
        Ok(())
    }
}

fn is_of_rows(page: Page<'_>) -> bool {
    page.kind() == kind::DATA && page.level() == 0
}

/// The row in a slot; `None` where there is none.
fn row<T: SystemRow>(page: Page<'_>, slot: u16) -> Result<Option<T>, PageDamage> {
    let Some(record) = page.record(slot)? else {
        return Ok(None);
    };
    let status = record.first().copied().unwrap_or_default();
    if !matches!(kind_of(status), RecordKind::Primary | RecordKind::Forwarded) {
        return Ok(None);
    }
    let wrong = |why: RecordFault| Content::NoSystemRow {
        slot,
        table: T::TABLE,
        why,
    };
    let record = Record::parse(record).map_err(wrong)?;
    let row = T::read(record).ok_or_else(|| wrong(RecordFault::NoField))?;
    Ok(Some(row))
}
