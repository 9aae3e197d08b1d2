//! The rows of the catalogue about columns as they are stored (reference: sql-extracts, 6.4).

use super::catalogue::{collation, numbers};
use super::object::Object;
use super::shape::{Place, Stored};
use super::table::Row;
use super::value::{Type, Value};

/// A flag of a column's number.
const DROPPED: i64 = 0x0400_0000;

/// A column of an object as it is stored: its number for users, its number in records, from 1.
pub struct Numbered<'a> {
    object: &'a Object,
    stored: &'a Stored,
    column: i64,
    number: i64,
}

/// A row for each column.
pub fn of_stored(object: &Object, row: fn(&Numbered) -> Row) -> Vec<Row> {
    let stored = object.shape.stored.iter().enumerate();
    let row = |(at, stored): (usize, &Stored)| {
        let number = at as i64 + 1;
        let column = match stored.column {
            None => 0,
            Some(column) if object.shape.columns[column].dropped => DROPPED | number,
            Some(column) => column as i64 + 1,
        };
        row(&Numbered {
            object,
            stored,
            column,
            number,
        })
    };
    stored.map(row).collect()
}

impl Numbered<'_> {
    fn kind(&self) -> Type {
        self.object.shape.kind(self.stored)
    }

    fn nullable(&self) -> bool {
        let column = self.stored.column.map(|at| &self.object.shape.columns[at]);
        column.is_none_or(|column| column.nullable)
    }

    /// The place in the fixed part, or a negative number among the variable columns; and which bit of the byte.
    fn offset(&self) -> (i64, i64) {
        match self.stored.place {
            Place::Fixed(at) => (at.into(), 0),
            Place::Bit(at, bit) => (at.into(), bit.into()),
            Place::Variable(ordinal) => (-1 - i64::from(ordinal), 0),
        }
    }
}

/// Since 2008 in one table.
pub fn row_of_column(it: &Numbered) -> Row {
    let kind = it.kind();
    let type_info = i64::from(kind.number().0)
        | match kind {
            _ if kind.is_max() => 0xFFFF << 8,
            Type::Binary(_) | Type::Char(_) | Type::NChar(_) => kind.length() << 8,
            _ if kind.is_variable() => kind.length() << 8,
            _ => 0,
        };
    let (offset, bit) = it.offset();
    let key = it.stored.key as i64;
    let in_row = if kind.is_max() { 8000 } else { 0 };
    let status = if it.nullable() { 0 } else { 0x80 };
    let mut row = numbers(&[it.object.rowset as i64, it.column, it.number, 0, type_info]);
    row.extend(numbers(&[collation(kind), key, in_row, status]));
    row.extend(numbers(&[offset & 0xFFFF, it.number, bit]));
    row.extend([Value::Null, Value::Int(1)]);
    row
}

/// In 2005 in two: this one leads from the columns of users to those of records.
pub fn row_of_rowset_column(it: &Numbered) -> Row {
    let length = it.kind().length();
    numbers(&[it.object.rowset as i64, it.column, it.number, 0, 0, length])
}

pub fn row_of_stored_column(it: &Numbered) -> Row {
    let kind = it.kind();
    let (offset, bit) = it.offset();
    let status = if it.nullable() { 0 } else { 0x2000_0000 };
    let mut row = numbers(&[
        it.object.rowset as i64,
        it.number,
        status,
        it.stored.key as i64,
    ]);
    row.extend(numbers(&[i64::from(kind.number().0), kind.length()]));
    row.extend(numbers(&[kind.precision(), kind.scale(), collation(kind)]));
    row.extend(numbers(&[offset, 0, bit, 0, it.number, 0]));
    row
}
