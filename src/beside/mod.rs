//! Files that appear under their name only when they are whole: written beside it, and renamed.

mod error;
mod stop;

use std::fs;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

pub use error::{OutputError, Problem};
pub use stop::{Stop, Stopped};

/// Makes sure that a file can be put under the name. What exists is replaced with `force` only, what is no file never.
pub(crate) fn check(path: &Path, force: bool) -> Result<(), OutputError> {
    let problem = match fs::symlink_metadata(path) {
        _ if path.file_name().is_none() => Problem::NoName,
        Ok(existing) if !existing.is_file() && !existing.is_symlink() => Problem::NotAFile,
        Ok(_) if !force => Problem::Exists,
        _ => return Ok(()),
    };
    Err(OutputError {
        path: path.to_owned(),
        problem,
    })
}

/// A file that goes away unless it is put under a name. A result is no secret: it gets the rights that any new file
/// gets.
pub(crate) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let builder = unfinished();
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        let mut builder = builder;
        builder.permissions(fs::Permissions::from_mode(0o666));
        builder
    };
    builder.tempfile_in(folder).map_err(without_path)
}

/// The error without the path of a temporary file, which nobody gave and which is not there. Only where the kind says as
/// much as the system did.
pub(crate) fn without_path(error: io::Error) -> io::Error {
    use io::ErrorKind;
    match error.kind() {
        kind @ (ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::StorageFull
        | ErrorKind::QuotaExceeded) => kind.into(),
        _ => error,
    }
}

/// How the names of what is not whole yet look.
pub(crate) fn unfinished() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pchat-").suffix(".part");
    builder
}

/// Puts a whole file under its name. With `force` it replaces what has the name.
pub(crate) fn put(file: NamedTempFile, path: &Path, force: bool) -> io::Result<()> {
    let replace = |file: NamedTempFile| match file.persist(path) {
        Ok(_) => Ok(()),
        Err(failed) => Err(failed.error),
    };
    if force {
        return replace(file);
    }
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        // Not every file system can do that in one step: FAT and some network shares cannot.
        Err(failed)
            if failed.error.kind() != io::ErrorKind::AlreadyExists
                && fs::symlink_metadata(path).is_err() =>
        {
            replace(failed.file)
        }
        Err(failed) => Err(failed.error),
    }
}

/// The folder a path is in; the current one where it names none.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_do_not_name_the_temporary_file() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let error = temporary(&place.path().join("missing")).expect_err("there is no such folder");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!error.to_string().contains("missing"), "{error}");
    }
}
