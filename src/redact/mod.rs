//! Replaces what a package or an extract says, so that trouble can be shown to others: the same findings, and nothing
//! private.
//!
//! Words become others of the same length, script and letter case, the same word always the same one. Nothing of the
//! source has to be kept for that but its words, so that a package of any size takes little memory.

mod alphabet;
mod cipher;
mod columns;
mod elements;
mod extract;
mod ids;
mod member;
mod messages;
mod names;
mod output;
mod rtf;
mod text;
mod value;
mod vocabulary;
mod words;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::Path;

use self::cipher::Cipher;
use self::ids::Ids;
use self::member::Rewriting;
use self::value::Values;
use self::words::Words;
use crate::directory::History;
use crate::input::Progress;
use crate::input::members::{Member, members};
use crate::input::zip::EntryHeader;
use crate::migration::{self, ReadOptions, Watch, conversion};
use crate::output::Stop;
use crate::output::zip::{Archive, Packing};
use crate::package::read::names::Names;
use crate::package::{Failure, Layout};
use crate::reading;
use crate::reading::{InputKind, MemberReading, MemberState, Reading, Statistics};
use crate::wording::wording;

pub use crate::migration::conversion::Error;
pub use output::Target;
pub use vocabulary::{SourceWords, Vocabulary};

/// What stands in the place of a member that is no XML, as often as it has bytes.
const FILLER: u8 = b'x';
const PIECE: usize = 1 << 16;

/// How an input is redacted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// The same seed gives the same result; without one it cannot be made again.
    pub seed: Option<u64>,
    /// Ids of principals, categories and rooms are counted anew.
    pub renumber: bool,
    /// What is not understood stays, with its texts replaced.
    pub keep_unknown: bool,
}

/// What is to be redacted.
#[derive(Debug)]
pub struct Redaction<'a> {
    /// The package or extract.
    pub input: &'a Path,
    /// How it was read. The result does not depend on the number of threads.
    pub options: &'a ReadOptions,
    /// How.
    pub choices: Choices,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// How many members it has.
    pub members: u64,
    /// What was left out, as it is not understood.
    pub left_out: Vec<LeftOut>,
    /// Whether a word of the source may stand in the result by chance: there were too many of them.
    pub by_chance: bool,
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The member it stood in, by its name in the source.
    pub member: String,
    /// What it was; none for the whole member.
    pub what: Option<Part>,
    /// How often.
    pub count: u64,
}

wording! {
    in "redact";
    /// A part of a member that is not understood.
    #[derive(PartialEq, Eq)]
    pub enum Part {
        /// An element, an attribute, a table or a column.
        Named {
            /// Where it stands: its name after those that it is in.
            path: String,
        },
        /// What stands between elements of XML and is no text.
        Asides,
    }
}

wording! {
    in "redact";
    /// Why nothing can be redacted.
    enum Fault {
        /// The output cannot be written.
        CannotWrite,
        /// The extract is no text.
        TextIsExpected,
        /// What to do with an extract that is no text.
        ConvertFirst,
    }
}

/// Makes sure that an input is one that can be redacted, before all of it is read. Gives what it is.
///
/// # Errors
/// Where it is an extract of the database that is no text, or cannot be read.
pub fn check(input: &Path, options: &ReadOptions) -> Result<InputKind, reading::Error> {
    let kind = migration::kind_of(&[input.to_owned()], &options.limits)?;
    if kind == InputKind::Extract {
        extract::open(input, options)
            .map_err(|error| error.or_in_input(|| input.display().to_string()))?;
    }
    Ok(kind)
}

/// Reads all that [`write()`] has to know of an input.
///
/// # Errors
/// Where it cannot be read, or is no data of a pool.
pub fn read<W: Watch>(
    kind: InputKind,
    job: &Redaction<'_>,
    watch: &W,
) -> Result<Reading<(History, SourceWords)>, reading::Error> {
    let surveys = (Statistics::default(), Vocabulary);
    migration::read_pool_as(kind, &[job.input.to_owned()], job.options, &surveys, watch)
}

/// Writes the redacted input. `reading` is what [`read()`] gave of it.
///
/// # Errors
/// Where the input cannot be read or written back, or the output not be written: nothing is there then.
pub fn write(
    job: &Redaction<'_>,
    reading: Reading<(History, SourceWords)>,
    target: Target,
    stop: &Stop,
    watch: &impl Watch,
) -> Result<Redacted, Error> {
    let (input, progress) = (reading.input.clone(), Progress::default());
    let written = watch.during(&progress, || {
        write_watched(job, reading, target, stop, &progress)
    });
    written.map_err(|error| match error {
        Error::Input(error) => Error::Input(error.in_input(input)),
        Error::Output(error) => Error::Output(error),
    })
}

