//! Takes the messages out of a piece of XML: runs of messages on one side, everything else on the other.
//!
//! Messages are nearly all of a package, so they are found by searching bytes, without a general XML reader. What is
//! left (lists, rooms, whatever stands between) is small and goes to one.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use super::layout::{Entity, Field, Layout};
use crate::source::{Form, Message, Survey, Text};

/// How many different unknown fields are told apart in a run.
const UNKNOWN_KEPT: usize = 200;

/// What messages are called and what their fields are called.
#[derive(Debug)]
pub(super) struct Names {
    /// Local names of message elements.
    pub messages: Vec<Box<str>>,
    fields: Vec<(Box<[u8]>, Field, u8)>,
}

impl Names {
    pub fn new(layout: &Layout) -> Self {
        let Some(message) = layout.entity(Entity::Message) else {
            return Names {
                messages: Vec::new(),
                fields: Vec::new(),
            };
        };
        let mut messages: Vec<Box<str>> = message.at.iter().map(|at| at.last().into()).collect();
        messages.sort_unstable();
        messages.dedup();
        let field = |path: &[Box<str>]| path.concat().into_bytes().into_boxed_slice();
        let fields = message
            .fields
            .iter()
            .map(|known| (field(&known.path), known.field, known.rank))
            .collect();
        Names { messages, fields }
    }

    fn is_message(&self, name: &[u8]) -> bool {
        self.messages.iter().any(|known| known.as_bytes() == name)
    }

    fn field(&self, name: &[u8]) -> Option<(Field, u8)> {
        self.fields
            .iter()
            .find(|(known, ..)| **known == *name)
            .map(|(_, field, rank)| (*field, *rank))
    }
}

/// A stretch of the text.
#[derive(Debug)]
pub(super) enum Piece<R> {
    /// No messages: for the general reader. Whole tags and texts.
    Rest(Range<usize>),
    /// Messages that follow each other.
    Run {
        range: Range<usize>,
        run: R,
        seen: Seen,
    },
}

/// What was seen of a run beside its messages.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub messages: u64,
    /// Messages that name no room themselves.
    pub without_room: u64,
    /// The tag name of its messages, without prefix.
    pub name: Box<str>,
    /// Elements, attributes and texts inside messages that the layout does not name, and how often.
    pub unknown: BTreeMap<String, u64>,
}

/// Why a text is no XML.
#[derive(Debug, PartialEq)]
pub(super) struct Fault {
    pub at: usize,
    pub what: String,
    pub expected: String,
}

/// What a scan found.
#[derive(Debug)]
pub(super) struct Scanned<R> {
    pub pieces: Vec<Piece<R>>,
    /// Where the text ends in the middle of something: what is from here on was not looked at.
    pub end: usize,
    /// Faults: one where the scan stopped, or all those that were stepped over.
    pub faults: Vec<Fault>,
}

/// Why something could not be read.
enum Stop {
    /// The text ends before it does.
    Incomplete,
    Fault(Fault),
}

fn fault<T>(at: usize, what: impl Into<String>, expected: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Fault(Fault {
        at,
        what: what.into(),
        expected: expected.into(),
    }))
}

/// Scans a text that begins outside of any tag. With `skip`, a damaged message is stepped over: the scan goes on with
/// the next one.
pub(super) fn scan<S: Survey>(
    text: &[u8],
    names: &Names,
    survey: &S,
    skip: bool,
) -> Scanned<S::Run> {
    let mut scanner = Scanner {
        text,
        names,
        survey,
        open: None,
        pieces: Vec::new(),
        rest: 0,
    };
    let mut faults = Vec::new();
    let mut at = 0;
    loop {
        let tag = match memchr(b'<', &text[at..]) {
            Some(offset) => at + offset,
            None => {
                scanner.text_until(at, text.len());
                at = text.len();
                break;
            }
        };
        scanner.text_until(at, tag);
        match scanner.tag(tag) {
            Ok(next) => at = next,
            Err(Stop::Incomplete) => {
                at = tag;
                break;
            }
            Err(Stop::Fault(found)) => {
                let next = skip.then(|| scanner.next_message(tag)).flatten();
                faults.push(found);
                scanner.cut(tag);
                match next {
                    Some(next) => {
                        scanner.rest = next;
                        at = next;
                    }
                    None if skip => {
                        // Nothing more to be found here: look at the next piece of text.
                        scanner.rest = text.len();
                        at = text.len();
                        break;
                    }
                    None => {
                        return Scanned {
                            pieces: scanner.pieces,
                            end: tag,
                            faults,
                        };
                    }
                }
            }
        }
    }
    scanner.cut(at);
    Scanned {
        pieces: scanner.pieces,
        end: at,
        faults,
    }
}

