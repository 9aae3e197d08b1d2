//! What an input may ask for at most. A small file can ask for much: each bound has a name, a number and an option
//! (`--limit NAME=N`), as `docs/limits.md` says.

use super::Error;
use super::fault::Fault;
use crate::wording::Sentence;

/// The bounds on what one input may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `depth`: how deep elements of XML may be nested.
    pub depth: usize,
    /// `attributes`: how many attributes one element may have.
    pub attributes: usize,
    /// `text`: the longest message, tag or text of a package, in bytes of UTF-8.
    pub text: usize,
    /// `entries`: how many members a zip or folder may have.
    pub entries: usize,
    /// `ratio`: how many times its packed size a member of a zip may have.
    pub ratio: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 256,
            attributes: 1_000,
            text: 256 << 20,
            entries: 100_000,
            ratio: 1_100,
        }
    }
}

impl Limits {
    /// The names of all bounds.
    pub const NAMES: [&str; 5] = ["depth", "attributes", "text", "entries", "ratio"];

    /// The same with another number for the bound of this name. `None` where there is no bound of that name.
    #[must_use]
    pub fn with(mut self, name: &str, most: usize) -> Option<Self> {
        *match name {
            "depth" => &mut self.depth,
            "attributes" => &mut self.attributes,
            "text" => &mut self.text,
            "entries" => &mut self.entries,
            "ratio" => &mut self.ratio,
            _ => return None,
        } = most;
        Some(self)
    }
}

/// There is no memory for so many bytes of one text.
pub(crate) fn no_memory(bytes: usize) -> Error {
    Error::new(Fault::NoMemory { bytes })
}

/// Something is over the bound of this name.
pub(crate) fn beyond(what: impl Into<Sentence>, name: &'static str, most: usize) -> Error {
    let what = what.into();
    Error::new(Fault::Beyond { what, name, most })
}
