//! A copy of the file store, where uploaded files lie: they are in no package.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::fault::Fault;
use crate::directory::FileStore;
use crate::input::Error;
use crate::input::walk::{DEEPEST, Trouble, walk};
use crate::time::Ticks;

/// Lists all files of a folder, each with the name of the folder it lies in. Links are not followed.
///
/// # Errors
/// Where a folder cannot be read, or folders are nested deeper than any file store.
pub fn list(folder: &Path) -> Result<FileStore, Error> {
    let mut store = FileStore::default();
    for entry in walk(folder) {
        let entry = entry.map_err(not_listed)?;
        let folder = entry.path.parent().and_then(Path::file_name);
        if let (true, Some(name)) = (entry.kind.is_file(), entry.path.file_name()) {
            let folder = folder.unwrap_or_default().to_string_lossy();
            store.add(&folder, &name.to_string_lossy());
        }
    }
    Ok(store)
}

/// A file of the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredFile {
    /// Where it lies, from the store's folder on, with `/` between folders.
    pub path: String,
    /// Whether that is its name: one that is no Unicode is shown as far as it can be read.
    pub is_unicode: bool,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last changed, as its file system says; in whole seconds, as not every one has more.
    pub modified: Option<Ticks>,
}

/// Lists all files of a folder, in the order of their names, with what the system says of them. Links are not followed, and
/// no file is opened.
///
/// # Errors
/// As [`list`].
pub fn files(folder: &Path) -> Result<Vec<StoredFile>, Error> {
    let mut files = Vec::new();
    for entry in walk(folder) {
        let entry = entry.map_err(not_listed)?;
        if !entry.kind.is_file() {
            continue;
        }
        let metadata = fs::symlink_metadata(&entry.path).map_err(|cause| {
            not_listed(Trouble {
                folder: entry.path.clone(),
                cause: Some(cause),
            })
        })?;
        let inside = entry.path.strip_prefix(folder).unwrap_or(&entry.path);
        files.push(StoredFile {
            is_unicode: inside.to_str().is_some(),
            path: entry.name,
            bytes: metadata.len(),
            modified: metadata.modified().ok().and_then(ticks),
        });
    }
    Ok(files)
}

/// A time of the system, in whole seconds.
fn ticks(time: SystemTime) -> Option<Ticks> {
    let seconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).ok()?,
        Err(before) => -i64::try_from(before.duration().as_secs()).ok()?,
    };
    Ticks::from_unix(seconds)
}

fn not_listed(trouble: Trouble) -> Error {
    let error = match trouble.cause {
        Some(cause) => Error::io(Fault::StoreNotRead, cause),
        None => Error::new(Fault::StoreTooDeep { most: DEEPEST }),
    };
    error.in_input(trouble.folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_with_their_size_and_date() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("b")).unwrap();
        for (name, content) in [("b/a.txt", "12345"), ("c.txt", "")] {
            let path = root.path().join(name);
            fs::write(&path, content).unwrap();
            let file = fs::File::options().write(true).open(path).unwrap();
            let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(86_400_500);
            file.set_modified(time).unwrap();
        }
        let listed = files(root.path()).unwrap();
        let shown: Vec<_> = listed
            .iter()
            .map(|it| (&*it.path, it.is_unicode, it.bytes))
            .collect();
        assert_eq!(shown, [("b/a.txt", true, 5), ("c.txt", true, 0)]);
        assert_eq!(
            listed[0].modified.unwrap().to_string(),
            "1970-01-02T00:00:00Z"
        );
        assert!(files(&root.path().join("nowhere")).is_err());
    }

    #[test]
    fn files_are_found_by_name_at_any_depth() {
        let root = tempfile::tempdir().unwrap();
        let room = root
            .path()
            .join("1-2-3")
            .join("PersistentChat")
            .join("F00D");
        fs::create_dir_all(&room).unwrap();
        fs::write(room.join("Plan.docx"), "").unwrap();
        fs::write(root.path().join("1-2-3").join("other.pdf"), "").unwrap();
        let store = list(root.path()).unwrap();
        assert_eq!(store.len(), 2);
        assert_eq!(store.folders("PLAN.docx"), ["f00d"]);
        assert_eq!(store.folders("other.pdf"), ["1-2-3"]);
        assert!(store.folders("none.docx").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let root = tempfile::tempdir().unwrap();
        let error = list(&root.path().join("nowhere")).unwrap_err().to_string();
        assert!(
            error.contains("nowhere") && error.contains("expected"),
            "{error}"
        );

        let mut deep = root.path().to_owned();
        for _ in 0..=DEEPEST {
            deep.push("d");
        }
        fs::create_dir_all(&deep).unwrap();
        let error = list(root.path()).unwrap_err();
        assert!(error.what.to_string().contains("32"), "{}", error.what);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("room")).unwrap();
        fs::write(root.path().join("room").join("a.pdf"), "").unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("room").join("up")).unwrap();
        let store = list(root.path()).unwrap();
        assert_eq!(store.folders("a.pdf"), ["room"]);
    }
}
