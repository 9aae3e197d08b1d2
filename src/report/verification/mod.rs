//! Whether everything that was promised is there, as a table, CSV or JSON.

pub mod csv;
pub mod json;
mod line;
#[cfg(test)]
mod sample;
pub mod table;

pub(in crate::report) use line::line;

use std::borrow::Cow;
use std::slice;

use super::{Catalogue, InputSummary, named};
use crate::directory::Directory;
use crate::migration::{Claim, Proof};
use crate::rules::Value;
use crate::verify::manifest::ManifestUse;
use crate::verify::{ComparedRoom, Counts, Difference};

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
    /// The pools that differ, as promised and as found: who has the ids that differences name.
    pub pools: [&'a Directory; 2],
    /// Every room, as promised and as found.
    pub rooms: &'a [ComparedRoom],
    /// Messages that differ and were found, but are too many to be among the differences.
    pub unlisted: u64,
    /// Whether there are more messages that differ, which were not looked for.
    pub incomplete: bool,
    /// Whether the ids of the two have nothing in common.
    pub ids_do_not_fit: bool,
}

impl<'a> Verification<'a> {
    /// Of the proof of a claim: the options that it was made with are still to be said.
    pub fn new(claim: &Claim, proof: &'a Proof) -> Self {
        Verification {
            source: InputSummary::new(&claim.source, &proof.source),
            result: InputSummary::new(slice::from_ref(&claim.result), &proof.result),
            options: Vec::new(),
            imported: claim.imported,
            counts: proof.counts,
            manifest: proof.manifest.clone(),
            reordered: proof.reordered.clone(),
            differences: &proof.differences,
            pools: [&proof.source.directory, &proof.result.directory],
            rooms: &proof.rooms,
            unlisted: proof.unlisted,
            incomplete: proof.incomplete,
            ids_do_not_fit: proof.ids_do_not_fit,
        }
    }

    /// A difference as a person reads it: with the names of those whose ids it says.
    pub(in crate::report) fn named(&self, difference: &'a Difference) -> Cow<'a, Difference> {
        named::in_difference(difference, self.pools)
    }
}

/// How many rooms are named.
const NAMED: usize = 10;

/// What could not be compared, a sentence each: what the manifest is about, or that there is none; and the order of
/// messages, which is no difference.
pub fn not_compared(verification: &Verification<'_>, texts: &Catalogue) -> Vec<String> {
    let words = texts.verification();
    let manifest = &verification.manifest;
    let mut notes = Vec::new();
    // After an import none is expected.
    let expected = !verification.imported || manifest.name.is_some();
    if let Some(template) = words.manifest.get(manifest.extent.word())
        && expected
    {
        let name = manifest.name.as_deref().unwrap_or_default();
        notes.push(texts.fill(template, &[("name", name.into())]));
    }
    if let Some(other) = &manifest.other_name {
        let name = [("name", other.as_str().into())];
        notes.push(texts.fill(&words.renamed, &name));
    }
    let rooms = &verification.reordered;
    if !rooms.is_empty() {
        let more = rooms.len().saturating_sub(NAMED);
        let named = Value::List(rooms.iter().take(NAMED).cloned().collect());
        let values = [
            ("count", rooms.len().into()),
            ("rooms", named),
            ("more", more.into()),
        ];
        notes.push(texts.fill(&words.reordered, &values));
    }
    notes
}
