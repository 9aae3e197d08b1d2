//! Reads messages that are written like earlier ones.
//!
//! A program that writes a million messages writes them in one way, or in a few: what stands between their values is
//! the same bytes again and again. Such a way is a shape. It is learned from a message that the general reader has
//! read; a message of a known shape is then read by comparing those bytes and searching for the ends of the values.
//! Whatever differs in the least is left to the general reader.

use memchr::{memchr, memchr2};

use super::gap::{Gaps, Then};

use super::message::{Ranks, set};
use crate::package::read::names::{Names, Unknown};
use crate::reading::{Message, Text, TextForm};
use crate::xml::markup::{special, tag_name};

/// How many values are remembered, and how many gaps behind one of them. A text that has more is not written in a few
/// ways.
const KEPT: usize = 1_000;
const KEPT_BEHIND_ONE: usize = 16;

/// How many messages without a shape are met before learning is given up.
const FAILURES: usize = 100;

/// The value before the gaps that a message begins with.
const START: usize = 0;

/// The shapes of a text's messages: a tree of their values, with the gaps between them.
pub(super) struct Shapes<'t> {
    values: Vec<Value<'t>>,
    /// How many more messages without a shape may be met before learning is given up.
    failures_left: usize,
}

/// A value, or the end of a message: its place in the shape says which.
struct Value<'t> {
    what: Then<'t>,
    /// The gaps that were met behind it.
    gaps: Vec<Gap<'t>>,
}

/// What stands between two values.
struct Gap<'t> {
    bytes: Literal<'t>,
    /// The value behind it.
    then: usize,
}

/// Where a message that was read ends, and what it is.
pub(super) struct Shaped<'t> {
    /// What it is called, with its prefix.
    pub name: &'t [u8],
    /// Where it ends.
    pub end: usize,
    /// The number of its shape.
    pub shape: usize,
}

impl<'t> Shapes<'t> {
    pub fn new() -> Self {
        Shapes::with_failures(FAILURES)
    }

    /// One that learns nothing: everything is left to the general reader.
    #[cfg(test)]
    pub fn none() -> Self {
        Shapes::with_failures(0)
    }

    fn with_failures(failures_left: usize) -> Self {
        let start = Value {
            what: Then::End(&[], Unknown::new()),
            gaps: Vec::new(),
        };
        Shapes {
            values: vec![start],
            failures_left,
        }
    }

    /// Reads the message at `at` into an empty one, if it has a known shape. Else it may be filled in part.
    pub fn read(&self, text: &'t [u8], at: usize, message: &mut Message<'t>) -> Option<Shaped<'t>> {
        let mut from = at;
        let mut value = &self.values[START];
        loop {
            let gap = value.gap(text, from)?;
            let begin = from + gap.bytes.len();
            value = &self.values[gap.then];
            from = value_end(text, begin, &value.what)?;
            let (field, form) = match &value.what {
                Then::Attribute(_, field) => (field, TextForm::XmlAttribute),
                Then::Content(_, field) | Then::Empty(field) => (field, TextForm::Xml),
                Then::End(name, _) => {
                    message.raw = &text[at..from];
                    message.at = at;
                    return Some(Shaped {
                        name,
                        end: from,
                        shape: gap.then,
                    });
                }
            };
            if let Some(field) = field {
                let raw = &text[begin..from];
                set(message, *field, Text { raw, form });
            }
        }
    }

    /// What the layout does not name in the messages of this shape, if there is anything.
    pub fn unknown(&self, shape: usize) -> Option<&Unknown> {
        match &self.values[shape].what {
            Then::End(_, unknown) if !unknown.is_empty() => Some(unknown),
            _ => None,
        }
    }

    /// Learns the shape of the message at `at`, which the general reader has read, and in which it found this much that
    /// the layout does not name. Not every message has a shape: one with elements in a child has none.
    pub fn learn(&mut self, text: &'t [u8], at: usize, names: &Names, unknown: &Unknown) {
        if self.failures_left > 0 && self.try_to_learn(text, at, names, unknown).is_none() {
            self.failures_left -= 1;
        }
    }

    fn try_to_learn(
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
            let (begin, what) = found;
            let known = self.values[before].gap(text, from).map(|gap| gap.then);
            let value = match known {
                Some(value) => value,
                None => self.add(before, &text[from..begin], what)?,
            };
            let what = &self.values[value].what;
            if matches!(what, Then::End(..)) {
                return Some(());
            }
            from = value_end(text, begin, what)?;
            found = gaps.behind(what, from)?;
            before = value;
        }
    }

    /// Adds a gap behind a value, and what comes then.
    fn add(&mut self, before: usize, gap: &'t [u8], what: Then<'t>) -> Option<usize> {
        let then = self.values.len();
        let gaps = &mut self.values[before].gaps;
        if then == KEPT || gaps.len() == KEPT_BEHIND_ONE {
            return None;
        }
        let bytes = Literal::new(gap);
        gaps.push(Gap { bytes, then });
        self.values.push(Value {
            what,
            gaps: Vec::new(),
        });
        Some(then)
    }
}

impl<'t> Value<'t> {
    /// Which of the gaps that were met behind it stands at `at`. Near the end of the text none is given.
    fn gap(&self, text: &[u8], at: usize) -> Option<&Gap<'t>> {
        let text = &text[at..];
        let window = text.first_chunk()?;
        self.gaps.iter().find(|gap| gap.bytes.begins(text, window))
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

/// How many bytes of text are looked at for a literal at once.
pub(super) const WINDOW: usize = 2 * HALF;
const HALF: usize = size_of::<u128>();

/// Bytes that a text is compared with at many places: nearly always by two numbers, without a call.
#[derive(Clone, Copy, Default)]
pub(super) struct Literal<'t> {
    bytes: &'t [u8],
    halves: [u128; 2],
    /// Which bytes of the halves count.
    masks: [u128; 2],
}

impl<'t> Literal<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        let mut first = [0; WINDOW];
        let mut counts = [0; WINDOW];
        let length = bytes.len().min(WINDOW);
        first[..length].copy_from_slice(&bytes[..length]);
        counts[..length].fill(0xFF);
        Literal {
            bytes,
            halves: halves(&first),
            masks: halves(&counts),
        }
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether the text begins with these bytes; `window` is what it begins with.
    pub fn begins(&self, text: &[u8], window: &[u8; WINDOW]) -> bool {
        let [a, b] = halves(window);
        let differs = (a ^ self.halves[0]) & self.masks[0] | (b ^ self.halves[1]) & self.masks[1];
        differs == 0 && (self.bytes.len() <= WINDOW || text.starts_with(self.bytes))
    }
}

fn halves(window: &[u8; WINDOW]) -> [u128; 2] {
    let (halves, _) = window.as_chunks::<HALF>();
    [0, 1].map(|at| halves.get(at).map_or(0, |half| u128::from_le_bytes(*half)))
}
