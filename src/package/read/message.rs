//! Reads one message: its fields, as they stand in the text, and what else is in it.

use memchr::memchr;

use crate::directory::Unclaimed;
use crate::package::layout::Field;
use crate::package::read::names::{Names, Unknown, add};
use crate::reading::{Message, Text, TextForm};
use crate::xml::markup::{
    Stop, attributes, end_tag, fault, is_namespace, local, special, tag_name,
};
use crate::xml::wrong::Wrong;

/// The fields that a message may have.
const FIELDS: [Field; 7] = [
    Field::Room,
    Field::Id,
    Field::Date,
    Field::Author,
    Field::Alert,
    Field::Content,
    Field::Rtf,
];

/// Of several values for a field the one counts that the better candidate gives; of equal ones the first.
#[derive(Default)]
pub(super) struct Ranks([Option<u8>; FIELDS.len()]);

impl Ranks {
    /// Whether a candidate of this rank is better than those before it.
    pub fn improve(&mut self, field: Field, rank: u8) -> bool {
        let at = FIELDS.iter().position(|known| *known == field);
        let Some(best) = at.map(|at| &mut self.0[at]) else {
            return false;
        };
        let better = best.is_none_or(|best| rank < best);
        if better {
            *best = Some(rank);
        }
        better
    }
}

/// Sets a field.
pub(super) fn set<'t>(message: &mut Message<'t>, field: Field, text: Text<'t>) {
    let slot = match field {
        Field::Room => &mut message.room,
        Field::Id => &mut message.id,
        Field::Date => &mut message.date,
        Field::Author => &mut message.author,
        Field::Alert => &mut message.alert,
        Field::Content => &mut message.content,
        Field::Rtf => &mut message.rtf,
        _ => return,
    };
    *slot = Some(text);
}

/// The fields of a message while it is read.
#[derive(Default)]
struct Fields<'t> {
    message: Message<'t>,
    ranks: Ranks,
}

impl<'t> Fields<'t> {
    /// Takes a value, unless there is one that counts already.
    fn put(&mut self, (field, rank): (Field, u8), text: Text<'t>) -> bool {
        let counts = self.ranks.improve(field, rank);
        if counts {
            set(&mut self.message, field, text);
        }
        counts
    }
}

/// Reads one message.
pub(super) struct MessageReader<'t, 'n> {
    pub text: &'t [u8],
    /// What it is called, with its prefix.
    pub name: &'t [u8],
    pub names: &'n Names,
    /// Among damage, a message inside another one is taken for a sign that the outer one has lost its end.
    pub skip: bool,
    /// What the layout does not name.
    pub unknown: Unknown,
}

impl<'t> MessageReader<'t, '_> {
    /// Reads the message whose start tag begins at `at`; gives where it ends.
    pub fn message(&mut self, at: usize) -> Result<(Message<'t>, usize), Stop> {
        let names = self.names;
        let mut fields = Fields::default();
        let start = at + 1 + self.name.len();
        let (mut from, empty) = attributes(self.text, start, |name, value| {
            if is_namespace(name) {
                return;
            }
            match names.field(local(name)) {
                Some(field) => {
                    let text = Text {
                        raw: value,
                        form: TextForm::XmlAttribute,
                    };
                    if !fields.put(field, text) {
                        self.unknown(&[b"@", local(name), Unclaimed::AGAIN_IN_MESSAGE.as_bytes()]);
                    }
                }
                None => self.unknown(&[b"@", local(name)]),
            }
        })?;
        if !empty {
            from = self.children(from, &mut fields)?;
        }
        fields.message.raw = &self.text[at..from];
        fields.message.at = at;
        Ok((fields.message, from))
    }

    /// Reads what stands in the message from `from` on; gives where the message ends.
    fn children(&mut self, mut from: usize, fields: &mut Fields<'t>) -> Result<usize, Stop> {
        let text = self.text;
        loop {
            let tag = from + memchr(b'<', &text[from..]).ok_or(Stop::Incomplete)?;
            if !text[from..tag].trim_ascii().is_empty() {
                self.unknown(&[b"text()"]);
            }
            if let Some(end) = special(text, tag)? {
                let section = Text {
                    raw: &text[tag..end],
                    form: TextForm::Xml,
                };
                if !section.decode().trim().is_empty() {
                    self.unknown(&[b"text()"]);
                }
                from = end;
                continue;
            }
            let child = tag_name(text, tag)?;
            if text[tag + 1] == b'/' {
                return end_tag(text, tag, child, self.name);
            }
            self.no_message(tag, child)?;
            let field = self.names.field(local(child));
            if field.is_none() {
                self.unknown(&[local(child)]);
            }
            let (inside, empty) = attributes(text, tag + 1 + child.len(), |attribute, _| {
                if !is_namespace(attribute) {
                    self.unknown(&[local(child), b"/@", local(attribute)]);
                }
            })?;
            let (content_end, end) = if empty {
                (inside, inside)
            } else {
                self.child_end(inside, child)?
            };
            if let Some(field) = field {
                let text = Text {
                    raw: &text[inside..content_end],
                    form: TextForm::Xml,
                };
                if !fields.put(field, text) {
                    self.unknown(&[local(child), Unclaimed::AGAIN_IN_MESSAGE.as_bytes()]);
                }
            }
            from = end;
        }
    }

    /// Where the content of a child ends that begins at `from`, and where its end tag ends.
    fn child_end(&mut self, from: usize, name: &[u8]) -> Result<(usize, usize), Stop> {
        let text = self.text;
        let mut inside: Vec<&[u8]> = Vec::new();
        let mut at = from;
        loop {
            let tag = at + memchr(b'<', &text[at..]).ok_or(Stop::Incomplete)?;
            if let Some(end) = special(text, tag)? {
                at = end;
                continue;
            }
            let found = tag_name(text, tag)?;
            if text[tag + 1] == b'/' {
                let Some(open) = inside.pop() else {
                    return Ok((tag, end_tag(text, tag, found, name)?));
                };
                at = end_tag(text, tag, found, open)?;
            } else {
                self.no_message(tag, found)?;
                self.unknown(&[local(name), b"/", local(found)]);
                let (end, empty) = attributes(text, tag + 1 + found.len(), |_, _| {})?;
                if !empty {
                    inside.push(found);
                }
                at = end;
            }
        }
    }

    fn no_message(&self, at: usize, name: &[u8]) -> Result<(), Stop> {
        if self.skip && self.names.is_message(local(name)) {
            let open = String::from_utf8_lossy(self.name).into_owned();
            return fault(at, Wrong::MessageInMessage { open });
        }
        Ok(())
    }

    fn unknown(&mut self, path: &[&[u8]]) {
        let path = String::from_utf8_lossy(&path.concat()).into_owned();
        add(&mut self.unknown, path, 1);
    }
}
