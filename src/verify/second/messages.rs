use std::collections::BTreeMap;
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{DateForms, RoomSeen, XmlTrouble};
use crate::package::{Layout, Whereabouts};

/// Why the messages of a text could not be counted.
pub(super) enum Trouble {
    Reading(io::Error),
    Xml(XmlTrouble),
}

/// An element that has not ended.
struct Open {
    name: String,
    /// For a message: what it names itself. For a room: its id.
    room: Option<String>,
    is_message: bool,
    is_room: bool,
    id: Option<String>,
    date: Option<String>,
    /// The text directly in it.
    text: String,
}

/// Counts the messages of a text, room by room. Those that are in no room are left out.
pub(super) fn count(
    text: impl BufRead,
    layout: &Layout,
) -> Result<BTreeMap<String, RoomSeen>, Trouble> {
    let whereabouts = Whereabouts::new(layout);
    let mut reader = Reader::from_reader(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut counter = Counter {
        whereabouts,
        open: Vec::new(),
        rooms: BTreeMap::new(),
        in_message: false,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event {
            Ok(Event::Start(tag)) => counter.start(&tag),
            Ok(Event::Empty(tag)) => {
                counter.start(&tag);
                counter.end();
            }
            Ok(Event::End(_)) => counter.end(),
            Ok(Event::Text(text)) => counter.text(&text),
            Ok(Event::CData(text)) => counter.text(&text),
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", &*name);
                counter.text(unescape(&reference).as_deref().unwrap_or(&reference));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(quick_xml::Error::Io(cause)) => {
                return Err(Trouble::Reading(io::Error::new(cause.kind(), cause)));
            }
            Err(error) => {
                return Err(Trouble::Xml(refused(&error, reader.error_position())));
            }
        }
    }
    match counter.open.last() {
        None => Ok(counter.rooms),
        Some(_) => Err(Trouble::Xml(XmlTrouble::OpenElement)),
    }
}

/// What kind of error it is: its own words may contain a piece of the text.
fn refused(error: &quick_xml::Error, byte: u64) -> XmlTrouble {
    match error {
        quick_xml::Error::Syntax(_) => XmlTrouble::BadSyntax { byte },
        quick_xml::Error::IllFormed(_) => XmlTrouble::TagsDiffer { byte },
        _ => XmlTrouble::BadXml { byte },
    }
}

/// Adds the messages of another member.
pub(super) fn add(rooms: &mut BTreeMap<String, RoomSeen>, more: BTreeMap<String, RoomSeen>) {
    for (id, seen) in more {
        let room = rooms.entry(id).or_default();
        room.messages += seen.messages;
        room.order = xxh3_64_with_seed(&seen.order.to_le_bytes(), room.order);
        room.dates.ticks += seen.dates.ticks;
        room.dates.utc += seen.dates.utc;
        room.dates.other += seen.dates.other;
    }
}

struct Counter<'l> {
    whereabouts: Whereabouts<'l>,
    open: Vec<Open>,
    rooms: BTreeMap<String, RoomSeen>,
    in_message: bool,
}

impl Counter<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().into_inner();
        let (mut is_message, mut is_room) = (false, false);
        if !self.in_message && self.whereabouts.may_be(name) {
            let mut path: Vec<&str> = self.open.iter().map(|open| open.name.as_str()).collect();
            path.push(name);
            is_message = self.whereabouts.is_message(&path);
            is_room = self.whereabouts.is_room(&path);
        }
        self.open.push(Open {
            name: name.to_owned(),
            room: None,
            is_message,
            is_room,
            id: None,
            date: None,
            text: String::new(),
        });
        if is_message {
            self.in_message = true;
        }
        if !is_message && !is_room {
            return;
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let name = attribute.key.local_name().into_inner();
            let value = unescape(&attribute.value);
            let value = value.as_deref().unwrap_or(&attribute.value);
            if let Some(open) = self.open.last_mut() {
                put(open, &self.whereabouts, name, value);
            }
        }
    }

    fn text(&mut self, text: &str) {
        // Of messages and rooms only short texts are asked for, and those of their own children.
        let Some([parent, open]) = self.open.last_chunk_mut::<2>() else {
            return;
        };
        if parent.is_message || parent.is_room {
            let (id, room, date) = self.whereabouts.asks_for(&open.name, parent.is_message);
            if id || room || date {
                open.text.push_str(text);
            }
        }
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else {
            return;
        };
        if element.is_message {
            self.in_message = false;
            self.message(element);
        } else if let Some(parent) = self.open.last_mut()
            && (parent.is_message || parent.is_room)
        {
            put(parent, &self.whereabouts, &element.name, &element.text);
        }
    }

    fn message(&mut self, message: Open) {
        let own = trimmed(message.room);
        let around = || {
            let room = self.open.iter().rev().find(|open| open.is_room)?;
            trimmed(room.room.clone())
        };
        let Some(room) = own.or_else(around) else {
            return;
        };
        let room = self.rooms.entry(room).or_default();
        room.messages += 1;
        let id = message.id.unwrap_or_default();
        room.order = xxh3_64_with_seed(id.trim().as_bytes(), room.order);
        note_form(&mut room.dates, message.date.unwrap_or_default().trim());
    }
}

/// Takes a field; the first one of its name counts.
fn put(element: &mut Open, whereabouts: &Whereabouts<'_>, name: &str, value: &str) {
    let (id, room, date) = whereabouts.asks_for(name, element.is_message);
    for (asked, slot) in [
        (id, &mut element.id),
        (room, &mut element.room),
        (date, &mut element.date),
    ] {
        if asked {
            slot.get_or_insert_with(|| value.to_owned());
        }
    }
}

fn note_form(forms: &mut DateForms, date: &str) {
    let digits = !date.is_empty() && date.bytes().all(|byte| byte.is_ascii_digit());
    *match (digits, date.ends_with(['Z', 'z'])) {
        (true, _) => &mut forms.ticks,
        (_, true) => &mut forms.utc,
        _ => &mut forms.other,
    } += 1;
}

fn trimmed(id: Option<String>) -> Option<String> {
    id.map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
}
