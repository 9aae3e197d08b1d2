use crate::output::OutputError;
use crate::wording::wording;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum Error {
    /// What is wanted does not exist, or does not go together.
    Impossible(#[from] Impossible),
    /// The target could not be written.
    Output(#[from] OutputError),
}

wording! {
    in "generate";
    /// Why what is wanted cannot be generated.
    pub enum Impossible {
        /// A word of the spelling that is not known.
        NoSpelling {
            /// It.
            word: String,
            /// Those that are.
            known: Vec<&'static str>,
        },
        /// A form that is not known.
        NoForm {
            /// It.
            word: String,
            /// Those that are, besides that of a package.
            known: Vec<&'static str>,
        },
        /// The numbers of the plan are too small.
        TooSmall,
        /// Two words of the spelling that are about the same.
        Twice {
            /// The first one.
            one: &'static str,
            /// The second one.
            other: &'static str,
        },
        /// A way to pack that others of the spelling exclude.
        Deflate64,
        /// A word that is about zip files, for an output that is none.
        ZipOnly {
            /// It.
            word: &'static str,
        },
        /// A word that is about packages, for an extract.
        PackageOnly {
            /// It.
            word: &'static str,
            /// The form of the extract.
            form: &'static str,
            /// Whether the spelling also names the database that has to hold the pool.
            for_database: bool,
        },
        /// An encoding for a form that has one of its own.
        OwnEncoding {
            /// The form.
            form: &'static str,
        },
        /// Another name for the output than the form needs.
        OneFile {
            /// The form.
            form: &'static str,
            /// How the name has to end.
            extension: &'static str,
        },
    }
}

wording! {
    in "generate";
    /// Why a pool cannot be written as rows.
    pub(super) enum Fault {
        /// An id is no number that a column can have, shown in quotation marks.
        NoNumber { id: String },
        /// The database has no table of messages.
        NoMessages,
        /// A value does not fit its column, both as a programmer writes them.
        TooLarge { table: String, column: String, value: String },
    }
}
