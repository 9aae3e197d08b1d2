//! Rows of pages that are made here.

mod any_bytes;
mod pages;
mod real;
mod records;
mod values;

use std::sync::Arc;

use super::super::page::{PAGE, kind};
use super::super::storage::Storage;
use super::super::stored::{Place, Rowset, StoredColumn, StoredTable};
use super::read;
use super::testing::{UNIT, Written, at, page, storage};
use crate::sqlserver::native::testing::{table, word};
use crate::sqlserver::rows::form::{Fault, Rows};
use crate::sqlserver::{Kind, Row, SqlType, Table};

/// Rows in words, and faults.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub rows: Vec<Vec<String>>,
    /// Where each row is.
    pub places: Vec<usize>,
    pub faults: Vec<Fault>,
    /// After how many rows and faults no more are wanted.
    pub enough: Option<usize>,
}

impl Found {
    fn goes_on(&self) -> bool {
        self.enough != Some(self.rows.len() + self.faults.len())
    }

    /// What the only fault says.
    pub fn fault(&self) -> &Fault {
        let [fault] = &self.faults[..] else {
            panic!("one fault: {self:?}");
        };
        fault
    }
}

impl Rows for Found {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        assert_eq!(row.len(), table.columns.len());
        self.rows.push(row.values().map(word).collect());
        self.places.push(row.at);
        self.goes_on()
    }

    fn fault(&mut self, fault: Fault) -> bool {
        self.faults.push(fault);
        self.goes_on()
    }
}

/// A table with columns such as `a int`, and where they are; their NULL bits follow each other.
pub(super) fn stored(columns: &[(&str, Place)]) -> StoredTable {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let table = table("t", &names);
    let column = |((bit, place), sql_type): ((u16, Place), SqlType)| StoredColumn {
        collation: 0,
        place,
        null_bit: Some(bit),
        sql_type,
        length: length(sql_type),
        page: None,
    };
    let types = table.columns.iter().map(|column| column.sql_type.unwrap());
    let places = columns.iter().map(|(_, place)| *place);
    StoredTable {
        columns: (0..).zip(places).zip(types).map(column).collect(),
        table,
        rowsets: vec![Rowset {
            unit: UNIT,
            ..Rowset::default()
        }],
        rows: 0,
        problem: None,
    }
}

/// How many bytes a value of fixed length has in a record (reference: sql-extracts, 6.5).
fn length(sql_type: SqlType) -> u16 {
    let time = match sql_type.scale {
        0..=2 => 3,
        3..=4 => 4,
        _ => 5,
    };
    match sql_type.kind {
        Kind::TinyInt | Kind::Bit => 1,
        Kind::SmallInt => 2,
        Kind::Date => 3,
        Kind::Int | Kind::Real | Kind::SmallMoney | Kind::SmallDateTime => 4,
        Kind::BigInt | Kind::Float | Kind::Money | Kind::DateTime | Kind::Timestamp => 8,
        Kind::Time => time,
        Kind::DateTime2 => time + 3,
        Kind::DateTimeOffset => time + 5,
        Kind::UniqueIdentifier => 16,
        Kind::Decimal | Kind::Numeric => match sql_type.precision {
            ..=9 => 5,
            10..=19 => 9,
            20..=28 => 13,
            _ => 17,
        },
        Kind::NChar => 2 * sql_type.length.unwrap(),
        _ => sql_type.length.unwrap_or(0),
    }
}

/// Reads all pages of a database.
pub(super) fn found(table: &StoredTable, storage: &Storage, pages: u32) -> Found {
    let mut found = Found::default();
    let addresses: Vec<_> = (0..pages).map(at).collect();
    read(storage, table, &addresses, &mut Vec::new(), &mut found);
    found
}

/// Reads pages.
pub(super) fn of_pages(table: &StoredTable, pages: &[[u8; PAGE]]) -> Found {
    found(table, &storage(pages), pages.len() as u32)
}

/// Reads records of one page.
pub(super) fn of_records(table: &StoredTable, records: &[Written]) -> Found {
    let records: Vec<_> = records.iter().map(Written::bytes).collect();
    of_pages(table, &[page(kind::DATA, 0, &records)])
}

/// The rows of one page without faults.
pub(super) fn rows(table: &StoredTable, records: &[Written]) -> Vec<Vec<String>> {
    let found = of_records(table, records);
    assert!(found.faults.is_empty(), "{found:?}");
    found.rows
}
