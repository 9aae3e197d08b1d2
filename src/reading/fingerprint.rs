use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_128, xxh3_128_with_seed};

use super::text::LineEnds;
use super::{Message, Text};
use crate::time::Ticks;

/// What of a message is compared, written down so that messages that say the same are the same bytes, however the input
/// spells them. Made once and filled with one message after the other.
#[derive(Debug, Default)]
pub(crate) struct Fingerprint {
    /// The fields in the order of [`Field`]: a byte for the form, the length, the value.
    record: Vec<u8>,
    values: [(u8, Range<usize>); FIELDS],
    /// Where text is decoded that does not stand for itself.
    text: Vec<u8>,
}

/// A field of a message. What leaves out the id, or the id and the author, begins at a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Id,
    Author,
    Time,
    Alert,
    Content,
    Rtf,
}

const FIELDS: usize = 6;

/// Forms of a value.
const ABSENT: u8 = 0;
const VALUE: u8 = 1;
const UNKNOWN_TIME: u8 = 2;

/// A time as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    Absent,
    Known(Ticks),
    /// Of no known form: its text.
    Text(Box<str>),
}

impl Fingerprint {
    /// Takes the message's fields, and its time ([`Message::time`]), which the caller mostly knows. `lines` says
    /// whether line ends are compared as they are written.
    pub fn take(&mut self, message: &Message<'_>, time: Option<Ticks>, lines: LineEnds) {
        self.record.clear();
        self.name(Field::Id, message.id);
        self.name(Field::Author, message.author);
        self.time(message.date, time);
        self.put(Field::Alert, VALUE, &[u8::from(message.is_alert())]);
        self.long(Field::Content, message.content, lines);
        self.long(Field::Rtf, message.rtf, lines);
    }

    /// A hash of everything from this field on.
    pub fn hash_from(&self, field: Field) -> u128 {
        xxh3_128(&self.record[self.begin(field)..])
    }

    /// The same from the time on, with a number that stands for the author.
    pub fn hash_with_author(&self, author: u64) -> u128 {
        xxh3_128_with_seed(&self.record[self.begin(Field::Time)..], author)
    }

    /// A hash of one field.
    pub fn hash_of(&self, field: Field) -> u128 {
        let (_, range) = &self.values[field as usize];
        xxh3_128(&self.record[range.start - HEAD..range.end])
    }

    /// The id or author; empty where there is none.
    pub fn text(&self, field: Field) -> &str {
        let (_, range) = &self.values[field as usize];
        std::str::from_utf8(&self.record[range.clone()]).unwrap_or_default()
    }

    /// The time.
    pub fn time_of(&self) -> Time {
        let (form, range) = &self.values[Field::Time as usize];
        let value = &self.record[range.clone()];
        match (*form, value.try_into()) {
            (ABSENT, _) => Time::Absent,
            (VALUE, Ok(ticks)) => Time::Known(Ticks(i64::from_le_bytes(ticks))),
            _ => Time::Text(self.text(Field::Time).into()),
        }
    }

    fn begin(&self, field: Field) -> usize {
        let (_, range) = &self.values[field as usize];
        range.start - HEAD
    }

    /// An id: a blank one is none.
    fn name(&mut self, field: Field, text: Option<Text<'_>>) {
        let mut scratch = std::mem::take(&mut self.text);
        let name = text.map_or(&[][..], |text| trimmed(text, &mut scratch));
        let form = if name.is_empty() { ABSENT } else { VALUE };
        self.put(field, form, name);
        self.text = scratch;
    }

    fn time(&mut self, text: Option<Text<'_>>, known: Option<Ticks>) {
        if let Some(ticks) = known {
            return self.put(Field::Time, VALUE, &ticks.0.to_le_bytes());
        }
        let Some(text) = text else {
            return self.put(Field::Time, ABSENT, &[]);
        };
        let mut scratch = std::mem::take(&mut self.text);
        let text = trimmed(text, &mut scratch);
        // Once more: without the white space beyond ASCII it may be one.
        match Ticks::parse_bytes(text) {
            Some(ticks) => self.put(Field::Time, VALUE, &ticks.0.to_le_bytes()),
            None => self.put(Field::Time, UNKNOWN_TIME, text),
        }
        self.text = scratch;
    }

    /// A text that may be long: its hash stands for it.
    fn long(&mut self, field: Field, text: Option<Text<'_>>, lines: LineEnds) {
        let Some(text) = text else {
            return self.put(field, ABSENT, &[]);
        };
        let hash = xxh3_128(text.decode_in(&mut self.text, lines));
        self.put(field, VALUE, &hash.to_le_bytes());
    }

    #[inline]
    fn put(&mut self, field: Field, form: u8, value: &[u8]) {
        let mut head = [form; HEAD];
        head[1..].copy_from_slice(&(value.len() as u64).to_le_bytes());
        self.record.extend_from_slice(&head);
        let start = self.record.len();
        self.record.extend_from_slice(value);
        self.values[field as usize] = (form, start..self.record.len());
    }
}

/// What the text says, as UTF-8, without the white space around it.
fn trimmed<'a>(text: Text<'a>, scratch: &'a mut Vec<u8>) -> &'a [u8] {
    if text.is_word() {
        return text.raw;
    }
    let decoded = text.decode_in(scratch, LineEnds::AsWritten);
    str::from_utf8(decoded)
        .unwrap_or_default()
        .trim()
        .as_bytes()
}

/// What stands before a value: its form and its length.
const HEAD: usize = 1 + size_of::<u64>();
