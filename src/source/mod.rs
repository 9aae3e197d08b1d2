//! Readers: each turns one kind of input into a [`Directory`] and a stream of messages.

mod aside;
mod both;
mod by_room;
mod digest;
mod error;
mod fingerprint;
mod flag;
mod foreign;
pub(crate) mod limits;
mod lossy;
mod message;
mod no_survey;
pub mod package;
mod pipeline;
mod progress;
mod run_ids;
mod skipped;
pub mod sql;
mod stamps;
mod statistics;
pub mod store;
pub mod target;
mod text;
mod xml;

#[cfg(test)]
mod digest_tests;
#[cfg(test)]
pub(crate) mod seeded;
#[cfg(test)]
mod statistics_tests;

use std::path::PathBuf;

use crate::directory::{Directory, StatedCollation, Unclaimed, UnclaimedReason};

pub use digest::{Digest, Digests, MessageDigests, RoomDigest};
pub use error::{Details, Error, Place};
pub use limits::Limits;
pub use message::{Message, Survey};
pub use no_survey::NoSurvey;
pub use package::Layout;
pub use progress::Progress;
pub use skipped::Skipped;
pub use sql::{DatabaseFacts, ExtractOptions, Unreadable};
pub use stamps::Stamps;
pub use statistics::Statistics;
pub use text::{Form, Text};

pub(crate) use text::LineEnds;

pub(crate) use aside::is_aside;
pub(crate) use by_room::ByRoom;
pub(crate) use fingerprint::{Field, Fingerprint, Time};

/// How input is read.
#[derive(Debug)]
pub struct ReadOptions {
    /// Where things stand in the XML of a package.
    pub layout: Layout,
    /// How many threads may work at once.
    pub threads: usize,
    /// Step over damaged records and count them, rather than end with an error.
    pub skip_damaged: bool,
    /// What an extract of the database does not say itself.
    pub extract: ExtractOptions,
    /// What the input may ask for at most.
    pub limits: Limits,
}

/// What was read.
#[derive(Debug)]
pub struct Reading<T> {
    /// The input as it was given, for messages.
    pub input: String,
    /// `package` or `sql`.
    pub kind: &'static str,
    /// The pool.
    pub directory: Directory,
    /// What the survey made of the messages.
    pub total: T,
    /// The members of the input, by name.
    pub members: Vec<MemberReading>,
    /// What nobody understands, for the rules.
    pub unclaimed: Vec<Unclaimed>,
    /// Remarks on the input as a whole: sentences.
    pub notices: Vec<String>,
    /// Records and pages that had to be left out.
    pub skipped: Skipped,
    /// What the data files and backups among the input say of their databases.
    pub databases: Vec<DatabaseFacts>,
    /// The tables of extracts that cannot be read, while the others are.
    pub unreadable: Vec<Unreadable>,
    /// The collation that an extract states of its database.
    pub collation: Option<StatedCollation>,
    /// Whether it is an extract whose tables have no row that makes a pool, where nobody said that this is right.
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
    pub holds: Vec<(&'static str, u64)>,
    /// Of the messages of a package's member, those that name no room and stand in none: no room counts them.
    pub homeless: u64,
    /// Element and attribute paths that nobody claims, and how often each occurs.
    pub census: Vec<(String, u64)>,
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

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An export package: one path.
    Package,
    /// An extract of the database: one path or several.
    Extract,
}

impl Kind {
    /// Looks into an input.
    ///
    /// # Errors
    /// Where it cannot be read, or asks for more than it may.
    pub fn of(input: &[PathBuf], limits: &Limits) -> Result<Kind, Error> {
        let is_extract = sql::is_extract(input, limits);
        let is_extract = is_extract.map_err(|error| error.or_in_input(|| sql::shown(input)))?;
        Ok(if is_extract {
            Kind::Extract
        } else {
            Kind::Package
        })
    }
}

/// Reads an input, whatever kind it is, and lets the survey look at every message.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn read<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    read_as(
        Kind::of(input, &options.limits)?,
        input,
        options,
        survey,
        progress,
    )
}

/// The same where it is known already what the input is.
///
/// # Errors
/// Where it cannot be read.
pub fn read_as<S: Survey>(
    kind: Kind,
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    let stamps = Stamps::of(input);
    let read = match (kind, input) {
        (Kind::Package, [path]) => package::read(path, options, survey, progress),
        _ => sql::read(input, options, survey, progress),
    };
    // What looks like damage may come from whoever writes to it.
    stamps.check()?;
    Ok(Reading { stamps, ..read? })
}

/// Reads two inputs. Two packages are read at once, with one set of threads: while one is inflated, the other one is, too.
///
/// # Errors
/// Where one of them cannot be read; that of the first, where neither can.
pub fn read_both<S: Survey>(
    inputs: [&[PathBuf]; 2],
    options: &ReadOptions,
    surveys: [&S; 2],
    progress: &Progress,
) -> Result<[Reading<S::Total>; 2], Error> {
    let [first, second] = inputs;
    let stamps = inputs.map(Stamps::of);
    let of = |input| Kind::of(input, &options.limits);
    let kinds = [of(first)?, of(second)?];
    if let ([Kind::Package, Kind::Package], [first], [second]) = (kinds, first, second) {
        let read = package::read_both([first, second], options, surveys, progress);
        stamps[0].check()?;
        stamps[1].check()?;
        let mut read = read?;
        for (reading, stamps) in read.iter_mut().zip(stamps) {
            reading.stamps = stamps;
        }
        return Ok(read);
    }
    Ok([
        read_as(kinds[0], first, options, surveys[0], progress)?,
        read_as(kinds[1], second, options, surveys[1], progress)?,
    ])
}

impl<T> Reading<T> {
    /// Everything that nobody claims, member by member: more than [`Reading::unclaimed`], which has one entry for a
    /// member that is not understood at all.
    pub fn census(&self) -> Vec<Unclaimed> {
        let mut census = self.unclaimed.clone();
        let is_package = self.kind == "package";
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
            return Err(sql::no_rows().in_input(self.input));
        }
        if let Some(misnamed) = self.misnamed {
            return Err(misnamed.in_input(self.input));
        }
        if self.directory.parts != Default::default() {
            return Ok(self);
        }
        let tables = self.unclaimed.iter();
        let tables = tables.filter(|it| it.reason == UnclaimedReason::UnknownTable);
        let mut names: Vec<&str> = tables.map(|it| it.path.as_str()).collect();
        let what = if names.is_empty() { "" } else { "the tables " };
        if names.is_empty() {
            let members = self.members.iter();
            names.extend(members.map(|member| member.name.as_str()));
        }
        if names.is_empty() {
            names.push("no table and no file that pchat knows");
        }
        Err(Error::new(format!("nothing in it is Persistent Chat data; it holds {what}{}", error::first_of(&names, 5)))
            .in_input(self.input)
            .expected(if self.kind == "sql" {
                "tables such as tblNode, tblPrincipal and tblChat"
            } else {
                "members such as AdUsers.xml and ChatRooms.xml, with the root element Pool"
            })
            .hint(if self.kind == "sql" { "pchat tables lists what is in it; a file without header is known by its name: dbo.tblChat.csv" } else { "pchat inspect shows what is in it; if it is an export that spells its XML otherwise, describe it in a layout file and pass it with --layout" }))
    }
}
