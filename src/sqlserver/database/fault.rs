//! What is said of a database as a whole, and of the files that it is put together from.

use super::address::PageAddress;
use super::damage::PageDamage;
use super::facts::DatabaseKind;
use crate::wording::{AsValue, Sentence, Value, wording};

wording! {
    in "data-file";
    /// Pages of a database that cannot be used.
    pub(super) enum Damage {
        /// One of those in use.
        InUse {
            page: PageAddress,
            damage: PageDamage,
        },
        /// One of the catalogue, or of the maps of pages.
        OfCatalogue {
            page: PageAddress,
            damage: PageDamage,
        },
        /// The same, which is left out.
        LeftOut {
            page: PageAddress,
            damage: PageDamage,
            /// The database's first file.
            file: String,
        },
        /// Where those of the catalogue and of the maps are.
        InCatalogue,
    }
}

wording! {
    in "data-file";
    /// How a database is given.
    pub(super) enum Method {
        /// In files of this kind, as this version of the server writes them.
        Method {
            kind: DatabaseKind,
            release: Option<&'static str>,
        },
    }
}

wording! {
    in "data-file";
    /// Why files make no database.
    pub(super) enum FileFault {
        /// The one with the catalogue is not there, but this one.
        NoPrimary { number: u16 },
        /// There are logs alone.
        OnlyLog,
        /// One cannot be read.
        CannotRead,
        /// One is shorter than any data file.
        TooSmall { bytes: u64 },
        /// Some of the database's are not there.
        MissingFiles {
            database: String,
            several: bool,
            /// Their numbers, with the names that the database has for them.
            numbers: Vec<String>,
            /// What they were called on the server.
            names: Vec<String>,
        },
        /// No database has this name; those that are there have these.
        NoDatabase { name: String, names: Vec<String> },
        /// Two databases hold rows of one table.
        GivenTwice {
            table: String,
            one: GivenDatabase,
            other: GivenDatabase,
            /// Whether both have one name, so that none can be chosen by it.
            same_name: bool,
            one_name: String,
            other_name: String,
        },
    }
}

wording! {
    in "data-file";
    /// One of two databases.
    pub(super) enum GivenDatabase {
        /// With the name of its first file.
        Given {
            file: String,
            name: String,
            kind: DatabaseKind,
            is_backup: bool,
            /// When the backup was made.
            date: String,
        },
    }
}

/// Whole sentences, which are said one after the other.
#[derive(Clone, Debug)]
pub(super) struct Remarks(pub Vec<Sentence>);

impl AsValue for Remarks {
    fn as_value(&self) -> Value<'_> {
        let said: Vec<String> = self.0.iter().map(Sentence::to_string).collect();
        Value::Text(said.join(" ").into())
    }
}

wording! {
    in "data-file";
    /// What was noticed of the files of a database.
    pub(super) enum Noticed {
        /// The last page of one is not whole.
        CutPage { pages: u32 },
        /// One has fewer pages than it says.
        CutFile { declared: u32, pages: u32 },
        /// Something about another one than the first.
        OfFile { file: String, notice: Sentence },
        /// Changes that are in the log alone are not read.
        NoReplay,
        /// The same of a backup, which has a log of its own.
        BackupNoReplay,
        /// The rows of a table cannot be read.
        NoRows { table: String, why: Sentence },
        /// What is expected where something is missing, and this was noticed of the files.
        WholeFile { noticed: Remarks },
    }
}
