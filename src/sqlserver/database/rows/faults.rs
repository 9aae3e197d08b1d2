//! What is said of pages and rows that cannot be read.

use super::super::address::PageAddress;
use super::super::damage::{Content, PageDamage, RecordFault};
use super::super::stored::{StoredColumn, StoredTable};
use super::super::value::{Problem, Reason};
use crate::sqlserver::rows::form::Fault;
use crate::wording::{Sentence, wording};

wording! {
    in "pages";
    /// Why a page or a row of a table cannot be read. A column has no name where the catalogue does not have it.
    enum Wrong {
        /// A page cannot be used.
        DamagedPage {
            page: PageAddress,
            damage: PageDamage,
        },
        /// A page has records in a form that is not read.
        CompressedPage { page: PageAddress },
        /// There is no place for a value in the record.
        EndsBefore { column: Option<String> },
        /// The record has no bits that say which values are NULL.
        NoNullBits { column: Option<String> },
        /// The bytes of a value are none of its type.
        NoValue {
            column: Option<String>,
            sql_type: String,
            is_empty: bool,
        },
        /// What the record says of where a value is cannot be.
        NotReached {
            column: Option<String>,
            why: Sentence,
        },
        /// A byte of a text is none in the code page of its column.
        NotInCodePage {
            column: Option<String>,
            /// In hexadecimal digits.
            byte: String,
            code_page: String,
            /// The number of the collation, and the same in hexadecimal digits.
            collation: u32,
            hex: String,
        },
        /// A byte of a text is beyond ASCII, and nothing says what it stands for.
        NoCodePage {
            column: Option<String>,
            byte: String,
            collation: u32,
            hex: String,
        },
    }
}

/// A page that cannot be used.
#[cold]
pub(super) fn damaged(
    table: &StoredTable,
    page: PageAddress,
    at: usize,
    damage: PageDamage,
) -> Fault {
    Fault::new(at, Wrong::DamagedPage { page, damage })
        .in_table(&table.table)
        .of_page(page)
}

/// A page that should be one of the table's.
#[cold]
pub(super) fn foreign(table: &StoredTable, page: PageAddress, at: usize) -> Fault {
    damaged(table, page, at, Content::OfAnother.into())
}

/// A page with records in a form that is not read.
#[cold]
pub(super) fn compressed(table: &StoredTable, page: PageAddress, at: usize) -> Fault {
    Fault::new(at, Wrong::CompressedPage { page })
        .in_table(&table.table)
        .of_page(page)
}

/// A record that cannot be.
#[cold]
pub(super) fn record(table: &StoredTable, at: usize, what: RecordFault) -> Fault {
    Fault::new(at, what).in_table(&table.table)
}

/// A record with a value that cannot be.
#[cold]
pub(super) fn value(table: &StoredTable, at: usize, problem: Problem) -> Fault {
    let column = table.table.columns.get(problem.column);
    let column = column.map(|column| column.name.to_string());
    let stored = table.columns.get(problem.column);
    let fault = match problem.reason {
        Reason::Missing => Fault::new(at, Wrong::EndsBefore { column }),
        Reason::NoNullBits => Fault::new(at, Wrong::NoNullBits { column }),
        Reason::Value(bytes) => {
            let shown: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let what = Wrong::NoValue {
                column,
                sql_type: stored.map_or_else(String::new, |stored| stored.sql_type.to_string()),
                is_empty: bytes.is_empty(),
            };
            Fault::new(at, what).found(shown.join(" "))
        }
        // Other rows have it, too, so that none is stepped over.
        Reason::NoPage(byte) => Fault::new(at, no_page(column, byte, stored)).fatal(),
        Reason::Unreadable(why) => Fault::new(at, Wrong::NotReached { column, why }),
    };
    fault.in_table(&table.table)
}

/// Text in a code page that is not known.
fn no_page(column: Option<String>, byte: u8, stored: Option<&StoredColumn>) -> Wrong {
    let collation = stored.map_or(0, |stored| stored.collation);
    let byte = format!("{byte:02X}");
    let hex = format!("0x{collation:X}");
    match stored.and_then(|stored| stored.page) {
        Some(code_page) => Wrong::NotInCodePage {
            column,
            byte,
            code_page: code_page.to_string(),
            collation,
            hex,
        },
        None => Wrong::NoCodePage {
            column,
            byte,
            collation,
            hex,
        },
    }
}
