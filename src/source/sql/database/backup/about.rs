//! What is told of a backup.

use super::media::{BackedUpFile, Kind, Set};
use crate::source::sql::database::facts::{BackupFacts, SetFacts};

/// A backup that was opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct BackupAbout {
    /// The one that was chosen.
    pub set: SetAbout,
    /// The internal version of its database; 0 where it is not told.
    pub database_version: u16,
    /// The version of the server that made it.
    pub server: (u8, u8),
    /// The name that was given to it; may be empty.
    pub name: String,
    /// The files of the database.
    pub files: Vec<BackedUpFile>,
    /// All backups that the file holds, or the files that belong together.
    pub sets: Vec<SetAbout>,
    /// Over how many files it is spread.
    pub stripes: u16,
    /// What wrote it.
    pub software: String,
    /// How long its physical blocks are, in bytes.
    pub block: u32,
    /// How many pages it should have, without those that were written once more; 0 where it does not say so.
    pub pages: u64,
    /// How many of them are there.
    pub pages_there: u64,
}

impl BackupAbout {
    /// What people are told of it.
    pub fn facts(&self) -> BackupFacts {
        let (major, minor) = self.server;
        let set = |set: &SetAbout| SetFacts {
            number: set.number,
            kind: set.kind.name(),
            database: set.database.clone(),
            date: set.date.clone(),
        };
        BackupFacts {
            date: self.set.date.clone(),
            server: format!("{major}.{minor}"),
            stripes: self.stripes,
            set: self.set.number,
            sets: self.sets.iter().map(set).collect(),
        }
    }
}

/// A backup among others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetAbout {
    /// Which one of the file it is, from 1.
    pub number: u32,
    pub kind: Kind,
    /// The database; may be empty.
    pub database: String,
    /// When it was made, in the time of the server.
    pub date: String,
}

impl From<&Set> for SetAbout {
    fn from(set: &Set) -> Self {
        SetAbout {
            number: set.number,
            kind: set.kind,
            database: set.database.clone(),
            date: set.date.clone(),
        }
    }
}
