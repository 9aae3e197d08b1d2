//! Applies a plan to an input: writes the package that should be imported instead.

pub(crate) mod edits;
mod of_plan;
mod output;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::directory::{Directory, FlatName, NAME_LIMIT, ObjectKind};
use crate::input::{Progress, Stamps};
use crate::migration::ReadOptions;
use crate::output::zip::deflate::Deflate;
use crate::output::zip::{Archive, Packing};
use crate::output::{OutputError, Stop};
use crate::package::edit::{self, Editing};
use crate::package::write::messages::MessageText;
use crate::package::write::{TakeRun, Writing};
use crate::package::{self, Expected, Failure, Layout};
use crate::plan::{Change, Edit, Plan};
use crate::pool::read::messages_in_order;
use crate::reading::{InputKind, MemberReading};
use crate::time::Ticks;
use crate::wording::wording;

pub use crate::output::PackageDigest;
pub use crate::package::MemberWritten;
pub use output::Target;

/// How strongly to compress, where nothing else is chosen: fast, as a migration has a window. Level 6 takes twice the time and
/// makes the messages 4 % smaller (measured: docs/performance.md).
pub const LEVEL: u32 = 3;

/// What is converted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Input<'a> {
    /// An export package: what no change is about is copied.
    Package(&'a Path),
    /// An extract of the database, and how it is read: all of the package is written anew.
    Extract {
        /// Its files.
        files: &'a [PathBuf],
        /// The options it was read with.
        options: &'a ReadOptions,
    },
}

/// What is to be written.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    /// The input, which was read before.
    pub input: Input<'a>,
    /// Where things stand in it.
    pub layout: &'a Layout,
    /// What the system said of its files before they were read: nothing is written where they changed since.
    pub stamps: &'a Stamps,
    /// Its members, as they were read.
    pub members: &'a [MemberReading],
    /// The pool that was read.
    pub directory: &'a Directory,
    /// What changes.
    pub plan: &'a Plan,
    /// Messages before this time are left out.
    pub since: Option<Ticks>,
    /// How many messages are left out altogether.
    pub messages_left_out: u64,
    /// How many messages of rooms are kept.
    pub messages_kept: u64,
    /// How strongly to compress: from 1 (fast) to 9 (small).
    pub level: u32,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What became of the members, in their order in the package.
    pub members: Vec<MemberWritten>,
    /// The package as a file.
    pub package: PackageDigest,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Error {
    /// The input cannot be read, or written anew.
    Input(#[from] crate::input::Error),
    /// The output cannot be written.
    Output(#[from] OutputError),
}

wording! {
    in "migration";
    /// What should be known about a package that is made from an extract.
    #[derive(Copy)]
    pub enum Remark {
        /// Most of the package's form is an assumption.
        Layout,
        /// The database holds more than the package.
        NotCarriedOver,
    }
}

wording! {
    in "migration";
    /// Why nothing is converted.
    enum Fault {
        /// A name is longer than is kept of it, and than the most characters that can be imported.
        LongName { kind: ObjectKind, id: String, kept: usize, most: usize },
    }
}

/// What should be known about a package that is made from such an input ([`crate::reading::Reading::kind`]).
pub fn remarks(kind: InputKind) -> &'static [Remark] {
    match kind {
        InputKind::Extract => &[Remark::Layout, Remark::NotCarriedOver],
        InputKind::Package => &[],
    }
}

/// Compresses a text as a member of a package: one stream of deflate. `level` is from 1 (fast) to 9 (small).
///
/// ```
/// let text = "the same again, ".repeat(1_000);
/// let mut packed = Vec::new();
/// pchat::migration::conversion::deflate(text.as_bytes(), 6, &mut packed)?;
/// let unpacked = std::io::read_to_string(flate2::read::DeflateDecoder::new(&packed[..]))?;
/// assert_eq!(unpacked, text);
/// # std::io::Result::Ok(())
/// ```
///
/// # Errors
/// Where it cannot be written.
pub fn deflate(text: &[u8], level: u32, out: &mut impl Write) -> io::Result<()> {
    let mut deflate = Deflate::new(level);
    deflate.write(text, out)?;
    deflate.end(out)
}

impl Job<'_> {
    fn expected(&self) -> Expected {
        Expected {
            kept: self.messages_kept,
            left_out: self.messages_left_out,
        }
    }
}

