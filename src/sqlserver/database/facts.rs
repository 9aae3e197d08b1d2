//! What a data file or a backup says of its database, for people.

use crate::wording::{Sentence, wording};

/// A database, as its files describe it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DatabaseFacts {
    /// Its name.
    pub name: String,
    /// What its files are.
    pub kind: DatabaseKind,
    /// The files that it was read from, by name.
    pub files: Vec<String>,
    /// Its internal version, which says which SQL Server it is of.
    pub version: u16,
    /// That SQL Server, where the version is known.
    pub release: Option<&'static str>,
    /// The internal version of the SQL Server that created it.
    pub created_as: u16,
    /// That SQL Server, where the version is known.
    pub created_by: Option<&'static str>,
    /// The collation that its names and texts have where nothing else is said of them; `None` where its number is not
    /// known. Of a SQL collation that few have, the Windows collation by which it compares Unicode.
    pub collation: Option<String>,
    /// How many pages the files hold.
    pub pages: u64,
    /// Which of the pages in use are damaged; `None` where not all of them were looked at.
    pub damaged: Option<DamagedPages>,
    /// What the backup says; `None` for data files.
    pub backup: Option<BackupFacts>,
}

wording! {
    in "data-file";
    /// What a database was read from.
    #[derive(Copy, Default, PartialEq, Eq)]
    pub enum DatabaseKind {
        /// Its own files.
        #[default]
        DataFile,
        /// A backup as it is.
        Backup,
        /// A backup that the server compressed.
        CompressedBackup,
    }
}

impl DatabaseKind {
    /// Its name for programs.
    pub fn word(self) -> &'static str {
        match self {
            DatabaseKind::DataFile => "data file",
            DatabaseKind::Backup => "backup",
            DatabaseKind::CompressedBackup => "compressed backup",
        }
    }
}

wording! {
    in "backup";
    /// What a backup holds.
    #[derive(Copy, Default, PartialEq, Eq)]
    pub enum BackupKind {
        /// All pages.
        Full,
        /// The same, and no differential backup rests on it.
        CopyOnly,
        /// The pages that changed since a full one.
        Differential,
        /// No pages, but the log.
        Log,
        /// Something else.
        #[default]
        Other,
    }
}

impl BackupKind {
    /// Whether it has all pages of a database, as far as is known.
    pub(crate) fn has_all_pages(self) -> bool {
        matches!(
            self,
            BackupKind::Full | BackupKind::CopyOnly | BackupKind::Other
        )
    }

    /// Its name for programs.
    pub fn word(self) -> &'static str {
        match self {
            BackupKind::Full => "full",
            BackupKind::CopyOnly => "copy-only",
            BackupKind::Differential => "differential",
            BackupKind::Log => "log",
            BackupKind::Other => "of unknown kind",
        }
    }
}

/// Pages that are in use and damaged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DamagedPages {
    /// How many.
    pub count: u64,
    /// The first of them, `1:204` for page 204 of file 1, each with what is wrong with it.
    pub first: Vec<Sentence>,
}

/// A backup, as it describes itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupFacts {
    /// When it was made: the server's own time, `2014-02-07 18:41:32`.
    pub date: String,
    /// The version of the server: `9.0`.
    pub server: String,
    /// Over how many files it is striped.
    pub stripes: u16,
    /// Which of the sets was read, counted from 1.
    pub set: u32,
    /// All sets of the file.
    pub sets: Vec<SetFacts>,
    /// How many pages it says that it has, without those that were written once more; 0 where it does not say so.
    pub pages: u64,
    /// How many of them are there.
    pub pages_there: u64,
}

/// One of the backups in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetFacts {
    /// Its number, counted from 1.
    pub number: u32,
    /// What it holds.
    pub kind: BackupKind,
    /// The name that was given to it; may be empty.
    pub name: String,
    /// The database.
    pub database: String,
    /// When it was made.
    pub date: String,
    /// The file that it is in, where several were read.
    pub file: String,
    /// Whether its pages are read.
    pub is_read: bool,
}
