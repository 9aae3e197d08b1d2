//! From a field to a value: NULL, empty, numbers of bits, uniqueidentifiers.

use super::class::{Class, truth};
use super::layout::{Quotes, Span};
use super::longest::LEAST;
use super::notes::{Note, Notes};
use crate::sqlserver::Column;
use crate::sqlserver::delimited::layout::quoted::undouble;
use crate::sqlserver::delimited::layout::{Layout, Way};
use crate::sqlserver::delimited::trial::Score;
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::rows::table::Table;

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
    /// The number of the column, where its texts may have been cut: it says which are the longest.
    longest: Option<u16>,
    /// Whether it holds whole numbers, which a spreadsheet rounds.
    whole: bool,
    /// Whether what begins with a digit may have to be spelled otherwise, or looked at.
    spelled: bool,
}

impl Treatment {
    /// The fields of this column, which hold values of this class. `plain`: an empty string is one NUL character.
    pub fn new(at: usize, column: &Column, class: Class, nulls: Nulls, plain: bool) -> Self {
        let text = class == Class::Text;
        // A column of characters that is never NULL holds just what is written.
        let never = text && !column.nullable;
        let said = column.sql_type.map_or(Class::Text, Class::of);
        Treatment {
            class: said,
            text,
            empty_is_null: !text || nulls == Nulls::Empty && !never,
            word_is_null: !text || nulls == Nulls::Word && !never,
            nul: plain,
            longest: u16::try_from(at).ok().filter(|_| text),
            whole: said == Class::Whole,
            spelled: matches!(said, Class::Guid | Class::Bit | Class::Moment),
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
            && field.len() < LEAST
            && !(self.whole && is_odd(field))
            && (field.len() == 1 || !self.spelled)
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
        if field.len() >= LEAST
            && let Some(column) = self.longest
        {
            length(field, quotes, column, notes);
        } else if self.class != Class::Bit && (field[0] == b'#' || !self.text) {
            self.note_damage(field, notes);
        }
        match self.class {
            Class::Guid => guid(field, from, to, cells),
            Class::Bit => match truth(field) {
                Some(truth) => cells.int(truth.into()),
                None => {
                    self.note_damage(field, notes);
                    cells.text(from, to);
                }
            },
            _ if quotes == Quotes::Doubled => cells.make_text(|made| undouble(field, made)),
            _ => cells.text(from, to),
        }
    }
}

impl Treatment {
    #[cold]
    fn note_damage(&self, field: &[u8], notes: &mut Notes) {
        if let Some(damage) = self.class.damage(field) {
            notes.add(Note::of(damage), 1);
        }
    }
}

/// Whether this may be what a spreadsheet made of a whole number: a rounded one, or a date. Two bytes show it.
#[inline]
fn is_odd(field: &[u8]) -> bool {
    matches!(field, [.., a, _, b, _, _] if !a.is_ascii_digit() || !b.is_ascii_digit())
}

/// Takes the length of a value down, where none of the column is longer.
fn length(field: &[u8], quotes: Quotes, column: u16, notes: &mut Notes) {
    let longest = notes.longest(column);
    // A text has no more units than bytes.
    if field.len() < longest.length {
        return;
    }
    let doubled = match quotes {
        Quotes::Doubled => memchr::memchr_iter(b'"', field).count() / 2,
        _ => 0,
    };
    longest.take(units(field) - doubled, field);
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

/// How the file writes NULL. The word is no text where it stands in a column of numbers; nor where columns that may be
/// NULL hold it and none of them holds nothing, as NULL would then be nowhere.
pub(crate) fn nulls(score: &Score, table: &Table) -> Nulls {
    let columns = table.columns.iter().zip(&score.nulls);
    let nullable = columns.filter(|(column, _)| column.nullable);
    let (words, empty) = nullable.fold((false, false), |(words, empty), (_, column)| {
        (words || column.word, empty || column.empty)
    });
    if score.words || words && !empty {
        Nulls::Word
    } else {
        Nulls::Empty
    }
}

/// What to do with the fields of these columns.
pub(crate) fn treatments(layout: &Layout, table: &Table, nulls: Nulls) -> Vec<Treatment> {
    let plain = matches!(layout.way, Way::Plain | Way::Own(_));
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(at, column)| {
            let class = layout.classes.get(at).copied().unwrap_or(Class::Text);
            Treatment::new(at, column, class, nulls, plain)
        })
        .collect()
}