/// Whether messages are left out because of their date.
fn left_out_by_date(plan: &Plan) -> bool {
    let by_date = |change: &Change| matches!(change.edit, Edit::MessagesLeftOut { .. });
    plan.orphan_messages_left_out > 0 || plan.changes.iter().any(by_date)
}

/// Writes the converted package and its manifest. Gives what became of each member, to the manifest, too.
///
/// # Errors
/// See [`Error`]. Neither of the two files is there then, or both are as they were.
pub(crate) fn write(
    job: &Job<'_>,
    target: Target,
    stop: &Stop,
    progress: &Progress,
    manifest: impl FnOnce(&mut dyn Write, &Conversion) -> io::Result<()>,
) -> Result<Conversion, Error> {
    names_are_whole(job)?;
    let input = match job.input {
        Input::Package(input) => input,
        Input::Extract { files, options } => {
            let messages = |survey: &MessageText<'_>, take: &mut TakeRun<'_>| {
                messages_in_order(files, options.of_extract(), survey, progress, take)
            };
            return write_anew(job, target, stop, messages, manifest);
        }
    };
    let packed = job.members.iter().map(|member| member.packed).sum();
    let package = |archive: &mut Archive, folder: &Path| {
        // What has to wait lies in the folder.
        let edits = edits::of(job.plan, job.directory);
        let editing = Editing {
            layout: job.layout,
            edits: &edits,
            members: job.members,
            since: job.since,
            by_date: left_out_by_date(job.plan),
            expected: job.expected(),
        };
        edit::write(&editing, input, archive, folder, progress)
    };
    finish(job, target, Some(packed), stop, package, manifest)
}

/// A name that is not kept whole cannot be imported, nor would it be that name.
pub(crate) fn names_are_whole(job: &Job<'_>) -> Result<(), crate::input::Error> {
    let cut = |change: &&Change| {
        let name = &change.edit;
        matches!(name, Edit::Name { is_whole, .. } if !is_whole)
    };
    let Some(change) = job.plan.changes.iter().find(cut) else {
        return Ok(());
    };
    let object = change.subject.object(job.directory);
    Err(crate::input::Error::new(Fault::LongName {
        kind: object.kind,
        id: object.id.to_string(),
        kept: FlatName::KEPT,
        most: NAME_LIMIT,
    }))
}

/// The same for an input that is no package: everything is written anew. `messages` shows every message of the input to
/// the survey once more, and hands over what is made of them.
pub(crate) fn write_anew(
    job: &Job<'_>,
    target: Target,
    stop: &Stop,
    messages: impl FnOnce(&MessageText<'_>, &mut TakeRun<'_>) -> Result<(), crate::input::Error>,
    manifest: impl FnOnce(&mut dyn Write, &Conversion) -> io::Result<()>,
) -> Result<Conversion, Error> {
    // How large it becomes is not known: the input is not compressed, or not in this way.
    let package = |archive: &mut Archive, _: &Path| {
        let writing = Writing {
            before: job.directory,
            after: &job.plan.apply(job.directory),
            members: job.members,
            since: job.since,
            expected: job.expected(),
        };
        package::write::write(&writing, archive, messages)
    };
    finish(job, target, None, stop, package, manifest)
}

/// Lets the package and its manifest appear. `needed`: about how large the package becomes, where that is known.
fn finish(
    job: &Job<'_>,
    target: Target,
    needed: Option<u64>,
    stop: &Stop,
    package: impl FnOnce(&mut Archive, &Path) -> Result<Vec<MemberWritten>, Failure>,
    manifest: impl FnOnce(&mut dyn Write, &Conversion) -> io::Result<()>,
) -> Result<Conversion, Error> {
    let output = target.begin(needed)?;
    let packing = Packing::deflate(job.level, stop.clone());
    let mut archive = Archive::new(output.package()?, packing);
    let written = package(&mut archive, output.folder())
        .and_then(|members| archive.finish().map(|_| members).map_err(Failure::Output));
    let members = match written {
        Err(Failure::Input(error)) => return Err(Error::Input(error)),
        Err(Failure::Output(error)) => return Err(Error::Output(output.error(error))),
        Ok(members) => members,
    };
    job.stamps.check()?;
    let mut written = Conversion {
        members,
        package: PackageDigest::default(),
    };
    output.finish(|out, package| {
        written.package = package;
        manifest(out, &written)
    })?;
    Ok(written)
}
