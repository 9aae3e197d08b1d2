//! How a step of the loop is followed while it goes: how far it is, and what is to be said of it.

use crate::wording::Sentence;
use std::path::Path;

use crate::directory::{ChosenCollation, StatedCollation};
use crate::input::{Error, Progress, Skipped};

/// Follows a step of the loop. Notes come in the order in which things happen: also about an input that turns out to be
/// of no use. All of them may be passed over.
pub trait Watch {
    /// Does a piece of the work that may take long. Meanwhile `progress` says how far it is.
    fn during<T>(&self, progress: &Progress, work: impl FnOnce() -> T) -> T {
        let _ = progress;
        work()
    }

    /// Hears of something that is no result, and may be worth a sentence.
    fn note(&self, note: Note<'_>) {
        let _ = note;
    }
}

/// Follows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// What is worth a sentence beside the result.
#[derive(Clone, Copy, Debug)]
pub enum Note<'a> {
    /// What the reader noticed of an input: a sentence of [`crate::reading::Reading::notices`].
    Notice(&'a Sentence),
    /// Records or pages of an input had to be left out; perhaps none.
    Skipped {
        /// The input, as messages call it.
        input: &'a str,
        /// What had to be left out.
        skipped: &'a Skipped,
    },
    /// What a plan compares names by.
    Collation(&'a ChosenCollation),
    /// The target states a collation of its own, where none was chosen.
    TargetCollation(&'a StatedCollation),
    /// A file of decisions was read.
    Decisions {
        /// The file.
        file: &'a Path,
        /// How many of its rows are marked as gone, and not carried out; perhaps none.
        gone: usize,
    },
    /// The source of a proof is an extract: of what a package has no known place for, nothing is compared.
    NotPromised,
    /// A thorough proof does not read this input a second way: it is no package.
    NotReadAgain,
}

/// Reads something, and lets it be watched.
pub(super) fn watched<T, W: Watch>(
    watch: &W,
    read: impl FnOnce(&Progress) -> Result<T, Error>,
) -> Result<T, Error> {
    let progress = Progress::default();
    watch.during(&progress, || read(&progress))
}

/// Passes on what the reader noticed.
pub(super) fn pass_on<W: Watch>(watch: &W, notices: &[Sentence]) {
    for notice in notices {
        watch.note(Note::Notice(notice));
    }
}
