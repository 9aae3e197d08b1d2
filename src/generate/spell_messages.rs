//! The messages as XML, wherever the spelling wants them.

use std::io;

use super::messages::{History, Kind, Message, Time};
use super::output::Output;
use super::spelling::{Place, Spelling, Times};
use super::text;
use super::words::{Form, Vocabulary};
use super::xml::{Xml, member, named_member};
use crate::package::write::list::List;
use crate::reading::flag;
use crate::time::Ticks;

/// Every so many messages something stands between them that is none.
const ASIDE_EVERY: u64 = 61;
const ASIDES: [&str; 3] = [
    "<!-- <Message id=\"0\" date=\"0\" userId=\"0\"><Content>no message</Content></Message> -->",
    "<?history <Message id=\"0\"> ?>",
    "<!-- </ChatRoom> > -->",
];

/// Members of the spelling `split`.
const PARTS: u64 = 4;

/// Writes messages, one after the other.
pub(super) struct Scribe<'a> {
    history: &'a History<'a>,
    spelling: Spelling,
    vocabulary: Vocabulary,
    /// What is written next.
    text: String,
    written: u64,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(history: &'a History<'a>, spelling: &Spelling) -> Self {
        Scribe {
            history,
            spelling: spelling.clone(),
            vocabulary: Vocabulary::new(),
            text: String::new(),
            written: 0,
        }
    }

    pub(super) fn message(&mut self, xml: &mut Xml<'_, '_>, message: &Message) -> io::Result<()> {
        if self.spelling.comments && self.written.is_multiple_of(ASIDE_EVERY) {
            xml.aside(ASIDES[(self.written / ASIDE_EVERY) as usize % ASIDES.len()]);
        }
        self.written += 1;
        xml.start("Message");
        if message.kind == Kind::UnknownParts {
            xml.attribute("device", "phone");
        }
        if self.spelling.messages == Place::Flat {
            xml.field("channelId", self.history.room_id(message.room));
        }
        self.text.clear();
        digits(message.id, 1, &mut self.text);
        xml.field("id", &self.text);
        self.text.clear();
        match message.time {
            Time::At(at) => time(at, self.spelling.times, &mut self.text),
            Time::Unreadable(text) => self.text.push_str(text),
        }
        xml.field("date", &self.text);
        xml.field("userId", self.history.author(message));
        xml.field("isAlert", flag::word(message.alert));
        xml.start("Content");
        self.content(xml, message);
        xml.end("Content");
        match message.kind {
            Kind::Rtf => {
                xml.start("Rtf");
                self.text.clear();
                text::rtf(&self.vocabulary, message, &mut self.text);
                xml.raw(self.text.as_bytes());
                xml.end("Rtf");
            }
            Kind::AsciiRtf => {
                self.text.clear();
                text::ascii_rtf(&self.vocabulary, message, &mut self.text);
                xml.element("Rtf", &self.text);
            }
            Kind::UnknownParts => xml.element("Reaction", "👍"),
            _ => {}
        }
        xml.end("Message");
        xml.breathe()
    }

    fn content(&mut self, xml: &mut Xml<'_, '_>, message: &Message) {
        let cdata = self.spelling.cdata && text::can_be_cdata(message.kind);
        let form = if cdata { Form::Cdata } else { Form::Escaped };
        let folder = self.history.folder(message.room);
        self.text.clear();
        if cdata {
            self.text.push_str("<![CDATA[");
        }
        text::content(&self.vocabulary, message, folder, form, &mut self.text);
        if cdata {
            self.text.push_str("]]>");
        }
        xml.raw(self.text.as_bytes());
    }

    /// One room's messages below an element that names the room.
    fn room(&mut self, xml: &mut Xml<'_, '_>, room: usize) -> io::Result<()> {
        xml.start("ChatRoom");
        xml.field("id", self.history.room_id(room));
        for message in self.history.of_room(room) {
            self.message(xml, &message)?;
        }
        xml.end("ChatRoom");
        Ok(())
    }
}

