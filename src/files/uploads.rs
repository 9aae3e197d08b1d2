use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Index, Match};
use crate::directory::{Directory, FileLink, Flattener, Map, PrincipalRef, natural_order};
use crate::reading::{FileUse, RoomFiles, UsedFiles};
use crate::surroundings::store::StoredFile;
use crate::time::Ticks;

/// All links to uploaded files, and what the store has of them.
#[derive(Debug, Default)]
pub struct Uploads {
    /// The rooms with links: first those that lack files, then in the order of their ids.
    pub rooms: Vec<RoomUploads>,
    /// The store's copy, where there is one.
    pub store: Option<Store>,
    /// All rooms together.
    pub totals: Totals,
}

/// The links in the messages of one room.
#[derive(Debug, Default)]
pub struct RoomUploads {
    /// The room's id.
    pub id: String,
    /// What it will be called; empty where the input has no such room.
    pub name: String,
    /// Its GUID, where that is known.
    pub guid: Option<String>,
    /// The links: first those whose file is missing, then by name.
    pub references: Vec<Reference>,
    /// These together.
    pub totals: Totals,
}

/// A link in the messages of a room.
#[derive(Debug, Default)]
pub struct Reference {
    /// The link, up to its query.
    pub link: String,
    /// The file's name, as far as it is known which part of the link that is.
    pub name: String,
    /// The folder that the link names, likewise.
    pub folder: Option<String>,
    /// How many messages of the room hold it.
    pub messages: u64,
    /// The earliest plausible time of these.
    pub first: Option<Ticks>,
    /// The latest plausible time of these.
    pub last: Option<Ticks>,
    /// Who wrote them; the first of them.
    pub authors: Vec<Author>,
    /// Whether there are more than that.
    pub more_authors: bool,
    /// What the store has of it; none without a store.
    pub state: Option<State>,
    /// In what the file differs from what the link says.
    pub near: Option<Near>,
    /// The file, by its number in [`Store::files`].
    pub file: Option<usize>,
    /// How many other files would do as well.
    pub others: usize,
}

/// Who wrote a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The id.
    pub id: String,
    /// What people know this one by; empty where the input has no such principal.
    pub name: String,
    /// The address; may be empty.
    pub uri: String,
}

/// What the store has of a link's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing like it.
    Missing,
    /// A file of a similar name.
    Similar,
    /// A file of this name, in another folder.
    OtherFolder,
    /// The file.
    There,
}

impl State {
    /// All of them, the gravest first.
    pub const ALL: [State; 4] = [
        State::Missing,
        State::Similar,
        State::OtherFolder,
        State::There,
    ];

    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Similar => "similar",
            State::OtherFolder => "other-folder",
            State::There => "there",
        }
    }
}

/// In what a file differs from what a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// In the case of letters, which plays no part on Windows.
    Case,
    /// It lies in another folder.
    Folder,
    /// In blanks or dots at an end of its name.
    Blanks,
    /// Characters are written as numbers in one of both, or are composed in another way.
    Encoding,
    /// The link ends where the file's name has a blank or another character that ends a link in a text.
    Cut,
    /// In what stands behind the last dot.
    Extension,
}

impl Near {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Near::Case => "case",
            Near::Folder => "folder",
            Near::Blanks => "blanks",
            Near::Encoding => "encoding",
            Near::Cut => "cut",
            Near::Extension => "extension",
        }
    }
}

/// A copy of the file store.
#[derive(Debug, Default)]
pub struct Store {
    /// Its files, in the order of their paths.
    pub files: Vec<Kept>,
    /// The rooms in whose folders they lie, by their numbers in [`Directory::rooms`].
    pub rooms: BTreeMap<usize, FolderRoom>,
}

/// A room that has a folder in the store.
#[derive(Clone, Debug, Default)]
pub struct FolderRoom {
    /// Its id.
    pub id: String,
    /// What it will be called.
    pub name: String,
    /// Its GUID.
    pub guid: String,
}

