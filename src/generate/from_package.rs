//! Extracts of what a package holds, as far as a database can hold it: with them the samples are made, and generated
//! extracts are compared with generated packages.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use super::archive::{Archive, Folder, OneFile};
use super::database::{self, Chat, Chats};
use super::fit;
use super::form::Dialect;
use super::messages::IMPLAUSIBLE;
use super::output::Output;
use super::rows::Rows;
use super::spelling::Encoding;
use crate::directory::Directory;
use crate::input::Progress;
use crate::migration::ReadOptions;
use crate::pool::schema::Generation;
use crate::reading::{Message, Survey, Text};
use crate::time::Ticks;

/// What a package says, fit for the tables of a generation.
pub(super) struct Package {
    directory: Directory,
    messages: Vec<Sent>,
    schema: Generation,
}

#[derive(Default)]
struct Sent {
    room: u32,
    id: i64,
    at: Option<Ticks>,
    author: String,
    alert: bool,
    content: String,
    rtf: Option<String>,
}

/// Keeps every message.
struct All;

impl Package {
    pub(super) fn read(path: &Path, schema: Generation) -> Self {
        let options = ReadOptions::default();
        let reading =
            crate::migration::read(&[path.to_owned()], &options, &All, &Progress::default())
                .unwrap();
        let mut directory = reading.directory;
        fit::directory(&mut directory, schema);
        let mut messages = reading.total;
        // In the order of the primary key; of two messages with one id the second takes the next one.
        messages.sort_by_key(|message| (message.room, message.id));
        for at in 1..messages.len() {
            let (before, message) = (&messages[at - 1], &messages[at]);
            if before.room == message.room && before.id >= message.id {
                messages[at].id = messages[at - 1].id + 1;
            }
        }
        Package {
            directory,
            messages,
            schema,
        }
    }

    /// Writes one file.
    pub(super) fn to_file(&self, dialect: Dialect, encoding: Encoding, path: &Path) {
        let mut file = File::create(path).unwrap();
        let archive = OneFile(BufWriter::new(&mut file));
        self.write(dialect, encoding, Box::new(archive)).unwrap();
    }

    /// Writes a folder.
    pub(super) fn to_folder(&self, dialect: Dialect, encoding: Encoding, path: &Path) {
        fs::create_dir_all(path).unwrap();
        let archive = Folder::new(path);
        self.write(dialect, encoding, Box::new(archive)).unwrap();
    }

    fn write(
        &self,
        dialect: Dialect,
        encoding: Encoding,
        archive: Box<dyn Archive + '_>,
    ) -> io::Result<u64> {
        let mut ignored = |_| Ok(());
        let mut output = Output::new(archive, encoding, "", &mut ignored);
        let mut rows = Rows::new(&mut output, dialect);
        rows.begin()?;
        database::directory(&mut rows, &self.directory, self.schema)?;
        let mut chats = Chats::start(&mut rows, self.schema)?;
        for message in &self.messages {
            chats.row(&Chat {
                channel: database::number(&message.room.to_string())?,
                id: message.id,
                date: message.at.unwrap_or(IMPLAUSIBLE[0]).0,
                author: database::number(&message.author)?,
                alert: message.alert,
                content: &message.content,
                rtf: message.rtf.as_deref(),
            })?;
        }
        chats.end()?;
        database::notes(&mut rows)?;
        rows.finish()?;
        output.finish()
    }
}

impl Survey for All {
    type Run = Vec<Sent>;
    type Total = Vec<Sent>;

    fn begin(&self) -> Self::Run {
        Vec::new()
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        let text = |text: Option<Text<'_>>| text.map(|text| text.decode().into_owned());
        let said = |it| text(it).unwrap_or_default();
        run.push(Sent {
            room: said(message.room).parse().unwrap_or_default(),
            id: said(message.id).parse().unwrap(),
            at: message.time(),
            author: said(message.author),
            alert: message.is_alert(),
            content: said(message.content),
            rtf: text(message.rtf),
        });
    }

    fn finish(&self, total: &mut Self::Total, room: Option<&str>, run: Self::Run) {
        let around = room.map_or(0, |room| room.parse().unwrap());
        total.extend(run.into_iter().map(|message| Sent {
            room: if message.room == 0 {
                around
            } else {
                message.room
            },
            ..message
        }));
    }

    fn merge(&self, total: &mut Self::Total, later: Self::Total) {
        total.extend(later);
    }
}
