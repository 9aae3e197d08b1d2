//! Values that were right once, until the file was opened in a spreadsheet and saved.

use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::rows::numbers::SpreadsheetDamage;
use crate::sqlserver::{Kind, Row, Table, Value};

/// A fault, where a value of this row that is no text is what a spreadsheet made of one.
pub(super) fn undamaged(table: &Table, row: &Row<'_>) -> Result<(), Fault> {
    for (column, value) in table.columns.iter().zip(row.values()) {
        if let (Some(sql_type), Value::Text(text)) = (column.sql_type, value)
            && let Some(fault) = damaged(&column.name, sql_type.kind, text)
        {
            return Err(fault);
        }
    }
    Ok(())
}

/// The fault, where a spreadsheet made this of a value of this type.
pub(super) fn damaged(column: &str, kind: Kind, found: &[u8]) -> Option<Fault> {
    SpreadsheetDamage::of(kind, found).map(|damage| damage.fault(column, found))
}
