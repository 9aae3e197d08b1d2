//! Reads everything of a member that is no message: the directory's records, and the census.

mod content;
mod taken_over;

use std::borrow::Cow;
use std::collections::BTreeMap;

use memchr::{memchr, memchr_iter};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::chunks::{Chunk, Spot};
use super::fault::{Excess, Fault, Passed, Wanted};
use super::records::{Record, Records};
use super::scan::Seen;
use crate::directory::{Id, Parts, Unclaimed};
use crate::input::encodings::lossy::{lossy, parts};
use crate::input::{Error, Limits, Skipped, limits};
use crate::package::Layout;
use crate::package::layout::{Entity, Field};
use crate::package::paths::{Claim, Paths};
use crate::reading::{Located, Text, TextForm};
use crate::wording::Sentence;
use crate::xml::markup::is_namespace;
use crate::xml::wrong::{self, Wrong};

/// How many characters of a path are shown in messages.
const LONGEST_PATH: usize = 120;

/// What a member's elements said.
pub(super) struct Elements<'l> {
    pub records: Records,
    pub paths: Paths<'l>,
    pub parts: Parts,
    pub skipped: Skipped,
    /// Texts that are not valid in the member's encoding.
    pub malformed: u64,
    /// What a strict reader of XML would not take.
    pub odd: Oddities,
    /// Where references stand that XML does not define, messages apart, and how many.
    pub undefined: BTreeMap<String, u64>,
    member: String,
    /// Go on behind damage.
    skip: bool,
    limits: Limits,
    open: Vec<Open>,
    /// The names of the open elements, one behind the other: as in the input, with their prefixes.
    names: String,
    /// The records of the open elements.
    entities: Vec<Record>,
    /// Records that ended: their memory.
    spare: Vec<Record>,
    /// Where the last list was whose entries are records, and what those are called in the input.
    pub list: Option<List>,
    roots: u64,
    /// Whether reading ended at elements that are nested deeper than this reader follows: no damage.
    pub too_deep: bool,
    /// Whether anything stands before this.
    begun: bool,
    /// Messages of no room.
    pub without_room: u64,
    /// Where the first of them begins.
    first_without_room: u64,
}

/// What a strict reader of XML would not take, although nothing is lost by it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Oddities {
    /// The XML declaration does not stand at the very beginning.
    pub late_declaration: bool,
    /// A byte order mark stands between the declaration and the root element, or behind that.
    pub marks_outside: bool,
    /// Entities are defined in the member itself.
    pub own_entities: bool,
}

/// An element that has not ended yet.
struct Open {
    path: usize,
    /// Where its name begins in [`Elements::names`].
    name: usize,
    /// Its text, if it is a field.
    text: String,
}

/// Where a list of records is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// The path of the element around its entries.
    pub path: usize,
    /// What its entries are called in the input, with their prefix.
    pub entry: Box<str>,
}