/// A file of the store.
#[derive(Debug)]
pub struct Kept {
    /// What the system says of it.
    pub file: StoredFile,
    /// Whether a message refers to it.
    pub is: Use,
    /// The room whose folder it lies in, by its number in [`Directory::rooms`]; inferred.
    pub room: Option<usize>,
}

/// Whether messages refer to a file of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// None does.
    Unreferred,
    /// One may: its link differs a little.
    Nearly,
    /// One does.
    Referred,
}

impl Use {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Use::Unreferred => "unreferred",
            Use::Nearly => "near",
            Use::Referred => "referred",
        }
    }
}

/// How many links or files there are, and how large the files are: each file once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

/// The links of one room or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Different links, each once in every room.
    pub links: u64,
    /// Messages that hold links.
    pub messages: u64,
    /// The links by what the store has of them: see [`Totals::of`].
    states: [Count; 4],
    /// Files of the room's folder, or of the store, that no message refers to.
    pub unreferred: Count,
    /// The earliest plausible time of a message with a link.
    pub first: Option<Ticks>,
    /// The latest plausible time of a message with a link.
    pub last: Option<Ticks>,
}

impl Totals {
    /// The links of this state, and the size of their files.
    pub fn of(&self, state: State) -> Count {
        self.states[state as usize]
    }

    fn new(references: &[&Reference], store: Option<&Store>, messages: u64) -> Self {
        let mut totals = Totals {
            links: references.len() as u64,
            messages,
            first: references.iter().filter_map(|it| it.first).min(),
            last: references.iter().filter_map(|it| it.last).max(),
            ..Totals::default()
        };
        for state in State::ALL {
            let found = references.iter().filter(|it| it.state == Some(state));
            let files: BTreeSet<usize> = found.clone().filter_map(|it| it.file).collect();
            let bytes = |at: &usize| store.map_or(0, |store| store.files[*at].file.bytes);
            totals.states[state as usize] = Count {
                count: found.count() as u64,
                bytes: files.iter().map(bytes).sum(),
            };
        }
        totals
    }
}

impl Store {
    /// All its files.
    pub fn total(&self) -> Count {
        Count::of(self.files.iter())
    }

    /// The room whose folder a file lies in.
    pub fn room_of(&self, kept: &Kept) -> Option<&FolderRoom> {
        self.rooms.get(&kept.room?)
    }

    /// Those that no message refers to.
    pub fn unreferred(&self) -> impl Iterator<Item = &Kept> {
        self.files.iter().filter(|it| it.is == Use::Unreferred)
    }
}

impl Count {
    fn of<'a>(files: impl Iterator<Item = &'a Kept>) -> Self {
        let mut count = Count::default();
        files.for_each(|file| count.add(file));
        count
    }

    fn add(&mut self, kept: &Kept) {
        self.count += 1;
        self.bytes += kept.file.bytes;
    }
}

