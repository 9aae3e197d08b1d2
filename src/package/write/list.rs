//! The lists of a package: one member each, called like the list.

use std::io;

use crate::input::zip::EntryHeader;
use crate::output::zip::{Archive, EntrySummary};
use crate::xml::write::{Style, Writer};

/// What all members that are known have as their root.
pub(crate) const ROOT: &str = "Pool";

/// A list that is a member of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Users,
    Groups,
    Affiliations,
    Categories,
    Rooms,
    Addins,
    Messages,
}

impl List {
    /// Its element.
    pub fn name(self) -> &'static str {
        match self {
            List::Users => "AdUsers",
            List::Groups => "AdGroups",
            List::Affiliations => "AdAffiliations",
            List::Categories => "Categories",
            List::Rooms => "ChatRooms",
            List::Addins => "Addins",
            List::Messages => "ChatMessages",
        }
    }

    /// The name of its member.
    pub fn file(self) -> String {
        format!("{}.xml", self.name())
    }
}

/// Writes one member, with nothing between its elements: the one public program that reads packages stumbles over white
/// space in places.
pub(super) type Xml<'a> = Writer<&'a mut Archive>;

/// Begins a member that holds one list. `bytes`: about how large it becomes.
pub(super) fn begin(archive: &mut Archive, list: List, bytes: u64) -> io::Result<Xml<'_>> {
    archive.start(&EntryHeader::plain(&list.file(), bytes))?;
    let mut xml = Writer::new(archive, Style::default());
    xml.raw(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.start(ROOT);
    xml.start(list.name());
    Ok(xml)
}

/// Ends the list and the member.
pub(super) fn finish(mut xml: Xml<'_>, list: List) -> io::Result<EntrySummary> {
    xml.end(list.name());
    xml.end(ROOT);
    xml.finish()?.end()
}
