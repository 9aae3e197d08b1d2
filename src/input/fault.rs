use crate::wording::{Sentence, wording};

wording! {
    in "input";
    /// What can be wrong with an input, whatever is in it.
    pub(crate) enum Fault {
        /// Files are others than at the beginning.
        Changed,
        /// There is nothing at the path, or it may not be opened.
        InputNotOpened,
        /// The system cannot read it.
        InputNotRead,
        /// A file cannot be opened.
        FileNotOpened,
        /// A folder cannot be read.
        FolderNotRead,
        /// Folders lie in each other, more than so many.
        FolderTooDeep { most: usize },
        /// The file has no bytes.
        EmptyFile,
        /// The folder or zip has no file.
        NoMember,
        /// The folder or zip has only files that are never read: these.
        OnlyAside { names: Vec<String> },
        /// In the folder is a link.
        Link,
        /// In the folder is a device, a pipe or so.
        NoFile,
        /// What can be read only once is to be read again.
        ReadTwice,
        /// Reading a member stops before its end.
        MemberNotRead,
        /// A text does not fit into the memory.
        NoMemory { bytes: usize },
        /// Something is over the bound of this name.
        Beyond { what: Sentence, name: &'static str, most: usize },
    }
}

wording! {
    in "input";
    /// What is over a bound.
    pub(crate) enum Excess {
        /// The members of a zip or folder.
        Members { count: usize },
        /// The content of a member, compared with its packed bytes.
        Dense { packed: u64, bytes: u64 },
    }
}

wording! {
    in "input";
    /// What is said of an input that is read.
    pub(crate) enum Notice {
        /// Hidden and temporary files, which are never read.
        Aside { count: usize, names: Vec<String> },
        /// A link that would lead to another folder.
        FolderLink { name: String },
    }
}

wording! {
    in "input";
    /// How a member of no zip is compressed.
    pub(super) enum Unpacked {
        /// Not at all.
        Plain,
    }
}

wording! {
    in "input";
    /// What may be given.
    pub(crate) enum Wanted {
        /// An export package or an extract.
        Package,
    }
}

wording! {
    in "input";
    /// What an error says, as people read it.
    pub(crate) enum Shown {
        /// What is wrong, and what the system says of it.
        Error { what: Sentence, cause: Option<String> },
        /// A line of a text, in a place.
        Line { line: u64 },
        /// A byte of a member, in a place.
        Byte { byte: u64 },
        /// An element, in a place.
        Inside { path: String },
    }
}
