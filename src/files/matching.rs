//! Which file of the store a link means, or nearly means. All of it is inferred: see the folder's head.

use std::borrow::Cow;
use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::uploads::{Kept, Near, State, Store, Use};
use crate::directory::{FileLink, Map};
use crate::surroundings::store::StoredFile;

/// The files of a store by their names.
pub(super) struct Index {
    store: Store,
    /// By the name in lower case.
    names: BTreeMap<String, Vec<usize>>,
    /// By the name without what [`Near::Blanks`] and [`Near::Encoding`] are about.
    plain: Map<String, Vec<usize>>,
    /// By the name in lower case up to its last dot.
    stems: Map<String, Vec<usize>>,
}

/// What was found for a link; nothing but the defaults where there is no store.
#[derive(Debug, Default)]
pub(super) struct Match {
    pub state: Option<State>,
    pub near: Option<Near>,
    pub file: Option<usize>,
    pub others: usize,
}

/// Where a link's file should lie.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// In a folder of this name.
    Folder(&'a str),
    /// In that of the room that the message is in, or in one of no room.
    Room(usize),
    /// Anywhere.
    Any,
}

impl Index {
    /// Of the files of a store and the GUIDs of all rooms.
    pub fn new<'a>(files: Vec<StoredFile>, rooms: impl Iterator<Item = Option<&'a str>>) -> Self {
        let mut guids: Map<String, usize> = Map::default();
        for (at, guid) in rooms.enumerate() {
            if let Some(guid) = guid {
                guids.entry(bare(guid)).or_insert(at);
            }
        }
        let mut index = Index {
            store: Store::default(),
            names: BTreeMap::new(),
            plain: Map::default(),
            stems: Map::default(),
        };
        for (at, file) in files.into_iter().enumerate() {
            let room = folders(&file.path).find_map(|folder| guids.get(&bare(folder)));
            let room = room.copied();
            let name = name_of(&file.path);
            let lower = name.to_lowercase();
            index.plain.entry(plain(name)).or_default().push(at);
            index
                .stems
                .entry(stem(&lower).to_owned())
                .or_default()
                .push(at);
            index.names.entry(lower).or_default().push(at);
            index.store.files.push(Kept {
                file,
                is: Use::Unreferred,
                room,
            });
        }
        index
    }

    /// The store, with all files as if none were referred to.
    pub fn into_store(self) -> Store {
        self.store
    }

    /// The file that a link in a message of this room means.
    pub fn find(&self, link: FileLink<'_>, room: Option<usize>) -> Match {
        let wanted = match (link.folder, room) {
            (Some(folder), _) => Wanted::Folder(folder),
            (None, Some(room)) => Wanted::Room(room),
            (None, None) => Wanted::Any,
        };
        if link.name.is_empty() {
            return Match::of(State::Missing, None, None);
        }
        let named = self.names.get(&link.name.to_lowercase());
        if let Some(named) = named {
            return self.among_named(named, link.name, wanted);
        }
        let similar = self.similar(link.name, wanted);
        similar.unwrap_or_else(|| Match::of(State::Missing, None, None))
    }

    /// Which of the files that have the name, in whatever case.
    fn among_named(&self, named: &[usize], name: &str, wanted: Wanted<'_>) -> Match {
        let mut here: Vec<usize> = named.to_vec();
        here.retain(|at| self.is_in(*at, wanted));
        let (state, mut found) = match here.is_empty() {
            true => (State::OtherFolder, named.to_vec()),
            false => (State::There, here),
        };
        // The very name comes first; the rest stays in order.
        found.sort_by_key(|at| self.name(*at) != name);
        let is_other_case = self.name(found[0]) != name;
        let near = match state {
            State::OtherFolder => Some(Near::Folder),
            _ => is_other_case.then_some(Near::Case),
        };
        Match::of(state, near, Some((found[0], found.len() - 1)))
    }

    fn similar(&self, name: &str, wanted: Wanted<'_>) -> Option<Match> {
        let lower = name.to_lowercase();
        let similar = |near, found| Some(Match::of(State::Similar, Some(near), Some(found)));
        if let Some(found) = self.nearest(self.plain.get(&plain(name)), wanted) {
            let same = |name: &str| name.trim_matches(is_padding).to_lowercase();
            let is_padded = same(self.name(found.0)) == same(name);
            let near = if is_padded {
                Near::Blanks
            } else {
                Near::Encoding
            };
            return similar(near, found);
        }
        // Such files stand together: they begin with all of the link's name.
        let longer = self.names.range(lower.clone()..);
        let longer = longer.take_while(|(other, _)| other.starts_with(&lower));
        let cut: Vec<usize> = longer
            .filter(|(other, _)| other[lower.len()..].starts_with(ends_link))
            .flat_map(|(_, files)| files.iter().copied())
            .collect();
        if let Some(found) = self.nearest(Some(&cut), wanted) {
            return similar(Near::Cut, found);
        }
        let stem = stem(&lower);
        let found = self
            .nearest(self.stems.get(stem), wanted)
            .filter(|_| !stem.is_empty())?;
        similar(Near::Extension, found)
    }

    /// The first of some files that lies where it should, and how many others do; of those that lie elsewhere only one
    /// that is alone.
    fn nearest(&self, files: Option<&Vec<usize>>, wanted: Wanted<'_>) -> Option<(usize, usize)> {
        let files = files?;
        let mut here = files.iter().filter(|at| self.is_in(**at, wanted));
        match (here.next(), &files[..]) {
            (Some(first), _) => Some((*first, here.count())),
            (None, [alone]) => Some((*alone, 0)),
            (None, _) => None,
        }
    }

    fn is_in(&self, at: usize, wanted: Wanted<'_>) -> bool {
        let kept = &self.store.files[at];
        match wanted {
            Wanted::Folder(wanted) => {
                let wanted = bare(wanted);
                folders(&kept.file.path).any(|folder| bare(folder) == wanted)
            }
            Wanted::Room(room) => kept.room.is_none_or(|it| it == room),
            Wanted::Any => true,
        }
    }

    fn name(&self, at: usize) -> &str {
        name_of(&self.store.files[at].file.path)
    }
}

