//! A package that is written from the beginning, in the built-in layout, because the input is none.
//!
//! It says what the directory says, no more: a list that the input does not have is no member. What is written reads back
//! as the same directory and the same messages.

pub(crate) mod list;
pub(crate) mod messages;
pub(crate) mod nodes;
pub(crate) mod people;
#[cfg(test)]
mod tests;

use std::io;

use self::list::{List, Xml};
use self::messages::{Run, Scribe};
use crate::directory::{ContentKind, Directory};
use crate::input::Error;
use crate::output::zip::{Archive, EntrySummary};
use crate::package::edit::fault::Fault;
use crate::package::{Expected, Failure, MemberWritten};
use crate::reading::MemberReading;
use crate::time::Ticks;

pub(super) use self::messages::MessageText;

/// Takes the messages, one run after the other.
pub(crate) type TakeRun<'t> = dyn FnMut(Run) -> Result<(), Error> + Send + 't;

/// What is written.
#[derive(Debug)]
pub(crate) struct Writing<'a> {
    /// The pool that was read.
    pub before: &'a Directory,
    /// The pool that is written.
    pub after: &'a Directory,
    /// The members of the input, as they were read.
    pub members: &'a [MemberReading],
    /// Messages before this time are left out.
    pub since: Option<Ticks>,
    /// The messages that it is to have.
    pub expected: Expected,
}

/// Writes all members. `messages` shows every message of the input to the survey, and hands the runs over in their order.
pub(crate) fn write(
    job: &Writing<'_>,
    archive: &mut Archive,
    messages: impl FnOnce(&MessageText<'_>, &mut TakeRun<'_>) -> Result<(), Error>,
) -> Result<Vec<MemberWritten>, Failure> {
    let after = job.after;
    let mut written = lists(after, archive).map_err(Failure::Output)?;
    if after.parts.messages {
        let survey = MessageText {
            since: job.since,
            before: job.before,
            after,
        };
        let summary = history(job, archive, |take| messages(&survey, take))?;
        written.push(member(List::Messages, summary));
    }
    Ok(written)
}

/// Writes everything but the messages.
fn lists(pool: &Directory, archive: &mut Archive) -> io::Result<Vec<MemberWritten>> {
    let parts = pool.parts;
    let principals = &pool.principals;
    let mut written = Vec::new();
    let mut list = |list: List, write: &dyn Fn(&mut Xml<'_>) -> io::Result<()>| {
        let mut xml = list::begin(archive, list, 0)?;
        write(&mut xml)?;
        written.push(member(list, list::finish(xml, list)?));
        io::Result::Ok(())
    };
    for (is_there, which) in [(parts.users, List::Users), (parts.groups, List::Groups)] {
        if is_there {
            list(which, &|xml| {
                people::principals(xml, which, principals, parts)
            })?;
        }
    }
    if parts.affiliations {
        list(List::Affiliations, &|xml| {
            people::affiliations(xml, principals)
        })?;
    }
    if parts.categories {
        list(List::Categories, &|xml| nodes::categories(xml, pool))?;
    }
    if parts.rooms {
        list(List::Rooms, &|xml| nodes::rooms(xml, pool))?;
    }
    if parts.addins {
        list(List::Addins, &|xml| nodes::addins(xml, pool))?;
    }
    Ok(written)
}

/// Writes the messages, and makes sure that they are those of the plan.
fn history(
    job: &Writing<'_>,
    archive: &mut Archive,
    messages: impl FnOnce(&mut TakeRun<'_>) -> Result<(), Error>,
) -> Result<EntrySummary, Failure> {
    let with_messages = job.members.iter().filter(|member| {
        let mut kinds = member.holds.iter();
        kinds.any(|(kind, _)| *kind == ContentKind::Messages)
    });
    // A good guess keeps a large member from being moved when its size is known.
    let bytes = with_messages.fold(0, |all: u64, member| all.saturating_add(member.bytes));
    let mut xml = list::begin(archive, List::Messages, bytes).map_err(Failure::Output)?;
    let mut scribe = Scribe::default();
    let mut not_written = None;
    let read = messages(&mut |run| {
        scribe.take(run, &mut xml).map_err(|cause| {
            // The reader only has to stop.
            not_written = Some(cause);
            Error::new(Fault::MessagesNotWritten)
        })
    });
    if let Some(cause) = not_written {
        return Err(Failure::Output(cause));
    }
    read?;
    scribe.end(&mut xml);
    let summary = list::finish(xml, List::Messages).map_err(Failure::Output)?;
    let counts = scribe.counts;
    job.expected.check(counts.written, counts.left_out)?;
    Ok(summary)
}

fn member(list: List, summary: EntrySummary) -> MemberWritten {
    MemberWritten::new(&list.file(), true, summary)
}
