//! The rows on pages (reference: sql-extracts, 6.1 and 6.3).

mod faults;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod on_page;
mod starts;
#[cfg(any(test, fuzzing))]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::address::PageAddress;
use super::page::{Damage, PAGE, Page};
use super::storage::Storage;
use super::stored::StoredTable;
use crate::source::sql::form::Rows;
use on_page::Reader;

/// Reads the rows of a table on these pages, in their order. The pages are put into the buffer; where a row or a fault is,
/// is its place there.
///
/// Pages without rows are stepped over, such as those of the table's index. A page that is damaged, or of another table, is
/// a fault, and gives no row.
pub(crate) fn read(
    storage: &Storage,
    table: &StoredTable,
    pages: &[PageAddress],
    buffer: &mut Vec<u8>,
    rows: &mut dyn Rows,
) {
    buffer.resize(pages.len() * PAGE, 0);
    let mut unread = load(storage, pages, buffer).into_iter().peekable();
    let mut reader = Reader::new(storage, table);
    let places = pages.iter().zip(buffer.as_chunks_mut::<PAGE>().0);
    for (number, (address, bytes)) in places.enumerate() {
        let page = match unread.next_if(|(unread, _)| *unread == number) {
            Some((_, damage)) => Err(damage),
            None => Page::check(bytes, *address),
        };
        let goes_on = match page {
            Ok(page) => reader.page(page, *address, number * PAGE, rows),
            Err(damage) => rows.fault(faults::damaged(table, *address, number * PAGE, &damage)),
        };
        if !goes_on {
            return;
        }
    }
}

/// Reads pages, those that follow each other at once. Gives what is wrong with those that cannot be read, by their number
/// among all and in order.
fn load(storage: &Storage, pages: &[PageAddress], buffer: &mut [u8]) -> Vec<(usize, Damage)> {
    let mut unread = Vec::new();
    let mut done = 0;
    for together in pages
        .chunk_by(|one, next| one.file == next.file && one.page.checked_add(1) == Some(next.page))
    {
        let Range { start, end } = done..done + together.len();
        if let (Some(first), Some(room)) =
            (together.first(), buffer.get_mut(start * PAGE..end * PAGE))
        {
            let damaged = storage.pages(*first, room).into_iter();
            unread.extend(damaged.map(|(place, damage)| (start + place, damage)));
        }
        done = end;
    }
    unread
}
