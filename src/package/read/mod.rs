//! The export package: a zip, its unpacked folder, or one bare member.
//!
//! Its inner form is mostly not public (reference: export-package). So where things stand is data ([`Layout`]),
//! members are recognised by what is in them, and whatever is not understood is named.

mod ahead;
pub(crate) mod assemble;
pub(crate) mod chunks;
pub(crate) mod context;
mod elements;
pub(crate) mod fault;
mod gap;
mod member;
mod message;
pub(crate) mod names;
mod parsing;
mod records;
pub(crate) mod scan;
mod shapes;

#[cfg(test)]
mod scan_tests;

use crate::wording::Sentence;
use std::io::Read;
use std::path::Path;

use self::chunks::CHUNK;
use self::fault::Notice;
use self::parsing::Parsing;
use crate::directory::{Directory, Parts, Unclaimed, UnclaimedReason};
use crate::input::buffers::Buffers;
use crate::input::foreign::Foreign;
use crate::input::members::{Listing, Member};
use crate::input::{Error, Progress, Skipped, Stamps, aside, foreign};
use crate::package::Options;
use crate::package::read::context::Context;
use crate::package::read::member::{MemberJob, Outcome};
use crate::package::read::names::Names;
use crate::reading::{InputKind, LeftOut, Located, MemberReading, MemberState, Reading, Survey};
use crate::threads;

/// Reads a package.
pub(crate) fn read<S: Survey>(
    path: &Path,
    options: Options<'_>,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    let listing = listed(path, options, progress)?;
    let (names, buffers) = (Names::new(options.layout), Buffers::new(CHUNK));
    let context = Context::new(options, &names, &buffers, survey, progress);
    let parsed = parse_all(jobs(&listing.members, &context));
    joined(path, listing, parsed, survey)
}

/// Reads two packages at once.
pub(crate) fn read_both<S: Survey>(
    paths: [&Path; 2],
    options: Options<'_>,
    surveys: [&S; 2],
    progress: &Progress,
) -> Result<[Reading<S::Total>; 2], Error> {
    let first = listed(paths[0], options, progress)?;
    let second = listed(paths[1], options, progress)?;
    let (names, buffers) = (Names::new(options.layout), Buffers::new(CHUNK));
    let context = |survey| Context::new(options, &names, &buffers, survey, progress);
    let contexts = surveys.map(context);
    let mut all = jobs(&first.members, &contexts[0]);
    all.extend(jobs(&second.members, &contexts[1]));
    let mut parsed = parse_all(all);
    let of_second = parsed.split_off(first.members.len());
    Ok([
        joined(paths[0], first, parsed, surveys[0])?,
        joined(paths[1], second, of_second, surveys[1])?,
    ])
}

fn listed(path: &Path, options: Options<'_>, progress: &Progress) -> Result<Listing, Error> {
    let listing = crate::input::members::listing(path).and_then(|it| it.within(options.limits));
    let mut listing = listing.map_err(in_input(path))?;
    if !options.skip_damaged {
        listing = listing.whole().map_err(in_input(path))?;
    }
    // What the zip's directory says of the sizes may be anything.
    let all = listing
        .members
        .iter()
        .fold(0_u64, |all, member| all.saturating_add(member.bytes));
    progress.expect(all);
    Ok(listing)
}

fn joined<S: Survey>(
    path: &Path,
    listing: Listing,
    parsed: Vec<Outcome<S>>,
    survey: &S,
) -> Result<Reading<S::Total>, Error> {
    let mut reading = join(listing.members, parsed, survey).map_err(in_input(path))?;
    reading.notices.extend(listing.notices);
    reading
        .notices
        .extend(aside::note(&listing.aside).map(Sentence::from));
    for damage in listing.damage {
        let within = Located::Within {
            what: damage.what.clone(),
            cause: None,
            place: damage.place.to_string(),
        };
        reading.skipped.note(1, || within.to_string());
    }
    Ok(Reading {
        input: path.display().to_string(),
        ..reading
    })
}

fn in_input(path: &Path) -> impl Fn(Error) -> Error {
    move |error| error.or_in_input(|| path.display().to_string())
}

/// Reads the members of a zip to their ends without looking at what they say: whether they are what their checksums
/// promise. Files of a folder have none. Gives the size of all members in bytes, uncompressed.
///
/// # Errors
/// Where one is damaged.
pub fn check(path: &Path) -> Result<u64, Error> {
    let mut bytes = 0;
    for member in crate::input::members::members(path).map_err(in_input(path))? {
        let verified = member.verify();
        verified.map_err(|error| in_input(path)(error.in_member(&member.name)))?;
        bytes += member.bytes;
    }
    Ok(bytes)
}

/// Works out the CRC-32 of members that nothing says it of: those of a folder. Only of those that are wanted.
///
/// # Errors
/// Where one cannot be read.
pub fn fill_in_checksums(
    path: &Path,
    members: &mut [MemberReading],
    wanted: impl Fn(&MemberReading) -> bool,
) -> Result<(), Error> {
    let lacks = |member: &MemberReading| member.crc.is_none() && wanted(member);
    if !members.iter().any(lacks) {
        return Ok(());
    }
    let contents = crate::input::members::members(path).map_err(in_input(path))?;
    for member in members.iter_mut().filter(|member| lacks(member)) {
        let at = contents.binary_search_by(|it| it.name.cmp(&member.name));
        if let Ok(at) = at {
            let crc = contents[at].checksum();
            let crc = crc.map_err(|error| in_input(path)(error.in_member(&member.name)))?;
            member.crc = Some(crc);
        }
    }
    Ok(())
}