struct Scanner<'t, 's, S: Survey> {
    text: &'t [u8],
    names: &'s Names,
    survey: &'s S,
    /// The run that is being filled: where it begins and ends.
    open: Option<(Range<usize>, S::Run, Seen)>,
    pieces: Vec<Piece<S::Run>>,
    /// Where the stretch without messages begins.
    rest: usize,
}

impl<'t, S: Survey> Scanner<'t, '_, S> {
    /// Text between tags: only white space may stand between the messages of a run.
    fn text_until(&mut self, from: usize, to: usize) {
        if self.open.is_some() && !self.text[from..to].trim_ascii().is_empty() {
            self.close_run();
        }
    }

    /// Ends everything before `at`.
    fn cut(&mut self, at: usize) {
        self.close_run();
        if self.rest < at {
            self.pieces.push(Piece::Rest(self.rest..at));
        }
        self.rest = at;
    }

    fn close_run(&mut self) {
        if let Some((range, run, seen)) = self.open.take() {
            self.rest = range.end;
            self.pieces.push(Piece::Run { range, run, seen });
        }
    }

    /// Steps over whatever begins with `<` at `at`, a whole message included; gives where it ends.
    fn tag(&mut self, at: usize) -> Result<usize, Stop> {
        if let Some(end) = special(self.text, at)? {
            self.close_run();
            return Ok(end);
        }
        let name = tag_name(self.text, at)?;
        if self.text[at + 1] == b'/' || !self.names.is_message(local(name)) {
            self.close_run();
            return tag_end(self.text, at).map(|(end, _)| end);
        }
        self.message(at, name)
    }

    fn message(&mut self, at: usize, name: &'t [u8]) -> Result<usize, Stop> {
        let (mut range, mut run, mut seen) = match self.open.take() {
            Some(open) if *open.2.name.as_bytes() == *local(name) => open,
            other => {
                self.open = other;
                self.close_run();
                let name = String::from_utf8_lossy(local(name)).into();
                (
                    at..at,
                    self.survey.begin(),
                    Seen {
                        name,
                        ..Seen::default()
                    },
                )
            }
        };
        let read = read_message(self.text, at, name, self.names, &mut seen);
        if let Ok((message, end)) = &read {
            if self.rest < range.start {
                self.pieces.push(Piece::Rest(self.rest..range.start));
                self.rest = range.start;
            }
            self.survey.message(&mut run, message);
            seen.messages += 1;
            seen.without_room += u64::from(message.room.is_none());
            range.end = *end;
        }
        if range.start < range.end {
            self.open = Some((range, run, seen));
        }
        read.map(|(_, end)| end)
    }

    /// Where the next message begins behind a fault at `at`.
    fn next_message(&self, at: usize) -> Option<usize> {
        let starts = self.names.messages.iter().flat_map(|name| {
            let mut from = at + 1;
            std::iter::from_fn(move || {
                let open = from + memchr(b'<', self.text.get(from..)?)?;
                from = open + 1;
                Some((open, name))
            })
            .find(|(open, name)| {
                tag_name(self.text, *open).is_ok_and(|found| local(found) == name.as_bytes())
                    && self.text[open + 1] != b'/'
            })
            .map(|(open, _)| open)
        });
        starts.min()
    }
}

/// Comments, sections, instructions and declarations: where the one at `at` ends, `None` where it is a tag.
fn special(text: &[u8], at: usize) -> Result<Option<usize>, Stop> {
    let rest = &text[at..];
    let end: &[u8] = match rest {
        [b'<', b'!', b'-', b'-', ..] => b"-->",
        [b'<', b'!', b'[', ..] => b"]]>",
        [b'<', b'?', ..] => b"?>",
        [b'<', b'!', ..] => return doctype_end(text, at).map(Some),
        [b'<', _, ..] => return Ok(None),
        _ => return Err(Stop::Incomplete),
    };
    let skip = if end == b"-->" { 4 } else { 2 };
    let found = rest.get(skip..).and_then(|rest| memmem::find(rest, end));
    found
        .map(|found| Some(at + skip + found + end.len()))
        .ok_or(Stop::Incomplete)
}

