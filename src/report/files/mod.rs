//! Uploaded files: the links to them room by room, what the store has of them, and what is to be copied, as table, CSV,
//! JSON and scripts.

pub(super) mod cmd;
pub(super) mod copy_list;
pub mod csv;
pub mod json;
pub(super) mod powershell;
mod said;
mod store_table;
pub mod table;

use super::InputSummary;
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
