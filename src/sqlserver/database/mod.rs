//! Data files of SQL Server (`.mdf`, `.ndf`), and backups of them (`.bak`), plain and compressed: the database without the
//! server (reference: sql-extracts, 6 to 9).
//!
//! From the file up: `storage` knows where each page lies, `page` and `record` what is on it, `catalogue` which tables
//! there are and how their rows are stored, `scan` which pages hold them, `rows` what is in them. Nothing that stands in
//! a file is trusted: every place is looked up with its bounds, and every chain of pages has an end.

mod address;
mod allocation;
pub(crate) mod backup;
mod backups;
pub(crate) mod catalogue;
pub(crate) mod compressed;
mod damage;
mod data_files;
mod facts;
mod fault;
mod file;
pub(crate) mod found;
mod intact;
mod lob;
mod open;
mod page;
mod record;
pub(crate) mod rows;
pub(crate) mod scan;
mod storage;
mod stored;
mod value;

use std::convert::Infallible;

use self::fault::{Damage, Method};
use self::storage::Storage;
use super::file::OtherKind;
use crate::input::members::Member;
use crate::input::{Error, Progress, Skipped};
use crate::threads;
use crate::wording::Sentence;

pub(super) use self::address::PageAddress;
pub(super) use self::damage::PageDamage;
pub use self::facts::{
    BackupFacts, BackupKind, DamagedPages, DatabaseFacts, DatabaseKind, SetFacts,
};
pub(super) use self::open::open;
pub(super) use self::page::PAGE;
pub(super) use self::rows::read as read_rows;
pub(super) use self::scan::{PageRun, Runs};
pub(super) use self::stored::StoredTable;

/// A database in its data files, or in a backup.
pub(crate) struct Database {
    /// Its first file.
    pub member: Member,
    /// Its pages.
    pub storage: Storage,
    /// What it says of itself.
    pub facts: DatabaseFacts,
    /// What was noticed.
    pub notices: Vec<Sentence>,
    /// Pages of the catalogue and of the maps of pages that cannot be used, by address.
    pub damaged: Vec<(PageAddress, PageDamage)>,
}

/// A database that was just opened.
pub(super) struct OpenedDatabase {
    pub database: Database,
    /// Its tables.
    pub tables: Vec<StoredTable>,
    /// Its other files, and files beside it that are not read.
    pub others: Vec<(Member, OtherKind)>,
}

/// How many damaged pages are named.
const NAMED: usize = 20;

impl Database {
    /// Looks at all pages that are in use.
    pub fn check(&self, progress: &Progress) -> DamagedPages {
        const BYTES: u64 = intact::INTERVAL as u64 * PAGE as u64;
        let mut intervals = intact::intervals(self.storage.map()).into_iter();
        progress.expect(intervals.len() as u64 * BYTES);
        let mut found = DamagedPages::default();
        let checked: Result<(), Infallible> = threads::ordered(
            || Ok(intervals.next()),
            |first| intact::check_interval(&self.storage, first),
            |damaged| {
                progress.advance(BYTES);
                found.count += damaged.len() as u64;
                let room = NAMED.saturating_sub(found.first.len());
                let named = damaged.into_iter().take(room);
                let named = named.map(|(page, damage)| Damage::InUse { page, damage }.into());
                found.first.extend(named);
                Ok(())
            },
        );
        let Ok(()) = checked;
        found
    }

    /// Notes the pages that were found to be damaged when it was opened, where they may be skipped.
    ///
    /// # Errors
    /// Where they may not.
    pub fn note_damage(&self, skip: bool, skipped: &mut Skipped) -> Result<(), Error> {
        for (page, damage) in &self.damaged {
            let (page, damage) = (*page, damage.clone());
            let file = self.name().to_owned();
            if !skip {
                return Err(Error::new(Damage::OfCatalogue { page, damage })
                    .in_member(&file)
                    .inside(Damage::InCatalogue.to_string()));
            }
            let left_out = Damage::LeftOut { page, damage, file };
            skipped.note_page(|| left_out.to_string());
        }
        Ok(())
    }

    /// Whether a page is among those that were found to be damaged when it was opened.
    pub fn is_known_as_damaged(&self, page: PageAddress) -> bool {
        let found = self.damaged.binary_search_by_key(&page, |(page, _)| *page);
        found.is_ok()
    }

    /// The name of its first file.
    pub fn name(&self) -> &str {
        &self.member.name
    }

    /// What its files are, for people.
    pub fn method(&self) -> String {
        let DatabaseFacts { kind, release, .. } = self.facts;
        Method::Method { kind, release }.to_string()
    }
}