fn doctype_end(text: &[u8], at: usize) -> Result<usize, Stop> {
    let mut depth = 0_i32;
    let mut quote = None;
    for (offset, byte) in text[at..].iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth -= 1,
            (None, b'>') if depth <= 0 => return Ok(at + offset + 1),
            _ => {}
        }
    }
    Err(Stop::Incomplete)
}

/// The name of the start or end tag at `at`, with its prefix.
fn tag_name(text: &[u8], at: usize) -> Result<&[u8], Stop> {
    let from = at + 1 + usize::from(text.get(at + 1) == Some(&b'/'));
    let rest = text.get(from..).ok_or(Stop::Incomplete)?;
    let ends = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/' | b'<' | b'=' | b'"' | b'\''
        )
    };
    let length = rest.iter().position(ends).ok_or(Stop::Incomplete)?;
    if length == 0 {
        return fault(
            at,
            "`<` begins no tag",
            "the name of an element, or &lt; for the sign itself",
        );
    }
    Ok(&rest[..length])
}

/// Where the tag at `at` ends, and whether it is an empty element. Quoted `>` do not end it.
fn tag_end(text: &[u8], at: usize) -> Result<(usize, bool), Stop> {
    let mut from = at + 1;
    loop {
        let stop = text[from..]
            .iter()
            .position(|byte| matches!(byte, b'>' | b'"' | b'\'' | b'<'));
        let stop = from + stop.ok_or(Stop::Incomplete)?;
        match text[stop] {
            b'>' => return Ok((stop + 1, text[stop - 1] == b'/')),
            b'<' => return fault(stop, "a tag begins inside another tag", "`>`"),
            quote => {
                let length = memchr(quote, &text[stop + 1..]).ok_or(Stop::Incomplete)?;
                from = stop + 1 + length + 1;
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The fields of a message while it is read, each with the rank of the candidate that gave it.
#[derive(Default)]
struct Fields<'t> {
    message: Message<'t>,
    ranks: [Option<u8>; 7],
}

impl<'t> Fields<'t> {
    fn put(&mut self, (field, rank): (Field, u8), text: Text<'t>) {
        let (slot, number) = match field {
            Field::Room => (&mut self.message.room, 0),
            Field::Id => (&mut self.message.id, 1),
            Field::Date => (&mut self.message.date, 2),
            Field::Author => (&mut self.message.author, 3),
            Field::Alert => (&mut self.message.alert, 4),
            Field::Content => (&mut self.message.content, 5),
            Field::Rtf => (&mut self.message.rtf, 6),
            _ => return,
        };
        if self.ranks[number].is_none_or(|known| rank < known) {
            self.ranks[number] = Some(rank);
            *slot = Some(text);
        }
    }
}

fn unknown(seen: &mut Seen, path: &str, name: &[u8]) {
    let name = String::from_utf8_lossy(name);
    let path = format!("{path}{name}");
    if let Some(count) = seen.unknown.get_mut(&path) {
        *count += 1;
    } else if seen.unknown.len() < UNKNOWN_KEPT {
        seen.unknown.insert(path, 1);
    }
}

/// Reads the message whose start tag begins at `at`; gives where it ends.
fn read_message<'t>(
    text: &'t [u8],
    at: usize,
    name: &[u8],
    names: &Names,
    seen: &mut Seen,
) -> Result<(Message<'t>, usize), Stop> {
    let mut fields = Fields::default();
    let (mut from, empty) = attributes(text, at + 1 + name.len(), |name, value| {
        match names.field(local(name)) {
            Some(field) => fields.put(
                field,
                Text {
                    raw: value,
                    form: Form::XmlAttribute,
                },
            ),
            None if is_namespace(name) => {}
            None => unknown(seen, "@", name),
        }
    })?;
    if !empty {
        from = read_children(text, from, name, names, &mut fields, seen)?;
    }
    fields.message.raw = &text[at..from];
    Ok((fields.message, from))
}

/// Reads what stands in a message from `from` on; gives where the message ends.
fn read_children<'t>(
    text: &'t [u8],
    mut from: usize,
    name: &[u8],
    names: &Names,
    fields: &mut Fields<'t>,
    seen: &mut Seen,
) -> Result<usize, Stop> {
    loop {
        let tag = from + memchr(b'<', &text[from..]).ok_or(Stop::Incomplete)?;
        if !text[from..tag].trim_ascii().is_empty() {
            unknown(seen, "text()", b"");
        }
        if let Some(end) = special(text, tag)? {
            from = end;
            continue;
        }
        let child = tag_name(text, tag)?;
        if text[tag + 1] == b'/' {
            return end_tag(text, tag, child, name);
        }
        let field = names.field(local(child));
        if field.is_none() {
            unknown(seen, "", local(child));
        }
        let (inside, empty_child) = attributes(text, tag + 1 + child.len(), |attribute, _| {
            if !is_namespace(attribute) {
                unknown(
                    seen,
                    &format!("{}/@", String::from_utf8_lossy(local(child))),
                    attribute,
                );
            }
        })?;
        let (content_end, end) = if empty_child {
            (inside, inside)
        } else {
            child_end(text, inside, child, seen)?
        };
        if let Some(field) = field {
            fields.put(
                field,
                Text {
                    raw: &text[inside..content_end],
                    form: Form::Xml,
                },
            );
        }
        from = end;
    }
}

/// Where the content of an element ends that begins at `from`, and where its end tag ends.
fn child_end(
    text: &[u8],
    from: usize,
    name: &[u8],
    seen: &mut Seen,
) -> Result<(usize, usize), Stop> {
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
            unknown(
                seen,
                &format!("{}/", String::from_utf8_lossy(local(name))),
                local(found),
            );
            let (end, empty) = tag_end(text, tag)?;
            if !empty {
                inside.push(found);
            }
            at = end;
        }
    }
}

