//! What is known of uploaded files.

use std::collections::BTreeMap;

#[cfg(doc)]
use crate::directory::Directory;
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
    pub(super) states: [Count; 4],
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
    pub(super) fn of<'a>(files: impl Iterator<Item = &'a Kept>) -> Self {
        let mut count = Count::default();
        files.for_each(|file| count.add(file));
        count
    }

    pub(super) fn add(&mut self, kept: &Kept) {
        self.count += 1;
        self.bytes += kept.file.bytes;
    }
}