impl Uploads {
    /// Holds the links of a pool against what lies in its store. What stands between the names of a flattened category is
    /// given.
    pub fn new(
        directory: &Directory,
        used: &UsedFiles,
        store: Option<Vec<StoredFile>>,
        separator: &str,
    ) -> Self {
        let guids = directory.rooms.iter().map(|room| room.guid.as_deref());
        let index = store.map(|files| Index::new(files, guids));
        let tree = directory.tree();
        let flattener = Flattener::new(&tree, separator);
        let mut rooms: Vec<RoomUploads> = used
            .rooms
            .iter()
            .map(|(id, files)| {
                let room = directory.room(id);
                let mut uploads = RoomUploads {
                    id: id.to_string(),
                    name: room.map_or_else(String::new, |room| flattener.room(room).text),
                    guid: room.and_then(|room| room.guid.as_deref().map(str::to_owned)),
                    ..RoomUploads::default()
                };
                let at = directory.room_position(id);
                uploads.references = references(directory, files, index.as_ref(), at);
                uploads
            })
            .collect();
        let mut store = index.map(Index::into_store);
        if let Some(store) = &mut store {
            for reference in rooms.iter().flat_map(|room| &room.references) {
                let (Some(at), Some(state)) = (reference.file, reference.state) else {
                    continue;
                };
                let is = if state == State::There {
                    Use::Referred
                } else {
                    Use::Nearly
                };
                let kept = &mut store.files[at];
                kept.is = kept.is.max(is);
            }
            for at in store.files.iter().filter_map(|it| it.room) {
                store.rooms.entry(at).or_insert_with(|| {
                    let room = &directory.rooms[at];
                    FolderRoom {
                        id: room.id.to_string(),
                        name: flattener.room(room).text,
                        guid: room.guid.as_deref().unwrap_or_default().to_owned(),
                    }
                });
            }
        }
        let mut own: Map<usize, Count> = Map::default();
        for kept in store.iter().flat_map(Store::unreferred) {
            if let Some(room) = kept.room {
                own.entry(room).or_default().add(kept);
            }
        }
        for room in &mut rooms {
            let messages = used.rooms.get(&*room.id).map_or(0, |it| it.messages);
            let references: Vec<&Reference> = room.references.iter().collect();
            room.totals = Totals::new(&references, store.as_ref(), messages);
            let own = directory
                .room_position(&room.id)
                .and_then(|at| own.get(&at));
            room.totals.unreferred = own.copied().unwrap_or_default();
        }
        rooms.sort_by(|a, b| {
            let worst = |room: &RoomUploads| room.references.iter().filter_map(|it| it.state).min();
            let worst = |room| worst(room).unwrap_or(State::There);
            worst(a)
                .cmp(&worst(b))
                .then_with(|| natural_order(&a.id, &b.id))
        });
        let all: Vec<&Reference> = rooms.iter().flat_map(|room| &room.references).collect();
        let messages = rooms.iter().map(|room| room.totals.messages).sum();
        let mut totals = Totals::new(&all, store.as_ref(), messages);
        totals.unreferred = store
            .as_ref()
            .map_or_else(Count::default, |it| Count::of(it.unreferred()));
        Uploads {
            rooms,
            store,
            totals,
        }
    }
}

/// The links of a room in the order in which they are shown.
fn references(
    directory: &Directory,
    files: &RoomFiles,
    index: Option<&Index>,
    room: Option<usize>,
) -> Vec<Reference> {
    let mut references: Vec<Reference> = files
        .links()
        .map(|used| reference(directory, used, index, room))
        .collect();
    references.sort_by(|a, b| {
        let key = |it: &Reference| (it.state, it.name.to_lowercase());
        key(a).cmp(&key(b)).then_with(|| a.link.cmp(&b.link))
    });
    references
}

fn reference(
    directory: &Directory,
    used: &FileUse,
    index: Option<&Index>,
    room: Option<usize>,
) -> Reference {
    let link = FileLink::of(&used.link);
    let found = index.map(|index| index.find(link, room));
    let Match {
        state,
        near,
        file,
        others,
    } = found.unwrap_or_default();
    let author = |id: &str| {
        let known = directory.principals.find(id);
        let known = known.and_then(|at: PrincipalRef| directory.principals.get(at));
        Author {
            id: id.to_owned(),
            name: known.map_or_else(String::new, |it| it.label().to_owned()),
            uri: known.map_or_else(String::new, |it| it.uri.clone()),
        }
    };
    Reference {
        link: used.link.to_string(),
        name: link.name.to_owned(),
        folder: link.folder.map(str::to_owned),
        messages: used.messages,
        first: used.first,
        last: used.last,
        authors: used.authors.iter().map(|id| author(id)).collect(),
        more_authors: used.more_authors,
        state,
        near,
        file,
        others,
    }
}
