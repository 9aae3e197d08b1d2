//! The rows on one page.

use super::super::address::PageAddress;
use super::super::damage::RecordFault;
use super::super::lob::Lobs;
use super::super::page::{Page, kind};
use super::super::record::{Record, RecordKind, kind_of};
use super::super::storage::Storage;
use super::super::stored::StoredTable;
use super::super::value::{Decoder, Problem};
use super::faults;
use super::starts::Starts;
use crate::sqlserver::rows::form::Rows;
use crate::sqlserver::rows::row::Cells;

/// Reads pages of a table, one after the other.
pub(super) struct Reader<'s> {
    table: &'s StoredTable,
    /// The allocation unit of the page before.
    unit: Option<u64>,
    starts: Starts,
    values: Values<'s>,
}

/// Reads the values of rows.
struct Values<'s> {
    decoder: Decoder,
    lobs: Lobs<'s>,
    /// Where a value is put together that lies elsewhere.
    joined: Vec<u8>,
    cells: Cells,
}

/// Why there is no row.
enum Wrong {
    /// The record cannot be.
    Record(RecordFault),
    Value(Problem),
}

/// The status of a record in the form of row compression (reference: sql-extracts, 6.7).
const COMPRESSED: u8 = 1;

impl<'s> Reader<'s> {
    /// Reads pages of this table.
    pub fn new(storage: &'s Storage, table: &'s StoredTable) -> Self {
        Reader {
            table,
            unit: None,
            starts: Starts::new(),
            values: Values {
                decoder: Decoder::new(table),
                lobs: Lobs::new(storage),
                joined: Vec::new(),
                cells: Cells::default(),
            },
        }
    }

    /// Reads the rows of a page that begins at this place. `false`: no more rows are wanted.
    pub fn page(
        &mut self,
        page: Page<'_>,
        address: PageAddress,
        at: usize,
        rows: &mut dyn Rows,
    ) -> bool {
        if page.kind() != kind::DATA || page.level() != 0 {
            return true;
        }
        if !self.owns(page.unit()) {
            return rows.fault(faults::foreign(self.table, address, at));
        }
        if let Err(damage) = self.starts.fill(page) {
            return rows.fault(faults::damaged(self.table, address, at, damage));
        }
        let status = |start: usize| page.bytes().get(start).copied().unwrap_or_default();
        let is_compressed = |start: usize| status(start) & COMPRESSED != 0;
        if page.is_compressed() || self.starts.iter().any(is_compressed) {
            return rows.fault(faults::compressed(self.table, address, at));
        }
        for start in self.starts.iter() {
            let kind = kind_of(status(start));
            if !matches!(kind, RecordKind::Primary | RecordKind::Forwarded) {
                continue;
            }
            let goes_on = match self.values.read(page, start, &self.starts) {
                Ok(()) => {
                    let row = self.values.cells.row(&[], at + start);
                    rows.row(&self.table.table, &row)
                }
                Err(Wrong::Record(what)) => {
                    rows.fault(faults::record(self.table, at + start, what))
                }
                Err(Wrong::Value(problem)) => {
                    rows.fault(faults::value(self.table, at + start, problem))
                }
            };
            if !goes_on {
                return false;
            }
        }
        true
    }

    /// Whether a page of this allocation unit is one of the table.
    fn owns(&mut self, unit: u64) -> bool {
        if self.unit == Some(unit) {
            return true;
        }
        let owns = self.table.rowsets.iter().any(|rowset| rowset.owns(unit));
        if owns {
            self.unit = Some(unit);
        }
        owns
    }
}

impl Values<'_> {
    /// Reads the values of the record that begins here.
    #[inline]
    fn read(&mut self, page: Page<'_>, start: usize, starts: &Starts) -> Result<(), Wrong> {
        let record = Record::parse(page.record_at(start)).map_err(Wrong::Record)?;
        let end = start + record.end().map_err(Wrong::Record)?;
        if starts.any(start + 1, end) {
            return Err(Wrong::Record(RecordFault::IntoAnother));
        }
        self.decoder
            .decode(&record, &mut self.lobs, &mut self.joined, &mut self.cells)
            .map_err(Wrong::Value)
    }
}
