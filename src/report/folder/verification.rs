//! The report of `verify`: what differs, and source and result room by room.

use std::path::PathBuf;

use super::readme::{About, Made};
use super::{Files, FolderError, PAGE, To, WORKBOOK};
use crate::report::verification::{Verification, csv, json};
use crate::report::{Catalogue, html, workbook};

/// Writes the files into a folder, which is made where it is missing, and lists them.
///
/// # Errors
/// Where the folder is refused or cannot be written; then there is nothing of the report.
pub fn write(to: To<'_>, verification: &Verification<'_>) -> Result<Vec<PathBuf>, FolderError> {
    let mut files = Files::new(to)?;
    let separator = to.separator;
    files.file(PAGE, About::Page, |out| {
        html::verification::write(out, verification, Catalogue::spoken())
    });
    files.table("differences.csv", About::Differences, |out| {
        csv::write(out, verification, separator)
    });
    files.table("compared-rooms.csv", About::ComparedRooms, |out| {
        csv::rooms(out, verification, separator)
    });
    files.file("verification.json", About::Verified, |out| {
        json::write(out, verification)
    });
    files.file(WORKBOOK, About::Workbook, |out| {
        workbook::verification(out, verification, to.options, Catalogue::spoken())
    });
    files.appear(Made::Verification {
        source: verification.source.name.clone(),
        result: verification.result.name.clone(),
    })
}
