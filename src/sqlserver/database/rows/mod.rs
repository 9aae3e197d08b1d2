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

use on_page::Reader;

use super::address::PageAddress;
use super::page::PAGE;
use super::storage::Storage;
use super::stored::StoredTable;
use crate::sqlserver::rows::form::Rows;

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
    let mut reader = Reader::new(storage, table);
    for (number, (address, page)) in storage.pages(pages, buffer).enumerate() {
        let at = number * PAGE;
        let goes_on = match page {
            Ok(page) => reader.page(page, address, at, rows),
            Err(damage) => rows.fault(faults::damaged(table, address, at, damage)),
        };
        if !goes_on {
            return;
        }
    }
}
