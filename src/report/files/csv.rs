//! A row for each link in each room, and for each file of the store that no message refers to.

use std::io::{self, Write};

use super::FilesReport;
use super::said::address;
use crate::files::{Kept, Near, Reference, RoomUploads, State, Store};
use crate::report::cells::Table;
use crate::rules::Value;
use crate::wording::in_english;

/// Writes all of them.
pub fn write(out: &mut dyn Write, report: &FilesReport<'_>, separator: u8) -> io::Result<()> {
    in_english(|| {
        let mut table = Table::new(out, separator);
        table.row([
            "room_id",
            "room",
            "room_guid",
            "state",
            "near",
            "file",
            "folder",
            "path",
            "others",
            "bytes",
            "modified",
            "messages",
            "first_message",
            "last_message",
            "author_ids",
            "authors",
            "more_authors",
            "link",
        ])?;
        let store = report.uploads.store.as_ref();
        for room in &report.uploads.rooms {
            for reference in &room.references {
                of_link(&mut table, room, reference, store)?;
            }
        }
        if let Some(store) = store {
            for kept in store.unreferred() {
                of_file(&mut table, kept, store)?;
            }
        }
        table.end()
    })
}

fn of_link(
    table: &mut Table<'_>,
    room: &RoomUploads,
    reference: &Reference,
    store: Option<&Store>,
) -> io::Result<()> {
    table.cells([&*room.id, &room.name, room.guid.as_deref().unwrap_or("")])?;
    table.cell(reference.state.map_or("", State::word))?;
    table.cell(reference.near.map_or("", Near::word))?;
    table.cell(&reference.name)?;
    table.cell(reference.folder.as_deref().unwrap_or(""))?;
    let file = store
        .zip(reference.file)
        .map(|(store, at)| &store.files[at]);
    table.cell(file.map_or("", |it| &it.file.path))?;
    table.value(&file.map(|_| reference.others as u64).into())?;
    sizes(table, file)?;
    table.value(&reference.messages.into())?;
    table.value(&reference.first.into())?;
    table.value(&reference.last.into())?;
    let ids = reference.authors.iter().map(|author| author.id.clone());
    table.value(&Value::List(ids.collect()))?;
    let authors: Vec<String> = reference.authors.iter().map(address).collect();
    table.cell(&authors.join("; "))?;
    table.value(&reference.more_authors.into())?;
    table.row([&reference.link])
}

fn of_file(table: &mut Table<'_>, kept: &Kept, store: &Store) -> io::Result<()> {
    let room = store.room_of(kept);
    table.cell(room.map_or("", |room| &room.id))?;
    table.cell(room.map_or("", |room| &room.name))?;
    table.cell(room.map_or("", |room| &room.guid))?;
    let path = &kept.file.path;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    table.cells([kept.is.word(), "", name, folder, path, ""])?;
    sizes(table, Some(kept))?;
    table.row([""; 7])
}

/// The size and the date of a file.
pub(super) fn sizes(table: &mut Table<'_>, kept: Option<&Kept>) -> io::Result<()> {
    table.value(&kept.map(|it| it.file.bytes).into())?;
    table.value(&kept.and_then(|it| it.file.modified).into())
}
