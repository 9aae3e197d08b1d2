//! Synthetic packages of any size, for trials, tests and benchmarks.
//!
//! The pool comes from a seed and a few numbers: the same plan gives the same bytes, and the same pool whatever
//! the [`Spelling`]. It holds trouble for every rule in small shares; with at least 20 rooms, 20 users and 1,000
//! messages, at least one of each. Text is written as it is drawn, so memory does not grow with the messages.

mod addins;
mod archive;
mod categories;
mod deflate64;
mod deflate64_zip;
mod error;
mod messages;
mod output;
mod people;
mod pool;
mod random;
mod rooms;
mod spell;
mod spell_messages;
mod spelling;
#[cfg(test)]
mod tests;
mod text;
#[cfg(test)]
mod trouble_tests;
mod words;
mod xml;

use std::fs;
use std::io;
use std::path::Path;

pub use error::Error;
pub use spelling::Spelling;

use archive::{Archive, Folder};
use messages::History;
use output::Output;
use pool::Pool;

use crate::beside::{self, OutputError};

/// What to generate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Rooms, disabled ones included.
    pub rooms: u64,
    /// Users, the system user and federated users included.
    pub users: u64,
    /// Messages in all rooms.
    pub messages: u64,
    /// Another seed is another pool.
    pub seed: u64,
    /// How it is written down.
    pub spelling: Spelling,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Users, the system user and federated users included.
    pub users: u64,
    /// Groups, organisational units and domains.
    pub groups: u64,
    /// Categories, the root included.
    pub categories: u64,
    /// Rooms.
    pub rooms: u64,
    /// Add-ins.
    pub addins: u64,
    /// Messages, those of a room that does not exist included.
    pub messages: u64,
    /// Bytes of all XML members, uncompressed.
    pub bytes: u64,
}

/// Messages from which on a member of them may exceed 4 GB, in any spelling.
const LARGE_FROM: u64 = 2_000_000;

/// Writes a package: a zip file where the name ends in `.zip`, else a folder. It is written beside its final name
/// and renamed when whole. An existing file is replaced with `force` only, an existing folder never.
/// `progress` is told how many bytes of XML are written; an error of it ends the writing.
pub fn write(
    plan: &Plan,
    out: &Path,
    force: bool,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> Result<Summary, Error> {
    if plan.users < 2 || plan.rooms == 0 {
        return Err(Error::Plan("a pool needs at least one room and two users"));
    }
    let is_zip = out
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    if let (false, Some(word)) = (is_zip, plan.spelling.zip_only) {
        return Err(Error::Clash(format!(
            "the spelling `{word}` is about zip files: give an output name that ends in .zip"
        )));
    }
    // A folder is never replaced.
    beside::check(out, force && is_zip)?;
    let pool = Pool::new(plan);
    let history = History::new(&pool, plan.seed, plan.messages);
    let written = if is_zip {
        zip_file(plan, &pool, &history, out, force, progress)
    } else {
        folder(plan, &pool, &history, out, progress)
    };
    let bytes = written.map_err(|cause| OutputError::new(out, cause))?;
    Ok(Summary {
        users: plan.users,
        groups: pool.directory.principals.iter().count() as u64 - plan.users,
        categories: pool.directory.categories.len() as u64,
        rooms: pool.directory.rooms.len() as u64,
        addins: pool.directory.addins.len() as u64,
        messages: history.total(),
        bytes,
    })
}

fn zip_file(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    out: &Path,
    force: bool,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let mut beside = beside::temporary(beside::folder_of(out))?;
    let archive = archive::zip(
        beside.as_file_mut(),
        &plan.spelling,
        plan.messages >= LARGE_FROM,
    );
    let bytes = members(plan, pool, history, archive, progress)?;
    beside::put(beside, out, force)?;
    Ok(bytes)
}

fn folder(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    out: &Path,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let beside = beside::unfinished().tempdir_in(beside::folder_of(out));
    let beside = beside.map_err(beside::without_path)?;
    // Inside, because the temporary folder itself is closed to others on some systems.
    let path = beside.path().join("pool");
    fs::create_dir(&path)?;
    let archive = Box::new(Folder {
        path: path.clone(),
        file: None,
    });
    let bytes = members(plan, pool, history, archive, progress)?;
    fs::rename(path, out)?;
    Ok(bytes)
}

fn members(
    plan: &Plan,
    pool: &Pool,
    history: &History<'_>,
    archive: Box<dyn Archive + '_>,
    progress: &mut dyn FnMut(u64) -> io::Result<()>,
) -> io::Result<u64> {
    let Spelling {
        encoding,
        inner_folder,
        ..
    } = plan.spelling;
    let inner = if inner_folder {
        "PersistentChatData/"
    } else {
        ""
    };
    let mut output = Output::new(archive, encoding, inner, progress);
    spell::package(pool, history, &plan.spelling, &mut output)?;
    output.finish()
}
