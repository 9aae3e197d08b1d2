//! The pool as XML, member by member, in the chosen spelling.

use std::io;

use super::messages::History;
use super::output::Output;
use super::pool::Pool;
use super::rooms::Trouble;
use super::spell_messages::{self as messages, Scribe};
use super::spelling::{Place, Spelling};
use super::xml::{Xml, member, with_root};
use crate::package::write::list::List;
use crate::package::write::{nodes, people};

/// Writes every member.
pub(super) fn package(
    pool: &Pool,
    history: &History<'_>,
    spelling: &Spelling,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let mut scribe = Scribe::new(history, spelling);
    let directory = &pool.directory;
    for list in [List::Users, List::Groups] {
        member(output, spelling, list, |xml| {
            people::principals(xml, list, &directory.principals, directory.parts)
        })?;
    }
    member(output, spelling, List::Affiliations, |xml| {
        people::affiliations(xml, &directory.principals)
    })?;
    member(output, spelling, List::Categories, |xml| {
        nodes::categories(xml, directory)
    })?;
    member(output, spelling, List::Rooms, |xml| {
        rooms(pool, history, spelling, &mut scribe, xml)
    })?;
    member(output, spelling, List::Addins, |xml| {
        nodes::addins(xml, directory)
    })?;
    messages::members(history, spelling, &mut scribe, output)?;
    preferences(pool, spelling, output)?;
    if spelling.cp437_names {
        output.plain("Übersicht.txt", b"Name of this file: in code page 437.\r\n")?;
    }
    output.plain(
        "readme.txt",
        b"A synthetic package. Nobody said any of this.\r\n",
    )
}

fn rooms(
    pool: &Pool,
    history: &History<'_>,
    spelling: &Spelling,
    scribe: &mut Scribe<'_>,
    xml: &mut Xml<'_, '_>,
) -> io::Result<()> {
    for (at, room) in pool.directory.rooms.iter().enumerate() {
        let has_unknown_parts = pool.room_troubles[at] == Some(Trouble::UnknownParts);
        xml.start("ChatRoom");
        if has_unknown_parts {
            xml.attribute("retentionDays", "365");
        }
        nodes::room(xml, room, &pool.directory.principals);
        if has_unknown_parts {
            xml.element("Pinned", "Please read the rules of this room first.");
        }
        if spelling.messages == Place::Nested {
            for message in history.of_room(at) {
                scribe.message(xml, &message)?;
            }
        }
        xml.end("ChatRoom");
        xml.breathe()?;
    }
    Ok(())
}

/// A member that no layout knows.
fn preferences(pool: &Pool, spelling: &Spelling, output: &mut Output<'_>) -> io::Result<()> {
    with_root(output, spelling, "Preferences.xml", "Preferences", |xml| {
        for principal in pool.ordinary.iter().take(100) {
            xml.start("Preference");
            xml.attribute("owner", pool.directory.principals.id(*principal));
            xml.element("Label", "groups & filters");
            xml.end("Preference");
        }
        Ok(())
    })
}
