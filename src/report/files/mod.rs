//! Uploaded files: the links to them room by room, what the store has of them, and what is to be copied, as table, CSV,
//! JSON and scripts.

mod cmd;
mod copy_list;
pub mod csv;
pub mod json;
mod powershell;
mod said;
mod store_table;
pub mod table;

use std::path::PathBuf;

use super::InputSummary;
use super::folder::{Files, FolderError, To, check};
use crate::files::{CopyList, Uploads};
use crate::input::Skipped;
use crate::migration::Filed;

/// What was found of uploaded files.
#[derive(Debug)]
pub struct FilesReport<'a> {
    /// Where it came from.
    pub input: InputSummary,
    /// The options that it depends on, as they were given: for commands that are shown on a terminal, never for files.
    pub options: Vec<String>,
    /// The name of the store's folder, without the path to it.
    pub store: Option<String>,
    /// The links and the store.
    pub uploads: &'a Uploads,
    /// What is to be copied.
    pub copies: Option<&'a CopyList>,
    /// Whether it is written as files, too.
    pub is_written: bool,
    /// What of the input had to be left out.
    pub skipped: &'a Skipped,
}

impl<'a> FilesReport<'a> {
    /// Of what was found: what is shown beside it is still to be said.
    pub fn new(input: InputSummary, filed: &'a Filed) -> Self {
        FilesReport {
            input,
            options: Vec::new(),
            store: None,
            is_written: false,
            uploads: &filed.uploads,
            copies: filed.copies.as_ref(),
            skipped: &filed.reading.skipped,
        }
    }
}

/// The files that only a report with a copy list has.
const OF_COPIES: [&str; 3] = ["copy-list.csv", "copy-files.cmd", "copy-files.ps1"];

/// Writes everything as files into a folder: see [`super::folder::write`].
///
/// # Errors
/// Where the folder is not to be used or cannot be written.
pub fn write(to: To<'_>, report: &FilesReport<'_>) -> Result<Vec<PathBuf>, FolderError> {
    check(to.folder, to.force)?;
    let mut files = Files::new(to, OF_COPIES.map(str::to_owned).to_vec())?;
    files.table("files.csv", |out| csv::write(out, report, to.separator))?;
    files.file("files.json", |out| json::write(out, report))?;
    if let (Some(copies), Some(store)) = (report.copies, &report.uploads.store) {
        let [list, cmd, powershell] = OF_COPIES;
        files.table(list, |out| {
            copy_list::write(out, copies, store, to.separator)
        })?;
        // A byte order mark would be a part of its first command.
        files.file(cmd, |out| cmd::write(out, copies, store))?;
        // Without one, Windows PowerShell takes it for text of the system's code page.
        files.table(powershell, |out| powershell::write(out, copies, store))?;
    }
    files.appear()
}
