//! A row of `tblChat` as a message (reference: database-schema, 4.19).

use super::super::form::Fault;
use super::super::row::{Row, Value};
use super::binding::{Binding, chat};
use crate::directory::digits;
use crate::source::{Form, Message, Text};

/// Where numbers become digits: an extract may hold them in binary.
#[derive(Default)]
pub struct Scratch([itoa::Buffer; 4]);

/// The message that a row is.
#[inline]
pub fn message<'a>(
    binding: &Binding,
    row: &Row<'a>,
    scratch: &'a mut Scratch,
) -> Result<Message<'a>, Fault> {
    let Scratch([room, id, date, author]) = scratch;
    let number = |field, buffer| number(binding, row, field, buffer);
    let alert = match binding.get(row, chat::ALERT) {
        Value::Null => None,
        Value::Int(0) => Some(&b"0"[..]),
        Value::Int(_) => Some(&b"1"[..]),
        Value::Text(text) => Some(text),
        _ => return Err(no_flag(binding)),
    };
    Ok(Message {
        room: Some(number(chat::ROOM, room)?),
        id: Some(number(chat::ID, id)?),
        date: Some(number(chat::DATE, date)?),
        author: Some(number(chat::AUTHOR, author)?),
        alert: alert.map(plain),
        content: text(binding, row, chat::CONTENT)?.map(plain),
        rtf: text(binding, row, chat::RTF)?.map(plain),
        raw: &[],
        at: row.at,
    })
}

fn plain(raw: &[u8]) -> Text<'_> {
    Text {
        raw,
        form: Form::Plain,
    }
}

#[inline]
fn number<'a>(
    binding: &Binding,
    row: &Row<'a>,
    field: usize,
    buffer: &'a mut itoa::Buffer,
) -> Result<Text<'a>, Fault> {
    match binding.get(row, field) {
        Value::Int(number) => Ok(plain(buffer.format(number).as_bytes())),
        Value::Text(text) if digits(text).is_some() => Ok(plain(text)),
        Value::Text(text) => {
            let text = text.trim_ascii();
            let number = text.strip_prefix(b"-").unwrap_or(text);
            if !number.is_empty() && number.iter().all(u8::is_ascii_digit) {
                return Ok(plain(text));
            }
            Err(no_number(binding, field, &String::from_utf8_lossy(text)))
        }
        Value::Null => Err(no_number(binding, field, "NULL")),
        Value::Float(_) | Value::Bytes(_) => Err(no_number(binding, field, "something else")),
    }
}

#[cold]
fn no_number(binding: &Binding, field: usize, found: &str) -> Fault {
    const SHOWN: usize = 40;
    let name = binding.name(field);
    let found: String = found.chars().take(SHOWN).collect();
    Fault::new(0, format!("the column {name} is no whole number: {found}"))
        .expected("a whole number, as the schema says")
        .hint("if the values before it look shifted, a terminator stands inside a text: extract the table again with quotes or with other terminators")
}

#[cold]
fn no_flag(binding: &Binding) -> Fault {
    let name = binding.name(chat::ALERT);
    Fault::new(0, format!("the column {name} is neither 0 nor 1"))
}

#[inline]
fn text<'a>(binding: &Binding, row: &Row<'a>, field: usize) -> Result<Option<&'a [u8]>, Fault> {
    match binding.get(row, field) {
        Value::Text(text) => Ok(Some(text)),
        Value::Null => Ok(None),
        _ => {
            let name = binding.name(field);
            Err(Fault::new(0, format!("the column {name} is no text")))
        }
    }
}
