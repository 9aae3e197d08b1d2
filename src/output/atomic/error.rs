use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Stopped;
use crate::wording::{Sentence, wording};

/// Why a file was not written, for people: what, which file, what to do.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.sentence().with_hint())]
pub struct OutputError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
    /// What the system says, where there is more to say than what is wrong.
    #[source]
    pub cause: Option<io::Error>,
}

/// What can be wrong with an output.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    Denied,
    /// There is no space left.
    Full {
        /// How many bytes were written until then, where that is known.
        written: Option<u64>,
        /// About how many bytes are needed, where that is known.
        needed: Option<u64>,
    },
    /// The file system holds no file that is so large.
    TooLarge,
    /// Another pchat is writing under this name.
    Busy,
    /// A stop was requested.
    Stopped,
    /// Something else.
    Other,
}

wording! {
    in "output";
    /// A [`Problem`] with its file.
    enum Unwritten {
        /// The path ends in no name.
        NoName { path: PathBuf },
        /// The name does not end in `.zip`.
        NotAZip { path: PathBuf },
        /// A file is there already.
        Exists { path: PathBuf },
        /// Something else than a file is there already.
        NotAFile { path: PathBuf },
        /// It is one of the inputs.
        IsInput { path: PathBuf },
        /// It lies inside of this input, or is one by another name.
        InInput { path: PathBuf, input: PathBuf },
        /// The folder it should lie in is missing.
        NoFolder { path: PathBuf },
        /// Writing there is not allowed.
        Denied { path: PathBuf, cause: Option<String> },
        /// There is no space left.
        Full { path: PathBuf, written: Option<Size>, needed: Option<Size> },
        /// The file system holds no file that is so large.
        TooLarge { path: PathBuf },
        /// Another pchat is writing under this name.
        Busy { path: PathBuf },
        /// A stop was requested.
        Stopped { path: PathBuf },
        /// Something else.
        CannotWrite { path: PathBuf, cause: Option<String> },
    }
}

wording! {
    in "output";
    /// A number of bytes.
    enum Size {
        /// In units of 1,000,000,000 bytes.
        Gigabytes { number: String },
        /// In units of 1,000,000 bytes.
        Megabytes { number: String },
        /// In units of 1,000 bytes.
        Kilobytes { number: String },
        /// Less than those.
        Bytes { number: u64 },
    }
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
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Problem::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::Full {
                written: None,
                needed: None,
            },
            ErrorKind::FileTooLarge => Problem::TooLarge,
            _ => Problem::Other,
        };
        let cause = matches!(problem, Problem::Denied | Problem::Other).then_some(error);
        OutputError {
            cause,
            ..problem.of(path)
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

    fn sentence(&self) -> Sentence {
        let path = self.path.clone();
        let cause = self.cause.as_ref().map(io::Error::to_string);
        let size = |bytes: &Option<u64>| bytes.map(Size::of);
        let fact = match &self.problem {
            Problem::NoName => Unwritten::NoName { path },
            Problem::NotAZip => Unwritten::NotAZip { path },
            Problem::Exists => Unwritten::Exists { path },
            Problem::NotAFile => Unwritten::NotAFile { path },
            Problem::Input(input) if *input == path => Unwritten::IsInput { path },
            Problem::Input(input) => Unwritten::InInput {
                path,
                input: input.clone(),
            },
            Problem::NoFolder => Unwritten::NoFolder { path },
            Problem::Denied => Unwritten::Denied { path, cause },
            Problem::Full { written, needed } => Unwritten::Full {
                path,
                written: size(written),
                needed: size(needed),
            },
            Problem::TooLarge => Unwritten::TooLarge { path },
            Problem::Busy => Unwritten::Busy { path },
            Problem::Stopped => Unwritten::Stopped { path },
            Problem::Other => Unwritten::CannotWrite { path, cause },
        };
        fact.into()
    }
}

impl Problem {
    /// The error that this file has the problem.
    pub(crate) fn of(self, path: &Path) -> OutputError {
        OutputError {
            path: path.to_owned(),
            problem: self,
            cause: None,
        }
    }
}

impl Size {
    fn of(bytes: u64) -> Self {
        let number = |unit: u64| format!("{:.1}", bytes as f64 / unit as f64);
        match bytes {
            1_000_000_000.. => Size::Gigabytes {
                number: number(1_000_000_000),
            },
            1_000_000.. => Size::Megabytes {
                number: number(1_000_000),
            },
            1_000.. => Size::Kilobytes {
                number: number(1_000),
            },
            number => Size::Bytes { number },
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
        let text = error(io::Error::other(Stopped::OnRequest)).to_string();
        assert!(
            text.starts_with("stopped before OUT.zip was whole"),
            "{text}"
        );
    }
}
