//! Folders that appear as a whole.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::TempDir;

use super::{folder_of, sync_folder};

/// Folders that were made for a result: those that are empty go away again, unless the result is there.
#[derive(Debug, Default)]
pub(crate) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes a folder with all those that it is in.
    pub fn all(folder: &Path) -> io::Result<Made> {
        let missing = folder
            .ancestors()
            .take_while(|it| !it.as_os_str().is_empty() && !it.exists());
        let mut missing: Vec<_> = missing.map(Path::to_owned).collect();
        missing.reverse();
        let mut made = Made::default();
        for folder in missing {
            match fs::create_dir(&folder) {
                Ok(()) => made.0.push(folder),
                // `a/..`, or another program was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Ok(made)
    }

    /// They stay.
    pub fn keep(&mut self) {
        for folder in self.0.drain(..) {
            sync_folder(folder_of(&folder));
        }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Gives a whole folder its name, and lets it stay there whatever happens to the machine.
pub(crate) fn put_folder(folder: TempDir, path: &Path) -> io::Result<()> {
    sync_folder(folder.path());
    fs::rename(folder.path(), path)?;
    // There is nothing more to be taken away.
    let _ = folder.keep();
    sync_folder(folder_of(path));
    Ok(())
}

/// What is called so while another one takes its name.
pub(crate) fn replaced(path: &Path) -> PathBuf {
    let mut name = OsString::from(".pchat-");
    name.push(path.file_name().unwrap_or_default());
    name.push(".replaced");
    folder_of(path).join(name)
}

/// Why a folder did not take the place of another one.
#[derive(Debug)]
pub(crate) enum NotExchanged {
    /// Everything is as it was.
    AsBefore(TempDir),
    /// There is nothing under the name: what was there is under that of [`replaced`].
    Away(io::Error),
}

/// Puts a whole folder in the place of another one, which goes away. Few systems can do that in one step, so it takes two:
/// a program that ends in the middle leaves what was there under the name of [`replaced`].
pub(crate) fn exchange(folder: TempDir, path: &Path) -> Result<(), NotExchanged> {
    sync_folder(folder.path());
    let away = replaced(path);
    if fs::rename(path, &away).is_err() {
        return Err(NotExchanged::AsBefore(folder));
    }
    if let Err(error) = fs::rename(folder.path(), path) {
        return Err(match fs::rename(&away, path) {
            Ok(()) => NotExchanged::AsBefore(folder),
            Err(_) => NotExchanged::Away(error),
        });
    }
    let _ = folder.keep();
    sync_folder(folder_of(path));
    // The next run reports what is left of it.
    let _ = fs::remove_dir_all(&away);
    Ok(())
}

/// Whether a folder can be exchanged: it is one itself, with nothing but files in it, and this process does not work inside of it.
pub(crate) fn is_exchangeable(path: &Path) -> io::Result<bool> {
    if path.file_name().is_none() || !fs::symlink_metadata(path)?.is_dir() {
        return Ok(false);
    }
    let here = std::env::current_dir()?.canonicalize()?;
    if here.starts_with(path.canonicalize()?) {
        return Ok(false);
    }
    for entry in fs::read_dir(path)? {
        if !entry?.file_type()?.is_file() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two folders belong to the same user and group, where the system has such.
pub(crate) fn same_owner(one: &Path, other: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let (one, other) = (fs::metadata(one)?, fs::metadata(other)?);
        Ok((one.uid(), one.gid()) == (other.uid(), other.gid()))
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_were_made_go_away_unless_something_is_in_them() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        drop(Made::all(&at("a/b/c")).unwrap());
        assert!(!at("a").exists());
        let made = Made::all(&at("a/b/c")).unwrap();
        fs::write(at("a/mine"), "").unwrap();
        drop(made);
        assert!(at("a").exists() && !at("a/b").exists());
        Made::all(&at("a/b")).unwrap().keep();
        assert!(at("a/b").exists());
    }

    #[test]
    fn what_cannot_be_exchanged_is_as_before() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("out")).unwrap();
        // Something else has the name already.
        fs::create_dir(replaced(&at("out"))).unwrap();
        fs::write(replaced(&at("out")).join("old"), "").unwrap();
        let new = tempfile::tempdir_in(place.path()).unwrap();
        let end = exchange(new, &at("out"));
        assert!(matches!(end, Err(NotExchanged::AsBefore(_))), "{end:?}");
        assert!(at("out").exists());
    }
}
