//! What is noticed of backups that can be read.

use super::media::Called;
use crate::wording::{Sentence, wording};

wording! {
    in "backup";
    /// What was chosen, what is left alone, and what is missing.
    pub(in crate::sqlserver::database) enum Noticed {
        /// A differential backup is read with the full one that it rests on.
        OverFull { differential: Called, full: Called },
        /// The file holds several, and this one was chosen.
        Chosen {
            count: usize,
            number: u32,
            date: String,
        },
        /// A backup of the log is newer than what is read.
        LaterLog { backup: Called, date: String },
        /// A backup adds nothing to what is read.
        NotNeeded { backup: Called },
        /// A differential backup is without the full one that it rests on.
        WithoutFull { backup: Called },
        /// A backup is older than what is read.
        Older { backup: Called },
        /// A database is not read, as another one holds chats.
        LeftAlone {
            database: String,
            date: String,
            why: Sentence,
        },
        /// Why that is.
        NoChats,
        /// Of a file nothing can be read.
        Refused { file: String, why: Sentence },
        /// Pages do not say which ones they are: so many times 8.
        Unplaced { extents: u64 },
        /// A file ends too early: pages are missing.
        CutPages { file: String, pages: u64, there: u64 },
        /// A file ends too early: later states of pages are missing.
        CutStates { file: String },
        /// Pages are missing.
        FewerPages { pages: u64, there: u64 },
        /// It is not said how many pages there should be.
        PagesUnknown,
        /// Nothing behind a damaged header was looked at.
        DamagedAt {
            file: String,
            at: u64,
            /// Whether the place is one of what the file decodes to.
            is_decoded: bool,
        },
        /// A header is damaged, and those that follow it are not.
        DoubtfulAt {
            file: String,
            at: u64,
            is_decoded: bool,
        },
    }
}
