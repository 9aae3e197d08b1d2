//! How the columns of a table lie in a record, and records made of values (reference: sql-extracts, 6.3).

use super::bytes::Put;
use super::page::Address;
use super::value::{Column, Type, Value};

/// Where a column is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the fixed part, so many bytes from the beginning of the record.
    Fixed(u16),
    /// A bit of such a byte.
    Bit(u16, u8),
    /// A variable column, counted from 0.
    Variable(u16),
}

/// A column in the order in which it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    /// Its number among the columns; `None` for the hidden number that makes equal keys different.
    pub column: Option<usize>,
    pub place: Place,
    /// Its place in the key, from 1; 0 where it is not in it.
    pub key: usize,
}

/// The form of a table's records.
#[derive(Clone, Debug)]
pub struct Shape {
    pub columns: Vec<Column>,
    /// In the order of their NULL bits.
    pub stored: Vec<Stored>,
    pub key: Vec<usize>,
}

/// A value in a record, or a pointer to it.
#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Bytes(Vec<u8>),
    Pointer(Vec<u8>),
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Row,
    /// A row that moved here from its stub.
    Forwarded(Address, u16),
    Ghost,
}

impl Shape {
    /// The columns of the key first, in its order, the others in theirs. With a key that is not unique, the hidden number
    /// comes before all.
    pub fn new(columns: Vec<Column>, key: &[usize], unique: bool) -> Self {
        let rest = (0..columns.len()).filter(|at| !key.contains(at));
        let order: Vec<usize> = key.iter().copied().chain(rest).collect();
        let hidden = !key.is_empty() && !unique;
        Shape::in_order(columns, key, hidden, &order)
    }

    /// The columns as they are listed: the tables of the catalogue.
    pub fn listed(columns: Vec<Column>, key: &[usize]) -> Self {
        let order: Vec<usize> = (0..columns.len()).collect();
        Shape::in_order(columns, key, false, &order)
    }

    fn in_order(columns: Vec<Column>, key: &[usize], hidden: bool, order: &[usize]) -> Self {
        let mut stored = Vec::new();
        let (mut fixed, mut variable, mut bits) = (4u16, 0u16, None);
        if hidden {
            stored.push(Stored {
                column: None,
                place: Place::Variable(0),
                key: key.len() + 1,
            });
            variable = 1;
        }
        for &at in order {
            let kind = columns[at].kind;
            let place = if kind.is_variable() {
                variable += 1;
                Place::Variable(variable - 1)
            } else if kind == Type::Bit {
                let (byte, bit) = match bits {
                    Some((byte, bit)) if bit < 8 => (byte, bit),
                    _ => {
                        fixed += 1;
                        (fixed - 1, 0)
                    }
                };
                bits = Some((byte, bit + 1));
                Place::Bit(byte, bit)
            } else {
                fixed += kind.length() as u16;
                Place::Fixed(fixed - kind.length() as u16)
            };
            let key = key.iter().position(|it| *it == at);
            stored.push(Stored {
                column: Some(at),
                place,
                key: key.map_or(0, |it| it + 1),
            });
        }
        Shape {
            columns,
            stored,
            key: key.to_vec(),
        }
    }

    pub fn has_hidden(&self) -> bool {
        self.stored.iter().any(|it| it.column.is_none())
    }

    /// The same without the columns that were added after so many rows.
    pub fn before(&self, row: usize) -> Self {
        let is_there = |it: &&Stored| {
            it.column
                .is_none_or(|at| self.columns[at].added_after <= row)
        };
        Shape {
            stored: self.stored.iter().filter(is_there).copied().collect(),
            ..self.clone()
        }
    }

    pub fn fixed_end(&self) -> u16 {
        let ends = self.stored.iter().map(|it| match it.place {
            Place::Fixed(at) => at + self.kind(it).length() as u16,
            Place::Bit(at, _) => at + 1,
            Place::Variable(_) => 4,
        });
        ends.max().unwrap_or(4).max(4)
    }

    pub fn kind(&self, stored: &Stored) -> Type {
        stored.column.map_or(Type::Int, |at| self.columns[at].kind)
    }

    /// The values of a row as they are stored; `same` counts the rows before it with the same key.
    pub fn cells(&self, row: &[Value], same: u32) -> Vec<Cell> {
        let cell = |stored: &Stored| match stored.column {
            None if same == 0 => Cell::Bytes(Vec::new()),
            None => Cell::Bytes(same.to_le_bytes().to_vec()),
            Some(at) => match &row[at] {
                Value::Null => Cell::Null,
                value => Cell::Bytes(self.columns[at].kind.bytes(value)),
            },
        };
        self.stored.iter().map(cell).collect()
    }

    /// A record.
    pub fn record(&self, cells: &[Cell], status: Status) -> Vec<u8> {
        let end = self.fixed_end();
        let mut bytes = vec![0; usize::from(end)];
        bytes.put(2, &end.to_le_bytes());
        let mut nulls = vec![0u8; self.stored.len().div_ceil(8)];
        let mut variables: Vec<(Vec<u8>, bool)> = Vec::new();
        for (number, (stored, cell)) in self.stored.iter().zip(cells).enumerate() {
            let (value, elsewhere) = match cell {
                Cell::Null => {
                    nulls[number / 8] |= 1 << (number % 8);
                    (&[][..], false)
                }
                Cell::Bytes(value) => (&value[..], false),
                Cell::Pointer(pointer) => (&pointer[..], true),
            };
            match stored.place {
                Place::Fixed(at) => bytes.put(at.into(), value),
                Place::Bit(at, bit) => {
                    bytes[usize::from(at)] |= u8::from(value == [1]) << bit;
                }
                Place::Variable(_) => variables.push((value.to_vec(), elsewhere)),
            }
        }
        // What is empty at the end is not stored.
        while variables.last().is_some_and(|(value, _)| value.is_empty()) {
            variables.pop();
        }
        if let Status::Forwarded(stub, slot) = status {
            let address = [&[0, 4], &stub.row(slot)[..]].concat();
            variables.push((address, true));
        }
        bytes.extend((self.stored.len() as u16).to_le_bytes());
        bytes.extend(nulls);
        if !variables.is_empty() {
            bytes.extend((variables.len() as u16).to_le_bytes());
            let mut end = bytes.len() + 2 * variables.len();
            for (value, elsewhere) in &variables {
                end += value.len();
                let flag = if *elsewhere { 0x8000 } else { 0 };
                bytes.extend((end as u16 | flag).to_le_bytes());
            }
            bytes.extend(variables.iter().flat_map(|(value, _)| value));
        }
        let kind = match status {
            Status::Row => 0,
            Status::Forwarded(..) => 1,
            Status::Ghost => 6,
        };
        bytes[0] = kind << 1 | 0x10 | if variables.is_empty() { 0 } else { 0x20 };
        bytes
    }
}
