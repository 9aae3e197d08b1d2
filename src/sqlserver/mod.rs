//! Extracts of a database of SQL Server: scripts, CSV and other separated text, what `bcp` and `sqlcmd` write, bacpac, data
//! files and backups.
//!
//! Each form finds rows in its kind of file; from there on all are the same.

pub(crate) mod bacpac;
mod collation;
pub(crate) mod collector;
mod counted;
pub(crate) mod database;
mod delimited;
pub(crate) mod extract;
pub(crate) mod file;
pub(crate) mod files;
mod format_file;
mod formats;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(any(test, fuzzing))]
mod in_pieces;
mod listing;
pub(crate) mod native;
pub(crate) mod once;
mod one_table;
mod options;
pub(crate) mod pieces;
mod published;
pub(crate) mod reading;
#[cfg(test)]
pub(crate) mod real_files;
pub(crate) mod recognise;
pub(crate) mod rewrite;
pub(crate) mod rows;
mod script;
mod stored_rows;
mod stream;
pub(crate) mod unread;
pub(crate) mod written_rows;

use std::path::PathBuf;

use self::extract::Extract;
use self::files::Files;
use crate::input::{Error, Progress};

pub use crate::input::CodePage;
pub use database::{BackupFacts, BackupKind, DamagedPages, DatabaseFacts, DatabaseKind, SetFacts};
pub use listing::{Listed, RowsReading};
pub(crate) use rewrite::Changed;

pub use crate::sqlserver::extract::Unreadable;
pub use options::{ExtractOptions, Options};
pub use published::{Published, PublishedTable};
pub use rows::row::{Row, Value};
pub use rows::table::{Column, Kind, SqlType, Table, TableName};
pub use written_rows::{Take, WriteRow};

pub(crate) use listing::{describe, list};
pub(crate) use one_table::rows as rows_of;
pub(crate) use recognise::is_extract;

/// Looks into all files.
pub(crate) fn open(
    input: &[PathBuf],
    options: Options<'_>,
    progress: &Progress,
) -> Result<Files, Error> {
    let mut files = recognise::open(input, options)?;
    let skip = options.skip_damaged || options.extract.skip_pages;
    for database in &files.databases {
        database.note_damage(skip, &mut files.skipped)?;
    }
    let all = files.extracts.iter().map(Extract::bytes);
    progress.expect(all.fold(0, u64::saturating_add));
    Ok(files)
}

/// The paths as they were given, for messages.
pub(crate) fn shown(input: &[PathBuf]) -> String {
    let paths = input.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}