/// Where the end tag at `at` ends, if it is that of the element `open`.
fn end_tag(text: &[u8], at: usize, name: &[u8], open: &[u8]) -> Result<usize, Stop> {
    if name != open {
        let shown = |name| String::from_utf8_lossy(name).into_owned();
        return fault(
            at,
            format!("</{}> ends an element that is not open", shown(name)),
            format!("</{}>", shown(open)),
        );
    }
    let from = at + 2 + name.len();
    let end = from + memchr(b'>', &text[from..]).ok_or(Stop::Incomplete)?;
    if !text[from..end].trim_ascii().is_empty() {
        return fault(from, "an end tag holds more than a name", "`>`");
    }
    Ok(end + 1)
}

/// Reads attributes up to the end of the tag; gives where that is and whether the element is empty.
fn attributes<'t>(
    text: &'t [u8],
    mut at: usize,
    mut take: impl FnMut(&'t [u8], &'t [u8]),
) -> Result<(usize, bool), Stop> {
    loop {
        at += text[at..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
            .ok_or(Stop::Incomplete)?;
        match text[at..] {
            [b'>', ..] => return Ok((at + 1, false)),
            [b'/', b'>', ..] => return Ok((at + 2, true)),
            [b'/'] => return Err(Stop::Incomplete),
            _ => {}
        }
        let ends = |byte: &u8| {
            matches!(byte, b'=' | b'>' | b'<' | b'/' | b'"' | b'\'') || byte.is_ascii_whitespace()
        };
        let name_end = at + text[at..].iter().position(ends).ok_or(Stop::Incomplete)?;
        let name = &text[at..name_end];
        let equals = name_end + skip_blanks(text, name_end)?;
        if name.is_empty() || text[equals] != b'=' {
            return fault(
                at,
                "a start tag holds something that is no attribute",
                "name=\"value\"",
            );
        }
        let open = equals + 1 + skip_blanks(text, equals + 1)?;
        let quote = text[open];
        if !matches!(quote, b'"' | b'\'') {
            return fault(open, "an attribute's value has no quotes", "name=\"value\"");
        }
        let length = memchr2(quote, b'<', &text[open + 1..]).ok_or(Stop::Incomplete)?;
        let value = &text[open + 1..open + 1 + length];
        at = open + 1 + length + 1;
        if text[at - 1] == b'<' {
            return fault(
                at - 1,
                "an attribute's value holds `<` or is not closed",
                "the closing quote, or &lt;",
            );
        }
        take(name, value);
    }
}

fn skip_blanks(text: &[u8], from: usize) -> Result<usize, Stop> {
    let rest = text.get(from..).ok_or(Stop::Incomplete)?;
    rest.iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .ok_or(Stop::Incomplete)
}

fn is_namespace(attribute: &[u8]) -> bool {
    attribute == b"xmlns" || attribute.starts_with(b"xmlns:") || attribute.starts_with(b"xml:")
}
