//! The chain of pages that says which extents and which single pages belong to a rowset (reference: sql-extracts, 6.2).

use std::collections::BTreeSet;

use super::super::address::PageAddress;
use super::super::damage::{Content, PageDamage};
use super::super::page::{Page, kind};
use super::super::storage::{PageBuffer, Storage, page_buffer};
use super::super::stored::Rowset;
use super::{Damaged, INTERVAL, holds_any};
use crate::sqlserver::database::address::{slice_at, u16_at};

/// Where the page says which pages it is about, and where it names single pages.
const FIRST: usize = 136;
const SINGLES: usize = 142;
const SINGLE: usize = 6;
const MOST_SINGLES: usize = 8;

/// Pages of an extent.
const EXTENT: u32 = 8;

/// What a chain names, by address; the extents are read when they are needed.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub intervals: Vec<Interval>,
    pub singles: Vec<PageAddress>,
    pub damaged: Damaged,
}

/// Pages of a file for which a page of the chain has a bit for each extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    /// The first of the pages.
    pub first: PageAddress,
    /// The page of the chain.
    pub iam: PageAddress,
}

/// The extents of an interval, and how far they were gone through.
#[derive(Debug)]
pub(super) struct Bitmap {
    first: PageAddress,
    bits: Vec<u8>,
    /// The next page, counted in the interval.
    next: u32,
}

impl Chain {
    /// Follows a chain to its end, or to the first page that cannot be used: what it says behind that is lost.
    pub fn read(storage: &Storage, rowset: &Rowset) -> Self {
        let mut chain = Chain::default();
        let mut buffer = page_buffer();
        let mut seen = BTreeSet::new();
        let mut next = rowset.first_iam;
        while let Some(iam) = next {
            next = match chain.link(storage, rowset, iam, &mut seen, &mut buffer) {
                Ok(next) => next,
                Err(damage) => {
                    chain.damaged.push((iam, damage));
                    None
                }
            };
        }
        chain.intervals.sort_unstable();
        chain.singles.sort_unstable();
        chain.singles.dedup();
        chain
    }

    /// Takes over what a page names, and gives the one behind it.
    fn link(
        &mut self,
        storage: &Storage,
        rowset: &Rowset,
        iam: PageAddress,
        seen: &mut BTreeSet<PageAddress>,
        buffer: &mut PageBuffer,
    ) -> Result<Option<PageAddress>, PageDamage> {
        let page = storage.page(iam, buffer)?;
        let first = about(page, rowset)?;
        // There is one for each interval; so a chain that bites its own tail ends here, too.
        if !seen.insert(first) {
            return Err(Content::AllocatedTwice { first }.into());
        }
        if holds_any(storage.map(), first, INTERVAL) {
            self.intervals.push(Interval { first, iam });
        } else if bitmap(page, first)?.next().is_some() {
            // Not each of them: there are half a million.
            self.damaged.push((first, PageDamage::Missing));
        }
        let places = (0..MOST_SINGLES).map(|single| SINGLES + SINGLE * single);
        let singles = places.filter_map(|place| PageAddress::at(page.bytes(), place));
        self.singles.extend(singles);
        Ok(page.next())
    }
}

impl Interval {
    /// Reads its extents.
    pub fn read(
        self,
        storage: &Storage,
        rowset: &Rowset,
        buffer: &mut PageBuffer,
    ) -> Result<Bitmap, PageDamage> {
        let page = storage.page(self.iam, buffer)?;
        about(page, rowset)?;
        bitmap(page, self.first)
    }
}

/// The first page of the interval that a page of the chain is about.
fn about(page: Page<'_>, rowset: &Rowset) -> Result<PageAddress, PageDamage> {
    if page.kind() != kind::IAM || !rowset.owns(page.unit()) {
        return Err(Content::NoAllocation.into());
    }
    let first = PageAddress::at(page.bytes(), FIRST);
    let first = first.filter(|first| first.page.is_multiple_of(INTERVAL));
    first.ok_or_else(|| Content::WrongInterval.into())
}

/// The extents that a page of the chain names: its second record, behind two bytes of status and two of length.
fn bitmap(page: Page<'_>, first: PageAddress) -> Result<Bitmap, PageDamage> {
    let at = page.slot(1)?.ok_or(Content::NoExtents)?;
    let length = u16_at(page.bytes(), at + 2).ok_or(Content::NoExtents)?;
    // There are some bits too many.
    let length = usize::from(length).min((INTERVAL / EXTENT / 8) as usize);
    let bits = slice_at(page.bytes(), at + 4, length).ok_or(Content::NoExtents)?;
    Ok(Bitmap {
        first,
        bits: bits.to_vec(),
        next: 0,
    })
}

impl Bitmap {
    /// The next page of an extent.
    pub fn next(&mut self) -> Option<PageAddress> {
        loop {
            let extent = self.next / EXTENT;
            let byte = *self.bits.get((extent / 8) as usize)?;
            if byte >> (extent % 8) & 1 == 1 {
                let page = self.first.page.checked_add(self.next)?;
                self.next += 1;
                return Some(PageAddress { page, ..self.first });
            }
            self.next = match byte {
                0 => (extent / 8 + 1) * 8 * EXTENT,
                _ => (extent + 1) * EXTENT,
            };
        }
    }
}