impl Match {
    fn of(state: State, near: Option<Near>, found: Option<(usize, usize)>) -> Self {
        Match {
            state: Some(state),
            near,
            file: found.map(|(file, _)| file),
            others: found.map_or(0, |(_, others)| others),
        }
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The names of the folders that a file lies in.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit('/').skip(1)
}

/// A GUID, or any other name of a folder, in one spelling.
fn bare(guid: &str) -> String {
    guid.trim_matches(['{', '}']).to_lowercase()
}

/// The name up to its last dot.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What stands at an end of a name by mistake, and what Windows takes away there.
fn is_padding(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

/// What ends a link in a text: see how links are read out of messages.
fn ends_link(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '#' | '`' | ',' | ';' | '!' | ')' | ']' | '}')
}

/// The name without references of XML and URIs, in lower case, composed, and without what stands at its ends by mistake.
fn plain(name: &str) -> String {
    let decoded = percent_decoded(name);
    let decoded = decoded.replace("&amp;", "&").replace("&#39;", "'");
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let lower = composed.normalize(&decoded).to_lowercase();
    lower.trim_matches(is_padding).to_owned()
}

/// `a%20b` as `a b`; as it is where that would be no text.
fn percent_decoded(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return name.into();
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(name.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOMS: [Option<&str>; 3] = [Some("{F00D}"), Some("BEEF"), None];

    /// What is said of a link in a message of the first room, by a store with these files.
    fn found(files: &[&str], link: &str) -> String {
        let files = files.iter().map(|path| StoredFile {
            path: (*path).to_owned(),
            ..StoredFile::default()
        });
        let index = Index::new(files.collect(), ROOMS.into_iter());
        let found = index.find(FileLink::of(link), Some(0));
        let near = found.near.map_or("-", Near::word);
        let path = found
            .file
            .map_or("-", |at| &index.store.files[at].file.path);
        let state = found.state.map_or("-", State::word);
        format!("{state} {near} {path} {}", found.others)
    }

    const LINK: &str = "ma-filelink://x/F00D/Plan.docx";

    #[test]
    fn a_file_is_there_in_whatever_case_and_however_deep() {
        let found = |files: &[&str]| found(files, LINK);
        assert_eq!(found(&["f00d/Plan.docx"]), "there - f00d/Plan.docx 0");
        assert_eq!(
            found(&["a/F00D/b/Plan.docx"]),
            "there - a/F00D/b/Plan.docx 0"
        );
        assert_eq!(found(&["F00D/PLAN.docx"]), "there case F00D/PLAN.docx 0");
        assert_eq!(
            found(&["F00D/PLAN.docx", "F00D/Plan.docx"]),
            "there - F00D/Plan.docx 1"
        );
        assert_eq!(
            found(&["F00D/Plans.docx", "F00D/Pla.docx"]),
            "missing - - 0"
        );
    }

    #[test]
    fn what_differs_a_little_is_said_with_how() {
        for (file, near) in [
            ("BEEF/Plan.docx", "other-folder folder"),
            ("Plan.docx", "other-folder folder"),
            ("F00D/Plan.docx ", "similar blanks"),
            ("F00D/plan.docx.", "similar blanks"),
            ("F00D/Pl%61n.docx", "similar encoding"),
            ("F00D/Plan.docx (1)", "similar cut"),
            ("F00D/Plan.doc", "similar extension"),
            ("BEEF/Plan.doc", "similar extension"),
        ] {
            assert_eq!(found(&[file], LINK), format!("{near} {file} 0"));
        }
        let encoded = "ma-filelink://x/F00D/My%20Plan%C3%A4.docx";
        assert_eq!(
            found(&["F00D/My Plana\u{308}.docx"], encoded),
            "similar encoding F00D/My Plana\u{308}.docx 0"
        );
        // A link ends at a blank.
        let cut = "ma-filelink://x/F00D/My";
        assert_eq!(
            found(&["F00D/My Plan.docx"], cut),
            "similar cut F00D/My Plan.docx 0"
        );
        assert_eq!(found(&["F00D/Myself.docx"], cut), "missing - - 0");
    }

    #[test]
    fn of_several_that_lie_elsewhere_none_is_guessed() {
        let files = ["BEEF/Plan.doc", "BEEF/Plan.pdf"];
        assert_eq!(found(&files, LINK), "missing - - 0");
        let files = ["F00D/Plan.doc", "F00D/Plan.pdf", "BEEF/Plan.txt"];
        assert_eq!(found(&files, LINK), "similar extension F00D/Plan.doc 1");
    }

    #[test]
    fn a_link_without_a_folder_may_mean_any_but_that_of_another_room() {
        let found = |file: &str| found(&[file], "ma-filelink:a.txt");
        assert_eq!(found("2010/a.txt"), "there - 2010/a.txt 0");
        assert_eq!(found("F00D/a.txt"), "there - F00D/a.txt 0");
        assert_eq!(found("beef/a.txt"), "other-folder folder beef/a.txt 0");
        assert_eq!(found("beef/b.txt"), "missing - - 0");
    }

    #[test]
    fn any_link_is_looked_for() {
        for link in [
            "",
            "ma-filelink:",
            "ma-filelink://x/",
            "ma-filelink:%",
            "ma-filelink:%zz%4",
        ] {
            assert!(
                found(&["%", "%zz", "F00D/.docx", ".", ""], link).contains(' '),
                "{link}"
            );
        }
        assert_eq!(percent_decoded("%FF%20"), "%FF%20");
    }
}
