//! A row of `tblChat` as a message (reference: database-schema, 4.19).

use super::binding::{Binding, chat};
use super::damage::damaged;
use super::fault::{Found, RowFault};
use super::keys::Key;
use crate::reading::{Message, Text, TextForm, flag};
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Kind, Row, Value};
use crate::time::digits;

/// Where numbers become digits: an extract may hold them in binary.
#[derive(Default)]
pub struct Scratch([itoa::Buffer; 4]);

/// The message that a row is, and its key.
// Inlined into its callers: a message is too large to be handed about.
#[inline(always)]
pub fn message<'a>(
    binding: &Binding,
    row: &Row<'a>,
    scratch: &'a mut Scratch,
) -> Result<(Message<'a>, Option<Key>), Fault> {
    let Scratch([room, id, date, author]) = scratch;
    let Some((room, in_room)) = number(binding.get(row, chat::ROOM), room) else {
        return Err(no_number(binding, row, chat::ROOM));
    };
    let Some((id, counted)) = number(binding.get(row, chat::ID), id) else {
        return Err(no_number(binding, row, chat::ID));
    };
    let Some((date, _)) = number(binding.get(row, chat::DATE), date) else {
        return Err(no_number(binding, row, chat::DATE));
    };
    let Some((author, _)) = number(binding.get(row, chat::AUTHOR), author) else {
        return Err(no_number(binding, row, chat::AUTHOR));
    };
    let key = match (in_room, counted) {
        (Some(room), Some(id)) => Some(Key::Message { room, id }),
        _ => None,
    };
    let alert = match binding.get(row, chat::ALERT) {
        Value::Null => None,
        Value::Int(0) => Some(&b"0"[..]),
        Value::Int(_) => Some(&b"1"[..]),
        Value::Text(b"0") => Some(&b"0"[..]),
        Value::Text(b"1") => Some(&b"1"[..]),
        value => spelled_flag(binding, value)?,
    };
    let Ok(content) = text(binding.get(row, chat::CONTENT)) else {
        return Err(no_text(binding, chat::CONTENT));
    };
    let Ok(rtf) = text(binding.get(row, chat::RTF)) else {
        return Err(no_text(binding, chat::RTF));
    };
    let form = if row.is_utf8 {
        TextForm::Utf8
    } else {
        TextForm::Plain
    };
    let message = Message {
        room: Some(room),
        id: Some(id),
        date: Some(date),
        author: Some(author),
        alert: alert.map(plain),
        content: content.map(|raw| Text { raw, form }),
        rtf: rtf.map(|raw| Text { raw, form }),
        raw: &[],
        at: row.at,
    };
    Ok((message, key))
}

fn plain(raw: &[u8]) -> Text<'_> {
    Text {
        raw,
        form: TextForm::Plain,
    }
}

/// A whole number as text, and what it is; the second is not there where it is none of 64 bits.
#[inline]
fn number<'a>(value: Value<'a>, buffer: &'a mut itoa::Buffer) -> Option<(Text<'a>, Option<i64>)> {
    match value {
        Value::Int(number) => Some((plain(buffer.format(number).as_bytes()), Some(number))),
        Value::Text(text) => match digits(text) {
            Some(number) => Some((plain(text), number.try_into().ok())),
            None => signed(text),
        },
        Value::Null | Value::Float(_) | Value::Bytes(_) => None,
    }
}

/// The same, with white space around it or a sign.
fn signed(text: &[u8]) -> Option<(Text<'_>, Option<i64>)> {
    let text = text.trim_ascii();
    let number = text.strip_prefix(b"-").unwrap_or(text);
    let whole = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    let value = || str::from_utf8(text).ok()?.parse().ok();
    whole.then(|| (plain(text), value()))
}

/// The text, if there is any; an error where it is something else.
#[inline]
fn text(value: Value<'_>) -> Result<Option<&[u8]>, ()> {
    match value {
        Value::Text(text) => Ok(Some(text)),
        Value::Null => Ok(None),
        _ => Err(()),
    }
}

#[cold]
fn no_number(binding: &Binding, row: &Row<'_>, field: usize) -> Fault {
    const SHOWN: usize = 40;
    let name = binding.name(field);
    let text = match binding.get(row, field) {
        Value::Text(text) => text,
        other => {
            let found = Some(match other {
                Value::Null => Found::Null,
                _ => Found::Other,
            });
            let column = name;
            return Fault::new(0, RowFault::NoNumber { column, found });
        }
    };
    let found = String::from_utf8_lossy(text);
    let found: String = found.chars().take(SHOWN).collect();
    damaged(name, Kind::BigInt, found.as_bytes()).unwrap_or_else(|| {
        let what = RowFault::NoNumber {
            column: name,
            found: None,
        };
        Fault::new(0, what).found(found)
    })
}

/// A flag as a word; none where there is nothing.
#[cold]
fn spelled_flag(binding: &Binding, value: Value<'_>) -> Result<Option<&'static [u8]>, Fault> {
    let name = binding.name(chat::ALERT);
    let text = match value {
        Value::Text(text) => text.trim_ascii(),
        _ => &[],
    };
    match str::from_utf8(text).ok().and_then(flag::parse) {
        Some(true) => Ok(Some(b"1")),
        Some(false) => Ok(Some(b"0")),
        None if text.is_empty() && matches!(value, Value::Text(_)) => Ok(None),
        None => Err(damaged(name, Kind::Bit, text).unwrap_or_else(|| {
            let shown = String::from_utf8_lossy(text);
            Fault::new(0, RowFault::NoFlag { column: name }).found(shown)
        })),
    }
}

#[cold]
fn no_text(binding: &Binding, field: usize) -> Fault {
    let column = binding.name(field);
    Fault::new(0, RowFault::NoText { column })
}