/// A reader of whole tags and texts. They may end elements that began before: matching these is not its affair.
pub(super) fn reader_of_a_stretch(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

impl<'l> Elements<'l> {
    pub fn new(layout: &'l Layout, member: &str, skip: bool, limits: Limits) -> Self {
        Elements {
            records: Records::default(),
            paths: Paths::new(layout),
            parts: Parts::default(),
            skipped: Skipped::default(),
            malformed: 0,
            odd: Oddities::default(),
            undefined: BTreeMap::new(),
            member: member.to_owned(),
            skip,
            limits,
            open: Vec::new(),
            names: String::new(),
            entities: Vec::new(),
            spare: Vec::new(),
            list: None,
            roots: 0,
            too_deep: false,
            begun: false,
            without_room: 0,
            first_without_room: 0,
        }
    }

    /// Reads a stretch of a chunk: whole tags and texts.
    pub fn read(&mut self, chunk: &Chunk, from: usize, to: usize) -> Result<(), Error> {
        let bytes = &chunk.text[from..to];
        let text = lossy(bytes);
        if chunk.counts_malformed() && matches!(text, Cow::Owned(_)) {
            self.malformed += parts(bytes).filter(|(_, broken)| *broken).count() as u64;
        }
        let mut reader = reader_of_a_stretch(&text);
        loop {
            let spot = |position: u64| chunk.spot(from + (position as usize).min(to - from));
            let at = spot(reader.buffer_position());
            let event = reader.read_event();
            match event {
                Ok(Event::Eof) => return Ok(()),
                Ok(event) => self.event(event, at)?,
                Err(error) => {
                    let at = spot(reader.error_position()).place();
                    self.damaged(Error::new(wrong::fault(&error)).at(at))?;
                    return Ok(());
                }
            }
        }
    }

    /// A run of messages stands here. Gives the room around it, or `None` where the layout knows no messages in this
    /// place: then they are elements like others.
    pub fn messages(&mut self, seen: &Seen, chunk: &Chunk) -> Option<Option<Id>> {
        let parent = self.open.last().map_or(0, |open| open.path);
        let path = self.paths.below(parent, &seen.name);
        if self.paths.claim(path) != Claim::Entity(Entity::Message) {
            return None;
        }
        self.roots = self.roots.max(1);
        self.paths.count_more(path, seen.messages);
        for (below, count) in &seen.unknown {
            self.paths.count_extra(path, below, *count);
        }
        self.parts.messages = true;
        let room = self.around(&[Entity::Room, Entity::MessageRoom]);
        if room.is_none() && seen.without_room > 0 {
            if self.without_room == 0 {
                self.first_without_room = chunk.place(seen.first_without);
            }
            self.without_room += seen.without_room;
        }
        Some(room)
    }

    /// The member ends. `cut_off`: in the middle of a tag or message. `counted`: why is known already, and counted.
    pub fn finish(&mut self, at: Spot<'_>, cut_off: bool, counted: bool) -> Result<(), Error> {
        self.note_without_room();
        let what = match self.open.last() {
            _ if cut_off => Fault::CutOff,
            Some(_) => Fault::EndsEarly {
                open: self.innermost().to_owned(),
            },
            None if self.roots == 0 => Fault::NoElement,
            None => return Ok(()),
        };
        if !counted {
            self.damaged(Error::new(what).at(at.place()).inside(self.inside()))?;
        }
        // What was read of the open elements counts.
        while !self.open.is_empty() {
            self.close(at);
        }
        Ok(())
    }

    /// Notes the messages that no room was known for.
    fn note_without_room(&mut self) {
        let count = self.without_room;
        if count > 0 {
            let passed = Passed::WithoutRoom {
                count,
                member: self.member.clone(),
                byte: self.first_without_room,
            };
            self.skipped.note(count, || passed.to_string());
        }
    }

    /// A fault that the scan for messages found.
    pub fn fault(&mut self, what: &Wrong, at: Spot<'_>) -> Result<(), Error> {
        let error = Error::new(what.clone()).at(at.place());
        self.damaged(error.inside(self.inside()))
    }

    /// The id of the nearest record of one of these kinds around.
    fn around(&self, kinds: &[Entity]) -> Option<Id> {
        let record = self
            .entities
            .iter()
            .rev()
            .find(|record| kinds.contains(&record.entity))?;
        record.fields.id(Field::Id).map(Id::from)
    }

    /// The path of the element that is open, as short as a message needs it.
    fn inside(&self) -> String {
        let Some(open) = self.open.last() else {
            return String::new();
        };
        let path = self.paths.text(open.path);
        match path.char_indices().nth(LONGEST_PATH) {
            Some((end, _)) => format!("{}…", &path[..end]),
            None => path,
        }
    }

    /// What is left out at this byte.
    fn at_byte(&self, what: impl Into<Sentence>, byte: u64) -> Located {
        Located::AtByte {
            what: what.into(),
            cause: None,
            member: self.member.clone(),
            byte,
        }
    }

    /// Damage is an error, or it is skipped and counted where that was asked for.
    fn damaged(&mut self, error: Error) -> Result<(), Error> {
        if !self.skip {
            return Err(match error.advice().is_empty() {
                true => error.hint(Wanted::StepOver),
                false => error,
            });
        }
        let what = error.what.clone();
        let place = error
            .place
            .byte
            .map(|byte| self.at_byte(what.clone(), byte));
        self.skipped.note(1, || match &place {
            Some(place) => place.to_string(),
            None => what.to_string(),
        });
        Ok(())
    }

    /// The name of the element that is open, as in the input.
    fn innermost(&self) -> &str {
        let from = self.open.last().map_or(0, |open| open.name);
        &self.names[from..]
    }

    fn open(&mut self, path: usize, name: &str) {
        self.open.push(Open {
            path,
            name: self.names.len(),
            text: String::new(),
        });
        self.names.push_str(name);
    }

    /// A record begins below this path.
    fn note_list(&mut self, path: usize, entry: &str) {
        let is_known = |list: &List| list.path == path && *list.entry == *entry;
        if self.entities.is_empty() && !self.list.as_ref().is_some_and(is_known) {
            self.list = Some(List {
                path,
                entry: entry.into(),
            });
        }
    }

    fn event(&mut self, event: Event<'_>, at: Spot<'_>) -> Result<(), Error> {
        let begun = std::mem::replace(&mut self.begun, true);
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::Empty(tag) => {
                self.start(&tag, at)?;
                self.end(tag.name().into_inner(), at)
            }
            Event::End(tag) => self.end(tag.name().into_inner(), at),
            Event::Text(text) => {
                // References come as events of their own.
                self.note_undefined(None, memchr_iter(b'&', text.as_bytes()).count() as u64);
                self.text(&text, at)
            }
            Event::CData(section) => self.text(&section, at),
            Event::GeneralRef(reference) => {
                let written = format!("&{};", &*reference);
                let text = Text {
                    raw: written.as_bytes(),
                    form: TextForm::Xml,
                };
                self.note_undefined(None, text.undefined_references());
                self.text(&text.decode(), at)
            }
            Event::Decl(_) => {
                self.odd.late_declaration |= begun;
                Ok(())
            }
            Event::DocType(declarations) => {
                self.odd.own_entities |= declarations.contains("<!ENTITY");
                Ok(())
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: Spot<'_>) -> Result<(), Error> {
        if self.open.is_empty() {
            self.roots += 1;
            if self.roots == 2 {
                self.damaged(Error::new(Fault::SecondRoot).at(at.place()))?;
            }
        }
        let most = self.limits.depth;
        if self.open.len() >= most {
            self.too_deep = true;
            return Err(limits::beyond(Excess::Nested { most }, "depth", most)
                .at(at.place())
                .inside(self.inside())
                .expected(Wanted::Lists));
        }
        let parent = self.open.last().map_or(0, |open| open.path);
        let path = self.paths.enter(parent, tag.local_name().into_inner());
        match self.paths.claim(path) {
            Claim::Entity(entity) => {
                if entity == Entity::Message {
                    // Known messages never come here: this one is hidden in what the scan took for one unknown message.
                    let hidden = self.at_byte(Passed::Hidden, at.place());
                    self.skipped.note(1, || hidden.to_string());
                }
                self.note_part(entity);
                let around = matches!(entity, Entity::Category | Entity::Room)
                    .then(|| self.around(&[Entity::Category]));
                self.note_list(parent, tag.name().into_inner());
                let record = self.spare.pop();
                let mut record = record.unwrap_or_else(|| Record::new(entity));
                record.begin(entity, around.flatten());
                self.entities.push(record);
            }
            Claim::Part(part) => {
                if let Some(record) = self.entities.last_mut() {
                    record.begin_part(part);
                }
            }
            Claim::Container => {
                if let Some(entity) = self.paths.announces(path) {
                    self.note_part(entity);
                }
            }
            Claim::Field(..) | Claim::Unclaimed => {}
        }
        self.open(path, tag.name().into_inner());
        for (count, attribute) in tag.attributes().enumerate() {
            let most = self.limits.attributes;
            if count >= most {
                let what = Excess::Attributes { most };
                return Err(limits::beyond(what, "attributes", most)
                    .at(at.place())
                    .inside(self.inside()));
            }
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    let error = Error::new(wrong::attribute_fault(&error))
                        .at(at.place())
                        .inside(self.inside());
                    return self.damaged(error.expected(Wanted::Attribute));
                }
            };
            let name = attribute.key.into_inner();
            if is_namespace(name.as_bytes()) {
                continue;
            }
            let local = attribute.key.local_name().into_inner();
            let claim = self.paths.attribute(path, local);
            let value = match memchr(b'&', attribute.value.as_bytes()) {
                None => attribute.value,
                Some(_) => {
                    let value = Text {
                        raw: attribute.value.as_bytes(),
                        form: TextForm::XmlAttribute,
                    };
                    self.note_undefined(Some(name), value.undefined_references());
                    value.decode().into_owned().into()
                }
            };
            if matches!(claim, Claim::Field(..)) && self.put(claim, value.into_owned()) {
                self.paths
                    .count_extra(path, &format!("@{local}{}", Unclaimed::AGAIN), 1);
            }
        }
        Ok(())
    }
}