/// Writes the members that hold messages.
pub(super) fn members(
    history: &History<'_>,
    spelling: &Spelling,
    scribe: &mut Scribe<'_>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    match spelling.messages {
        Place::OwnMember => one_member(history.rooms(), spelling, scribe, output),
        // The unknown room has no place below a room.
        Place::Nested => {
            let unknown = history.rooms().filter(|room| history.is_unknown(*room));
            one_member(unknown, spelling, scribe, output)
        }
        Place::Flat => member(output, spelling, List::Messages, |xml| {
            for message in history.by_time() {
                scribe.message(xml, &message)?;
            }
            Ok(())
        }),
        Place::PerRoom => {
            for room in history.rooms() {
                let name = format!("Messages/ChatRoom-{}.xml", history.room_id(room));
                named_member(output, spelling, &name, List::Messages, |xml| {
                    scribe.room(xml, room)
                })?;
            }
            Ok(())
        }
        Place::Split => split(history, spelling, scribe, output),
    }
}

fn one_member(
    rooms: impl Iterator<Item = usize>,
    spelling: &Spelling,
    scribe: &mut Scribe<'_>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    member(output, spelling, List::Messages, |xml| {
        for room in rooms {
            scribe.room(xml, room)?;
        }
        Ok(())
    })
}

/// Four members of equal numbers of messages: a room may go on in the next member.
fn split(
    history: &History<'_>,
    spelling: &Spelling,
    scribe: &mut Scribe<'_>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let mut messages = history
        .rooms()
        .flat_map(|room| history.of_room(room))
        .peekable();
    let mut written = 0;
    for part in 1..=PARTS {
        let until = (u128::from(history.total()) * u128::from(part) / u128::from(PARTS)) as u64;
        let name = format!("{}{part}.xml", List::Messages.name());
        named_member(output, spelling, &name, List::Messages, |xml| {
            let mut open = None;
            while written < until
                && let Some(message) = messages.next()
            {
                if open != Some(message.room) {
                    if open.is_some() {
                        xml.end("ChatRoom");
                    }
                    xml.start("ChatRoom");
                    xml.field("id", history.room_id(message.room));
                    open = Some(message.room);
                }
                scribe.message(xml, &message)?;
                written += 1;
            }
            if open.is_some() {
                xml.end("ChatRoom");
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn time(at: Ticks, form: Times, out: &mut String) {
    const SECOND: i64 = 10_000_000;
    const DAY: i64 = 86_400 * SECOND;
    if form == Times::Ticks {
        digits(at.0 as u64, 1, out);
        return;
    }
    let (year, month, day) = at.date();
    let rest = (at.0 % DAY) as u64;
    let seconds = rest / SECOND as u64;
    let fraction = rest % SECOND as u64;
    for (number, width, after) in [(year, 4, '-'), (month, 2, '-')] {
        digits(number as u64, width, out);
        out.push(after);
    }
    digits(day as u64, 2, out);
    out.push(if form == Times::Iso { 'T' } else { ' ' });
    digits(seconds / 3_600, 2, out);
    out.push(':');
    digits(seconds / 60 % 60, 2, out);
    out.push(':');
    digits(seconds % 60, 2, out);
    out.push('.');
    if form == Times::Iso {
        digits(fraction, 7, out);
        out.push('Z');
    } else {
        digits(fraction / 10_000, 3, out);
    }
}

/// A number with at least so many digits: faster than formatting, and there are three in every message.
fn digits(number: u64, width: usize, out: &mut String) {
    let mut places = [b'0'; 20];
    let mut at = places.len();
    let mut rest = number;
    while rest > 0 || places.len() - at < width {
        at -= 1;
        places[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(places[at..].iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_has_three_spellings() {
        let at = Ticks::parse("2012-05-01T03:45:10.12Z").unwrap();
        for (form, expected) in [
            (Times::Ticks, "634714407101200000"),
            (Times::Iso, "2012-05-01T03:45:10.1200000Z"),
            (Times::Datetime, "2012-05-01 03:45:10.120"),
        ] {
            let mut text = String::new();
            time(at, form, &mut text);
            assert_eq!(text, expected);
            assert_eq!(Ticks::parse(&text), Some(at));
        }
    }
}
