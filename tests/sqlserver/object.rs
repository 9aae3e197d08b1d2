//! A written table as the catalogue has it: its ids, the form of its records, its pages.

use super::page::Address;
use super::shape::Shape;
use super::space::{Space, Store, Unit};
use super::table::{self, Table, Written};

/// The ids of what users create begin here, in two bytes that the units of system tables do not use.
const OF_USERS: u64 = 0x0100_0000_0000_0000;

/// An object of the catalogue.
pub struct Object {
    pub id: i64,
    pub rowset: u64,
    pub name: String,
    pub schema: String,
    /// `U ` or `S `.
    pub kind: &'static str,
    pub shape: Shape,
    pub rows: u64,
    pub compressed: bool,
    pub units: Vec<AllocationUnit>,
}

/// An allocation unit of the catalogue.
pub struct AllocationUnit {
    pub id: u64,
    /// 1 rows, 2 values outside of rows.
    pub kind: i64,
    pub pages: u64,
    pub first: Address,
    pub root: Address,
    pub first_iam: Address,
}

impl Object {
    /// 0 for a heap, 1 for a clustered index.
    pub fn index(&self) -> i64 {
        i64::from(!self.shape.key.is_empty())
    }
}

impl AllocationUnit {
    pub fn new(kind: i64, unit: &Unit, first: Address, root: Address) -> Self {
        AllocationUnit {
            id: unit.id,
            kind,
            pages: unit.pages,
            first,
            root,
            first_iam: unit.first_iam,
        }
    }
}

/// Writes the table of a user.
pub fn write_user<S: Store>(number: usize, table: Table, space: &mut Space<S>) -> Object {
    let number = number as u64;
    let unit = |which: u64| OF_USERS | (0x40 + 2 * number + which) << 16;
    let object = describe(
        0x0800_0000 + 0x1000 * number as i64,
        OF_USERS | (0x10 + number) << 16,
        "U ",
        &table,
    );
    let written = table::write(table, (unit(0), unit(1)), space);
    object.with(written)
}

/// Writes a table of the catalogue.
pub fn write_system<S: Store>(id: i64, table: Table, space: &mut Space<S>) -> Object {
    let unit = system_unit(id);
    let object = describe(id, unit, "S ", &table);
    let written = table::write(table, (unit, 0), space);
    object.with(written)
}

/// The rowset of a table of the catalogue, and its allocation unit: the first few have no index in it.
pub fn system_unit(id: i64) -> u64 {
    let index = u64::from(id > 16);
    index << 48 | (id as u64) << 16
}

pub fn describe(id: i64, rowset: u64, kind: &'static str, table: &Table) -> Object {
    Object {
        id,
        rowset,
        name: table.name.clone(),
        schema: table.schema.clone(),
        kind,
        shape: table.shape(),
        rows: 0,
        compressed: table.oddities.compressed,
        units: Vec::new(),
    }
}

impl Object {
    fn with(mut self, written: Written) -> Self {
        self.rows = written.rows;
        let data = AllocationUnit::new(1, &written.data, written.first, written.root);
        self.units.push(data);
        if let Some((unit, first)) = written.lobs {
            self.units.push(AllocationUnit::new(2, &unit, first, first));
        }
        self
    }
}
