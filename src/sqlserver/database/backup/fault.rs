//! Why a backup cannot be read.

use super::media::Called;
use crate::wording::wording;

wording! {
    in "backup";
    /// Why a file of a backup, or a backup in it, cannot be read.
    pub(in crate::sqlserver::database) enum BackupFault {
        /// The system cannot read it.
        CannotRead,
        /// The system cannot open it.
        CannotOpen,
        /// It is no file by itself.
        NoOwnFile,
        /// It does not begin as a backup does.
        NoTape,
        /// Its first block is damaged.
        FirstBlock,
        /// There is no backup in it.
        Empty {
            /// Whether a header is damaged, which may be why.
            is_damaged: bool,
        },
        /// It has more backups than it can have.
        ManySets { most: usize },
        /// It has no backup of this number.
        NoSuch { number: u32, sets: Sets },
        /// A backup is protected.
        Password { number: u32 },
        Encrypted { number: u32 },
        /// It is compressed, but not as SQL Server does it.
        Packed { number: u32 },
        /// Where its pages are is not known.
        Damaged {
            number: u32,
            /// A backup before it that is whole: its number and its date.
            earlier: Option<u32>,
            earlier_date: String,
        },
        /// It has no pages.
        NoPages { number: u32 },
        /// It is one of the log, which has no pages.
        LogAlone {
            number: u32,
            database: String,
            date: String,
            /// What else is there.
            sets: Option<Sets>,
        },
        /// It has only the pages that changed since a full one.
        DifferentialAlone {
            number: u32,
            database: String,
            date: String,
            /// Where the full one stands in the log.
            checkpoint: Option<String>,
            sets: Option<Sets>,
        },
        /// A differential backup was given with a full one that it does not rest on.
        Apart {
            differential: Called,
            full: Called,
            /// Where the full one that it rests on stands in the log, and where the one that was given.
            base: String,
            checkpoint: String,
        },
        /// Its pages do not say which ones they are.
        NoPlaces { number: u32 },
        /// A differential backup has not all of its pages.
        PartOfDifferential {
            backup: Called,
            pages: u64,
            there: u64,
        },
    }
}

wording! {
    in "backup";
    /// Why files are not all of one striped backup.
    pub(in crate::sqlserver::database) enum StripeFault {
        /// No file was given.
        NoFile,
        /// Files are of different backups.
        OtherBackup { file: String, other: String },
        /// Of two striped backups files are missing.
        TwoIncomplete { one: Stripe, other: Stripe },
        /// Two files are the same part.
        SamePart { file: String, other: String },
        /// Only one file was given.
        OneOf {
            number: u16,
            families: u16,
            database: String,
            missing: Missing,
            advice: GiveAll,
        },
        /// Several were given, but not all.
        SomeOf {
            there: usize,
            families: u16,
            database: String,
            missing: Missing,
            advice: GiveAll,
        },
        /// A file has no part of this backup.
        NoPart { number: u32, date: String },
    }
}

wording! {
    in "backup";
    /// A file of a striped backup.
    pub(in crate::sqlserver::database) enum Stripe {
        /// Which one it is, and its last backup, if it has one.
        Part {
            file: String,
            number: u16,
            families: u16,
            has_backup: bool,
            database: String,
            date: String,
        },
    }
}

wording! {
    in "backup";
    /// Which files of a striped backup are missing.
    pub(in crate::sqlserver::database) enum Missing {
        /// One of them.
        MissingOne { number: u16 },
        /// Several; the first of them.
        MissingSeveral { numbers: Vec<String> },
    }
}

wording! {
    in "backup";
    /// What to do where files of a striped backup are missing.
    pub(in crate::sqlserver::database) enum GiveAll {
        /// The files that were given, as they stand in a command.
        GiveAll {
            families: u16,
            are_two: bool,
            given: String,
            misses_one: bool,
        },
    }
}

wording! {
    in "backup";
    /// The backups of a file.
    pub(in crate::sqlserver::database) enum Sets {
        /// The last of them, each as a [`SetLine`].
        Listed { earlier: usize, sets: Vec<String> },
    }
}

wording! {
    in "backup";
    /// One of the backups of a file.
    pub(super) enum SetLine {
        /// What it says of itself; the texts may be empty.
        Set {
            number: u32,
            kind: crate::sqlserver::BackupKind,
            database: String,
            date: String,
        },
    }
}
