//! One file of an input: its beginning, its name, and what it turns out to be.

use crate::input::Error;
use crate::input::foreign::Foreign;
use crate::input::members::{Member, read_some};
use crate::sqlserver::Published;
use crate::sqlserver::rows::form::RowForm;
use crate::wording::wording;

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    /// The file's name, without the folder it is in.
    pub name: &'a str,
    /// Its first bytes behind the byte order mark: decoded where it is text, else as they are.
    pub bytes: &'a [u8],
    /// Whether that is all of it.
    pub whole: bool,
    /// The tables that it may be of.
    pub published: &'static Published,
}

/// What a file turned out to be.
pub(crate) struct Opened {
    /// What finds its rows.
    pub form: Box<dyn RowForm>,
    /// What it is, for people: `CSV, comma, with header`.
    pub method: String,
}

/// What is said of the database's collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The name of the collation.
    pub name: String,
    /// What says so.
    pub by: StatedBy,
}

wording! {
    in "extract";
    /// What states a collation.
    #[derive(PartialEq, Eq)]
    pub(crate) enum StatedBy {
        /// A script.
        ScriptFile { file: String },
        /// A format file.
        FormatFile { file: String },
        /// The model of a bacpac.
        Model { file: String },
        /// A database, by its name.
        Database { name: String },
    }
}

/// A file without rows.
pub(crate) struct Other {
    pub member: Member,
    pub what: OtherKind,
}

/// What a file without rows is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherKind {
    /// The format file of another one.
    Format,
    /// One more file of a database, which is known by the name of its first one.
    OfDatabase,
    /// The log of a database.
    Log,
    /// A backup that is not needed.
    Backup,
    /// Something that is not read.
    Foreign(Foreign),
    /// Not known.
    Unknown,
}

/// The first bytes of a member; what cannot be read is met again when it is read.
pub(crate) fn start(member: &Member) -> Result<Vec<u8>, Error> {
    const START: usize = 4096;
    let mut head = vec![0; START];
    let (length, _) = read_some(&mut member.open()?, &mut head);
    head.truncate(length);
    Ok(head)
}

/// A file's name without its folder.
pub(crate) fn own_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The same without its ending, too.
pub(crate) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
