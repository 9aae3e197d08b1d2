//! The leaves of a clustered index, in the order of their keys.

use std::vec::IntoIter;

use super::super::address::PageAddress;
use super::super::allocation::{Damaged, PageSet, Pages};
use super::super::damage::{Content, PageDamage};
use super::super::page::{Page, kind};
use super::super::record::{RecordKind, kind_of};
use super::super::storage::{PageBuffer, Storage, page_buffer};
use super::super::stored::Rowset;

/// How many bytes the address of a child has.
const CHILD: usize = 6;

/// The pages of a partition: first the leaves that its index names, in its order, then all others, by address.
pub(super) struct Descent<'a> {
    storage: &'a Storage,
    rowset: Rowset,
    /// What is left of the pages: so none comes twice, and none that is not the table's.
    left: PageSet,
    /// The pages of the index that were read: so it is gone through once, whatever it says.
    read: PageSet,
    /// What is left of the children of the pages on the way down.
    open: Vec<Children>,
    /// The level of the pages right above the leaves, once it is known: 1 or 0.
    ///
    /// Levels of an index are counted from the leaves, which are 0; but in indexes with the id 1 in their allocation unit,
    /// as SQL Server 2000 made them, the pages right above the leaves are 0, too. This is not in the reference: it was
    /// found so in system tables of the data files that the tests read.
    lowest: Option<u8>,
    buffer: PageBuffer,
    pub damaged: Damaged,
}

struct Children {
    level: u8,
    /// The page that names them.
    of: PageAddress,
    rest: IntoIter<PageAddress>,
    /// Whether it was said already that one of them cannot be.
    is_reported: bool,
}

impl<'a> Descent<'a> {
    /// Begins with the root.
    pub fn new(
        storage: &'a Storage,
        root: PageAddress,
        rowset: Rowset,
        mut pages: Pages<'_>,
    ) -> Self {
        let mut left = PageSet::default();
        for page in pages.by_ref() {
            left.insert(page);
        }
        let mut descent = Descent {
            storage,
            rowset,
            left,
            read: PageSet::default(),
            open: Vec::new(),
            lowest: None,
            buffer: page_buffer(),
            damaged: std::mem::take(&mut pages.damaged),
        };
        // The catalogue may name a root that is none any more (reference: sql-extracts, 6.2): that is no damage.
        if descent.left.contains(root) {
            descent.go_down(root, None);
        }
        descent
    }

    /// Opens a page of the index, on this level where that is known.
    fn go_down(&mut self, at: PageAddress, level: Option<u8>) {
        self.read.insert(at);
        match children(self.storage, &self.rowset, at, level, &mut self.buffer) {
            Ok(Some(children)) => {
                let first = children.rest.as_slice().first();
                if children.level < 2 && self.lowest.is_none() {
                    self.lowest = Some(self.lowest_at(children.level, first.copied()));
                }
                self.open.push(children);
            }
            Ok(None) => {}
            Err(damage) => self.damaged.push((at, damage)),
        }
    }

    /// The level of the pages right above the leaves, from a page on one of the last two, and its first child.
    fn lowest_at(&mut self, level: u8, child: Option<PageAddress>) -> u8 {
        let child = child.filter(|_| level == 1);
        let child = child.map(|child| self.storage.page(child, &mut self.buffer));
        match child {
            Some(Ok(page)) if page.kind() == kind::INDEX => 0,
            _ => level,
        }
    }

    /// The next leaf that the index names.
    fn leaf(&mut self) -> Option<PageAddress> {
        loop {
            let level = self.open.last()?.level;
            let children = self.open.last_mut()?;
            let Some(child) = children.rest.next() else {
                self.open.pop();
                continue;
            };
            let is_leaf = self.lowest == Some(level);
            let is_new = match is_leaf {
                true => self.left.remove(child),
                false => self.left.contains(child) && !self.read.contains(child),
            };
            if is_new && is_leaf {
                return Some(child);
            }
            if is_new {
                // Not below 0: whatever is on level 0 or 1 said what the lowest one is.
                self.go_down(child, Some(level.saturating_sub(1)));
            } else if !std::mem::replace(&mut children.is_reported, true) {
                let of = children.of;
                self.damaged
                    .push((of, Content::WrongChild { child }.into()));
            }
        }
    }
}

impl Iterator for Descent<'_> {
    type Item = PageAddress;

    fn next(&mut self) -> Option<PageAddress> {
        self.leaf().or_else(|| self.left.pop_first())
    }
}

/// The children of a page of the index; `None` where the root may be a leaf, and is.
///
/// The address of a child is in the last six bytes of the fixed part of its record, whose length the header of the page
/// says. This is not in the reference: it was found so in the data files of SQL Server 2005 and 2008 that the tests read.
fn children(
    storage: &Storage,
    rowset: &Rowset,
    at: PageAddress,
    level: Option<u8>,
    buffer: &mut PageBuffer,
) -> Result<Option<Children>, PageDamage> {
    let page = storage.page(at, buffer)?;
    if level.is_none() && page.kind() == kind::DATA {
        return Ok(None);
    }
    let is_fit = page.kind() == kind::INDEX && rowset.owns(page.unit());
    if !is_fit || level.is_some_and(|level| level != page.level()) {
        return Err(Content::NoIndex.into());
    }
    let mut rest = Vec::with_capacity(usize::from(page.slots()).min(4096));
    for slot in 0..page.slots() {
        rest.extend(child(page, slot)?);
    }
    Ok(Some(Children {
        level: page.level(),
        of: at,
        rest: rest.into_iter(),
        is_reported: false,
    }))
}

/// The child that the record of a slot names; `None` where there is no record of an index.
fn child(page: Page<'_>, slot: u16) -> Result<Option<PageAddress>, PageDamage> {
    let Some(record) = page.record(slot)? else {
        return Ok(None);
    };
    let is_index = |status: &u8| kind_of(*status) == RecordKind::Index;
    if !record.first().is_some_and(is_index) {
        return Ok(None);
    }
    let place = usize::from(page.fixed_length()).checked_sub(CHILD);
    let fixed = place.filter(|place| *place > 0 && place + CHILD <= record.len());
    let child = fixed.and_then(|place| PageAddress::at(record, place));
    let child = child.ok_or(Content::NoChild { slot })?;
    Ok(Some(child))
}
