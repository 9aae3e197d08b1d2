//! The report of `files`: the links, what the store has of them, and what is to be copied.

use std::path::PathBuf;

use super::readme::{About, Made};
use super::{Files, FolderError, To};
use crate::report::files::{FilesReport, cmd, copy_list, csv, json, powershell};

/// Writes the files into a folder, which is made where it is missing, and lists them.
///
/// # Errors
/// Where the folder is refused or cannot be written; then there is nothing of the report.
pub fn write(to: To<'_>, report: &FilesReport<'_>) -> Result<Vec<PathBuf>, FolderError> {
    let mut files = Files::new(to)?;
    let separator = to.separator;
    files.table("files.csv", About::Uploaded, |out| {
        csv::write(out, report, separator)
    });
    if let (Some(copies), Some(store)) = (report.copies, &report.uploads.store) {
        files.table("copy-list.csv", About::CopyList, |out| {
            copy_list::write(out, copies, store, separator)
        });
        // A byte order mark would be a part of its first command.
        files.file("copy-files.cmd", About::CopyScript, |out| {
            cmd::write(out, copies, store)
        });
        // Without one, Windows PowerShell takes it for text of the system's code page.
        files.table("copy-files.ps1", About::CopyPowerShell, |out| {
            powershell::write(out, copies, store)
        });
    }
    files.file("files.json", About::UploadedForPrograms, |out| {
        json::write(out, report)
    });
    files.appear(Made::Files {
        input: report.input.name.clone(),
    })
}
