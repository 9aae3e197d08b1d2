//! What is in a folder, and in all folders in it.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// How deep folders are followed.
pub(crate) const DEEPEST: usize = 32;

/// Something in a folder.
#[derive(Debug)]
pub(crate) struct FolderEntry {
    /// Its name from the outermost folder on, with `/` between folders.
    pub name: String,
    pub path: PathBuf,
    /// What it is itself, where it is a link: links are not followed, so they cannot lead in a circle.
    pub kind: FileType,
}

/// A folder that is not looked into.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub folder: PathBuf,
    /// Why it cannot be read; none where it lies too deep.
    pub cause: Option<io::Error>,
}

/// Everything in a folder, folders in it and what is in them included: in the order of the names, as that of the system differs
/// from machine to machine. The folder itself may be reached by a link.
pub(crate) fn walk(folder: &Path) -> Walk {
    Walk {
        next: Some(Folder {
            path: folder.to_owned(),
            prefix: String::new(),
            depth: 0,
        }),
        waiting: Vec::new(),
    }
}

/// See [`walk`].
pub(crate) struct Walk {
    /// The folder to be looked into next.
    next: Option<Folder>,
    /// What was found and comes later, the last first, and how deep it lies.
    waiting: Vec<(FolderEntry, usize)>,
}

struct Folder {
    path: PathBuf,
    prefix: String,
    depth: usize,
}

impl Folder {
    fn entries(&self) -> Result<Vec<(FolderEntry, usize)>, Option<io::Error>> {
        if self.depth > DEEPEST {
            return Err(None);
        }
        let mut entries = Vec::new();
        for found in fs::read_dir(&self.path)? {
            let found = found?;
            let name = format!("{}{}", self.prefix, found.file_name().to_string_lossy());
            let entry = FolderEntry {
                name,
                path: found.path(),
                kind: found.file_type()?,
            };
            entries.push((entry, self.depth));
        }
        entries.sort_by(|(a, _), (b, _)| b.path.cmp(&a.path));
        Ok(entries)
    }
}

impl Iterator for Walk {
    type Item = Result<FolderEntry, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(folder) = self.next.take() {
            match folder.entries() {
                Ok(entries) => self.waiting.extend(entries),
                Err(cause) => {
                    let folder = folder.path;
                    return Some(Err(Trouble { folder, cause }));
                }
            }
        }
        let (entry, depth) = self.waiting.pop()?;
        if entry.kind.is_dir() {
            self.next = Some(Folder {
                path: entry.path.clone(),
                prefix: format!("{}/", entry.name),
                depth: depth + 1,
            });
        }
        Some(Ok(entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_in_the_order_of_the_names_and_what_cannot_be_read_in_its_place() {
        let root = tempfile::tempdir().unwrap();
        for folder in ["b/c", "d"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for file in ["e.xml", "b/a.xml", "a.xml", "b/c/z.xml"] {
            fs::write(root.path().join(file), "").unwrap();
        }
        let names: Vec<String> = walk(root.path()).map(|it| it.unwrap().name).collect();
        let expected = ["a.xml", "b", "b/a.xml", "b/c", "b/c/z.xml", "d", "e.xml"];
        assert_eq!(names, expected);

        let deep = root.path().join("d").join("d/".repeat(DEEPEST));
        fs::create_dir_all(&deep).unwrap();
        let found: Vec<_> = walk(root.path()).collect();
        let troubles: Vec<_> = found.iter().filter_map(|it| it.as_ref().err()).collect();
        assert!(matches!(troubles[..], [trouble] if trouble.cause.is_none()));
        assert_eq!(found.last().unwrap().as_ref().unwrap().name, "e.xml");

        let mut nowhere = walk(&root.path().join("nowhere"));
        let trouble = nowhere.next().unwrap().unwrap_err();
        assert_eq!(trouble.cause.unwrap().kind(), io::ErrorKind::NotFound);
        assert!(nowhere.next().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_named_and_not_followed() {
        let root = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(root.path(), root.path().join("up")).unwrap();
        let found: Vec<_> = walk(root.path()).map(Result::unwrap).collect();
        assert!(matches!(&found[..], [up] if up.name == "up" && up.kind.is_symlink()));
    }
}
