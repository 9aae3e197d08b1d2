//! Tells by looking inside what a file is.

use super::encoding::Detected;
use super::form::Form;

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    /// The file's name, without the folder it is in.
    pub name: &'a str,
    /// Its first bytes behind the byte order mark: decoded where it is text, else as they are.
    pub bytes: &'a [u8],
    /// Whether that is all of it.
    pub whole: bool,
    /// How its text is encoded; [`super::encoding::Encoding::Binary`] where it is none.
    pub detected: Detected,
}

/// What a file turned out to be.
pub(crate) struct Opened {
    /// What finds its rows.
    pub form: Box<dyn Form>,
    /// What it is, for people: `CSV, comma, with header`.
    pub method: String,
}
