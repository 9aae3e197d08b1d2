//! What is said of uploaded files.

use crate::files::{Author, BadName, Near, Reference, State, Unfit};
use crate::report::visible;
use crate::wording::wording;

wording! {
    in "files";
    /// What stands at the head of the table.
    pub(super) enum Head {
        /// How many files are referred to.
        Referred { files: u64, rooms: u64, messages: u64, first: Option<String>, last: Option<String> },
        /// None is.
        NoneReferred,
        /// What the store holds.
        Holds { store: String, files: u64, size: Size },
        /// Which file is meant is inferred.
        Inferred,
        /// The same where files are looked for.
        LookedFor,
    }
}

wording! {
    in "files";
    /// Headings and labels.
    pub(super) enum Label {
        /// Of the column with numbers.
        Files,
        /// Of the column with sizes.
        Size,
        /// What the store has of a file.
        There, OtherFolder, Similar, Missing,
        /// Files that no message refers to.
        Unreferred,
        /// The same in a line of one.
        UnreferredOne,
        /// The list of what is to be copied.
        CopyList,
        /// Beside a folder of the store: the room of this name.
        OfRoom { name: String },
        /// The store's own folder.
        TopFolder,
        /// More than is shown.
        More { count: u64 },
        /// More rooms than are shown.
        MoreRooms { count: u64 },
    }
}

wording! {
    in "files";
    /// What is said beside the name of a room.
    pub(super) enum Beside {
        /// Without a store.
        Room { id: String, files: u64, guid: Option<String> },
        /// With a store.
        Found {
            id: String,
            files: u64,
            missing: u64,
            similar: u64,
            other_folder: u64,
            unreferred: u64,
            guid: Option<String>,
        },
        /// A room that the input does not have.
        Unknown,
    }
}

wording! {
    in "files";
    /// What is said beside a file.
    pub(super) enum Detail {
        /// How often it is referred to, when last, and by whom.
        Used { messages: u64, last: Option<String>, names: Vec<String>, more: bool },
        /// The file that was found, and in what it differs.
        Instead { path: String, near: Differs, others: u64 },
    }
}

wording! {
    in "files";
    /// In what a file differs from what its link says.
    pub(super) enum Differs {
        Case, Folder, Blanks, Encoding, Cut, Extension,
    }
}

wording! {
    in "files";
    /// How large files are.
    pub(super) enum Size {
        Gigabytes { number: u64 },
        Megabytes { number: u64 },
        Kilobytes { number: u64 },
        Bytes { number: u64 },
    }
}

wording! {
    in "files";
    /// What is said of the copy list.
    pub(super) enum Copies {
        /// What is to be copied.
        Copied { files: u64, size: Size, from: String, to: String },
        /// Files that no message refers to are left out.
        LeftOut { files: u64 },
        /// How the target's store is laid out.
        Layout,
        /// What follows cannot be copied.
        NotCopied { files: u64 },
    }
}

wording! {
    in "files";
    /// Why a file cannot be copied by a script.
    pub(super) enum Reason {
        /// No message refers to it.
        NotReferred,
        NotUnicode,
        /// Its name or that of a folder holds this character, in figures.
        Character { code: String },
        End,
        Device,
        LongName,
        SameName,
        LongPath,
    }
}

wording! {
    in "files";
    /// What is said in scripts.
    pub(super) enum Script {
        /// What it is.
        About,
        /// How to try it.
        Try,
        /// What may be edited.
        Edit,
        /// What it rests on.
        Rests,
        /// The folder to copy from is not there.
        NoSource,
        /// Some files were not copied.
        Failed,
    }
}

wording! {
    in "files";
    /// What to do next.
    pub(super) enum Next {
        Store, List, TryScript, Explain, All,
    }
}

impl Script {
    /// What stands at a script's beginning.
    pub(super) fn head() -> [Script; 4] {
        [Script::About, Script::Try, Script::Edit, Script::Rests]
    }
}

impl Size {
    /// In a unit of which there are enough that a rounded number is exact enough.
    pub(super) fn of(bytes: u64) -> Size {
        let in_units = |unit: u64| bytes.saturating_add(unit / 2) / unit;
        match bytes {
            10_000_000_000.. => Size::Gigabytes {
                number: in_units(1_000_000_000),
            },
            10_000_000.. => Size::Megabytes {
                number: in_units(1_000_000),
            },
            10_000.. => Size::Kilobytes {
                number: in_units(1_000),
            },
            number => Size::Bytes { number },
        }
    }
}

impl From<State> for Label {
    fn from(state: State) -> Label {
        match state {
            State::There => Label::There,
            State::OtherFolder => Label::OtherFolder,
            State::Similar => Label::Similar,
            State::Missing => Label::Missing,
        }
    }
}

impl From<Near> for Differs {
    fn from(near: Near) -> Differs {
        match near {
            Near::Case => Differs::Case,
            Near::Folder => Differs::Folder,
            Near::Blanks => Differs::Blanks,
            Near::Encoding => Differs::Encoding,
            Near::Cut => Differs::Cut,
            Near::Extension => Differs::Extension,
        }
    }
}

impl From<Unfit> for Reason {
    fn from(unfit: Unfit) -> Reason {
        match unfit {
            Unfit::Unreferred => Reason::NotReferred,
            Unfit::NotUnicode => Reason::NotUnicode,
            Unfit::Name(BadName::Character(c)) => Reason::Character {
                code: format!("U+{:04X}", u32::from(c)),
            },
            Unfit::Name(BadName::End) => Reason::End,
            Unfit::Name(BadName::Device) => Reason::Device,
            Unfit::Name(BadName::Long | BadName::Empty) => Reason::LongName,
            Unfit::SameName => Reason::SameName,
            Unfit::Long => Reason::LongPath,
        }
    }
}

/// An author with name and address; the id where the input has no more.
pub(super) fn address(author: &Author) -> String {
    let Author { id, name, uri } = author;
    match (name.is_empty(), uri.is_empty() || uri == name) {
        (true, _) => id.clone(),
        (false, true) => name.clone(),
        (false, false) => format!("{name} <{uri}>"),
    }
}

/// How often a file is referred to, when last, and by whom.
pub(super) fn used(reference: &Reference) -> Detail {
    let name = |author: &Author| match author.name.is_empty() {
        true => visible(&author.id).into_owned(),
        false => visible(&author.name).into_owned(),
    };
    Detail::Used {
        messages: reference.messages,
        last: reference.last.map(|it| it.to_string()),
        names: reference.authors.iter().map(name).collect(),
        more: reference.more_authors,
    }
}
