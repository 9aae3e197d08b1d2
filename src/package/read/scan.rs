//! Takes the messages out of a piece of XML: runs of messages on one side, everything else on the other.
//!
//! Messages are nearly all of a package, so they are found by searching bytes, without a general XML reader. What is
//! left (lists, rooms, whatever stands between) is small and goes to one.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memchr;

use super::message::MessageReader;
use super::shapes::Shapes;
use crate::package::read::names::{Names, Unknown, add};
use crate::reading::{Message, Survey};
use crate::xml::markup::{Fault, Stop, local, special, tag_end, tag_name};

/// A stretch of the text.
#[derive(Debug)]
pub(crate) enum Piece<R> {
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
pub(crate) struct Seen {
    pub messages: u64,
    /// Messages that name no room themselves.
    pub without_room: u64,
    /// Where the first of those begins.
    pub first_without: usize,
    /// The tag name of its messages, without prefix.
    pub name: Box<str>,
    /// Elements, attributes and texts inside messages that the layout does not name, and how often.
    pub unknown: Unknown,
}

/// What a scan found.
#[derive(Debug)]
pub(crate) struct Scanned<R> {
    pub pieces: Vec<Piece<R>>,
    /// Where the text ends in the middle of something: what is from here on was not looked at.
    pub end: usize,
    /// Faults: one where the scan stopped, or all those that were stepped over.
    pub faults: Vec<Fault>,
}

/// Scans a text that begins outside of any tag. With `skip`, a damaged message is stepped over: the scan goes on with
/// the next one.
pub(crate) fn scan<S: Survey>(
    text: &[u8],
    names: &Names,
    survey: &S,
    skip: bool,
) -> Scanned<S::Run> {
    scan_with(text, names, survey, skip, Shapes::new())
}

pub(super) fn scan_with<'t, S: Survey>(
    text: &'t [u8],
    names: &Names,
    survey: &S,
    skip: bool,
    shapes: Shapes<'t>,
) -> Scanned<S::Run> {
    let mut scanner = Scanner {
        text,
        names,
        survey,
        skip,
        shapes,
        open: None,
        pieces: Vec::new(),
        rest: 0,
    };
    let mut faults = Vec::new();
    let mut at = 0;
    loop {
        let Some(offset) = memchr(b'<', &text[at..]) else {
            scanner.text_until(at, text.len());
            at = text.len();
            break;
        };
        let tag = at + offset;
        scanner.text_until(at, tag);
        match scanner.tag(tag) {
            Ok(next) => at = next,
            Err(Stop::Incomplete) => {
                at = tag;
                break;
            }
            Err(Stop::Fault(found)) => {
                faults.push(found);
                scanner.cut(tag);
                if !skip {
                    return Scanned {
                        pieces: scanner.pieces,
                        end: tag,
                        faults,
                    };
                }
                at = scanner.behind_damage(tag);
                scanner.rest = at;
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
    skip: bool,
    shapes: Shapes<'t>,
    open: Option<Open<'t, S::Run>>,
    pieces: Vec<Piece<S::Run>>,
    /// Where the stretch without messages begins.
    rest: usize,
}

/// The run that is being filled.
struct Open<'t, R> {
    range: Range<usize>,
    /// The tag name of its messages, without prefix.
    name: &'t [u8],
    run: R,
    seen: Seen,
    /// How many more messages there are of each shape with something unknown whose first message is counted in `seen`.
    more: BTreeMap<usize, u64>,
}

impl<'t, S: Survey> Scanner<'t, '_, S> {
    /// Text between tags: only white space may stand between the messages of a run.
    fn text_until(&mut self, from: usize, to: usize) {
        if from < to && !self.text[from..to].trim_ascii().is_empty() {
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
        let Some(open) = self.open.take() else { return };
        let Open {
            range,
            run,
            mut seen,
            more,
            ..
        } = open;
        for (shape, more) in more {
            for (path, count) in self.shapes.unknown(shape).into_iter().flatten() {
                add(&mut seen.unknown, path.clone(), count * more);
            }
        }
        self.rest = range.end;
        self.pieces.push(Piece::Run { range, run, seen });
    }

    /// Steps over whatever begins with `<` at `at`, a whole message included; gives where it ends.
    fn tag(&mut self, at: usize) -> Result<usize, Stop> {
        let mut message = Message::default();
        if let Some(shaped) = self.shapes.read(self.text, at, &mut message) {
            self.take(local(shaped.name), &message, shaped.end);
            self.take_unknown_of(shaped.shape);
            return Ok(shaped.end);
        }
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
    /// A message that no known shape has.
    fn message(&mut self, at: usize, name: &'t [u8]) -> Result<usize, Stop> {
        let mut reader = MessageReader {
            text: self.text,
            name,
            names: self.names,
            skip: self.skip,
            unknown: Unknown::new(),
        };
        let (message, end) = reader.message(at)?;
        let unknown = reader.unknown;
        self.shapes.learn(self.text, at, self.names, &unknown);
        self.take(local(name), &message, end);
        if let Some(open) = &mut self.open {
            for (path, count) in unknown {
                add(&mut open.seen.unknown, path, count);
            }
        }
        Ok(end)
    }

    /// Takes a message into the run of those before it, or into a new one.
    fn take(&mut self, name: &'t [u8], message: &Message<'_>, end: usize) {
        if self.open.as_ref().is_some_and(|open| open.name != name) {
            self.close_run();
        }
        if self.open.is_none() && self.rest < message.at {
            self.pieces.push(Piece::Rest(self.rest..message.at));
            self.rest = message.at;
        }
        let open = self.open.get_or_insert_with(|| Open {
            range: message.at..end,
            name,
            run: self.survey.begin(),
            seen: Seen {
                name: String::from_utf8_lossy(name).into(),
                ..Seen::default()
            },
            more: BTreeMap::new(),
        });
        open.range.end = end;
        self.survey.message(&mut open.run, message);
        open.seen.messages += 1;
        if message.own_room().is_none() {
            if open.seen.without_room == 0 {
                open.seen.first_without = message.at;
            }
            open.seen.without_room += 1;
        }
    }

    /// What is unknown in a message of this shape, which was taken just now.
    fn take_unknown_of(&mut self, shape: usize) {
        let (Some(unknown), Some(open)) = (self.shapes.unknown(shape), &mut self.open) else {
            return;
        };
        match open.more.entry(shape) {
            Entry::Occupied(mut more) => *more.get_mut() += 1,
            Entry::Vacant(more) => {
                // At once: names are kept in the order of first sight.
                more.insert(0);
                for (path, count) in unknown {
                    add(&mut open.seen.unknown, path.clone(), *count);
                }
            }
        }
    }

    /// Where reading goes on behind damage in the tag or message at `at`.
    fn behind_damage(&self, at: usize) -> usize {
        let next = |from: usize| memchr(b'<', &self.text[from..]).map(|offset| from + offset);
        let Some(mut tag) = next(at + 1) else {
            return self.text.len();
        };
        let is_message =
            tag_name(self.text, at).is_ok_and(|name| self.names.is_message(local(name)));
        if !is_message || self.text[at + 1] == b'/' {
            return tag;
        }
        // Behind the message; before the next one; before the end of an element around it, which is one that neither
        // began since nor is a field's.
        let mut begun = BTreeSet::new();
        loop {
            match tag_name(self.text, tag) {
                Ok(name) if self.text[tag + 1] != b'/' => {
                    if self.names.is_message(local(name)) {
                        return tag;
                    }
                    begun.insert(name);
                }
                Ok(name) if self.names.is_message(local(name)) => {
                    return tag_end(self.text, tag).map_or(tag + 1, |(end, _)| end);
                }
                Ok(name) if self.names.field(local(name)).is_none() && !begun.contains(name) => {
                    return tag;
                }
                _ => {}
            }
            match next(tag + 1) {
                Some(found) => tag = found,
                None => return self.text.len(),
            }
        }
    }
}
