//! What editing a package and writing one have in common.

use std::io;

use crate::input::Error;
use crate::output::zip::EntrySummary;

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
    pub(super) fn new(name: &str, changed: bool, summary: EntrySummary) -> Self {
        MemberWritten {
            name: name.to_owned(),
            changed,
            bytes: summary.bytes,
            crc: summary.crc,
        }
    }
}

/// Why a package was not written, while its file has no name yet.
#[derive(Debug)]
pub(crate) enum Failure {
    Input(Error),
    Output(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Input(error)
    }
}

pub(super) fn inconsistent(what: String) -> Failure {
    Error::new(what)
        .expected("an input that says the same when it is read again")
        .hint("make sure that nothing writes to it and start again; if that does not help, it is a fault of pchat")
        .into()
}

/// How many messages a package is to have, and how many not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expected {
    /// How many messages of rooms are kept.
    pub kept: u64,
    /// How many messages are left out altogether.
    pub left_out: u64,
}

impl Expected {
    /// Makes sure that the messages that were written are those of the plan, and so those of the manifest.
    pub(super) fn check(self, kept: u64, left_out: u64) -> Result<(), Failure> {
        for (what, found, planned) in [
            ("left out", left_out, self.left_out),
            ("kept", kept, self.kept),
        ] {
            if found != planned {
                return Err(inconsistent(format!(
                    "{found} messages would be {what}, where the plan says {planned}"
                )));
            }
        }
        Ok(())
    }
}
