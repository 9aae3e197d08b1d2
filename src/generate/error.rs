use std::fmt;

use crate::output::OutputError;

/// Why nothing was written.
#[derive(Debug)]
pub enum Error {
    /// A word of the spelling that is not known.
    Word {
        /// It.
        word: String,
        /// Those that are.
        known: Vec<&'static str>,
    },
    /// A form that is not known.
    Form {
        /// It.
        word: String,
        /// Those that are.
        known: Vec<&'static str>,
    },
    /// Two words of the spelling, or a word and the target, that do not go together.
    Clash(String),
    /// The numbers of the plan do not go together.
    Plan(&'static str),
    /// The target could not be written.
    Output(OutputError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Word { word, known } => write!(
                f,
                "unknown spelling `{word}`: expected words from {}, with commas between them",
                known.join(", ")
            ),
            Error::Form { word, known } => write!(
                f,
                "unknown form `{word}`: expected package, {}",
                known.join(", ")
            ),
            Error::Clash(what) => f.write_str(what),
            Error::Plan(what) => f.write_str(what),
            Error::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<OutputError> for Error {
    fn from(error: OutputError) -> Self {
        Error::Output(error)
    }
}
