//! Workbooks as spreadsheets have them (`.xlsx`): sheets of cells, written with their types, and read again whatever program
//! saved them. What stands in the cells is no matter of this folder.

mod book;
mod caught;
mod fault;
mod looks;
pub(crate) mod read;
mod sheet;
mod texts;

pub(crate) use book::{Book, MOST_ROWS};
pub use caught::hush;
pub(crate) use fault::SheetName;
pub(crate) use looks::Look;
pub(crate) use sheet::{Cell, Column, Sheet};
pub(crate) use texts::LONGEST;

use std::io;

use rust_xlsxwriter::XlsxError;

/// What the writer of workbooks says is wrong: of a sheet only what this folder itself got wrong, else an error of the system.
fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
