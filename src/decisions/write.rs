//! The file on the disk: whole, or as it was before.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{Error, Problem};
use crate::beside;

/// Writes beside the final name and renames when the file is whole.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays one: it is the file behind it that is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pchat-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Decisions are no secret, unless somebody made them one.
        let rights = fs::metadata(&path).map(|before| before.permissions());
        let new = || fs::Permissions::from_mode(0o666);
        builder.permissions(rights.unwrap_or_else(|_| new()));
    }
    let file = builder.tempfile_in(folder_of(&path));
    let mut file = file.map_err(beside::without_path)?;
    file.write_all(bytes)?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// The folder that the file is in, or would be.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

pub(super) fn cannot(path: &Path, cause: io::Error) -> Error {
    let problem = Problem::new("the decisions cannot be written")
        .hint("make sure that the folder exists and that no spreadsheet has the file open");
    Error::io(path, problem, cause)
}
