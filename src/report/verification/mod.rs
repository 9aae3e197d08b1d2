//! Whether everything that was promised is there, as a table, CSV or JSON.

pub mod csv;
pub mod json;
mod line;
mod notes;
#[cfg(test)]
mod sample;
pub mod table;

pub use notes::not_compared;

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
    /// What became of the manifest beside the result.
    pub manifest: ManifestUse,
    /// The rooms whose messages come in another order, where that was looked at: no difference.
    pub reordered: Vec<String>,
    /// What differs: objects, then rooms with other messages, then messages; then what the manifest says otherwise,
    /// and what a second reading does.
    pub differences: &'a [Difference],
    /// Messages that differ and were found, but are too many to be among the differences.
    pub unlisted: u64,
    /// Whether there are more messages that differ, which were not looked for.
    pub incomplete: bool,
    /// Whether the ids of the two have nothing in common.
    pub ids_do_not_fit: bool,
}

/// A manifest, and what of it could be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManifestUse {
    /// Its file name, without the path to it; none where there is no manifest.
    pub name: Option<String>,
    /// What it calls the package, where that is called otherwise today.
    pub other_name: Option<String>,
    /// How far it was compared.
    pub extent: ManifestExtent,
}

/// How far a manifest was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ManifestExtent {
    /// There is none.
    #[default]
    Absent,
    /// All of it.
    Whole,
    /// All but the digest of the file: the result is a folder.
    WithoutDigest,
    /// Nothing else: it belongs to another file.
    OtherPackage,
    /// Only its rooms, with what was promised: the result is what the target exports.
    Promise,
}

impl ManifestExtent {
    /// Its name, as in JSON and the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            ManifestExtent::Absent => "absent",
            ManifestExtent::Whole => "whole",
            ManifestExtent::WithoutDigest => "without_digest",
            ManifestExtent::OtherPackage => "other_package",
            ManifestExtent::Promise => "promise",
        }
    }
}
