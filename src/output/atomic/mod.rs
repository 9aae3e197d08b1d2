//! Files that appear under their name only when they are whole: written beside it, and renamed.

mod error;
mod folder;
mod inputs;
mod lock;
mod new_file;
mod rights;
mod stop;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempDir};

pub use error::{OutputError, Problem};
pub(crate) use folder::{
    Made, NotExchanged, exchange, is_exchangeable, put_folder, replaced, same_owner,
};
pub use inputs::{keep_folder_out_of, keep_out_of};
pub(crate) use lock::Lock;
pub use new_file::NewFile;
pub use rights::Rights;
pub use stop::{Stop, Stopped};

/// Makes sure that a file can be put under the name. What exists is replaced with `force` only, what is no file never.
pub(crate) fn check(path: &Path, force: bool) -> Result<(), OutputError> {
    let problem = match fs::symlink_metadata(path) {
        _ if path.file_name().is_none() => Problem::NoName,
        Ok(existing) if !existing.is_file() && !existing.is_symlink() => Problem::NotAFile,
        Ok(_) if !force => Problem::Exists,
        _ => return Ok(()),
    };
    Err(problem.of(path))
}

/// Makes sure that a package is called one: `.zip`.
pub(crate) fn check_is_zip(path: &Path) -> Result<(), OutputError> {
    match path.extension() {
        Some(ending) if ending.eq_ignore_ascii_case("zip") => Ok(()),
        _ => Err(Problem::NotAZip.of(path)),
    }
}

/// A file that goes away unless it is put under a name.
pub(crate) fn temporary(folder: &Path, rights: Rights) -> io::Result<NamedTempFile> {
    let mut builder = unfinished();
    rights.on(&mut builder, false);
    builder.tempfile_in(folder).map_err(without_path)
}

/// Puts this text under a name, whole or not at all; what has the name is replaced.
///
/// # Errors
/// Where the system cannot; then there is what was there before.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file = temporary(folder_of(path), Rights::ANY)?;
    file.write_all(text)?;
    put(file, path, true)
}

/// Makes sure that files can be made in a folder, with one that has no name where the system has such.
pub(crate) fn try_in(folder: &Path) -> io::Result<()> {
    match tempfile::tempfile_in(folder) {
        Ok(_) => Ok(()),
        Err(error) => Err(without_path(error)),
    }
}

/// A folder that goes away, with all that is in it, unless it is renamed.
pub(crate) fn temporary_folder(folder: &Path, rights: Rights) -> io::Result<TempDir> {
    let mut builder = unfinished();
    rights.on(&mut builder, true);
    builder.tempdir_in(folder).map_err(without_path)
}

/// The error without the path of a temporary file, which no user gave and which is not there. Only where the kind says as
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
fn unfinished() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pchat-").suffix(".part");
    builder
}

/// Puts a whole file under its name, and lets it stay there whatever happens to the machine. With `force` it replaces what
/// has the name, and gets the rights that that had.
pub(crate) fn put(file: NamedTempFile, path: &Path, force: bool) -> io::Result<()> {
    if force {
        Rights::keep(file.as_file(), path)?;
    }
    file.as_file().sync_all()?;
    rename(file, path, force)?;
    sync_folder(folder_of(path));
    Ok(())
}

fn rename(file: NamedTempFile, path: &Path, force: bool) -> io::Result<()> {
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

/// Lets a new name in a folder stay. Not every system can do that for a folder, and then it does it by itself.
pub(crate) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
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
        let error = temporary(&place.path().join("missing"), Rights::ANY)
            .expect_err("there is no such folder");
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(!error.to_string().contains("missing"), "{error}");
    }
}
