use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why no package was written.
#[derive(Debug)]
pub enum Error {
    /// A word of the spelling that nobody knows; the text lists those that are.
    Word(String),
    /// Two words of the spelling, or a word and the target, that do not go together.
    Clash(String),
    /// The numbers of the plan do not go together.
    Plan(&'static str),
    /// The target exists.
    Exists(PathBuf),
    /// The target could not be written.
    Write(PathBuf, io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Word(word) => write!(
                f,
                "unknown spelling `{word}`: expected words from {}, with commas between them",
                super::Spelling::words().join(", ")
            ),
            Error::Clash(what) => f.write_str(what),
            Error::Plan(what) => f.write_str(what),
            Error::Exists(path) if path.is_dir() => write!(
                f,
                "{} exists: a folder is never replaced, so remove it or choose another one",
                path.display()
            ),
            Error::Exists(path) => write!(
                f,
                "{} exists: choose another name, or replace it with --force",
                path.display()
            ),
            Error::Write(path, _) => write!(f, "cannot write {}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Write(_, cause) => Some(cause),
            _ => None,
        }
    }
}
