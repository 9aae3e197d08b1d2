//! Whether an input is still what it was when it was read.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Error;
use super::aside::is_aside;
use super::fault::Fault;
use crate::input::walk::walk;

/// What the system says of the files of an input: it shows whether they were written to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    input: Vec<PathBuf>,
    files: Files,
}

type Files = BTreeMap<PathBuf, Option<Stamp>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Which file it is, and when the system last noted anything about it.
    #[cfg(unix)]
    unix: (u64, u64, i64, i64),
}

impl Stamps {
    /// Those of all files of an input, in folders, too, but for those that are never read.
    pub fn of(input: &[PathBuf]) -> Self {
        let mut files = Files::new();
        for path in input {
            // A file that is named is read, whatever it is called and wherever it leads to.
            match fs::metadata(path) {
                Ok(found) if found.is_dir() => note_all(path, &mut files),
                // A pipe is what it is.
                found => {
                    let found = found.ok().filter(Metadata::is_file);
                    files.insert(path.clone(), found.as_ref().map(Stamp::of));
                }
            }
        }
        Stamps {
            input: input.to_vec(),
            files,
        }
    }

    /// Makes sure that the input is as it was.
    ///
    /// # Errors
    /// Where a file changed, is gone, or came.
    pub fn check(&self) -> Result<(), Error> {
        let now = Stamps::of(&self.input);
        if *self == now {
            return Ok(());
        }
        let is_other = |(path, _): &(&PathBuf, _)| now.files.get(*path) != self.files.get(*path);
        let changed = self.files.iter().chain(&now.files).find(is_other);
        let path = changed.map(|(path, _)| path.display().to_string());
        Err(Error::new(Fault::Changed).in_input(path.unwrap_or_default()))
    }
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        Stamp {
            bytes: found.len(),
            modified: found.modified().ok(),
            #[cfg(unix)]
            unix: {
                use std::os::unix::fs::MetadataExt;
                (found.dev(), found.ino(), found.ctime(), found.ctime_nsec())
            },
        }
    }
}

/// What cannot be read is an error where it is read.
fn note_all(folder: &Path, files: &mut Files) {
    let found = walk(folder).flatten();
    for entry in found.filter(|it| it.kind.is_file() && !is_aside(&it.name)) {
        if let Ok(found) = fs::symlink_metadata(&entry.path) {
            files.insert(entry.path, Some(Stamp::of(&found)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_happens_to_a_file_of_the_input_is_seen() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("in")).unwrap();
        fs::write(at("in/a.xml"), "<Pool/>").unwrap();
        fs::write(at("b.csv"), "1,2").unwrap();
        let input = [at("in"), at("b.csv")];
        let stamps = Stamps::of(&input);
        stamps.check().unwrap();
        // What is never read may come and go.
        fs::write(at("in/.DS_Store"), "").unwrap();
        stamps.check().unwrap();

        let changes: [(&str, &dyn Fn()); 3] = [
            ("in/a.xml", &|| {
                fs::write(at("in/a.xml"), "<Pool> </Pool>").unwrap()
            }),
            ("in/c.xml", &|| fs::write(at("in/c.xml"), "").unwrap()),
            ("b.csv", &|| fs::remove_file(at("b.csv")).unwrap()),
        ];
        for (name, change) in changes {
            let stamps = Stamps::of(&input);
            change();
            let error = stamps.check().unwrap_err();
            assert_eq!(error.place.input, at(name).display().to_string());
        }
    }
}
