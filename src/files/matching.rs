//! Which file of the store a link means, or nearly means. All of it is inferred: see the folder's head.

use super::spelling::{bare, folders, is_padding, linked_as, name_of, plain, stem};
use super::uploads::{Kept, Near, State, Store, Use};
use crate::directory::{FileLink, Map};
use crate::surroundings::store::StoredFile;

/// The files of a store by what links may say of them. Lists hold numbers of files and ascend.
pub(super) struct Index {
    store: Store,
    /// By the name in lower case.
    names: Lists,
    /// By the folders they lie in, however deep.
    folders: Lists,
    /// By the name without what [`Near::Blanks`] and [`Near::Encoding`] are about.
    plain: Lists,
    /// By what a link in a text would be of a name that holds what ends a link, in lower case.
    beginnings: Lists,
    /// By the name in lower case up to its last dot.
    stems: Lists,
}

type Lists = Map<String, Vec<usize>>;

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
            names: Lists::default(),
            folders: Lists::default(),
            plain: Lists::default(),
            beginnings: Lists::default(),
            stems: Lists::default(),
        };
        for (at, file) in files.into_iter().enumerate() {
            let mut room = None;
            for folder in folders(&file.path).map(bare) {
                room = room.or_else(|| guids.get(&folder).copied());
                let files = index.folders.entry(folder).or_default();
                if files.last() != Some(&at) {
                    files.push(at);
                }
            }
            let name = name_of(&file.path);
            let lower = name.to_lowercase();
            let note = |lists: &mut Lists, key: &str| match lists.get_mut(key) {
                Some(files) => files.push(at),
                None => drop(lists.insert(key.to_owned(), vec![at])),
            };
            note(&mut index.plain, &plain(name));
            note(&mut index.stems, stem(&lower));
            if let Some(beginning) = linked_as(&lower) {
                note(&mut index.beginnings, beginning);
            }
            note(&mut index.names, &lower);
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
        let here = self.here(named, wanted);
        let (state, found) = match here.is_empty() {
            true => (State::OtherFolder, named),
            false => (State::There, &here[..]),
        };
        // The very name comes before others.
        let same = found.iter().find(|at| self.name(**at) == name);
        let first = *same.unwrap_or(&found[0]);
        let near = match state {
            State::OtherFolder => Some(Near::Folder),
            _ => same.is_none().then_some(Near::Case),
        };
        Match::of(state, near, Some((first, found.len() - 1)))
    }

    fn similar(&self, name: &str, wanted: Wanted<'_>) -> Option<Match> {
        let similar = |near, found| Some(Match::of(State::Similar, Some(near), Some(found)));
        if let Some(found) = self.nearest(&self.plain, &plain(name), wanted) {
            let same = |name: &str| name.trim_matches(is_padding).to_lowercase();
            let is_padded = same(self.name(found.0)) == same(name);
            let near = match is_padded {
                true => Near::Blanks,
                false => Near::Encoding,
            };
            return similar(near, found);
        }
        let lower = name.to_lowercase();
        if let Some(found) = self.nearest(&self.beginnings, &lower, wanted) {
            return similar(Near::Cut, found);
        }
        let stem = Some(stem(&lower)).filter(|stem| !stem.is_empty())?;
        similar(Near::Extension, self.nearest(&self.stems, stem, wanted)?)
    }

    /// The first file of a list that lies where it should, and how many others do; of those that lie elsewhere only one
    /// that is alone.
    fn nearest(&self, lists: &Lists, key: &str, wanted: Wanted<'_>) -> Option<(usize, usize)> {
        let files = lists.get(key)?;
        match (&self.here(files, wanted)[..], &files[..]) {
            ([first, others @ ..], _) => Some((*first, others.len())),
            ([], [alone]) => Some((*alone, 0)),
            ([], _) => None,
        }
    }

    /// Those of a list that lie where they should.
    fn here(&self, files: &[usize], wanted: Wanted<'_>) -> Vec<usize> {
        let in_room = |at: &&usize, room| self.store.files[**at].room.is_none_or(|it| it == room);
        match wanted {
            Wanted::Folder(folder) => {
                let inside = self.folders.get(&bare(folder));
                let inside = inside.map_or(&[][..], Vec::as_slice);
                // Of a name that every folder has, or a folder with all files, only the other list is gone through.
                let (few, many) = match files.len() < inside.len() {
                    true => (files, inside),
                    false => (inside, files),
                };
                let both = few.iter().filter(|at| many.binary_search(at).is_ok());
                both.copied().collect()
            }
            Wanted::Room(room) => files
                .iter()
                .filter(|at| in_room(at, room))
                .copied()
                .collect(),
            Wanted::Any => files.to_vec(),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::cases;

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
    fn of_a_name_that_every_folder_has_each_link_means_its_own() {
        let files: Vec<String> = (0..300).map(|at| format!("{at}/image.png")).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        for at in [0, 7, 299] {
            let link = format!("ma-filelink://x/{at}/image.png");
            assert_eq!(found(&files, &link), format!("there - {at}/image.png 0"));
        }
        let link = "ma-filelink://x/300/Image.png";
        assert_eq!(found(&files, link), "other-folder folder 0/image.png 299");
    }

    fn piece() -> impl Strategy<Value = String> {
        let pieces = [
            "a", "A", "B.txt", ".", " ", "/", "//", "\\", "%20", "%", "&amp;", "ä", "a\u{308}",
            "#", "'", ":", "İ", "F00D",
        ];
        let pieces = proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..6);
        pieces.prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(cases(512))]

        #[test]
        fn what_is_found_for_any_link_is_what_is_said_of_it(
            files in proptest::collection::vec(piece(), 0..8),
            link in piece(),
        ) {
            let link = format!("ma-filelink:{link}");
            let names: Vec<&str> = files.iter().map(String::as_str).collect();
            let found = found(&names, &link);
            let name = FileLink::of(&link).name.to_lowercase();
            let has_name = names.iter().any(|path| name_of(path).to_lowercase() == name);
            let is_named = found.starts_with("there") || found.starts_with("other-folder");
            prop_assert_eq!(is_named, has_name && !name.is_empty(), "{} of {:?}", found, names);
        }
    }
}
