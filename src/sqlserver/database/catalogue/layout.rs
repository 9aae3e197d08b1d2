//! How the columns of rowsets are stored. It is never computed from the columns: keys, dropped columns and hidden ones
//! change it (reference: sql-extracts, 6.4).

use std::collections::{BTreeMap, BTreeSet};

use super::super::stored::Place;
use super::partitions::Partitions;
use super::system::{HobtColumnRow, LayoutRow, RowsetColumnRow, id};
use super::walk::Walk;
use crate::input::Error;
use crate::sqlserver::Kind;

/// Flags in the number of a column that no query shows any more, or ever did.
const DROPPED_OR_INTERNAL: i32 = 0x0C00_0000;

/// Where a column stands in the records of a rowset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub column: i32,
    /// In the fixed part, or, below 0, which variable column: -1 is the first.
    offset: i16,
    bit: u8,
    /// Counted from 1.
    null_bit: i16,
}

/// The columns of the rowsets.
#[derive(Default)]
pub(super) struct Layouts {
    /// By number, for each rowset; without those that no query shows.
    by_rowset: BTreeMap<u64, Vec<Stored>>,
    /// Whether all of them are known.
    pub is_whole: bool,
}

impl Layouts {
    /// Reads those of some rowsets.
    ///
    /// # Errors
    /// Where there are more columns than any database has.
    pub fn read(
        walk: &mut Walk<'_>,
        partitions: &Partitions,
        wanted: &BTreeSet<u64>,
    ) -> Result<Self, Error> {
        let mut layouts = Layouts::default();
        if let Some(own) = partitions.system(id::COLUMN_LAYOUTS) {
            let kept = walk.rows(own, |row: &LayoutRow| wanted.contains(&row.rowset))?;
            layouts.is_whole = kept.is_whole;
            for row in kept.rows {
                layouts.add(row);
            }
        } else {
            layouts.read_2005(walk, partitions, wanted)?;
        }
        for columns in layouts.by_rowset.values_mut() {
            columns.sort_by_key(|stored| stored.column);
            columns.dedup();
        }
        Ok(layouts)
    }

    /// The same in a database of 2005: two tables have it together.
    fn read_2005(
        &mut self,
        walk: &mut Walk<'_>,
        partitions: &Partitions,
        wanted: &BTreeSet<u64>,
    ) -> Result<(), Error> {
        let tables = [id::ROWSET_COLUMNS, id::HOBT_COLUMNS].map(|id| partitions.system(id));
        let [Some(columns), Some(stored)] = tables else {
            return Ok(());
        };
        let columns = walk.rows(columns, |row: &RowsetColumnRow| {
            wanted.contains(&row.rowset)
        })?;
        let stored = walk.rows(stored, |row: &HobtColumnRow| wanted.contains(&row.rowset))?;
        self.is_whole = columns.is_whole && stored.is_whole;
        let keys = stored.rows.iter().map(|row| (row.rowset, row.stored));
        let by_key: BTreeMap<_, _> = keys.zip(&stored.rows).collect();
        for row in columns.rows {
            if let Some(stored) = by_key.get(&(row.rowset, row.stored)) {
                self.add(LayoutRow {
                    rowset: row.rowset,
                    column: row.column,
                    offset: stored.offset,
                    null_bit: stored.null_bit,
                    bit: stored.bit,
                });
            }
        }
        Ok(())
    }

    fn add(&mut self, row: LayoutRow) {
        // 0 is what tells equal keys apart.
        if row.column == 0 || row.column & DROPPED_OR_INTERNAL != 0 {
            return;
        }
        let columns = self.by_rowset.entry(row.rowset).or_default();
        columns.push(Stored {
            column: row.column,
            offset: row.offset,
            bit: row.bit,
            null_bit: row.null_bit,
        });
    }

    /// The columns of a rowset, by number.
    pub fn of(&self, rowset: u64) -> &[Stored] {
        self.by_rowset.get(&rowset).map_or(&[], Vec::as_slice)
    }
}

impl Stored {
    /// Whether it is a variable column.
    pub fn is_variable(self) -> bool {
        self.offset < 0
    }

    /// Where the value of a column of this type stands; `None` where it cannot stand there.
    pub fn place(self, kind: Kind) -> Option<Place> {
        /// The status and the length of the fixed part come before it.
        const FIXED: u16 = 4;
        let Ok(offset) = u16::try_from(self.offset) else {
            // -1 is the first one.
            return Some(Place::Variable(!self.offset as u16));
        };
        if offset < FIXED {
            return None;
        }
        match kind {
            Kind::Bit if self.bit < 8 => Some(Place::Bit(offset, self.bit)),
            Kind::Bit => None,
            _ => Some(Place::Fixed(offset)),
        }
    }

    /// Its NULL bit, counted from 0.
    pub fn null_bit(self) -> Option<u16> {
        u16::try_from(self.null_bit).ok()?.checked_sub(1)
    }
}
