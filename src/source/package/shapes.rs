//! Reads messages that are written like earlier ones.
//!
//! Whoever writes a million messages writes them in one way, or in a few: what stands between their values is the same
//! bytes again and again. Such a way is a shape. It is learned from a message that the general reader has read; a
//! message of a known shape is then read by comparing those bytes and searching for the ends of the values. Whatever
//! differs in the least is left to the general reader.

use memchr::{memchr, memchr2};

use super::gap::{Gaps, Then};
use super::literal::{Literal, WINDOW};
use super::markup::{special, tag_name};
use super::message::{Ranks, set};
use super::scan::{Names, Unknown};
use crate::source::{Form, Message, Text};

/// How many gaps are remembered, and how many of them behind one value. A text that has more is not written in a few
/// ways.
const KEPT: usize = 1_000;
const KEPT_BEHIND_ONE: usize = 16;

/// How many messages may teach nothing before it is given up.
const FAILURES: usize = 100;

/// Stands before the gaps that a message begins with.
const START: usize = 0;

/// The shapes of a text's messages: a tree of the gaps between their values.
pub(super) struct Shapes<'t> {
    gaps: Vec<Gap<'t>>,
    /// How many lessons may still fail.
    patience: usize,
}

/// What stands between two values.
struct Gap<'t> {
    bytes: Literal<'t>,
    then: Then<'t>,
    /// The gaps that were met behind what comes then.
    next: Vec<usize>,
}

/// A message that was read.
pub(super) struct Shaped<'t> {
    pub message: Message<'t>,
    /// What it is called, with its prefix.
    pub name: &'t [u8],
    /// Where it ends.
    pub end: usize,
    /// The number of its shape.
    pub shape: usize,
}

impl<'t> Shapes<'t> {
    pub fn new() -> Self {
        Shapes::patient(FAILURES)
    }

    /// One that learns nothing: everything is left to the general reader.
    #[cfg(test)]
    pub fn none() -> Self {
        Shapes::patient(0)
    }

    fn patient(patience: usize) -> Self {
        let start = Gap {
            bytes: Literal::default(),
            then: Then::End(&[], Unknown::new()),
            next: Vec::new(),
        };
        Shapes {
            gaps: vec![start],
            patience,
        }
    }

    /// Reads the message at `at`, if it has a known shape.
    pub fn read(&self, text: &'t [u8], at: usize) -> Option<Shaped<'t>> {
        let mut message = Message::default();
        let mut from = at;
        let mut shape = START;
        loop {
            let before = shape;
            shape = self.known(before, text, from)?;
            let gap = &self.gaps[shape];
            let begin = from + gap.bytes.len();
            from = value_end(text, begin, &gap.then)?;
            let (field, form) = match &gap.then {
                Then::Attribute(_, field) => (field, Form::XmlAttribute),
                Then::Content(_, field) | Then::Empty(field) => (field, Form::Xml),
                Then::End(name, _) => {
                    message.raw = &text[at..from];
                    message.at = at;
                    return Some(Shaped {
                        message,
                        name,
                        end: from,
                        shape,
                    });
                }
            };
            if let Some(field) = field {
                let raw = &text[begin..from];
                set(&mut message, *field, Text { raw, form });
            }
        }
    }

    /// What the layout does not name in the messages of this shape, if there is anything.
    pub fn unknown(&self, shape: usize) -> Option<&Unknown> {
        match &self.gaps[shape].then {
            Then::End(_, unknown) if !unknown.is_empty() => Some(unknown),
            _ => None,
        }
    }

    /// Learns the shape of the message at `at`, which the general reader has read, and in which it found this much that
    /// the layout does not name. Not every message has a shape: one with elements in a child has none.
    pub fn learn(&mut self, text: &'t [u8], at: usize, names: &Names, unknown: &Unknown) {
        if self.patience > 0 && self.lesson(text, at, names, unknown).is_none() {
            self.patience -= 1;
        }
    }

    fn lesson(
        &mut self,
        text: &'t [u8],
        at: usize,
        names: &Names,
        unknown: &Unknown,
    ) -> Option<()> {
        let mut gaps = Gaps {
            text,
            name: tag_name(text, at).ok()?,
            names,
            unknown,
            ranks: Ranks::default(),
        };
        let mut before = START;
        let (mut from, mut found) = (at, gaps.first(at)?);
        loop {
            let (begin, then) = found;
            let gap = match self.known(before, text, from) {
                Some(gap) => gap,
                None => self.add(before, &text[from..begin], then)?,
            };
            let then = &self.gaps[gap].then;
            if matches!(then, Then::End(..)) {
                return Some(());
            }
            from = value_end(text, begin, then)?;
            found = gaps.behind(then, from)?;
            before = gap;
        }
    }

    fn add(&mut self, before: usize, bytes: &'t [u8], then: Then<'t>) -> Option<usize> {
        let number = self.gaps.len();
        let next = &mut self.gaps[before].next;
        if number == KEPT || next.len() == KEPT_BEHIND_ONE {
            return None;
        }
        next.push(number);
        self.gaps.push(Gap {
            bytes: Literal::new(bytes),
            then,
            next: Vec::new(),
        });
        Some(number)
    }

    /// Which of the gaps that were met behind `before` stands at `at`. Near the end of the text nothing is known.
    fn known(&self, before: usize, text: &[u8], at: usize) -> Option<usize> {
        let text = &text[at..];
        let window = text.first_chunk::<WINDOW>()?;
        let mut next = self.gaps[before].next.iter().copied();
        next.find(|gap| self.gaps[*gap].bytes.begins(text, window))
    }
}

/// Where the value ends that begins at `from`.
fn value_end(text: &[u8], from: usize, value: &Then<'_>) -> Option<usize> {
    match value {
        Then::Attribute(quote, _) => Some(from + attribute_len(&text[from..], *quote)?),
        Then::Content(..) => content_end(text, from),
        Then::Empty(_) | Then::End(..) => Some(from),
    }
}

/// The length of an attribute's value: up to the quote, or to a `<`, which may not be there.
fn attribute_len(text: &[u8], quote: u8) -> Option<usize> {
    const SHORT: usize = 4;
    let (words, _) = text.as_chunks::<8>();
    let short = words.iter().take(SHORT).enumerate().find_map(|(at, word)| {
        let word = u64::from_le_bytes(*word);
        let found = is_zero(word ^ (EACH * u64::from(quote))) | is_zero(word ^ (EACH * LESS));
        (found != 0).then(|| at * 8 + found.trailing_zeros() as usize / 8)
    });
    short.or_else(|| memchr2(quote, b'<', text))
}

const EACH: u64 = 0x0101_0101_0101_0101;
const LESS: u64 = b'<' as u64;

/// The highest bit of the first byte that is zero. What stands above it means nothing.
fn is_zero(word: u64) -> u64 {
    word.wrapping_sub(EACH) & !word & (EACH << 7)
}

/// Where the first tag begins from `from` on. Comments and sections are part of the content.
fn content_end(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'<', &text[at..])?;
        match text.get(at + 1)? {
            b'!' | b'?' => at = special(text, at).ok()??,
            _ => return Some(at),
        }
    }
}
