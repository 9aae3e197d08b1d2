//! Whether everything that was promised is there, as a table, CSV or JSON.

pub mod csv;
pub mod json;
mod line;
mod row;
#[cfg(test)]
mod sample;
pub mod table;

use super::InputSummary;
use crate::verify::{Counts, Difference};

/// What was compared and what came of it: everything these reports may show.
#[derive(Debug)]
pub struct Verification<'a> {
    /// What was promised.
    pub source: InputSummary,
    /// What is there.
    pub result: InputSummary,
    /// The options of the comparison as they were given (`--decisions`, its file, and so on): for commands that are shown
    /// on a terminal, never for files.
    pub options: Vec<String>,
    /// Whether the result is what a target exports after the import.
    pub imported: bool,
    /// How much was compared.
    pub counts: Counts,
    /// What differs: objects, then rooms with other messages, then messages.
    pub differences: &'a [Difference],
    /// Messages that differ and were found, but are too many to be among the differences.
    pub unlisted: u64,
    /// Whether there are more messages that differ, which were not looked for.
    pub incomplete: bool,
    /// Whether the ids of the two have nothing in common.
    pub ids_do_not_fit: bool,
}
