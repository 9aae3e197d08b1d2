//! Files that say at once what they are, and are not read: recognized by their first bytes, by their form, or, for
//! parts of a split archive, by their name.

mod boxes;
mod dumps;
mod kinds;
mod shapes;
mod signatures;
mod texts;

use kinds::Advice::{CopyAgain, Fetch, LeaveOut, NotInZip, OtherDatabase};
pub(crate) use kinds::{Advice, Beginning, Kind, Note};

use super::Error;
use crate::input::members::{Member, read_some};
use crate::wording::Sentence;

pub(crate) use boxes::of_members;
pub(crate) use shapes::LOG;

/// What a file is that is not read, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// With its article: `a PNG image`.
    pub what: Kind,
    /// What to do.
    pub hint: Advice,
}

/// How much of a text is looked at.
const TEXT: usize = 64 << 10;

impl Foreign {
    /// What a file is that is called and begins like this; `None` where nothing tells.
    pub fn of(name: &str, head: &[u8]) -> Option<Foreign> {
        let of_zeros = || zeros(head).then_some(ZEROS);
        shapes::of(name, head)
            .or_else(|| signatures::of(head))
            .or_else(|| boxes::of_head(head))
            .or_else(of_zeros)
            .or_else(|| texts::of(&head[..head.len().min(TEXT)]))
            .or_else(|| boxes::volume(name))
    }

    /// What a member is. What cannot be read is met again where it is read.
    pub fn of_member(member: &Member) -> Option<Foreign> {
        const HEAD: usize = 64 << 10;
        let mut head = vec![0; HEAD];
        let (length, _) = read_some(&mut member.open().ok()?, &mut head);
        Foreign::of(&member.name, &head[..length])
    }

    /// Whether a database, or what should be one, is what it holds: then what lies with it is no export package.
    pub fn is_database(self) -> bool {
        [NotInZip, OtherDatabase, Fetch].contains(&self.hint)
    }

    /// Why nothing was read.
    pub fn error(self, expected: impl Into<Sentence>) -> Error {
        Error::new(Note::File { kind: self.what })
            .expected(expected)
            .hint(self.hint)
    }
}

/// What a file begins with of which nothing tells what it is: it may be the first bytes of a message, so that they are
/// shown where that is asked for only.
pub(crate) fn first_bytes(head: &[u8], show: bool) -> Beginning {
    const SHOWN: usize = 8;
    if !show {
        return Beginning::Unshown;
    }
    let shown = head.iter().take(SHOWN);
    let shown: Vec<String> = shown.map(|byte| format!("{byte:02X}")).collect();
    let bytes = shown.join(" ");
    Beginning::Bytes { bytes }
}

const ZEROS: Foreign = Foreign {
    what: Kind::Zeros,
    hint: CopyAgain,
};

fn zeros(head: &[u8]) -> bool {
    !head.is_empty() && head.iter().all(|byte| *byte == 0)
}

/// One note about all files that were not read, each with what it is, and what to do about each kind once.
pub(crate) fn note(left_out: &[(&str, Foreign)]) -> Option<Note> {
    if left_out.is_empty() {
        return None;
    }
    let mut kinds: Vec<Foreign> = Vec::new();
    for (_, foreign) in left_out {
        let said = kinds.iter().any(|known| known.hint == foreign.hint);
        if !said && foreign.hint != LeaveOut {
            kinds.push(*foreign);
        }
    }
    let advice = kinds.iter().rev().fold(None, |others, foreign| {
        let Foreign { what: kind, hint } = *foreign;
        Some(Sentence::from(Note::ForKind { kind, hint, others }))
    });
    let files = left_out.iter().map(|(name, foreign)| {
        let named = Note::Named {
            name: (*name).to_owned(),
            kind: foreign.what,
        };
        named.to_string()
    });
    Some(Note::Left {
        count: left_out.len(),
        files: files.collect(),
        advice,
    })
}

#[cfg(test)]
mod tests;
