use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Stopped;

/// Why a file was not written, for people: what, which file, what to do.
#[derive(Debug)]
pub struct OutputError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with an output.
#[derive(Debug)]
pub enum Problem {
    /// The path ends in no name.
    NoName,
    /// A package is to be written, and the name does not end in `.zip`.
    NotAZip,
    /// A file is there already.
    Exists,
    /// Something else than a file is there already, a folder perhaps.
    NotAFile,
    /// It is one of the inputs, or lies inside of one.
    Input(PathBuf),
    /// The folder it should lie in is missing.
    NoFolder,
    /// Writing there is not allowed.
    Denied(io::Error),
    /// There is no space left.
    Full {
        /// How many bytes were written until then, where that is known.
        written: Option<u64>,
        /// About how many bytes are needed, where that is known.
        needed: Option<u64>,
    },
    /// The file system holds no file that is so large.
    TooLarge,
    /// Another one of us is writing under this name.
    Busy,
    /// Somebody asked for an end.
    Stopped,
    /// Something else.
    Other(io::Error),
}

impl OutputError {
    /// An error of the system, or a stop, while a file was written.
    pub(crate) fn new(path: &Path, error: io::Error) -> Self {
        let stopped = error.get_ref().is_some_and(|inner| inner.is::<Stopped>());
        let problem = match error.kind() {
            _ if stopped => Problem::Stopped,
            ErrorKind::AlreadyExists => Problem::Exists,
            ErrorKind::IsADirectory => Problem::NotAFile,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::NoFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Problem::Denied(error),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::Full {
                written: None,
                needed: None,
            },
            ErrorKind::FileTooLarge => Problem::TooLarge,
            _ => Problem::Other(error),
        };
        OutputError {
            path: path.to_owned(),
            problem,
        }
    }

    /// The same with how much was written, and about how much is needed.
    pub(crate) fn after(mut self, bytes: u64, needs: Option<u64>) -> Self {
        if let Problem::Full { written, needed } = &mut self.problem {
            *written = Some(bytes);
            *needed = needs;
        }
        self
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        let hint = match &self.problem {
            Problem::NoName => {
                write!(f, "{path} is no name for a file")?;
                "give the name of a file that does not exist yet"
            }
            Problem::NotAZip => {
                write!(f, "{path} is no name for a package")?;
                "give a name that ends in .zip"
            }
            Problem::Exists => {
                write!(f, "{path} exists")?;
                "choose another name, or replace it with --force"
            }
            Problem::NotAFile => {
                write!(f, "{path} exists and is no file")?;
                "choose another name: a folder is never replaced"
            }
            Problem::Input(input) if *input == self.path => {
                write!(f, "{path} is the input")?;
                "choose another name: the input is never changed, not even with --force"
            }
            Problem::Input(input) => {
                write!(f, "{path} is the input {}, or lies in it", input.display())?;
                "choose another name: the input is never changed, not even with --force"
            }
            Problem::NoFolder => {
                write!(f, "cannot write {path}: there is no such folder")?;
                "make the folder first, or check the path; quote it if it holds blanks"
            }
            Problem::Denied(cause) => {
                write!(f, "cannot write {path}: {cause}")?;
                "write to a folder in which you may make files; if the file exists, close it in other programs"
            }
            Problem::Full { written, needed } => {
                write!(f, "cannot write {path}: the disk is full")?;
                if let Some(written) = written {
                    write!(f, " after {}", Size(*written))?;
                }
                if let Some(needed) = needed {
                    write!(f, " of about {}", Size(*needed))?;
                }
                "make room, or write to another disk; nothing of it was left behind"
            }
            Problem::TooLarge => {
                write!(
                    f,
                    "cannot write {path}: the disk takes no file that is so large"
                )?;
                "write to another disk; one formatted with FAT32 holds files up to 4 GB only"
            }
            Problem::Busy => {
                write!(f, "another pchat is writing {path}")?;
                "wait until it is finished, or choose another name"
            }
            Problem::Stopped => {
                return write!(
                    f,
                    "stopped before {path} was whole: nothing of it was left behind"
                );
            }
            Problem::Other(cause) => return write!(f, "cannot write {path}: {cause}"),
        };
        write!(f, "\n  what to do: {hint}")
    }
}

impl std::error::Error for OutputError {}

/// A number of bytes, for people.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        match UNITS.into_iter().find(|(unit, _)| self.0 >= *unit) {
            Some((unit, name)) => write!(f, "{:.1} {name}", self.0 as f64 / unit as f64),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(error: io::Error) -> OutputError {
        OutputError::new(Path::new("OUT.zip"), error)
    }

    #[test]
    fn a_full_disk_is_said_to_be_full_with_what_is_needed() {
        let full = || error(ErrorKind::StorageFull.into());
        let text = full().after(1_230_000_000, Some(3_400_000_000)).to_string();
        assert!(
            text.starts_with(
                "cannot write OUT.zip: the disk is full after 1.2 GB of about 3.4 GB\n"
            ),
            "{text}"
        );
        let text = full().after(999, None).to_string();
        assert!(text.contains("full after 999 bytes\n"), "{text}");
        let text = full().to_string();
        assert!(text.contains("full\n  what to do: make room"), "{text}");
    }

    #[test]
    fn every_problem_says_what_to_do() {
        for (kind, hint) in [
            (ErrorKind::AlreadyExists, "--force"),
            (ErrorKind::NotFound, "make the folder"),
            (ErrorKind::PermissionDenied, "in which you may"),
            (ErrorKind::ReadOnlyFilesystem, "in which you may"),
            (ErrorKind::FileTooLarge, "FAT32"),
            (ErrorKind::IsADirectory, "another name"),
        ] {
            let text = error(kind.into()).to_string();
            assert!(
                text.contains("OUT.zip") && text.contains(hint),
                "{kind}: {text}"
            );
        }
        let text = error(io::Error::other(Stopped)).to_string();
        assert!(
            text.starts_with("stopped before OUT.zip was whole"),
            "{text}"
        );
    }
}
