//! Files of native rows, written and read.

use std::io::Cursor;
use std::sync::Arc;

use super::super::extract::Extract;
use super::super::reading::{ExtractJob, read_in_order};
use crate::input::buffers::Buffers;
use crate::input::encodings::{Detected, Encoding};
use crate::input::members::Member;
use crate::input::{Error, Progress, Skipped};
use crate::sqlserver::collector::{Collector, Context};
use crate::sqlserver::rows::form::{Fault, RowForm};
use crate::sqlserver::stream::Stream;
use crate::sqlserver::{Column, Kind, Row, SqlType, Table, TableName, Value};

/// Rows in words: the table, and its values.
pub(crate) type Words = Vec<(String, Vec<String>)>;

/// Takes rows as words; refuses none.
pub(crate) struct InWords;

impl Collector for InWords {
    type Part = Words;
    type Total = Words;

    fn begin(&self) -> Words {
        Words::new()
    }

    fn row(&self, part: &mut Words, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        part.push((table.name.to_string(), row.values().map(word).collect()));
        Ok(())
    }

    fn finish(&self, total: &mut Words, part: Words) -> Result<(), Error> {
        total.extend(part);
        Ok(())
    }
}

/// A value in words.
pub(crate) fn word(value: Value<'_>) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) => format!("'{}'", String::from_utf8_lossy(text)),
        Value::Bytes(bytes) => {
            let digits = bytes.iter().map(|byte| format!("{byte:02X}"));
            format!("0x{}", digits.collect::<String>())
        }
    }
}

/// Reads a file as the driver does, in pieces of this size.
pub(crate) fn read(extract: &Extract, size: usize, skip: bool) -> Result<(Words, Skipped), Error> {
    let context = Context {
        collector: &InWords,
        skip,
        skip_pages: skip,
        show_content: true,
        buffers: &Buffers::new(size),
        progress: &Progress::default(),
    };
    let job = ExtractJob {
        extract,
        context: &context,
    };
    read_in_order(&job)
}

/// These bytes as a file in this form.
pub(crate) fn file(form: impl RowForm + 'static, bytes: &[u8]) -> Extract {
    Extract::Stream(Stream {
        bacpac: None,
        member: Member::from_reader("rows.bcp", Box::new(Cursor::new(bytes.to_vec()))),
        detected: Detected {
            encoding: Encoding::Binary,
            bom: 0,
        },
        form: Box::new(form),
        method: String::new(),
        end_mark: Default::default(),
    })
}

/// The values of all rows, of a file that can be read.
pub(crate) fn values(form: impl RowForm + 'static, bytes: &[u8]) -> Vec<Vec<String>> {
    let (words, _) = read(&file(form, bytes), 1 << 20, false).unwrap();
    words.into_iter().map(|(_, values)| values).collect()
}

/// A table with columns such as `a int not null`.
pub(crate) fn table(name: &str, columns: &[&str]) -> Arc<Table> {
    let column = |text: &&str| {
        let (name, rest) = text.split_once(' ').unwrap();
        let sql_type = rest.strip_suffix(" not null");
        Column {
            name: name.into(),
            nullable: sql_type.is_none(),
            sql_type: Some(sql_type.unwrap_or(rest).parse().unwrap()),
        }
    };
    Arc::new(Table {
        name: TableName::new("dbo", name),
        columns: columns.iter().map(column).collect(),
    })
}

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `bcp -n`
    Native,
    /// `bcp -N`
    Wide,
    Bacpac,
}

/// How many bytes say how long a value is: the tables of the reference once more.
fn prefix(sql_type: SqlType, nullable: bool, style: Style) -> usize {
    use Kind::*;
    let bacpac = style == Style::Bacpac;
    match sql_type.kind {
        Text | NText | Image => 4,
        Xml => 8,
        VarChar | NVarChar | VarBinary if sql_type.max => 8,
        Char if bacpac => 2 * usize::from(nullable),
        Char | VarChar | NChar | NVarChar | Binary | VarBinary => 2,
        Timestamp if bacpac => 2,
        Decimal | Numeric | UniqueIdentifier | Timestamp => 1,
        Bit if bacpac => 1,
        Date | Time | DateTime2 | DateTimeOffset if !bacpac => 1,
        _ => usize::from(nullable),
    }
}

/// Appends a value, given as its bytes; `None` for NULL.
pub(crate) fn put(column: &Column, value: Option<&[u8]>, style: Style, file: &mut Vec<u8>) {
    let width = prefix(column.sql_type.unwrap(), column.nullable, style);
    match value {
        None => file.extend_from_slice(&[0xFF; 8][..width]),
        Some(value) => {
            file.extend_from_slice(&(value.len() as u64).to_le_bytes()[..width]);
            file.extend_from_slice(value);
        }
    }
}

/// Text as UTF-16.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
