//! The list of what is to be copied from the store to that of the target. Nothing is copied here.

use std::collections::BTreeMap;

use super::uploads::{Store, Use};
use super::windows::{BadName, WindowsFolder, check_name};
use crate::directory::{Map, utf16_len};

/// The longest path that a script can hold, in UTF-16 units: a line of cmd has at most 8,191 characters, and holds the
/// path to a file twice, with every percent sign doubled.
const PATH_LIMIT: usize = 1_700;

/// How long the names and folders of one command may be, in UTF-16 units, so that something else fits into its line.
const NAMES_LIMIT: usize = 7_600;

/// From where to where files are to be copied.
#[derive(Clone, Debug)]
pub struct Copying {
    /// The store's folder, as the computer finds it that copies.
    pub from: WindowsFolder,
    /// The folder of the target's store.
    pub to: WindowsFolder,
    /// Leave out the files that no message refers to.
    pub referred_only: bool,
}

/// What is to be copied. Every file keeps its place in the folder: that the folder is copied as a whole is documented, how
/// it is laid out is not.
#[derive(Debug)]
pub struct CopyList {
    /// From where to where.
    pub copying: Copying,
    /// All files of the store, in the order of their paths.
    pub files: Vec<Listed>,
}

/// A file of the store on the list.
#[derive(Debug)]
pub struct Listed {
    /// The file, by its number in [`Store::files`].
    pub file: usize,
    /// Where it lies.
    pub source: String,
    /// Where it is to lie.
    pub destination: String,
    /// Why it is not copied; nothing where it is.
    pub unfit: Option<Unfit>,
}

/// Why a file is not copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No message refers to it, and only such files are wanted.
    Unreferred,
    /// Its name is no Unicode text, so it cannot be written down.
    NotUnicode,
    /// Windows has no file of its name, or no folder of one that it lies in.
    Name(BadName),
    /// Its name differs from that of another file, or from that of its folder, only in the case of letters: on Windows, both
    /// would be one.
    SameName,
    /// Its path is too long for a line of a script.
    Long,
}

impl Unfit {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Unfit::Unreferred => "unreferred",
            Unfit::NotUnicode => "not-unicode",
            Unfit::Name(BadName::Character(_)) => "character",
            Unfit::Name(BadName::End) => "end",
            Unfit::Name(BadName::Device) => "device",
            Unfit::Name(BadName::Long | BadName::Empty) => "name-length",
            Unfit::SameName => "same-name",
            Unfit::Long => "path-length",
        }
    }
}

impl CopyList {
    /// The files that are copied.
    pub fn copied(&self) -> impl Iterator<Item = &Listed> {
        self.files.iter().filter(|it| it.unfit.is_none())
    }

    /// The files that cannot be copied, although they are wanted.
    pub fn not_copyable(&self) -> impl Iterator<Item = &Listed> {
        let unfit = |it: &&Listed| it.unfit.is_some_and(|it| it != Unfit::Unreferred);
        self.files.iter().filter(unfit)
    }

    /// The files that are copied, as many of one folder together as one command can name.
    pub fn batches<'a>(&self, store: &'a Store) -> Vec<Batch<'a>> {
        let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for listed in self.copied() {
            let path = store.files[listed.file].file.path.as_str();
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            folders.entry(folder).or_default().push(name);
        }
        let roots = utf16_len(self.copying.from.path()) + utf16_len(self.copying.to.path());
        let mut batches = Vec::new();
        for (folder, names) in folders {
            let begin = roots + 2 * written(folder);
            let mut length = usize::MAX;
            for name in names {
                // In quotation marks, and with a blank in front.
                let more = written(name) + 3;
                if length.saturating_add(more) > NAMES_LIMIT {
                    batches.push(Batch {
                        folder: folder.replace('/', "\\"),
                        names: Vec::new(),
                    });
                    length = begin;
                }
                length += more;
                if let Some(batch) = batches.last_mut() {
                    batch.names.push(name);
                }
            }
        }
        batches
    }
}

/// How long a text is in a script of cmd, in UTF-16 units: percent signs are doubled there.
fn written(text: &str) -> usize {
    utf16_len(text) + text.matches('%').count()
}

