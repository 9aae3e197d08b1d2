//! A second opinion on a package: its members, their sizes and checksums, and how many messages each room has, read
//! another way. What the reader is blind to, it would not promise, and would not miss.
//!
//! It has nothing of the reader but the layout: entries of a zip are those in front of whose data a header stands, not
//! those that the zip's directory lists; flate2 inflates them; quick-xml finds the messages, one event after the other.

mod compare;
mod contents;
mod messages;
#[cfg(test)]
mod tests;
mod utf8;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use self::contents::{Checked, Content};
use crate::input::Error;
use crate::package::Layout;
use crate::wording::wording;

pub use compare::{Side, compare, reordered};

wording! {
    in "verify";
    /// Why a package cannot be read a second way.
    enum Fault {
        /// The system cannot read the input.
        InputUnreadable,
        /// The member's data cannot be read, or are damaged.
        MemberUnreadable,
        /// A folder has more folders in each other than are followed.
        TooDeep,
    }
}

wording! {
    in "verify";
    /// What quick-xml refuses, without the text at that place.
    #[derive(PartialEq, Eq)]
    pub enum XmlTrouble {
        /// Its syntax.
        BadSyntax {
            /// At which byte.
            byte: u64,
        },
        /// A tag at its end has another name than the one at its beginning.
        TagsDiffer {
            /// At which byte.
            byte: u64,
        },
        /// Anything else.
        BadXml {
            /// At which byte.
            byte: u64,
        },
        /// The text ends in an element.
        OpenElement,
    }
}

/// What was found in a package.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    /// Its members, by name.
    pub members: BTreeMap<String, MemberSeen>,
    /// The rooms that have messages, by their ids.
    pub rooms: BTreeMap<String, RoomSeen>,
}

/// A member, read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberSeen {
    /// Its size in bytes, uncompressed.
    pub bytes: u64,
    /// The CRC-32 of its content.
    pub crc: u32,
    /// Why its messages could not be counted, where it is XML.
    pub trouble: Option<XmlTrouble>,
}

/// The messages of a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomSeen {
    /// How many.
    pub messages: u64,
    /// A hash of their ids in their order.
    pub order: u64,
    /// How many have a date in each of the forms that can be recognised.
    pub dates: DateForms,
}

/// How dates are written. `Z` and an offset say which time it is; a date without any does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateForms {
    /// Digits alone: .NET ticks.
    pub ticks: u64,
    /// `Z` at the end.
    pub utc: u64,
    /// Anything else.
    pub other: u64,
}

/// Reads a package: a zip, a folder, or one bare file.
///
/// # Errors
/// Where it cannot be read, or an entry's data are damaged. XML that quick-xml refuses is no error, but trouble of the
/// member.
pub fn read(path: &Path, layout: &Layout) -> Result<Opinion, Error> {
    let mut opinion = Opinion::default();
    for content in contents::list(path)? {
        let seen = member(&content, layout, &mut opinion.rooms);
        let seen = seen.map_err(|cause| {
            Error::io(Fault::MemberUnreadable, cause)
                .in_input(path.display().to_string())
                .in_member(&content.name)
        })?;
        opinion.members.insert(content.name, seen);
    }
    Ok(opinion)
}

/// Reads several packages, at once where there are as many threads; see [`read`].
///
/// # Errors
/// As [`read`]; that of the first package, where several have one.
pub fn read_all(paths: &[&Path], layout: &Layout) -> Result<Vec<Opinion>, Error> {
    let read: Vec<_> = paths.par_iter().map(|path| read(path, layout)).collect();
    read.into_iter().collect()
}

fn member(
    content: &Content,
    layout: &Layout,
    rooms: &mut BTreeMap<String, RoomSeen>,
) -> io::Result<MemberSeen> {
    let mut checked = Checked::new(content.open()?);
    let mut head = vec![0; utf8::HEAD];
    let length = fill(&mut checked, &mut head)?;
    head.truncate(length);
    let mut trouble = None;
    if let Some(encoding) = utf8::xml_encoding(&head) {
        let text = io::Cursor::new(head).chain(&mut checked);
        match messages::count(utf8::Utf8::new(text, encoding), layout) {
            Ok(counted) => messages::add(rooms, counted),
            Err(messages::Trouble::Reading(cause)) => return Err(cause),
            Err(messages::Trouble::Xml(what)) => trouble = Some(what),
        }
    }
    io::copy(&mut checked, &mut io::sink())?;
    let (bytes, crc) = checked.done();
    Ok(MemberSeen {
        bytes,
        crc,
        trouble,
    })
}

/// Reads until the buffer is full or the end is reached.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
