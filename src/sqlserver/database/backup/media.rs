//! What the blocks of one file say.

use std::fmt;
use std::sync::Arc;

use crate::sqlserver::BackupKind;
use crate::sqlserver::database::address::{u16_at, u32_at};
use crate::sqlserver::database::storage::Bytes;
use crate::wording::wording;

/// A file of a backup.
pub(crate) struct Medium {
    /// The file's name, for messages.
    pub name: String,
    /// The file, or what it decodes to.
    pub bytes: Arc<dyn Bytes>,
    /// Whether places in the bytes are not places in the file.
    pub compressed: bool,
}

/// What the blocks of one file say, without its pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Media {
    /// Which files belong together.
    pub media_set: [u8; 16],
    /// Over how many files each backup is spread.
    pub families: u16,
    /// Which of them this one is, from 1.
    pub family: u16,
    /// What wrote it.
    pub software: String,
    /// How long its physical blocks are, in bytes.
    pub block: u32,
    /// The backups in it.
    pub sets: Vec<BackupSet>,
    /// Where a header was met behind which nothing is known.
    pub damaged: Option<u64>,
    /// The first header that does not fit its checksum, and yet led to others that do.
    pub doubtful: Option<u64>,
}

/// A backup.
#[derive(Clone, Debug, Default)]
pub(crate) struct BackupSet {
    /// Which one of the file it is, from 1.
    pub number: u32,
    /// The name that was given to it; may be empty.
    pub name: String,
    pub kind: BackupKind,
    /// When it was made, in the time of the server: `2014-02-07 18:41:32`.
    pub date: String,
    /// The version of the server: 9.0, 10.50 and so on.
    pub server: (u8, u8),
    /// The database; may be empty.
    pub database: String,
    /// The internal version of the database; 0 where it is not given.
    pub database_version: u16,
    /// The files of the database.
    pub files: Vec<BackedUpFile>,
    /// Where its pages are.
    pub regions: Vec<Region>,
    /// Its own number.
    pub guid: Guid,
    /// Where it stands in the history of its database.
    pub lineage: Lineage,
    /// Whether it, or the whole file, was given a password.
    pub has_password: bool,
    /// Whether its pages are encrypted.
    pub is_encrypted: bool,
    /// Whether its pages are compressed inside of the tape format, which is not what SQL Server calls a compressed
    /// backup.
    pub is_packed: bool,
    /// Whether its data is there to its end: a block behind it was met.
    pub is_whole: bool,
}

wording! {
    in "backup";
    /// What a backup is called.
    pub(crate) enum Called {
        /// By the name of its file, its number in it, and what it says of itself.
        Called {
            file: String,
            number: u32,
            kind: BackupKind,
            date: String,
        },
    }
}

/// A number that is given once.
pub(crate) type Guid = [u8; 16];

/// Where a backup stands in the history of its database, as `RESTORE HEADERONLY` tells it. Found in real backups, where
/// all of it agrees from one file to the next (docs/sql-server-files.md).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lineage {
    /// Which database it is, whatever it is called (`BindingID`).
    pub database: Guid,
    /// Up to where the log had been written to the pages (`CheckpointLSN`).
    pub checkpoint: LogPlace,
    /// The same of the full backup that a differential one rests on (`DifferentialBaseLSN`); 0 for others.
    pub base: LogPlace,
    /// The number of that backup (`DifferentialBaseGUID`); 0 for others.
    pub base_guid: Guid,
}

/// A place in the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LogPlace(pub u32, pub u32, pub u16);

/// A file of the database, as the backup tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BackedUpFile {
    pub id: u32,
    pub logical: String,
    pub physical: String,
    pub page_size: u32,
    /// How many of its pages are in the backup, over all files of the backup.
    pub pages: u32,
    /// How long the file is, in bytes.
    pub size: u64,
}

/// Pages that follow each other in a file of a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Region {
    /// In which block of data they are, from 0: a later one has newer pages.
    pub section: u32,
    /// Where the first one begins.
    pub at: u64,
    /// How many there should be.
    pub pages: u64,
    /// How many there are before the file ends.
    pub there: u64,
}

impl LogPlace {
    /// The one that stands here.
    pub fn at(bytes: &[u8], at: usize) -> Option<Self> {
        Some(LogPlace(
            u32_at(bytes, at)?,
            u32_at(bytes, at + 4)?,
            u16_at(bytes, at + 8)?,
        ))
    }
}

impl fmt::Display for LogPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // As the server prints it, in decimal digits.
        let LogPlace(file, block, slot) = self;
        write!(f, "{file}{block:010}{slot:05}")
    }
}

impl BackupSet {
    /// Whether this differential backup has what changed since that full one.
    pub fn rests_on(&self, full: &BackupSet) -> bool {
        let Lineage {
            base, base_guid, ..
        } = self.lineage;
        self.kind == BackupKind::Differential
            && full.kind.has_all_pages()
            && base_guid != Guid::default()
            && base_guid == full.guid
            && base == full.lineage.checkpoint
    }

    /// What it is called.
    pub fn called(&self, file: &str) -> Called {
        Called::Called {
            file: file.to_owned(),
            number: self.number,
            kind: self.kind,
            date: self.date.clone(),
        }
    }

    /// How many pages should be in the backup, over all its files; 0 where it does not say so.
    pub fn pages(&self) -> u64 {
        self.files.iter().map(|file| u64::from(file.pages)).sum()
    }
}
