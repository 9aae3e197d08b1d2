//! The tables of an extract as they are, whatever database they are from: those of chats are known beforehand.

use std::path::PathBuf;

use super::Keys;
use crate::input::{Error, Progress};
use crate::sqlserver::{self, Options, RowsReading, Table, Take, WriteRow};

/// The tables of an extract, without their numbers of rows where it is possible to tell without reading all of them.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn describe(input: &[PathBuf], options: Options<'_>) -> Result<RowsReading, Error> {
    sqlserver::describe::<Keys>(input, options)
}

/// Lists the tables of an extract.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn list(
    input: &[PathBuf],
    options: Options<'_>,
    progress: &Progress,
) -> Result<RowsReading, Error> {
    sqlserver::list::<Keys>(input, options, progress)
}

/// Hands over the rows of one table, as `write` writes them; it is given the columns as `table` has them.
///
/// # Errors
/// Where the input cannot be read, or what takes the rows refuses them.
pub fn rows(
    input: &[PathBuf],
    table: &Table,
    options: Options<'_>,
    progress: &Progress,
    write: WriteRow<'_>,
    take: Take<'_>,
) -> Result<RowsReading, Error> {
    sqlserver::rows_of::<Keys>(input, table, options, progress, write, take)
}
