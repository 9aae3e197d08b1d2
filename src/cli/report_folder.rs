//! `--report DIR`, which several commands have.

use std::path::{Path, PathBuf};

use pchat::output::{self, Rights, Stop};
use pchat::report::folder::{self, FolderError, PAGE, To};

use super::common::Common;
use super::exit::Failure;
use super::fact::Remark;

/// Where a report goes.
#[derive(Clone, Copy)]
pub struct ReportFolder<'a> {
    pub folder: Option<&'a Path>,
    pub force: bool,
}

impl ReportFolder<'_> {
    /// Makes sure that it will not be refused, and is none of the inputs: before these are read.
    pub fn check(self, inputs: &[&Path]) -> Result<(), Failure> {
        let Some(folder) = self.folder else {
            return Ok(());
        };
        output::keep_folder_out_of(inputs, folder).map_err(Failure::usage)?;
        folder::check(folder, self.force).map_err(Failure::usage)
    }

    /// Writes it, where it was asked for. Whoever may read the inputs may read it. Gives what is to be said of it below the
    /// result, where it is seen.
    pub fn write(
        self,
        common: &Common,
        inputs: &[PathBuf],
        stop: &Stop,
        write: impl FnOnce(To<'_>) -> Result<Vec<PathBuf>, FolderError>,
    ) -> Result<Option<Remark>, Failure> {
        let Some(folder) = self.folder else {
            return Ok(None);
        };
        let to = To {
            folder,
            force: self.force,
            separator: common.csv_separator.byte(),
            rights: Rights::of(inputs),
            stop,
            options: &common.in_effect,
        };
        let files = write(to).map_err(Failure::usage)?;
        Ok(Some(Remark::ReportWritten {
            files: files.len(),
            folder: folder.to_owned(),
            page: files.into_iter().find(|file| file.ends_with(PAGE)),
        }))
    }
}
