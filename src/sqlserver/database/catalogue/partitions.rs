//! Where the rows of the objects are: allocation units and rowsets.

use std::collections::BTreeMap;

use super::super::stored::{Rowset, TableProblem};
use super::boot::{Boot, may_be_encrypted};
use super::fault::CatalogueFault;
use super::system::{RowsetRow, UnitRow, id};
use super::walk::{Chained, Walk};
use crate::input::Error;

/// The kind of an allocation unit with rows.
const ROWS: u8 = 1;

/// What is known of where rows are.
pub(super) struct Partitions {
    /// The units of rows, by the rowset they belong to.
    units: BTreeMap<u64, Rowset>,
    units_are_whole: bool,
    /// The heaps and clustered indexes, by object and partition.
    rowsets: Vec<RowsetRow>,
    /// Whether all of them are known.
    pub is_whole: bool,
}

/// A heap or a clustered index with its pages, as far as the catalogue says.
#[derive(Clone, Copy)]
pub(super) struct Partition<'a> {
    pub row: &'a RowsetRow,
    pub unit: Option<Rowset>,
}

impl Partitions {
    /// Reads them.
    ///
    /// # Errors
    /// Where nothing of the catalogue can be read, as it begins with them.
    pub fn read(walk: &mut Walk<'_>, boot: &Boot) -> Result<Self, Error> {
        let (units, units_are_whole) = units(walk, boot)?;
        let mut partitions = Partitions {
            units,
            units_are_whole,
            rowsets: Vec::new(),
            is_whole: false,
        };
        let own = partitions.units.get(&own_rowset(id::ROWSETS)).copied();
        let own = own.ok_or_else(|| lost(walk, "sysrowsets"))?;
        let rowsets = walk.rows(own, |row: &RowsetRow| matches!(row.index, 0 | 1))?;
        partitions.rowsets = rowsets.rows;
        // None has two owners: else the work could be many times the file.
        partitions.rowsets.sort_by_key(|row| row.rowset);
        partitions.rowsets.dedup_by_key(|row| row.rowset);
        partitions.is_whole = rowsets.is_whole;
        let order = |row: &RowsetRow| (row.object, row.partition, row.rowset);
        partitions.rowsets.sort_by_key(order);
        Ok(partitions)
    }

    /// Those of an object, in their order.
    pub fn of(&self, object: i32) -> impl Iterator<Item = Partition<'_>> {
        let from = self.rowsets.partition_point(|row| row.object < object);
        let to = self.rowsets.partition_point(|row| row.object <= object);
        let own = self.rowsets.get(from..to).unwrap_or_default().iter();
        own.map(move |row| {
            let mut unit = self.units.get(&row.rowset).copied();
            if let Some(unit) = unit.as_mut().filter(|_| row.index == 0) {
                // That of a heap is its last page (reference: sql-extracts, 6.2).
                unit.root = None;
            }
            Partition { row, unit }
        })
    }

    /// Where the rows of a system table are; `None` where there is no such table, or it is lost.
    pub fn system(&self, table: i32) -> Option<Rowset> {
        self.of(table).find_map(|partition| partition.unit)
    }

    /// Why the rows of a partition cannot be read.
    pub fn problem(&self, partition: Partition<'_>) -> Option<TableProblem> {
        let row = partition.row;
        let has_pages = partition.unit.is_some_and(|unit| unit.first_iam.is_some());
        if partition.unit.is_none() && !self.units_are_whole {
            return Some(TableProblem::PlaceLost);
        }
        if !has_pages {
            return (row.rows > 0).then_some(TableProblem::NoPlace { rows: row.rows });
        }
        match row.compression {
            0 => None,
            1 => Some(TableProblem::RowCompression),
            2 => Some(TableProblem::PageCompression),
            number => Some(TableProblem::OtherCompression { number }),
        }
    }
}

/// Why the catalogue cannot be read without a system table.
pub(super) fn lost(walk: &Walk<'_>, table: &'static str) -> Error {
    let (page, damage) = walk.damaged.first().cloned().unzip();
    Error::new(CatalogueFault::TableLost {
        table,
        page,
        damage,
    })
}

/// The rowset of a system table that is older than the others.
fn own_rowset(table: i32) -> u64 {
    (table as u64) << 16
}

/// The allocation units of rows, and whether these are all of them.
fn units(walk: &mut Walk<'_>, boot: &Boot) -> Result<(BTreeMap<u64, Rowset>, bool), Error> {
    let before = walk.damaged.len();
    let Chained { mut rows, broken } = walk.chain::<UnitRow>(boot.units)?;
    if rows.is_empty() {
        // Noise behind a header that is right is met in its first row.
        let first = walk.damaged.get(before).or(broken.as_ref());
        if let Some((at, damage)) = first {
            let what = CatalogueFault::FirstPage {
                page: *at,
                damage: damage.clone(),
                may_be_encrypted: may_be_encrypted(damage, walk.storage),
            };
            return Err(Error::new(what));
        }
    }
    if let Some((at, damage)) = broken {
        walk.damaged.push((at, damage));
        // The table knows its own pages, too.
        let own = own_rowset(id::ALLOCATION_UNITS);
        let own = rows.iter().find(|row| row.owner == own).map(rowset);
        if let Some(own) = own {
            rows = walk.rows(own, |_| true)?.rows;
        }
    }
    let is_whole = walk.damaged.len() == before;
    // None has two owners: else the work could be many times the file.
    rows.sort_by_key(|row| row.unit);
    rows.dedup_by_key(|row| row.unit);
    let of_rows = rows.iter().filter(|row| row.kind == ROWS);
    let units = of_rows.map(|row| (row.owner, rowset(row))).collect();
    Ok((units, is_whole))
}

fn rowset(row: &UnitRow) -> Rowset {
    Rowset {
        unit: row.unit,
        first_iam: row.first_iam,
        root: row.root,
        pages: row.used,
    }
}
