//! What a file of a database is, and what is found in it.

use super::catalogue::{self, Catalogue};
use super::facts::DatabaseFacts;
use super::fault::{Noticed, Remarks};
use super::page::kind;
use super::storage::Storage;
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::database::address::u32_at;
use crate::sqlserver::file::OtherKind;
use crate::wording::Sentence;

/// What a file of a database is, by its first bytes (reference: sql-extracts, 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `.mdf`, `.ndf` or `.ldf`.
    Data,
    /// `.bak`, as it is.
    Backup,
    /// `.bak`, compressed.
    CompressedBackup,
}

impl FileKind {
    /// What a file is that begins like this.
    pub fn of(head: &[u8]) -> Option<Self> {
        // Page 0: other files that begin with these two bytes have something else where its number stands.
        let is_page_0 = u32_at(head, 32).unwrap_or_default() == 0;
        match head {
            [1, kind::FILE_HEADER, ..] if is_page_0 => Some(FileKind::Data),
            _ if head.starts_with(b"TAPE") => Some(FileKind::Backup),
            _ if head.starts_with(b"MSSQLBAK") => Some(FileKind::CompressedBackup),
            _ => None,
        }
    }
}

/// A database of which the files were put together: where its pages are, and what was said of them.
pub(crate) struct FoundDatabase {
    /// Its first file.
    pub member: Member,
    /// The others.
    pub others: Vec<(Member, OtherKind)>,
    pub storage: Storage,
    pub catalogue: Catalogue,
    /// What is known of its files.
    pub facts: DatabaseFacts,
    pub notices: Vec<Sentence>,
}

/// Reads the catalogue. Why it cannot be read is often what was noticed before: the file was cut off.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn catalogue_of(storage: &Storage, notices: &[Sentence]) -> Result<Catalogue, Error> {
    catalogue::read(storage).map_err(|error| {
        if !error.expectation().is_empty() || notices.is_empty() {
            return error;
        }
        let noticed = Remarks(notices.to_vec());
        error.expected(Noticed::WholeFile { noticed })
    })
}
