//! Shows results: findings as a table, CSV, JSON, a workbook or a folder of files, what a conversion would change, and what it
//! did. No rule knows of any format, and no format computes anything.

mod catalogue;
mod cells;
mod chart;
pub mod csv;
mod databases;
pub mod explain;
pub mod files;
pub mod folder;
mod harmless;
pub mod html;
mod input;
pub mod inspect;
pub mod inventory;
pub mod json;
pub mod manifest;
mod named;
mod page;
pub mod plan;
mod policy;
pub mod rows;
pub mod runbook;
#[cfg(test)]
mod sample;
mod sections;
pub mod table;
pub mod verification;
mod visible;
pub mod workbook;

use crate::directory::ContentKind;
use crate::input::Skipped;
use crate::migration::Analysis;
use crate::reading::InputKind;
use crate::rules::{Evidence, Outcome};
use crate::sqlserver::DatabaseFacts;

pub use catalogue::Catalogue;
pub use input::names;
pub use page::{Extent, Style};
pub use visible::visible;

/// What was analysed and what came of it: everything a report may show.
#[derive(Debug)]
pub struct AnalysisReport<'a> {
    /// Where it came from.
    pub input: InputSummary,
    /// The options that the findings depend on, as they were given (`--target`, its path, and so on): for commands that
    /// are shown on a terminal, never for files.
    pub options: Vec<String>,
    /// What the rules looked at.
    pub evidence: &'a Evidence<'a>,
    /// What they said.
    pub outcome: &'a Outcome,
    /// What of the input had to be left out.
    pub skipped: Skipped,
    /// The options of the conversion to look at next, where decisions were written: for commands that are shown on a
    /// terminal.
    pub simulate: Option<Vec<String>>,
    /// Whether it is written as files as well.
    pub is_written: bool,
}

impl<'a> AnalysisReport<'a> {
    /// Of an analysis, and the evidence of its findings: what is shown beside them is still to be said.
    pub fn new(input: InputSummary, analysis: &'a Analysis, evidence: &'a Evidence<'a>) -> Self {
        AnalysisReport {
            input,
            options: Vec::new(),
            evidence,
            outcome: &analysis.outcome,
            skipped: analysis.reading.skipped.clone(),
            simulate: None,
            is_written: false,
        }
    }
}

/// What kind of input it was and what it consists of.
#[derive(Clone, Debug, Default)]
pub struct InputSummary {
    /// File or folder name without the path to it.
    pub name: String,
    /// The same as the user gave it: for commands that are shown on a terminal, never for files.
    pub arguments: Vec<String>,
    /// What it is.
    pub kind: InputKind,
    /// The kinds of content that it does not hold at all.
    pub missing: Vec<ContentKind>,
    /// The members: files of a package, tables of an extract.
    pub members: Vec<MemberSummary>,
    /// What data files and backups say of their databases.
    pub databases: Vec<DatabaseFacts>,
    /// Whether it is an extract whose tables have no row that makes a pool.
    pub is_empty: bool,
}

/// One member of the input.
#[derive(Clone, Debug, Default)]
pub struct MemberSummary {
    /// Its name inside the input.
    pub name: String,
    /// Its size in bytes, uncompressed.
    pub bytes: u64,
    /// The CRC-32 of its content, where the input says it.
    pub crc: Option<u32>,
    /// How it is stored and written, such as `deflate` and `UTF-8`; what is not known is left out.
    pub forms: Vec<String>,
    /// How far it is understood: `understood`, `partly understood`, `not understood`, `not XML`.
    pub state: &'static str,
    /// What it holds, by kind and count; kinds it does not hold are left out.
    pub holds: Vec<(ContentKind, u64)>,
}
