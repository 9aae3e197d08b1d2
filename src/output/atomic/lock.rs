use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{OutputError, Problem, folder_of};

/// Keeps other runs of pchat from writing under the same name at the same time. It is held by the system, and so ends with the
/// program, however that ends.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks a name; nothing where another program has it.
    fn of(path: &Path) -> io::Result<Option<Lock>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let path = folder_of(path).join(format!(".pchat-{name}.lock"));
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                // Not every file system has locks: two at once are then as likely as before.
                Err(TryLockError::Error(_)) => {}
            }
            // The program that had it before may have removed it in the meantime.
            if is_there(&file, &path) {
                return Ok(Some(Lock { path, _file: file }));
            }
        }
    }
}

impl Lock {
    /// Locks the name of a file that is going to be written.
    ///
    /// # Errors
    /// Where another pchat is writing it, or the folder cannot be written to.
    pub fn to_write(path: &Path) -> Result<Lock, OutputError> {
        let lock = Lock::of(path).map_err(|error| OutputError::new(path, error))?;
        lock.ok_or_else(|| Problem::Busy.of(path))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that is left of it is no lock.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => open.ino() == named.ino() && open.dev() == named.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_there(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_locked_once_and_nothing_stays() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("OUT.zip");
        let first = Lock::of(&path).unwrap();
        assert!(first.is_some());
        assert!(Lock::of(&path).unwrap().is_none());
        assert!(Lock::of(&place.path().join("other.zip")).unwrap().is_some());
        drop(first);
        assert!(Lock::of(&path).unwrap().is_some());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }
}
