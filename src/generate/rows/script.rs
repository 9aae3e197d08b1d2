//! Statements as "Generate Scripts" of SQL Server Management Studio 2008 writes them (reference: sql-extracts, 2.1).

use std::fmt::Write as _;

use super::Value;
use super::native::sql_datetime;
use crate::sqlserver::{Kind, Table};

/// What stands before the first table. The name is that of the later generation's database; for the earlier one none is
/// published.
pub(super) const PREAMBLE: &str = "USE [mgc]\r\nGO\r\n";

/// Rows between two lines that tell how far the script has come.
const BATCH: u64 = 100;

/// The definition of a table.
pub(super) fn create(table: &Table, out: &mut String) {
    let name = full_name(table);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "/****** Object:  Table {name}    Script Date: 02/01/2012 09:00:00 ******/\r\n\
         SET ANSI_NULLS ON\r\nGO\r\nSET QUOTED_IDENTIFIER ON\r\nGO\r\nCREATE TABLE {name}(\r\n"
    );
    for (at, column) in table.columns.iter().enumerate() {
        let null = if column.nullable { "NULL" } else { "NOT NULL" };
        let sql_type = column.sql_type.map(|it| it.to_string()).unwrap_or_default();
        let (word, length) = sql_type.split_at(sql_type.find('(').unwrap_or(sql_type.len()));
        let comma = if at + 1 < table.columns.len() {
            ","
        } else {
            ""
        };
        let column = bracketed(&column.name);
        let _ = write!(out, "\t{column} [{word}]{length} {null}{comma}\r\n");
    }
    out.push_str(") ON [PRIMARY]\r\nGO\r\n");
}

/// What every row's statement begins with.
pub(super) fn insert(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|it| bracketed(&it.name)).collect();
    format!(
        "INSERT {} ({}) VALUES (",
        full_name(table),
        names.join(", ")
    )
}

/// A row's statement.
pub(super) fn row(insert: &str, table: &Table, values: &[Value<'_>], out: &mut String) {
    out.push_str(insert);
    for (at, (value, column)) in values.iter().zip(&table.columns).enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match (*value, column.sql_type.map(|it| it.kind)) {
            (Value::Null, _) => out.push_str("NULL"),
            (Value::Int(number), _) => {
                let _ = write!(out, "{number}");
            }
            (Value::Text(text), Some(Kind::UniqueIdentifier)) => {
                literal(&text.to_ascii_lowercase(), out);
            }
            (Value::Text(text), Some(Kind::DateTime)) => match sql_datetime(text) {
                Some((days, parts)) => {
                    let _ = write!(out, "CAST(0x{days:08X}{parts:08X} AS DateTime)");
                }
                None => literal(text, out),
            },
            (Value::Text(text), _) => literal(text, out),
        }
    }
    out.push_str(")\r\n");
}

/// What stands behind the `number`th row of a table.
pub(super) fn progress(number: u64, out: &mut String) {
    if number.is_multiple_of(BATCH) {
        let _ = write!(out, "GO\r\nprint 'Processed {number} total records'\r\n");
    }
}

fn literal(text: &str, out: &mut String) {
    out.push_str("N'");
    for (at, piece) in text.split('\'').enumerate() {
        if at > 0 {
            out.push_str("''");
        }
        out.push_str(piece);
    }
    out.push('\'');
}

fn full_name(table: &Table) -> String {
    format!(
        "{}.{}",
        bracketed(&table.name.schema),
        bracketed(&table.name.name)
    )
}

fn bracketed(name: &str) -> String {
    format!("[{}]", name.replace(']', "]]"))
}
