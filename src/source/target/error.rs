use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

const EXPECTED: &str =
    "a file that Get-CsPersistentChatCategory, -Room or -Addin piped to Export-Csv wrote";

/// Why an inventory could not be read: what, where, what was expected and what to do.
#[derive(Debug)]
pub struct Error {
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
    /// The file or folder.
    pub path: PathBuf,
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// What was expected instead.
    pub expected: &'static str,
    /// What to do; may be empty.
    pub hint: &'static str,
    /// The cause outside of our hands.
    pub cause: Option<io::Error>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        write!(f, "\n  where: {}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, "\n  expected: {}", self.expected)?;
        if !self.hint.is_empty() {
            write!(f, "\n  what to do: {}", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl Error {
    pub(super) fn new(path: &Path, what: impl Into<String>) -> Self {
        Error {
            what: what.into(),
            path: path.to_owned(),
            line: None,
            expected: EXPECTED,
            hint: "",
            cause: None,
        }
    }

    pub(super) fn io(path: &Path, cause: io::Error) -> Self {
        Error {
            cause: Some(cause),
            ..Error::new(path, "cannot read the target's inventory")
        }
    }

    pub(super) fn at(self, line: u64) -> Self {
        Error {
            line: Some(line),
            ..self
        }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Error { hint, ..self }
    }
}