fn write_watched(
    job: &Redaction<'_>,
    reading: Reading<(History, SourceWords)>,
    target: Target,
    stop: &Stop,
    progress: &Progress,
) -> Result<Redacted, Error> {
    let output = target.begin()?;
    let (history, mut source_words) = reading.total;
    let named = reading.members.iter().map(|member| member.name.as_str());
    source_words.add_pool(&reading.directory, named);
    let choices = job.choices;
    let cipher = choices.seed.map_or_else(Cipher::random, Cipher::seeded);
    let (words, all_avoided) = source_words.avoided_by(Words::new(cipher));
    let ids = Ids::new(&reading.directory, &history, &words, choices.renumber);
    let values = Values {
        ids,
        words,
        keep: choices.keep_unknown,
    };
    let packing = Packing::deflate(conversion::LEVEL, stop.clone());
    let mut archive = Archive::new(output.file()?, packing);
    let written = match reading.kind {
        InputKind::Extract => extract::write(job, &values, &mut archive, progress),
        InputKind::Package => write_members(job, &reading.members, &values, &mut archive, progress),
    };
    let written = written.and_then(|done| archive.finish().map(|_| done).map_err(Failure::Output));
    let written = written.map_err(|failure| match failure {
        Failure::Input(error) => Error::Input(error),
        Failure::Output(error) => Error::Output(output.error(error)),
    })?;
    reading.stamps.check()?;
    output.finish()?;
    Ok(Redacted {
        by_chance: !all_avoided,
        ..written
    })
}

fn write_members(
    job: &Redaction<'_>,
    known: &[MemberReading],
    values: &Values,
    archive: &mut Archive,
    progress: &Progress,
) -> Result<Redacted, Failure> {
    let mut members = members(job.input)?;
    members.iter().try_for_each(Member::may_be_written)?;
    members.sort_by_key(Member::place);
    progress.expect(members.iter().map(|member| member.bytes).sum());
    let names = Names::new(&job.options.layout);
    let rewriting = Rewriting {
        layout: &job.options.layout,
        names: &names,
        values,
        progress,
    };
    let known = known.iter().map(|known| (known.name.as_str(), known));
    let known: HashMap<&str, &MemberReading> = known.collect();
    let mut done = Redacted::default();
    for member in &members {
        let Some(reading) = known.get(&*member.name) else {
            return Err(crate::xml::token::changed().into());
        };
        let is_xml = reading.state != MemberState::NotXml;
        let is_known = is_xml && reading.state != MemberState::NotUnderstood;
        let mut leave_out = |what: Option<Part>, count| {
            done.left_out.push(LeftOut {
                member: member.name.clone(),
                what,
                count,
            });
        };
        if !is_known && !values.keep {
            leave_out(None, 1);
            continue;
        }
        archive
            .start(&header(member, &job.options.layout, &values.words))
            .map_err(Failure::Output)?;
        if is_xml {
            let census: HashSet<&str> = reading.census.iter().map(|(path, _)| &**path).collect();
            let asides = rewriting.write(member, &census, &mut *archive)?;
            if !values.keep {
                for (path, count) in &reading.census {
                    let path = path.to_string();
                    leave_out(Some(Part::Named { path }), *count);
                }
            }
            if asides > 0 {
                leave_out(Some(Part::Asides), asides);
            }
        } else {
            fill(archive, member.bytes).map_err(Failure::Output)?;
        }
        archive.end().map_err(Failure::Output)?;
        done.members += 1;
    }
    Ok(done)
}

/// The member's, under its new name.
fn header(member: &Member, layout: &Layout, words: &Words) -> EntryHeader {
    let name = names::replaced(&member.name, layout, words);
    EntryHeader {
        utf8: !name.is_ascii(),
        name: name.into_bytes(),
        ..member.header()
    }
}

fn fill(archive: &mut Archive, mut bytes: u64) -> io::Result<()> {
    let piece = [FILLER; PIECE];
    while bytes > 0 {
        let now = bytes.min(PIECE as u64);
        archive.write_all(&piece[..now as usize])?;
        bytes -= now;
    }
    Ok(())
}
