//! What all readers give: a [`Directory`], the messages as they pass, and what is to be said of the input.

mod by_room;
mod digest;
#[cfg(test)]
mod digest_tests;
mod file_links;
mod file_uses;
pub(crate) mod fingerprint;
pub(crate) mod flag;
mod input_kind;
mod left_out;
mod message;
mod run_ids;
mod settings;
mod statistics;
#[cfg(test)]
mod statistics_tests;
mod text;

use crate::directory::{ContentKind, Directory, StatedCollation, Unclaimed, UnclaimedReason};
pub(crate) use crate::input::{Error, Skipped, Stamps};
use crate::sqlserver::{DatabaseFacts, Unreadable};
use crate::wording::{Sentence, wording};

pub use crate::reading::message::NoSurvey;
pub use digest::{Digest, Digests, MessageDigests, RoomDigest};
pub use file_uses::{FileUse, FileUses, RoomFiles, UsedFiles};
pub use input_kind::InputKind;
pub use message::{Message, Survey};
pub use statistics::Statistics;
pub use text::{Text, TextForm};

pub(crate) use by_room::ByRoom;
pub(crate) use fingerprint::{Field, Fingerprint, Time};
pub(crate) use left_out::{LeftOut, Located};
pub(crate) use settings::{Setting, settings};
pub(crate) use text::LineEnds;

/// What was read.
#[derive(Debug)]
pub struct Reading<T> {
    /// The input as it was given, for messages.
    pub input: String,
    /// What the input is.
    pub kind: InputKind,
    /// The pool.
    pub directory: Directory,
    /// What the survey made of the messages.
    pub total: T,
    /// The members of the input, by name.
    pub members: Vec<MemberReading>,
    /// What is not understood, for the rules.
    pub unclaimed: Vec<Unclaimed>,
    /// Remarks on the input as a whole: sentences.
    pub notices: Vec<Sentence>,
    /// Records and pages that had to be left out.
    pub skipped: Skipped,
    /// What the data files and backups among the input say of their databases.
    pub databases: Vec<DatabaseFacts>,
    /// The tables of extracts that cannot be read, while the others are.
    pub unreadable: Vec<Unreadable>,
    /// The collation that an extract states of its database.
    pub collation: Option<StatedCollation>,
    /// Whether it is an extract whose tables have no row that makes a pool, where the user did not say that this is
    /// right.
    pub is_empty: bool,
    /// A member of a package that is called like a list of the layout and holds something else, where damage is not
    /// stepped over.
    pub misnamed: Option<Error>,
    /// What the system said of its files before they were read.
    pub stamps: Stamps,
}

/// What was read of one member.
#[derive(Debug)]
pub struct MemberReading {
    /// Its name inside the input.
    pub name: String,
    /// Its size in bytes, uncompressed.
    pub bytes: u64,
    /// Its size in bytes as it lies in the input.
    pub packed: u64,
    /// The CRC-32 of its content, where the input says it.
    pub crc: Option<u32>,
    /// A digest (XXH3, 64 bits) of its bytes as they lie in a zip, where all of them were read.
    pub packed_digest: Option<u64>,
    /// How it is compressed.
    pub method: String,
    /// The text's encoding; empty where it is no text.
    pub encoding: String,
    /// How far it is understood.
    pub state: MemberState,
    /// What it holds, by kind and count.
    pub holds: Vec<(ContentKind, u64)>,
    /// Of the messages of a package's member, those that name no room and stand in none: no room counts them.
    pub without_room: u64,
    /// Element and attribute paths that no reader claims, and how often each occurs.
    pub census: Vec<(String, u64)>,
}

/// How many members or tables are named where none of them is known.
const NAMED: usize = 5;

wording! {
    in "records";
    /// Why there is nothing to work with.
    enum NoData {
        /// An extract of other tables, or of none: then its members are named.
        Extract { tables: Vec<String>, members: Vec<String>, more: usize },
        /// A package in which no member is known.
        Package { members: Vec<String>, more: usize },
        /// The tables are there without rows.
        NoRows,
    }
}

/// How far a member is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// Everything in it is known.
    Understood,
    /// Some of it is known.
    PartlyUnderstood,
    /// It is XML, but nothing in it is known.
    NotUnderstood,
    /// It is no XML.
    NotXml,
    /// It is no extract of a database.
    NoExtract,
}

impl<T> Reading<T> {
    /// The same with something else made of its messages.
    pub fn map<U>(self, total: impl FnOnce(T) -> U) -> Reading<U> {
        Reading {
            input: self.input,
            kind: self.kind,
            directory: self.directory,
            total: total(self.total),
            members: self.members,
            unclaimed: self.unclaimed,
            notices: self.notices,
            skipped: self.skipped,
            databases: self.databases,
            unreadable: self.unreadable,
            collation: self.collation,
            is_empty: self.is_empty,
            misnamed: self.misnamed,
            stamps: self.stamps,
        }
    }

    /// Everything that no reader claims, member by member: more than [`Reading::unclaimed`], which has one entry for a
    /// member that is not understood at all.
    pub fn census(&self) -> Vec<Unclaimed> {
        let mut census = self.unclaimed.clone();
        let is_package = self.kind == InputKind::Package;
        for member in self.members.iter().filter(|member| {
            is_package && member.state == MemberState::NotUnderstood && !member.census.is_empty()
        }) {
            census.retain(|entry| entry.member != member.name);
            census.extend(member.census.iter().map(|(path, count)| Unclaimed {
                member: member.name.clone(),
                path: path.clone(),
                count: *count,
                reason: UnclaimedReason::UnknownPath,
            }));
        }
        census.sort();
        census
    }

    /// Makes sure that there is something to analyze.
    ///
    /// # Errors
    /// Where nothing in the input is Persistent Chat data, where it is an extract without rows, or where a member of a
    /// package holds something else than its name says.
    pub fn require_data(self) -> Result<Self, Error> {
        if self.is_empty {
            return Err(Error::new(NoData::NoRows).in_input(self.input));
        }
        if let Some(misnamed) = self.misnamed {
            return Err(misnamed.in_input(self.input));
        }
        if self.directory.parts != Default::default() {
            return Ok(self);
        }
        let tables = self.unclaimed.iter();
        let tables = tables.filter(|it| it.reason == UnclaimedReason::UnknownTable);
        let mut tables: Vec<String> = tables.map(|it| it.path.clone()).collect();
        let members = self.members.into_iter().map(|member| member.name);
        let mut members: Vec<String> = members.filter(|_| tables.is_empty()).collect();
        let more = (tables.len() + members.len()).saturating_sub(NAMED);
        tables.truncate(NAMED);
        members.truncate(NAMED);
        let what = match self.kind {
            InputKind::Extract => NoData::Extract {
                tables,
                members,
                more,
            },
            InputKind::Package => NoData::Package { members, more },
        };
        Err(Error::new(what).in_input(self.input))
    }
}
