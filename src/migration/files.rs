//! From an input and a copy of its file store to what is to be copied.

use std::path::PathBuf;

use super::watch::Watch;
use super::{ReadOptions, read_pool};
use crate::files::{self, CopyList, Copying, State, Uploads};
use crate::input::Error;
use crate::reading::{FileUses, Reading, UsedFiles};
use crate::rules::Severity;
use crate::surroundings::store;
use crate::wording::wording;

wording! {
    in "files";
    /// What is wrong with an input.
    enum Fault {
        /// It has no messages, in which the links are.
        NoMessages,
    }
}

/// Of which pool and of which store the files are.
#[derive(Debug, Default)]
pub struct FilesQuestion {
    /// The input: an export package, or an extract of the database.
    pub input: Vec<PathBuf>,
    /// How it is read.
    pub reading: ReadOptions,
    /// What stands between the names of a flattened category.
    pub separator: String,
    /// A copy of the file store's folder.
    pub store: Option<PathBuf>,
    /// From where to where its files are to be copied.
    pub copying: Option<Copying>,
}

/// What was found.
#[derive(Debug)]
pub struct Filed {
    /// What was read.
    pub reading: Reading<UsedFiles>,
    /// The links, room by room, and the store.
    pub uploads: Uploads,
    /// What is to be copied, where that was asked for and there is a store.
    pub copies: Option<CopyList>,
}

/// Reads the input, and holds its links to uploaded files against what lies in the store. The store is only listed.
///
/// # Errors
/// Where one of them cannot be read, or the input has no messages.
pub fn files<W: Watch>(question: FilesQuestion, watch: &W) -> Result<Filed, Error> {
    // A wrong folder is known at once, an input may take long.
    let listed = question.store.as_deref().map(store::files).transpose()?;
    let reading = read_pool(&question.input, &question.reading, &FileUses, watch)?;
    if !reading.directory.parts.messages {
        return Err(Error::new(Fault::NoMessages).in_input(reading.input));
    }
    let uploads = Uploads::new(
        &reading.directory,
        &reading.total,
        listed,
        &question.separator,
    );
    let store = uploads.store.as_ref();
    let copies = store
        .zip(question.copying)
        .map(|(store, copying)| files::list(store, copying));
    Ok(Filed {
        reading,
        uploads,
        copies,
    })
}

impl Filed {
    /// How grave the gravest of it is: as the rule `uploaded-file` has it, a file of which the store holds none of its name
    /// is an error; that it lies in another folder than the link says is worth a warning.
    pub fn severity(&self) -> Option<Severity> {
        let has = |state| self.uploads.totals.of(state).count > 0;
        if has(State::Missing) || has(State::Similar) {
            Some(Severity::Error)
        } else {
            has(State::OtherFolder).then_some(Severity::Warning)
        }
    }
}
