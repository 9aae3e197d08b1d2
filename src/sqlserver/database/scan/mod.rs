//! Which pages are read for the rows of a table, and in which order, in runs that one thread reads at once.
//!
//! The set of pages is always that of the allocation. An index gives them their order, and nothing else: where it is
//! damaged, some pages come later, and none is lost.

mod descent;
#[cfg(test)]
mod tests;

use std::slice::Iter;

use self::descent::Descent;
use super::address::PageAddress;
use super::allocation::{Damaged, Pages};
use super::storage::Storage;
use super::stored::{Rowset, StoredTable};

/// The most pages of a run: 1 MB.
const MOST: usize = 128;

/// Pages that are read together.
#[derive(Debug, Default)]
pub(crate) struct PageRun {
    /// The pages, in the order of their rows.
    pub pages: Vec<PageAddress>,
    /// Pages of the allocation or of the index that were met on the way and cannot be used.
    pub damaged: Damaged,
}

/// The pages of a table: of its partitions, one after the other. Among them may be pages of its index.
pub(crate) struct Runs<'a> {
    storage: &'a Storage,
    ordered: bool,
    rowsets: Iter<'a, Rowset>,
    current: Option<Source<'a>>,
}

/// The pages of a partition.
enum Source<'a> {
    /// By address.
    Allocated(Box<Pages<'a>>),
    /// By key, as long as the index says; then by address.
    Ordered(Descent<'a>),
}

impl<'a> Runs<'a> {
    /// Looks for the pages of a table: in the order of its clustered index where that is wanted and there is one, else by
    /// address, which is the order in which they are read fastest.
    pub fn new(storage: &'a Storage, table: &'a StoredTable, ordered: bool) -> Self {
        Runs {
            storage,
            ordered,
            rowsets: table.rowsets.iter(),
            current: None,
        }
    }

    fn open(&self, rowset: &Rowset) -> Source<'a> {
        let pages = Pages::new(self.storage, *rowset);
        match rowset.root.filter(|_| self.ordered) {
            Some(root) => Source::Ordered(Descent::new(self.storage, root, *rowset, pages)),
            None => Source::Allocated(Box::new(pages)),
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = PageRun;

    fn next(&mut self) -> Option<PageRun> {
        let mut run = PageRun::default();
        loop {
            let Some(current) = &mut self.current else {
                let Some(rowset) = self.rowsets.next() else {
                    break;
                };
                self.current = Some(self.open(rowset));
                continue;
            };
            let wanted = MOST - run.pages.len();
            current.fill(wanted, &mut run);
            if run.pages.len() == MOST {
                break;
            }
            self.current = None;
        }
        let is_empty = run.pages.is_empty() && run.damaged.is_empty();
        (!is_empty).then_some(run)
    }
}

impl Source<'_> {
    /// Adds so many pages, or all that there are, and what cannot be used.
    fn fill(&mut self, wanted: usize, run: &mut PageRun) {
        let damaged = match self {
            Source::Allocated(pages) => {
                run.pages.extend(pages.by_ref().take(wanted));
                &mut pages.damaged
            }
            Source::Ordered(pages) => {
                run.pages.extend(pages.by_ref().take(wanted));
                &mut pages.damaged
            }
        };
        run.damaged.append(damaged);
    }
}
