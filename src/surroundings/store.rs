//! A copy of the file store, where uploaded files lie: they are in no package.

use std::path::Path;

use super::fault::Fault;
use crate::directory::FileStore;
use crate::input::Error;
use crate::input::walk::{DEEPEST, Trouble, walk};

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

fn not_listed(trouble: Trouble) -> Error {
    let error = match trouble.cause {
        Some(cause) => Error::io(Fault::StoreNotRead, cause),
        None => Error::new(Fault::StoreTooDeep { most: DEEPEST }),
    };
    error.in_input(trouble.folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

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
