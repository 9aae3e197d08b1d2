//! The input as reports show it.

use std::path::PathBuf;

use super::{InputSummary, MemberSummary};
use crate::input::own_name;
use crate::reading::{MemberReading, MemberState, Reading};
use crate::wording::wording;

wording! {
    in "result";
    /// An input by its name.
    enum Inputs {
        /// The first of several files, and how many more there are.
        AndMore { first: String, more: usize },
    }
}

impl InputSummary {
    /// Of an input that was read: by its own name, not by the path to it.
    pub fn new<T>(paths: &[PathBuf], reading: &Reading<T>) -> Self {
        InputSummary {
            name: names(paths),
            arguments: paths
                .iter()
                .map(|path| path.display().to_string())
                .collect(),
            kind: reading.kind,
            missing: reading.directory.parts.missing(),
            databases: reading.databases.clone(),
            is_empty: reading.is_empty,
            members: reading.members.iter().map(MemberSummary::from).collect(),
        }
    }
}

/// The names of an input that may be several files.
pub fn names(paths: &[PathBuf]) -> String {
    let first = paths.first().map(|path| own_name(path)).unwrap_or_default();
    match paths.len() {
        0 | 1 => first,
        count => Inputs::AndMore {
            first,
            more: count - 1,
        }
        .to_string(),
    }
}

impl From<&MemberReading> for MemberSummary {
    fn from(member: &MemberReading) -> Self {
        MemberSummary {
            name: member.name.clone(),
            bytes: member.bytes,
            crc: member.crc,
            forms: [&member.method, &member.encoding]
                .into_iter()
                .filter(|form| !form.is_empty())
                .cloned()
                .collect(),
            state: match member.state {
                MemberState::Understood => "understood",
                MemberState::PartlyUnderstood => "partly understood",
                MemberState::NotUnderstood => "not understood",
                MemberState::NotXml => "not XML",
                MemberState::NoExtract => "no extract",
            },
            holds: member.holds.clone(),
        }
    }
}
