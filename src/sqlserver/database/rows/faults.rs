//! What is said of pages and rows that cannot be read.

use super::super::COPY_AGAIN;
use super::super::address::PageAddress;
use super::super::page::PageDamage;
use super::super::stored::{StoredColumn, StoredTable};
use super::super::value::{Problem, Reason};
use crate::sqlserver::rows::form::Fault;

const CATALOGUE: &str = "a record as the catalogue of the database describes those of the table";

/// A page that cannot be used.
#[cold]
pub(super) fn damaged(
    table: &StoredTable,
    address: PageAddress,
    at: usize,
    damage: &PageDamage,
) -> Fault {
    Fault::new(at, format!("page {address} {damage}"))
        .expected("all pages that belong to the table, whole")
        .hint(COPY_AGAIN)
        .in_table(&table.table)
        .of_page(address)
}

/// A page that should be one of the table's.
#[cold]
pub(super) fn foreign(table: &StoredTable, address: PageAddress, at: usize) -> Fault {
    let damage =
        PageDamage::Content("its header says that it belongs to something else".to_owned());
    damaged(table, address, at, &damage)
}

/// A page with records in a form that is not read.
#[cold]
pub(super) fn compressed(table: &StoredTable, address: PageAddress, at: usize) -> Fault {
    let what = format!(
        "page {address} holds rows in the form of row or page compression, which pchat does not read"
    );
    Fault::new(at, what)
        .expected("rows without compression")
        .hint("where a SQL Server has the database, rebuild the table (ALTER TABLE ... REBUILD WITH (DATA_COMPRESSION = NONE)) and make another backup, or export it as a bacpac")
        .in_table(&table.table)
        .of_page(address)
}

/// A record that cannot be: why, as a clause.
#[cold]
pub(super) fn record(table: &StoredTable, at: usize, what: &str) -> Fault {
    Fault::new(at, what)
        .expected(CATALOGUE)
        .hint(COPY_AGAIN)
        .in_table(&table.table)
}

/// A record with a value that cannot be.
#[cold]
pub(super) fn value(table: &StoredTable, at: usize, problem: Problem) -> Fault {
    let column = table.table.columns.get(problem.column);
    let name = column.map_or("a column", |column| &column.name);
    let stored = table.columns.get(problem.column);
    let sql_type = stored.map(|stored| stored.sql_type.to_string());
    let sql_type = sql_type.unwrap_or_default();
    let fault = match problem.reason {
        Reason::Missing => Fault::new(at, format!("the record ends before {name}"))
            .expected(CATALOGUE)
            .hint(COPY_AGAIN),
        Reason::NoNullBits => Fault::new(
            at,
            format!("the record does not say whether {name} is NULL"),
        )
        .expected(CATALOGUE)
        .hint(COPY_AGAIN),
        Reason::Value(bytes) => {
            let shown: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let shown = shown.join(" ");
            let what = match shown.as_str() {
                "" => format!("{name} is no {sql_type}: it is empty"),
                _ => format!("{name} is no {sql_type}"),
            };
            Fault::new(at, what)
                .found(shown)
                .expected(format!("a {sql_type}, as SQL Server stores it"))
                .hint(COPY_AGAIN)
        }
        Reason::NoPage(byte) => no_page(name, byte, stored),
        Reason::Unreadable(what) => Fault::new(at, format!("{name} cannot be read: {what}"))
            .expected("values that are where the row says")
            .hint(COPY_AGAIN),
    };
    Fault { at, ..fault }.in_table(&table.table)
}

/// Text in a code page that is not known: other rows have it, too, so that none is stepped over.
fn no_page(name: &str, byte: u8, stored: Option<&StoredColumn>) -> Fault {
    let collation = stored.map_or(0, |stored| stored.collation);
    let fault = match stored.and_then(|stored| stored.page) {
        Some(page) => Fault::new(0, format!("{name} holds the byte {byte:02X}, which is not valid in {page}; its collation has the number {collation} (0x{collation:X})"))
            .expected("text in UTF-8"),
        None => Fault::new(0, format!("{name} holds the byte {byte:02X}, and pchat does not know the code page of its collation, which has the number {collation} (0x{collation:X})"))
            .expected("a collation whose code page is known, or --code-page"),
    };
    fault
        .hint("say it with --code-page, such as --code-page 1252; where a SQL Server has the database, SELECT COLLATIONPROPERTY(collation_name, 'CodePage') FROM sys.columns tells it")
        .fatal()
}
