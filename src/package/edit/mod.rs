//! The converted package: its members written anew where something changes, and copied where nothing does.

mod asides;
mod editor;
#[cfg(test)]
mod editor_tests;
mod edits;
pub(crate) mod encode;
mod entry;
pub(crate) mod fault;
pub(crate) mod out;
pub(crate) mod reread;
pub(crate) mod rewrite;
mod spelling;

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::path::Path;

use self::fault::{Fault, Object, Other};
use self::rewrite::Rewriting;
use crate::directory::{Id, ObjectKind};
use crate::input::members::{Member, members};
use crate::input::{Error, Progress};
use crate::output::zip::{Archive, CopyError, EntrySummary};
use crate::package::edit::rewrite::Messages;
use crate::package::layout::{Entity, Layout};
use crate::package::read::names::Names;
use crate::package::{Expected, Failure, MemberWritten};
use crate::reading::{MemberReading, MemberState};
use crate::time::Ticks;

pub(crate) use self::edits::{Edits, ListEdit, NewValue};

/// How much of a member is copied at a time.
const PIECE: usize = 1 << 20;

/// What is edited, and how.
#[derive(Debug)]
pub(crate) struct Editing<'a> {
    /// Where things stand in it.
    pub layout: &'a Layout,
    /// What changes.
    pub edits: &'a Edits<'a>,
    /// The members, as they were read.
    pub members: &'a [MemberReading],
    /// Messages before this time are left out.
    pub since: Option<Ticks>,
    /// Whether there are such.
    pub by_date: bool,
    /// The messages that it is to have.
    pub expected: Expected,
}

/// Writes all members, in the order of the input. `folder` is for temporary files.
pub(crate) fn write(
    job: &Editing<'_>,
    input: &Path,
    archive: &mut Archive,
    folder: &Path,
    progress: &Progress,
) -> Result<Vec<MemberWritten>, Failure> {
    let mut members = members(input)?;
    members.iter().try_for_each(Member::may_be_written)?;
    members.sort_by_key(Member::place);
    let edits = job.edits;
    let names = Names::new(job.layout);
    let rewriting = Rewriting {
        layout: job.layout,
        names: &names,
        edits,
        since: job.since,
        progress,
        folder,
    };
    let changing = job
        .members
        .iter()
        .filter(|known| may_change(known, edits, job.by_date));
    let changing: BTreeSet<&str> = changing.map(|known| known.name.as_str()).collect();
    let touched = |member: &Member| changing.contains(member.name.as_str());
    let to_read = members.iter().filter(|member| touched(member));
    progress.expect(to_read.map(|member| member.bytes).sum());

    let known = job.members.iter();
    let known: HashMap<&str, &MemberReading> =
        known.map(|known| (known.name.as_str(), known)).collect();
    let mut done = BTreeSet::new();
    let mut messages = Messages::default();
    let mut written = Vec::with_capacity(members.len());
    for member in &members {
        let known = known.get(&*member.name).copied();
        if touched(member) {
            archive.start(&member.header()).map_err(Failure::Output)?;
            let rewritten = rewriting.write(member, &mut *archive)?;
            messages.rewritten(known, &rewritten)?;
            done.extend(rewritten.done);
            if rewritten.edited {
                let summary = archive.end().map_err(Failure::Output)?;
                written.push(MemberWritten::new(&member.name, true, summary));
                continue;
            }
            archive.abandon().map_err(Failure::Output)?;
        } else {
            messages.copied(known);
        }
        let digest = known.and_then(|known| known.packed_digest);
        written.push(copy(member, digest, archive)?);
    }
    check(job, edits, &done, &messages)?;
    Ok(written)
}

/// Whether something in the member may be about a change: by what kinds of objects it holds. `by_date`: messages are left
/// out because of their date.
fn may_change(member: &MemberReading, edits: &Edits<'_>, by_date: bool) -> bool {
    // It may be no XML at all.
    if matches!(
        member.state,
        MemberState::NotXml | MemberState::NotUnderstood
    ) {
        return false;
    }
    let holds = |entity: Entity| member.holds.iter().any(|(held, _)| *held == entity.kind());
    let edited = [
        Entity::User,
        Entity::Group,
        Entity::Category,
        Entity::Room,
        Entity::Addin,
    ];
    edited
        .into_iter()
        .any(|entity| holds(entity) && edits.any(entity))
        // A member that holds nothing may still name rooms whose messages would follow.
        || edits.leaves_out_rooms() && (holds(Entity::Message) || member.holds.is_empty())
        || by_date && holds(Entity::Message)
}

/// Copies a member as it is: compressed, if it is. `read`: the digest of its packed bytes when they were read.
fn copy(
    member: &Member,
    read: Option<u64>,
    archive: &mut Archive,
) -> Result<MemberWritten, Failure> {
    if let Some(packed) = member.open_packed()? {
        let header = member.header();
        archive.copy(&header, packed).map_err(|error| match error {
            CopyError::Write(cause) => Failure::Output(cause),
            CopyError::Read(cause) => unreadable(member, cause).into(),
        })?;
        // Compressed bytes are not looked into: they have to be those that were read.
        if read.is_some() && read != member.packed_digest() {
            return Err(Error::new(Fault::Changed).in_member(&member.name).into());
        }
        let summary = EntrySummary {
            bytes: header.bytes,
            packed: header.packed,
            crc: header.crc,
        };
        return Ok(MemberWritten::new(&member.name, false, summary));
    }
    archive.start(&member.header()).map_err(Failure::Output)?;
    let mut reader = member.open()?;
    let mut piece = vec![0; PIECE];
    loop {
        let (length, damage) = crate::input::members::read_some(&mut reader, &mut piece);
        if let Some(cause) = damage {
            return Err(unreadable(member, cause).into());
        }
        std::io::Write::write_all(archive, &piece[..length]).map_err(Failure::Output)?;
        if length < piece.len() {
            break;
        }
    }
    let summary = archive.end().map_err(Failure::Output)?;
    Ok(MemberWritten::new(&member.name, false, summary))
}

pub(crate) fn unreadable(member: &Member, cause: io::Error) -> Error {
    Error::io(Fault::NotRead, cause).in_member(&member.name)
}

/// Makes sure that all changes were made, and nothing else was left out.
fn check(
    job: &Editing<'_>,
    edits: &Edits<'_>,
    done: &BTreeSet<(ObjectKind, Id)>,
    messages: &Messages,
) -> Result<(), Failure> {
    let missed = edits
        .objects()
        .find(|(kind, id)| !done.contains(&(*kind, (*id).clone())));
    if let Some((kind, id)) = missed {
        let object = Object::new(Some(kind), id);
        return Err(Error::new(Other::NoPlace { object }).into());
    }
    messages.check(job.expected)
}
