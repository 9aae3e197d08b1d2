//! Whether all pages that are in use are whole, also those of indexes, which no row is read from.
//!
//! What is in use, a page of its own says for each interval of a file (reference: sql-extracts, 6.2). Pages that are
//! not in use are not looked at: they hold old content, or nothing.

#[cfg(test)]
mod tests;

use super::address::PageAddress;
use super::allocation::pfs;
use super::damage::PageDamage;
use super::storage::{Map, Storage};

/// How many pages of a file such a page knows of.
pub(crate) const INTERVAL: u32 = pfs::COVERED;

/// How many pages are read at once.
const AT_ONCE: usize = 128;

/// The first pages of all intervals that have pages here, by address. They can be checked in any order, and at once.
pub(crate) fn intervals(map: &Map) -> Vec<PageAddress> {
    let mut all: Vec<PageAddress> = Vec::new();
    for run in map.runs() {
        let last = run.first.page.saturating_add(run.count.saturating_sub(1));
        for interval in run.first.page / INTERVAL..=last / INTERVAL {
            let first = PageAddress::new(run.first.file, interval * INTERVAL);
            if all.last().is_none_or(|last| *last < first) {
                all.push(first);
            }
        }
    }
    all
}

/// What is wrong with the pages in use of the interval that begins here, by address: at most one for each of its pages.
/// Where it cannot be known which ones are in use, that alone is reported.
pub(crate) fn check_interval(
    storage: &Storage,
    first: PageAddress,
) -> Vec<(PageAddress, PageDamage)> {
    let map = pfs::knows_of(first);
    let bytes = match pfs::read(storage, map) {
        Ok(bytes) => bytes,
        Err(damage) => return vec![(map, damage)],
    };
    let numbers = first.page..first.page.saturating_add(INTERVAL);
    let all = numbers.zip(bytes);
    let in_use = all.filter(|(_, byte)| pfs::is_in_use(*byte));
    let in_use: Vec<_> = in_use
        .map(|(page, _)| PageAddress { page, ..first })
        .collect();
    let mut damaged = Vec::new();
    let mut buffer = Vec::new();
    for pages in in_use.chunks(AT_ONCE) {
        let checked = storage.pages(pages, &mut buffer);
        damaged.extend(checked.filter_map(|(at, page)| Some((at, page.err()?))));
    }
    damaged
}

/// The pages that say which pages are in use, as far as they cannot be used themselves.
pub(crate) fn maps(storage: &Storage) -> Vec<(PageAddress, PageDamage)> {
    let maps = intervals(storage.map()).into_iter().map(pfs::knows_of);
    maps.filter_map(|at| Some((at, pfs::read(storage, at).err()?)))
        .collect()
}
