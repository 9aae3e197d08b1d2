//! The messages.

use std::io;

use super::{flag, known};
use crate::generate::Fault;
use crate::generate::rows::{Rows, Value};
use crate::pool::schema::Generation;

/// A message as the database keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chat<'a> {
    pub(crate) channel: Value<'a>,
    pub(crate) id: i64,
    pub(crate) date: i64,
    pub(crate) author: Value<'a>,
    pub(crate) alert: bool,
    pub(crate) content: &'a str,
    /// In the later generation only.
    pub(crate) rtf: Option<&'a str>,
}

/// Writes `tblChat`.
pub(crate) struct Chats<'r, 'o, 'p> {
    rows: &'r mut Rows<'o, 'p>,
    schema: Generation,
}

impl<'r, 'o, 'p> Chats<'r, 'o, 'p> {
    pub(crate) fn start(rows: &'r mut Rows<'o, 'p>, schema: Generation) -> io::Result<Self> {
        let tables = known(schema);
        let table = tables.iter().find(|table| table.name.is("tblChat"));
        rows.start(table.ok_or_else(|| io::Error::other(Fault::NoMessages))?)?;
        Ok(Chats { rows, schema })
    }

    /// Messages come by channel and id.
    pub(crate) fn row(&mut self, chat: &Chat<'_>) -> io::Result<()> {
        let values = [
            chat.channel,
            Value::Int(chat.id),
            Value::Int(chat.date),
            chat.author,
            flag(chat.alert),
            Value::Text(chat.content),
            chat.rtf.map_or(Value::Null, Value::Text),
        ];
        match self.schema {
            Generation::Legacy => self.rows.row(&values[..6]),
            Generation::Current => self.rows.row(&values),
        }
    }

    pub(crate) fn end(self) -> io::Result<()> {
        self.rows.end()
    }
}