/// Files of one folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<'a> {
    /// The folder inside of the store, with backslashes; empty for the store's own.
    pub folder: String,
    /// The names of the files.
    pub names: Vec<&'a str>,
}

/// The list of what is to be copied of a store.
pub fn list(store: &Store, copying: Copying) -> CopyList {
    // Of files whose names differ in case alone, the first that is referred to is the one that is meant.
    let mut by_path: Map<String, usize> = Map::default();
    for (at, kept) in store.files.iter().enumerate() {
        let first = by_path.entry(kept.file.path.to_lowercase()).or_insert(at);
        if kept.is > store.files[*first].is {
            *first = at;
        }
    }
    let files = store.files.iter().enumerate().map(|(at, kept)| {
        let path = &kept.file.path;
        let source = copying.from.join(path);
        let destination = copying.to.join(path);
        let bad = path.split('/').find_map(|name| check_name(name).err());
        let long = utf16_len(&source).max(utf16_len(&destination)) > PATH_LIMIT;
        let unfit = if copying.referred_only && kept.is == Use::Unreferred {
            Some(Unfit::Unreferred)
        } else if !kept.file.is_unicode {
            Some(Unfit::NotUnicode)
        } else if let Some(bad) = bad {
            Some(Unfit::Name(bad))
        } else if long {
            Some(Unfit::Long)
        } else {
            let first = by_path.get(&path.to_lowercase());
            first.is_some_and(|it| *it != at).then_some(Unfit::SameName)
        };
        Listed {
            file: at,
            source,
            destination,
            unfit,
        }
    });
    CopyList {
        files: files.collect(),
        copying,
    }
}

#[cfg(test)]
mod tests {
    use super::super::uploads::Kept;
    use super::*;
    use crate::surroundings::store::StoredFile;

    fn listed(files: &[(&str, Use)], referred_only: bool) -> Vec<String> {
        let files = files.iter().map(|(path, is)| Kept {
            file: StoredFile {
                path: (*path).to_owned(),
                is_unicode: !path.contains('\u{fffd}'),
                ..StoredFile::default()
            },
            is: *is,
            room: None,
        });
        let store = Store {
            files: files.collect(),
            ..Store::default()
        };
        let folder = |path| WindowsFolder::parse(path).unwrap();
        let copying = Copying {
            from: folder(r"\\old\store"),
            to: folder(r"D:\"),
            referred_only,
        };
        let list = list(&store, copying);
        let shown = |it: &Listed| {
            let unfit = it.unfit.map_or("copied", Unfit::word);
            format!("{} {} {unfit}", it.source, it.destination)
        };
        list.files.iter().map(shown).collect()
    }

    #[test]
    fn every_file_keeps_its_place() {
        let files = [("F00D/a b.txt", Use::Referred), ("x.txt", Use::Unreferred)];
        assert_eq!(
            listed(&files, false),
            [
                r"\\old\store\F00D\a b.txt D:\F00D\a b.txt copied",
                r"\\old\store\x.txt D:\x.txt copied",
            ]
        );
        assert!(listed(&files, true)[1].ends_with(" unreferred"));
    }

    #[test]
    fn what_windows_cannot_hold_is_not_copied() {
        let long = format!("{}/a.txt", vec!["x".repeat(200); 10].join("/"));
        let files = [
            "a\n.txt",
            "CON/a.txt",
            "b/a.txt",
            "b/A.txt",
            "c./a.txt",
            "\u{fffd}",
            &long,
        ];
        let files = files.map(|path| (path, Use::Referred));
        let said: Vec<String> = listed(&files, false)
            .iter()
            .map(|it| it.rsplit(' ').next().unwrap().to_owned())
            .collect();
        let expected = [
            "character",
            "device",
            "copied",
            "same-name",
            "end",
            "not-unicode",
            "path-length",
        ];
        assert_eq!(said, expected);
        // The one that a message means.
        let files = [("b/A.txt", Use::Unreferred), ("b/a.txt", Use::Referred)];
        let said = listed(&files, false);
        assert!(said[0].ends_with("same-name") && said[1].ends_with("copied"));
    }
}
