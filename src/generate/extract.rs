//! A pool as an extract.

use std::io;

use super::database::{self, Chat, Chats};
use super::form::Dialect;
use super::messages::{History, Kind, Time};
use super::output::Output;
use super::pool::Pool;
use super::rows::Rows;
use super::words::{Form, Vocabulary};
use super::{bacpac, text};
use crate::pool::schema::Generation;

/// Writes every table, and what stands around them.
pub(super) fn write(
    pool: &Pool,
    history: &History<'_>,
    dialect: Dialect,
    schema: Generation,
    output: &mut Output<'_>,
) -> io::Result<()> {
    if dialect == Dialect::Bacpac {
        bacpac::model(schema, output)?;
    }
    let mut rows = Rows::new(output, dialect);
    rows.begin()?;
    database::directory(&mut rows, &pool.directory, schema)?;
    messages(history, schema, &mut rows)?;
    database::notes(&mut rows)?;
    let count = rows.count();
    let parts = rows.finish()?;
    if dialect == Dialect::Bacpac {
        bacpac::rest(schema, &parts, count, output)?;
    }
    Ok(())
}

fn messages(history: &History<'_>, schema: Generation, rows: &mut Rows<'_, '_>) -> io::Result<()> {
    let vocabulary = Vocabulary::new();
    let mut chats = Chats::start(rows, schema)?;
    let (mut content, mut rtf) = (String::new(), String::new());
    for room in history.rooms() {
        let channel = database::number(history.room_id(room))?;
        let folder = history.folder(room);
        for message in history.of_room(room) {
            content.clear();
            rtf.clear();
            text::content(&vocabulary, &message, folder, Form::Plain, &mut content);
            if message.kind == Kind::AsciiRtf {
                text::ascii_rtf(&vocabulary, &message, &mut rtf);
            }
            // A database that holds the pool has no other times.
            let Time::At(at) = message.time else {
                continue;
            };
            chats.row(&Chat {
                channel,
                id: message.id as i64,
                date: at.0,
                author: database::number(history.author(&message))?,
                alert: message.alert,
                content: &content,
                rtf: (!rtf.is_empty()).then_some(&rtf),
            })?;
        }
    }
    chats.end()
}
