//! Applies a plan to an input: writes the package that should be imported instead.

mod archive;
#[cfg(test)]
mod archive_tests;
mod deflate;
mod headers;
pub mod output;
mod package;
#[cfg(test)]
mod tests;
mod workers;

use std::fs::File;
use std::io;
use std::path::Path;

use self::archive::{Archive, EntrySummary, Packing};
use crate::beside::Stop;
use crate::directory::{Directory, Ticks};
use crate::plan::Plan;
use crate::source::{self, Layout, MemberReading, Progress};

/// What is to be written.
#[derive(Debug)]
pub struct Job<'a> {
    /// The input, which was read before.
    pub input: &'a Path,
    /// Where things stand in it.
    pub layout: &'a Layout,
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
    /// How strongly to compress: from 1 (fast) to 9 (small).
    pub level: u32,
    /// How many threads may work at once.
    pub threads: usize,
}

/// What became of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberWritten {
    /// Its name.
    pub name: String,
    /// Whether something in it changed; else it was copied.
    pub changed: bool,
    /// Its size in bytes, uncompressed.
    pub bytes: u64,
    /// The CRC-32 of its content.
    pub crc: u32,
}

impl MemberWritten {
    fn new(name: &str, changed: bool, summary: EntrySummary) -> Self {
        MemberWritten {
            name: name.to_owned(),
            changed,
            bytes: summary.bytes,
            crc: summary.crc,
        }
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Error {
    /// The input cannot be read, or written anew.
    Input(source::Error),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<source::Error> for Error {
    fn from(error: source::Error) -> Self {
        Error::Input(error)
    }
}

/// Writes the converted package into an empty file, which is also read from. Says what became of each member.
///
/// # Errors
/// See [`Error`]. What the file holds then is of no use.
pub fn write(
    job: &Job<'_>,
    file: File,
    stop: Stop,
    progress: &Progress,
) -> Result<(File, Vec<MemberWritten>), Error> {
    let packing = Packing {
        level: job.level,
        threads: job.threads,
        stop,
    };
    let mut archive = Archive::new(file, packing);
    let members = package::write(job, &mut archive, progress)?;
    let file = archive.finish().map_err(Error::Output)?;
    Ok((file, members))
}
