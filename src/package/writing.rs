//! What editing a package and writing one have in common.

use std::io;

use crate::input::Error;
use crate::output::zip::EntrySummary;
use crate::package::edit::fault::Other;

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
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Input(#[from] Error),
    #[error(transparent)]
    Output(io::Error),
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
        let other = if left_out != self.left_out {
            let (found, planned) = (left_out, self.left_out);
            Other::LeftOut { found, planned }
        } else if kept != self.kept {
            let (found, planned) = (kept, self.kept);
            Other::Kept { found, planned }
        } else {
            return Ok(());
        };
        Err(Error::new(other).into())
    }
}
