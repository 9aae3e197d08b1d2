use std::ops::{Deref, DerefMut};
use std::{fmt, io};

use super::fault::Shown;
use crate::wording::{Sentence, below, words};

/// Why input could not be read, for people: what, where, what was expected and what to do.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Details>);

/// What an [`Error`] says.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.shown())]
pub struct Details {
    /// What is wrong.
    pub what: Sentence,
    /// Where: the input, the member, the byte.
    pub place: Place,
    /// What was expected, where the fact itself does not say it.
    expected: Option<Sentence>,
    /// What to do, where the fact itself does not say it.
    hint: Option<Sentence>,
    /// The cause outside of our hands.
    #[source]
    pub cause: Option<io::Error>,
}

/// A place in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file or folder.
    pub input: String,
    /// The member inside it; may be empty.
    pub member: String,
    /// The offset in the uncompressed member, in bytes.
    pub byte: Option<u64>,
    /// The line of a text, counted from 1, where it is known.
    pub line: Option<u64>,
    /// The element it is in, as a path; may be empty.
    pub path: String,
}

impl Error {
    /// An error that is described by what is wrong.
    pub fn new(what: impl Into<Sentence>) -> Self {
        Error(Box::new(Details {
            what: what.into(),
            place: Place::default(),
            expected: None,
            hint: None,
            cause: None,
        }))
    }

    /// An error of the system while reading.
    pub fn io(what: impl Into<Sentence>, cause: io::Error) -> Self {
        let mut error = Error::new(what);
        error.cause = Some(cause);
        error
    }

    /// The same with the input it was found in.
    pub fn in_input(mut self, input: impl Into<String>) -> Self {
        self.place.input = input.into();
        self
    }

    /// The same with this input, where it is not known yet in which one it was found.
    pub(crate) fn or_in_input(self, input: impl FnOnce() -> String) -> Self {
        if self.place.input.is_empty() {
            return self.in_input(input());
        }
        self
    }

    /// The same with the member it was found in.
    pub fn in_member(mut self, member: &str) -> Self {
        self.place.member = member.to_owned();
        self
    }

    /// The same with this member, where it is not known yet in which one it was found.
    pub(crate) fn or_in_member(self, member: &str) -> Self {
        if self.place.member.is_empty() {
            return self.in_member(member);
        }
        self
    }

    /// The same with the byte at which it was found.
    pub fn at(mut self, byte: u64) -> Self {
        self.place.byte = Some(byte);
        self
    }

    /// The same with the line of the text it was found in.
    pub(crate) fn on_line(mut self, line: u64) -> Self {
        self.place.line = Some(line);
        self
    }

    /// The same with the element it was found in.
    pub fn inside(mut self, path: String) -> Self {
        self.place.path = path;
        self
    }

    /// The same with what was expected, which depends on more than the fact.
    pub fn expected(mut self, expected: impl Into<Sentence>) -> Self {
        self.0.expected = Some(expected.into());
        self
    }

    /// The same with what to do, which depends on more than the fact.
    pub fn hint(mut self, hint: impl Into<Sentence>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }
}

impl Details {
    /// What was expected instead, as a sentence; empty where nothing more is to be said.
    pub fn expectation(&self) -> String {
        let own = self.expected.as_ref().map(Sentence::to_string);
        own.or_else(|| self.what.expected()).unwrap_or_default()
    }

    /// What to do, as a sentence; empty where nothing more is to be said.
    pub fn advice(&self) -> String {
        let own = self.hint.as_ref().map(Sentence::to_string);
        own.or_else(|| self.what.hint()).unwrap_or_default()
    }

    fn shown(&self) -> String {
        let shown = Shown::Error {
            what: self.what.clone(),
            cause: self.cause.as_ref().map(io::Error::to_string),
        };
        let lines = [
            (&words().place, self.place.to_string()),
            (&words().expected, self.expectation()),
            (&words().hint, self.advice()),
        ];
        let said = lines.iter().filter(|(_, text)| !text.is_empty());
        said.fold(shown.to_string(), |shown, (label, text)| {
            shown + &below(label, text)
        })
    }
}

impl Deref for Error {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        // A file by itself is its own only member.
        let is_member = self.input.rsplit(['/', '\\']).next() == Some(&self.member);
        let member = if is_member { "" } else { &self.member };
        parts.extend(
            [&self.input, member]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(str::to_owned),
        );
        if let Some(line) = self.line {
            parts.push(Shown::Line { line }.to_string());
        }
        if let Some(byte) = self.byte {
            parts.push(Shown::Byte { byte }.to_string());
        }
        if !self.path.is_empty() {
            let path = self.path.clone();
            parts.push(Shown::Inside { path }.to_string());
        }
        f.write_str(&parts.join(", "))
    }
}
