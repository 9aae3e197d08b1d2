//! Values that were right once, until somebody opened the file in a spreadsheet and saved it.

use crate::source::sql::form::Fault;
use crate::source::sql::numbers::spreadsheet;
use crate::source::sql::row::{Row, Value};
use crate::source::sql::table::Table;

/// A fault, where a value of this row that is no text is what a spreadsheet made of one.
pub(super) fn undamaged(table: &Table, row: &Row<'_>) -> Result<(), Fault> {
    for (column, value) in table.columns.iter().zip(row.values()) {
        if let (Some(sql_type), Value::Text(text)) = (column.sql_type, value)
            && !sql_type.kind.is_text()
            && spreadsheet::damage(text).is_some()
            && let Some(fault) = damaged(&column.name, text)
        {
            return Err(fault);
        }
    }
    Ok(())
}

/// The fault, where a spreadsheet made this of a number, a bit or an id.
#[cold]
pub(super) fn damaged(column: &str, found: &[u8]) -> Option<Fault> {
    let shown = String::from_utf8_lossy(found);
    let what = match spreadsheet::damage(found) {
        Some(what) => what,
        None if spreadsheet::is_date(found) => {
            "a date stands where a number should, as a spreadsheet or a query converts it; day and month cannot be told apart for certain"
        }
        None => return None,
    };
    let fault = Fault::new(0, format!("{what}: {shown}, in the column {column}"));
    Some(
        fault
            .expected("the value as it stands in the database")
            .hint(spreadsheet::HINT),
    )
}
