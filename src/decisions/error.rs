use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::fault::{Fault, Line};
use super::place::Place;
use crate::wording::{Sentence, below, words};

/// How many problems of one file are shown.
const SHOWN: usize = 10;

/// What is wrong with a file of decisions, for people: what, where, what was expected and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.shown())]
pub struct Error {
    file: String,
    problems: Vec<Problem>,
    #[source]
    cause: Option<io::Error>,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    /// Where; nothing where it is the file as a whole.
    pub(super) place: Option<Place>,
    /// What is wrong.
    pub(super) fault: Fault,
}

impl Fault {
    /// It is wrong in this row.
    pub(super) fn at(self, place: Place) -> Problem {
        let place = Some(place);
        Problem { place, fault: self }
    }

    /// It is wrong with the file as a whole.
    pub(super) fn in_file(self, path: &Path) -> Error {
        let problem = Problem {
            place: None,
            fault: self,
        };
        problem.in_file(path)
    }

    /// The same, because of an error of the system.
    pub(super) fn because(self, path: &Path, cause: io::Error) -> Error {
        let cause = Some(cause);
        Error {
            cause,
            ..self.in_file(path)
        }
    }
}

impl Problem {
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

    fn shown(&self) -> String {
        let mut lines = Vec::new();
        // What to do is the same for many rows: shown once, at the first of them.
        let mut advised = BTreeSet::new();
        for Problem { place, fault } in self.problems.iter().take(SHOWN) {
            let wrong = Line::Wrong {
                file: self.file.clone(),
                place: *place,
                fault: fault.clone(),
            };
            let mut text = wrong.to_string();
            let fault = Sentence::from(fault.clone());
            if let Some(expected) = fault.expected() {
                text += &below(&words().expected, &expected);
            }
            if let Some(hint) = fault.hint()
                && advised.insert(hint.clone())
            {
                text += &below(&words().hint, &hint);
            }
            lines.push(text);
        }
        let count = self.problems.len().saturating_sub(SHOWN);
        if count > 0 {
            lines.push(Line::More { count }.to_string());
        }
        lines.join("\n")
    }
}
