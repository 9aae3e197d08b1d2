use std::collections::BTreeSet;
use std::path::Path;
use std::{fmt, io};

/// How many problems of one file are shown.
const SHOWN: usize = 10;

/// What is wrong with a file of decisions, for people: what, where, what was expected and what to do.
#[derive(Debug)]
pub struct Error {
    file: String,
    problems: Vec<Problem>,
    cause: Option<io::Error>,
}

/// One thing that is wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Problem {
    /// The line of the file, from 1; nothing where it is the file as a whole.
    pub(super) line: Option<u64>,
    /// What is wrong, as a sentence without its full stop.
    pub(super) what: String,
    /// What was expected instead; may be empty.
    pub(super) expected: String,
    /// What to do; may be empty.
    pub(super) hint: String,
}

impl Problem {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Problem {
            what: what.into(),
            ..Problem::default()
        }
    }

    pub(super) fn at(self, line: u64) -> Self {
        let line = Some(line);
        Problem { line, ..self }
    }

    pub(super) fn expected(self, expected: impl Into<String>) -> Self {
        let expected = expected.into();
        Problem { expected, ..self }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        Problem { hint, ..self }
    }

    pub(super) fn in_file(self, path: &Path) -> Error {
        Error::new(path, vec![self])
    }
}

impl Error {
    pub(super) fn new(path: &Path, problems: Vec<Problem>) -> Self {
        Error {
            file: path.display().to_string(),
            problems,
            cause: None,
        }
    }

    pub(super) fn io(path: &Path, problem: Problem, cause: io::Error) -> Self {
        let cause = Some(cause);
        Error {
            cause,
            ..problem.in_file(path)
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What to do is the same for many rows: shown once, at the first of them.
        let mut shown = BTreeSet::new();
        for (at, problem) in self.problems.iter().take(SHOWN).enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&self.file)?;
            if let Some(line) = problem.line {
                write!(f, ", line {line}")?;
            }
            write!(f, ": {}", problem.what)?;
            if let Some(cause) = &self.cause {
                write!(f, ": {cause}")?;
            }
            for (label, text) in [
                ("expected", &problem.expected),
                ("what to do", &problem.hint),
            ] {
                if !text.is_empty() && (label == "expected" || shown.insert(text)) {
                    write!(f, "\n  {label}: {text}")?;
                }
            }
        }
        match self.problems.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            1 => write!(f, "\nand 1 more line that is wrong"),
            more => write!(f, "\nand {more} more lines that are wrong"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.cause.as_ref()?)
    }
}
