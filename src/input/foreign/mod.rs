//! Files that say at once what they are, and are not read: recognized by their first bytes, by their form, or, for
//! parts of a split archive, by their name.

mod boxes;
mod dumps;
mod shapes;
mod signatures;
mod texts;

use shapes::IN_ZIP;
use signatures::{NO_DATA, OTHER_PRODUCT};
use texts::FETCH;

use super::Error;
use super::error::listed;
use crate::input::members::{Member, read_some};
use crate::wording::Sentence;

pub(crate) use boxes::of_members;
pub(crate) use shapes::LOG;

/// What a file is that is not read, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// With its article: `a PNG image`.
    pub what: &'static str,
    /// What to do.
    pub hint: &'static str,
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
        [IN_ZIP, OTHER_PRODUCT, FETCH].contains(&self.hint)
    }

    /// Why nothing was read.
    pub fn error(self, expected: impl Into<Sentence>) -> Error {
        Error::new(format!("this is {}", self.what))
            .expected(expected)
            .hint(self.hint)
    }
}

/// What a file begins with of which nothing tells what it is: it may be the first bytes of a message, so that they are
/// shown where that is asked for only.
pub(crate) fn first_bytes(head: &[u8], show: bool) -> String {
    const SHOWN: usize = 8;
    if !show {
        return "begins like nothing that is known (--show-content shows its first bytes)"
            .to_owned();
    }
    let shown = head.iter().take(SHOWN);
    let shown: Vec<String> = shown.map(|byte| format!("{byte:02X}")).collect();
    format!("begins with the bytes {}", shown.join(" "))
}

const ZEROS: Foreign = Foreign {
    what: "a file of zero bytes and nothing else, as a copy or a download leaves that was broken off, or a damaged disk",
    hint: "copy it again from where it was, and compare the sizes",
};

fn zeros(head: &[u8]) -> bool {
    !head.is_empty() && head.iter().all(|byte| *byte == 0)
}

/// One note about all files that were not read, each with what it is, and what to do about each kind once.
pub(crate) fn note(left_out: &[(&str, Foreign)]) -> Option<String> {
    if left_out.is_empty() {
        return None;
    }
    let files: Vec<String> = left_out
        .iter()
        .map(|(name, foreign)| format!("{name} ({})", foreign.what))
        .collect();
    let mut kinds: Vec<Foreign> = Vec::new();
    for (_, foreign) in left_out {
        let said = kinds.iter().any(|known| known.hint == foreign.hint);
        if !said && foreign.hint != NO_DATA {
            kinds.push(*foreign);
        }
    }
    let hints = kinds
        .iter()
        .map(|kind| format!("; {}: {}", kind.what, kind.hint));
    let hints: String = hints.collect();
    let were = match left_out.len() {
        1 => "1 file was".to_owned(),
        count => format!("{count} files were"),
    };
    Some(format!("{were} not read: {}{hints}.", listed(&files)))
}

#[cfg(test)]
mod tests;
