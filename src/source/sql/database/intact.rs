//! Whether all pages that are in use are whole, also those of indexes, which no row is read from.
//!
//! What is in use, a page of its own says for each interval of a file (reference: sql-extracts, 6.2). Pages that are not in
//! use are not looked at: they hold old content, or nothing.

#[cfg(test)]
mod tests;

use super::address::PageAddress;
use super::page::{Damage, PAGE, Page, kind};
use super::storage::{Map, Storage, page_buffer};

/// How many pages of a file such a page covers, the first ones of its interval; it is the first of them itself, but for the
/// first interval, where it is the second.
pub(crate) const INTERVAL: u32 = 8088;

/// Where its bytes begin, one for each page.
const BYTES: usize = 100;
const IN_USE: u8 = 0x40;

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

/// What is wrong with the pages in use of the interval that begins here, by address: at most one for each of its pages. Where
/// it cannot be known which ones are in use, that alone is told.
pub(crate) fn check_interval(storage: &Storage, first: PageAddress) -> Vec<(PageAddress, Damage)> {
    let at = PageAddress::new(first.file, first.page.max(1));
    let in_use = match in_use(storage, at) {
        Ok(in_use) => in_use,
        Err(damage) => return vec![(at, damage)],
    };
    let mut damaged = Vec::new();
    let mut buffer = vec![0; AT_ONCE * PAGE];
    let mut place = 0;
    while let Some(skipped) = in_use[place..].iter().position(|it| *it) {
        place += skipped;
        let run = in_use[place..].iter().take(AT_ONCE);
        let count = run.take_while(|it| **it).count();
        let at = PageAddress::new(first.file, first.page.saturating_add(place as u32));
        check(storage, at, &mut buffer[..count * PAGE], &mut damaged);
        place += count;
    }
    damaged
}

/// The pages that say which pages are in use, as far as they cannot be used themselves.
pub(crate) fn maps(storage: &Storage) -> Vec<(PageAddress, Damage)> {
    let all = intervals(storage.map()).into_iter();
    let maps = all.map(|first| PageAddress::new(first.file, first.page.max(1)));
    maps.filter_map(|at| Some((at, in_use(storage, at).err()?)))
        .collect()
}

/// Which pages of an interval are in use, as the page at this address says.
fn in_use(storage: &Storage, at: PageAddress) -> Result<Vec<bool>, Damage> {
    let mut buffer = page_buffer();
    let page = storage.page(at, &mut buffer)?;
    if page.kind() != kind::PFS {
        return Err(Damage::Content(
            "it should say which pages are in use, and is of another kind".to_owned(),
        ));
    }
    let bytes = page.bytes()[BYTES..].iter().take(INTERVAL as usize);
    Ok(bytes.map(|byte| byte & IN_USE != 0).collect())
}

/// Checks pages that follow each other, as many as the buffer has room for.
fn check(
    storage: &Storage,
    first: PageAddress,
    buffer: &mut [u8],
    damaged: &mut Vec<(PageAddress, Damage)>,
) {
    let mut unread = storage.pages(first, buffer).into_iter().peekable();
    for (number, bytes) in buffer.as_chunks_mut::<PAGE>().0.iter_mut().enumerate() {
        let at = PageAddress::new(first.file, first.page.saturating_add(number as u32));
        if let Some((_, damage)) = unread.next_if(|(unread, _)| *unread == number) {
            damaged.push((at, damage));
        } else if let Err(damage) = Page::check(bytes, at) {
            damaged.push((at, damage));
        }
    }
}
