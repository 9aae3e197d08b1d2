//! What is to be copied, for a spreadsheet.

use std::io::{self, Write};

use super::csv::sizes;
use crate::directory::utf16_len;
use crate::files::{CopyList, Store, Unfit};
use crate::report::cells::Table;

/// Writes a row for each file of the store.
pub(in crate::report) fn write(
    out: &mut dyn Write,
    copies: &CopyList,
    store: &Store,
    separator: u8,
) -> io::Result<()> {
    let mut table = Table::new(out, separator);
    table.row([
        "copy",
        "reason",
        "source",
        "destination",
        "bytes",
        "modified",
        "path_length",
        "referred",
        "room_id",
        "room",
    ])?;
    for listed in &copies.files {
        let kept = &store.files[listed.file];
        table.value(&listed.unfit.is_none().into())?;
        table.cell(listed.unfit.map_or("", Unfit::word))?;
        table.cells([&listed.source, &listed.destination])?;
        sizes(&mut table, Some(kept))?;
        table.value(&utf16_len(&listed.destination).into())?;
        table.cell(kept.is.word())?;
        let room = store.room_of(kept);
        table.row([
            room.map_or("", |room| &room.id),
            room.map_or("", |room| &room.name),
        ])?;
    }
    table.end()
}
