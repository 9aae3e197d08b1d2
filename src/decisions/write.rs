//! The file on the disk: whole, or as it was before.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::error::Error;
use super::fault::Fault;
use crate::output::{Rights, atomic};

/// Writes beside the final name and renames when the file is whole. A new one gets these rights; one that is replaced
/// keeps its own.
pub(super) fn whole(path: &Path, bytes: &[u8], rights: Rights) -> io::Result<()> {
    // A link stays one: it is the file behind it that is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut file = atomic::temporary(atomic::folder_of(&path), rights)?;
    file.write_all(bytes)?;
    atomic::put(file, &path, true)
}

pub(super) fn cannot(path: &Path, cause: io::Error) -> Error {
    let fault = Fault::CannotWrite {
        cause: cause.to_string(),
    };
    fault.because(path, cause)
}