/// Reads one member that is not part of a file or folder: text from memory, say, or from a pipe.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn read_member<S: Survey>(
    name: &str,
    reader: impl Read + Send + 'static,
    options: Options<'_>,
    survey: &S,
) -> Result<Reading<S::Total>, Error> {
    read_in_chunks(name, Box::new(reader), options, survey, CHUNK)
}

fn read_in_chunks<S: Survey>(
    name: &str,
    reader: Box<dyn Read + Send>,
    options: Options<'_>,
    survey: &S,
    chunk: usize,
) -> Result<Reading<S::Total>, Error> {
    let member = Member::from_reader(name, reader);
    let (names, buffers) = (Names::new(options.layout), Buffers::new(chunk));
    let progress = Progress::default();
    let context = Context::new(options, &names, &buffers, survey, &progress);
    let members = vec![member];
    let parsed = parse_all(jobs(&members, &context));
    join(members, parsed, survey)
}

fn jobs<'a, S>(members: &'a [Member], context: &'a Context<'a, S>) -> Vec<MemberJob<'a, S>> {
    let jobs = members.iter().map(|member| MemberJob { member, context });
    jobs.collect()
}

/// Reads all members. What became of them stands in their order.
fn parse_all<S: Survey>(jobs: Vec<MemberJob<'_, S>>) -> Vec<Outcome<S>> {
    threads::run(&Parsing::default(), jobs)
}

/// Puts the members together, in the order of their names.
fn join<S: Survey>(
    members: Vec<Member>,
    parsed: Vec<Outcome<S>>,
    survey: &S,
) -> Result<Reading<S::Total>, Error> {
    let mut reading = Reading {
        databases: Vec::new(),
        unreadable: Vec::new(),
        collation: None,
        is_empty: false,
        misnamed: None,
        stamps: Stamps::default(),
        input: String::new(),
        kind: InputKind::Package,
        directory: Directory::default(),
        total: S::Total::default(),
        members: Vec::new(),
        unclaimed: Vec::new(),
        notices: Vec::new(),
        skipped: Skipped::default(),
    };
    let mut left_out = Vec::new();
    for (member, parsed) in members.iter().zip(parsed) {
        let parsed = *parsed.map_err(|error| error.in_member(&member.name))?;
        for repeated in reading.directory.absorb(parsed.directory) {
            let within = Located::Within {
                what: LeftOut::from(repeated).into(),
                cause: None,
                place: member.name.clone(),
            };
            reading.skipped.note(1, || within.to_string());
        }
        survey.merge(&mut reading.total, parsed.total);
        reading.skipped.merge(parsed.skipped);
        reading.misnamed = reading.misnamed.or(parsed.misnamed);
        reading.notices.extend(parsed.notices);
        let unclaimed = |path: &str, count, reason| Unclaimed {
            member: member.name.clone(),
            path: path.to_owned(),
            count,
            reason,
        };
        match parsed.reading.state {
            MemberState::NotXml | MemberState::NoExtract => {
                // Of a zip more is said where it was read.
                let is_zip = member.name.to_ascii_lowercase().ends_with(".zip");
                let foreign = Foreign::of_member(member).filter(|_| !is_zip);
                left_out.extend(foreign.map(|it| (&*member.name, it)));
                reading
                    .unclaimed
                    .push(unclaimed("", 1, UnclaimedReason::NotXml))
            }
            MemberState::NotUnderstood => {
                reading.unclaimed.push(unclaimed(
                    "",
                    parsed.elements,
                    UnclaimedReason::UnknownMember,
                ));
            }
            MemberState::Understood | MemberState::PartlyUnderstood => {
                let paths = parsed.reading.census.iter();
                reading
                    .unclaimed
                    .extend(paths.map(|(path, count)| {
                        unclaimed(path, *count, UnclaimedReason::UnknownPath)
                    }));
            }
        }
        let values = parsed.unknown_values.iter();
        reading.unclaimed.extend(
            values.map(|(path, count)| unclaimed(path, *count, UnclaimedReason::UnknownValue)),
        );
        reading.members.push(parsed.reading);
    }
    reading
        .notices
        .extend(foreign::note(&left_out).map(Sentence::from));
    reading
        .notices
        .extend(inner_folder(&reading).map(Sentence::from));
    reading
        .notices
        .extend(missing_parts(&reading).map(Sentence::from));
    Ok(reading)
}

/// The folder was packed instead of its content, or the package lies beside other things.
fn inner_folder<T>(reading: &Reading<T>) -> Option<Notice> {
    let mut folders = reading
        .members
        .iter()
        .filter(|member| !member.holds.is_empty())
        .map(|member| {
            member
                .name
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder)
        });
    let first = folders.next()?.split('/').next()?.to_owned();
    let same = folders.all(|folder| folder.split('/').next() == Some(&first));
    (same && !first.is_empty()).then_some(Notice::InFolder { folder: first })
}

/// Something is missing and something is not understood: perhaps it is the same thing.
fn missing_parts<T>(reading: &Reading<T>) -> Option<Notice> {
    let parts = reading.directory.parts.missing();
    let members: Vec<String> = reading
        .members
        .iter()
        .filter(|member| member.state == MemberState::NotUnderstood)
        .map(|member| member.name.clone())
        .collect();
    if parts.is_empty() || members.is_empty() || reading.directory.parts == Parts::default() {
        return None;
    }
    let parts = parts.into_iter().map(Sentence::from);
    Some(Notice::Missing {
        parts: parts.collect(),
        members,
    })
}
