//! A workbook that is written.

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::caught::caught;
use super::io_error;
use super::looks::Looks;
use super::sheet::{Column, Sheet};

/// How many rows a sheet may have below its head.
pub(crate) const MOST_ROWS: usize = 1_048_575;

/// How strongly it is packed. At 1 it would be a third larger and take as long; at 3 it would be a thirtieth smaller, and a
/// large one takes a tenth longer.
const LEVEL: u8 = 2;

/// From how many rows on a sheet waits in a temporary file, which has no name, until it is packed: in memory it would take
/// some hundred bytes for each cell.
const MANY: usize = 5_000;

/// A workbook that is written, sheet by sheet.
pub(crate) struct Book {
    book: Workbook,
    looks: Looks,
}

impl Book {
    /// The whole file of a workbook with these sheets.
    pub(crate) fn whole(fill: impl FnOnce(&mut Book) -> io::Result<()>) -> io::Result<Vec<u8>> {
        caught(|| {
            let mut book = Book::new()?;
            fill(&mut book)?;
            book.book.save_to_buffer().map_err(io_error)
        })
    }

    fn new() -> io::Result<Self> {
        // The same input gives the same bytes, whenever.
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io_error)?;
        let mut book = Workbook::new();
        book.set_zip_compression_level(LEVEL);
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let looks = Looks::default();
        Ok(Book { book, looks })
    }

    /// A sheet with a table of so many rows, of which those that fit are written.
    pub(crate) fn sheet(
        &mut self,
        name: &str,
        columns: &[Column<'_>],
        rows: usize,
    ) -> io::Result<Sheet<'_>> {
        let sheet = add(&mut self.book, name, rows)?;
        Sheet::with_table(sheet, &self.looks, columns, rows.min(MOST_ROWS))
    }

    /// A sheet of names and what they stand for, without a table.
    pub(crate) fn page(&mut self, name: &str, widths: &[u16]) -> io::Result<Sheet<'_>> {
        let sheet = add(&mut self.book, name, 0)?;
        Sheet::plain(sheet, &self.looks, widths)
    }
}

fn add<'a>(book: &'a mut Workbook, name: &str, rows: usize) -> io::Result<&'a mut Worksheet> {
    let sheet = if rows > MANY {
        book.add_worksheet_with_constant_memory()
            .map_err(io_error)?
    } else {
        book.add_worksheet()
    };
    sheet.set_name(name).map_err(io_error)
}
