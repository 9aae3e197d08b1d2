//! The report of `convert`: what changes, what was decided, and what remains.

use std::path::PathBuf;

use super::readme::{About, Made};
use super::{Files, FolderError, PAGE, To, WORKBOOK};
use crate::report::plan::{Simulation, csv, json};
use crate::report::{Catalogue, html, workbook};

/// Writes the files into a folder, which is made where it is missing, and lists them.
///
/// # Errors
/// Where the folder is refused or cannot be written; then there is nothing of the report.
pub fn write(
    to: To<'_>,
    simulation: &Simulation<'_>,
    texts: &Catalogue,
) -> Result<Vec<PathBuf>, FolderError> {
    let mut files = Files::new(to)?;
    let separator = to.separator;
    files.file(PAGE, About::Page, |out| {
        html::conversion::write(out, simulation, texts)
    });
    files.table("changes.csv", About::Changes, |out| {
        csv::changes(out, simulation, separator)
    });
    files.table("remaining.csv", About::Remaining, |out| {
        csv::remaining(out, simulation, separator)
    });
    if !simulation.decisions.is_empty() {
        files.table("decided.csv", About::Decided, |out| {
            csv::decided(out, simulation, separator)
        });
    }
    files.file("conversion.json", About::Converted, |out| {
        json::write(out, simulation)
    });
    files.file(WORKBOOK, About::Workbook, |out| {
        workbook::conversion(out, simulation, to.options, texts)
    });
    let input = simulation.input.name.clone();
    files.appear(match simulation.written {
        Some(_) => Made::Conversion { input },
        None => Made::Simulation { input },
    })
}
