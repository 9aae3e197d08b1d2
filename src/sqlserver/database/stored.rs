//! What the catalogue says of a table: its columns, how they lie in records, and where its pages are.

use std::sync::Arc;

use super::address::PageAddress;
use super::page::PAGE;
use crate::input::CodePage;
use crate::sqlserver::{SqlType, Table};
use crate::wording::wording;

/// A table as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct StoredTable {
    /// Its name and columns.
    pub table: Arc<Table>,
    /// How its columns are stored, in the same order. There are none where it has no pages at all; where it has a problem,
    /// some may be missing.
    pub columns: Vec<StoredColumn>,
    /// Where its rows are: several where it is partitioned; none where it never had a row.
    pub rowsets: Vec<Rowset>,
    /// How many rows it has, as the catalogue counts them: after a crash that may be a little off.
    pub rows: u64,
    /// Why its rows cannot be read; `None` where they can.
    pub problem: Option<TableProblem>,
}

wording! {
    in "catalogue";
    /// Why the rows of a table cannot be read.
    #[derive(PartialEq, Eq)]
    pub(crate) enum TableProblem {
        /// Where they are is on a page that is damaged.
        PlaceLost,
        /// Where they are may be on such a page.
        PlacePerhapsLost,
        /// They are on no page.
        NoPlace { rows: u64 },
        /// They are compressed.
        RowCompression,
        PageCompression,
        OtherCompression { number: u8 },
        /// Each partition has its columns elsewhere.
        MixedPartitions,
        /// A column is there twice.
        TwoOfOneColumn,
        /// Where a column is in a row is on a page that is damaged.
        LayoutLost { column: String },
        /// What a column is called, and of which type it is, is on such a page; its number.
        ColumnLost { column: String },
        /// No column is known.
        NoColumns,
        /// A column is where none can be.
        UnknownLayout { column: String },
    }
}

/// How a column is stored.
#[derive(Clone, Debug)]
pub(crate) struct StoredColumn {
    /// Where its value stands in a record.
    pub place: Place,
    /// Its NULL bit, counted from 0; `None` where it has none.
    pub null_bit: Option<u16>,
    /// Its type: that of the column of the table, or the one that an alias stands for.
    pub sql_type: SqlType,
    /// How many bytes it may have in the record.
    pub length: u16,
    /// The code page of text that is not UTF-16; `None` where its collation says none that we know.
    pub page: Option<CodePage>,
    /// The number of its collation, its own or that of the database.
    pub collation: u32,
}

/// Where a value stands in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the fixed part, so many bytes behind the beginning of the record.
    Fixed(u16),
    /// A bit of such a byte.
    Bit(u16, u8),
    /// A variable column, counted from 0.
    Variable(u16),
}

/// A partition of a table: a heap, or a clustered index, whose leaves are the rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rowset {
    /// The allocation unit of its rows.
    pub unit: u64,
    /// The first page that says which pages belong to it; `None` where it has none.
    pub first_iam: Option<PageAddress>,
    /// The root of its index; `None` for a heap, and where it has no pages.
    pub root: Option<PageAddress>,
    /// How many pages it uses, as the catalogue counts them.
    pub pages: u64,
}

impl StoredTable {
    /// How many bytes are read for its rows, as the catalogue counts its pages.
    pub fn estimate(&self) -> u64 {
        let pages = self.rowsets.iter().map(|rowset| rowset.pages);
        let pages = pages.fold(0, u64::saturating_add);
        pages.saturating_mul(PAGE as u64)
    }
}

impl Rowset {
    /// Whether a page whose header names this allocation unit belongs to it. In databases that SQL Server 2000 created,
    /// the header may say the index id 0 where the unit says 1 (reference: sql-extracts, 6.1).
    pub fn owns(&self, unit: u64) -> bool {
        const INDEX: u32 = 48;
        self.unit == unit || self.unit >> INDEX == 1 && self.unit ^ 1 << INDEX == unit
    }
}
