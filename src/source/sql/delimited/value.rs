//! From a field to a value: NULL, empty, numbers of bits, uniqueidentifiers.

use super::class::{Class, truth};
use super::layout::{Quotes, Span};
use super::notes::{CUTS, Note, Notes};
use super::quoted::undouble;
use crate::source::sql::row::Cells;
use crate::source::sql::table::Column;

/// How NULL is written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// As an empty field; an empty string is one NUL character, or two quotes.
    Empty,
    /// As the word NULL; an empty field is an empty string.
    Word,
}

/// How a field becomes a value of its column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Treatment {
    /// What its type says, where that is known.
    class: Class,
    /// Whether it holds text, as far as is known.
    text: bool,
    empty_is_null: bool,
    word_is_null: bool,
    /// Whether one NUL character is an empty string.
    nul: bool,
    /// The lengths at which a value may have been cut: this many of [`CUTS`].
    cuts: usize,
}

impl Treatment {
    /// The fields of this column, which hold values of this class. `plain`: an empty string is one NUL character.
    pub fn new(column: &Column, class: Class, nulls: Nulls, plain: bool) -> Self {
        let text = class == Class::Text;
        // A column of characters that is never NULL holds just what is written.
        let never = text && !column.nullable;
        let cuts = match column.sql_type {
            Some(sql_type) => match sql_type.length {
                Some(length) => CUTS
                    .iter()
                    .filter(|cut| cut.0 < usize::from(length))
                    .count(),
                None => CUTS.len(),
            },
            None => CUTS.len(),
        };
        Treatment {
            class: column.sql_type.map_or(Class::Text, Class::of),
            text,
            empty_is_null: !text || nulls == Nulls::Empty && !never,
            word_is_null: !text || nulls == Nulls::Word && !never,
            nul: plain,
            cuts: if text { cuts } else { 0 },
        }
    }

    /// Appends the value of a field.
    #[inline]
    pub fn put(&self, bytes: &[u8], span: Span, cells: &mut Cells, notes: &mut Notes) {
        let Span { from, to, quotes } = span;
        let field = &bytes[from..to];
        // Nearly all fields are numbers or short texts that stand for themselves.
        if let [b'0'..=b'9', ..] = field
            && quotes == Quotes::No
            && field.len() < CUTS[0].0
            && !matches!(self.class, Class::Guid | Class::Bit)
        {
            return cells.text(from, to);
        }
        match field {
            [] => {
                let null = self.empty_is_null && (quotes == Quotes::No || !self.text);
                return if null {
                    cells.null()
                } else {
                    cells.text(from, to)
                };
            }
            [0] if self.nul => return cells.text(to, to),
            b"NULL" if quotes == Quotes::No && self.word_is_null => {
                notes.add(Note::Words, 1);
                return cells.null();
            }
            _ => {}
        }
        if field.len() >= CUTS[0].0 && self.cuts > 0 {
            self.lengths(field, quotes, notes);
        }
        match self.class {
            Class::Guid => guid(field, from, to, cells),
            Class::Bit => match truth(field) {
                Some(truth) => cells.int(truth.into()),
                None => cells.text(from, to),
            },
            _ if quotes == Quotes::Doubled => cells.make_text(|made| undouble(field, made)),
            _ => cells.text(from, to),
        }
    }

    /// Whether a value has just the length at which tools cut.
    fn lengths(&self, field: &[u8], quotes: Quotes, notes: &mut Notes) {
        let doubled = if quotes == Quotes::Doubled {
            memchr::memchr_iter(b'"', field).count() / 2
        } else {
            0
        };
        for (length, exactly, longer) in CUTS.into_iter().take(self.cuts) {
            let least = field.len() - doubled;
            if least < length {
                break;
            }
            // Then it is known that nothing was cut here.
            if notes.has(longer) {
                continue;
            }
            if least > 3 * length {
                notes.add(longer, 1);
                continue;
            }
            match (units(field) - doubled).cmp(&length) {
                std::cmp::Ordering::Less => break,
                std::cmp::Ordering::Equal => notes.add(exactly, 1),
                std::cmp::Ordering::Greater => notes.add(longer, 1),
            }
        }
    }
}

/// The length in UTF-16 units.
fn units(text: &[u8]) -> usize {
    let characters = text.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    characters + text.iter().filter(|byte| **byte >= 0xF0).count()
}

/// Upper case, without braces.
fn guid(field: &[u8], from: usize, to: usize, cells: &mut Cells) {
    let inner = field
        .strip_prefix(b"{")
        .and_then(|field| field.strip_suffix(b"}"));
    let lower = field.iter().any(u8::is_ascii_lowercase);
    match inner {
        None if !lower => cells.text(from, to),
        _ => cells.make_text(|made| {
            let text = inner.unwrap_or(field);
            made.extend(text.iter().map(u8::to_ascii_uppercase));
        }),
    }
}
