use crate::wording::wording;

wording! {
    in "zip";
    /// What can be wrong with a zip.
    pub(crate) enum Fault {
        /// The directory has another name than the header in front of the data, which has this one.
        TwoNames { own: String },
        /// The directory has fewer entries than its end says.
        Fewer { said: u64, found: u64 },
        /// A member's data overlap those of this one.
        Shared { other: String },
        /// A member's data reach into the directory.
        IntoDirectory,
        /// An entry lies between others that the directory does not list.
        Unlisted,
        /// A second member has a name that one before it has.
        SameName,
        /// No header is where the directory says.
        NoHeader,
        /// A password is needed.
        Encrypted,
        /// It is compressed in some way that is not read (APPNOTE.TXT, 4.4.5).
        Method { number: u16 },
        /// The file is one volume of several, counted from 1.
        Volume { number: u32 },
        /// The end of a zip, without its beginning.
        NoBeginning,
        /// The directory cannot be read; the file has so many bytes.
        NoDirectory { why: Why, size: u64 },
        /// The system cannot read it.
        CannotRead,
        /// An entry of the directory is not where it should be.
        EntryAstray,
    }
}

wording! {
    in "zip";
    /// Why a directory cannot be read.
    pub(crate) enum Why {
        /// The record that ends it is missing.
        NoEnd,
        /// That record does not fit the file.
        EndAstray,
        /// An entry does not begin as one.
        NoEntry,
        /// The file ends in it.
        Cut,
        /// Something else is wrong with an entry.
        DamagedEntry,
    }
}

wording! {
    in "zip";
    /// What is odd about a zip that can be read.
    pub(crate) enum Oddity {
        /// The directory's end has no room for the number of entries.
        CountWrapped { found: u64 },
        /// Members that must not be written where their names say, or that are links.
        Outside { names: Vec<String> },
        /// The directory has more entries than its end says.
        More { said: u64, found: u64 },
    }
}

wording! {
    in "zip";
    /// Why a member must not be written where its name says.
    pub(crate) enum Astray {
        /// Its name leads out of the zip.
        LeadsOut,
        /// It is a link.
        IsLink,
    }
}

wording! {
    in "zip";
    /// What is wrong with the content of a member.
    pub(crate) enum Broken {
        /// There is less of it than the directory says.
        Shorter,
        /// There is more of it than the directory says.
        Longer,
        /// The directory has the checksum of something else.
        OtherContent,
        /// Compressed bytes are missing.
        Incomplete,
        /// Compressed bytes cannot be what was written.
        Corrupt,
        /// The same, where it is compressed by deflate64.
        Invalid,
    }
}
