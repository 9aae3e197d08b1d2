//! The end of the table: what of the store no message refers to, and what is to be copied.

use std::io;

use super::said::{Copies, Label, Reason, Size};
use crate::files::{CopyList, Kept, Store, Unfit};
use crate::report::page::{BOLD, Column, FAINT, PLAIN, Page};
use crate::report::visible::{cut_middle, visible};

/// A column of numbers or sizes.
pub(super) const NUMBER: Column = Column {
    at_most: 0,
    right: true,
};

/// The files that no message refers to, at most `rows` of them, by their folders.
pub(super) fn unreferred(page: &mut Page<'_>, store: &Store, rows: usize) -> io::Result<()> {
    let count = store.unreferred().count();
    if count == 0 {
        return Ok(());
    }
    page.blank()?;
    page.paragraph(0, BOLD, "", &Label::Unreferred.to_string())?;
    let listed: Vec<&Kept> = store.unreferred().take(rows).collect();
    for files in listed.chunk_by(|a, b| parts(a).0 == parts(b).0) {
        let room = store.room_of(files[0]).map(|room| Label::OfRoom {
            name: visible(&room.name).into_owned(),
        });
        let room = room.map_or_else(String::new, |it| it.to_string());
        let folder = match parts(files[0]).0 {
            "" => Label::TopFolder.to_string(),
            folder => visible(folder).into_owned(),
        };
        let heading = format!("{folder}  {room}");
        page.paragraph(2, PLAIN, "", heading.trim_end())?;
        let row = |kept: &&Kept| vec![shown(parts(kept).1, page), size(kept.file.bytes)];
        let rows = files.iter().map(row).collect();
        page.table(4, None, rows, &[Column::default(), NUMBER])?;
    }
    more(page, 2, count, rows)
}

/// What is to be copied, and at most `rows` of the files that cannot be.
pub(super) fn to_be_copied(
    page: &mut Page<'_>,
    copies: &CopyList,
    store: &Store,
    rows: usize,
) -> io::Result<()> {
    let copied = copies.copied().map(|it| store.files[it.file].file.bytes);
    let said = Copies::Copied {
        files: copies.copied().count() as u64,
        size: Size::of(copied.sum()),
        from: visible(&copies.copying.from.shown()).into_owned(),
        to: visible(&copies.copying.to.shown()).into_owned(),
    };
    page.blank()?;
    page.paragraph(0, BOLD, "", &Label::CopyList.to_string())?;
    page.paragraph(2, PLAIN, "", &said.to_string())?;
    let is_left_out = |unfit| unfit == Some(Unfit::Unreferred);
    let left_out = copies.files.iter().filter(|it| is_left_out(it.unfit));
    let left_out = left_out.count() as u64;
    if left_out > 0 {
        let said = Copies::LeftOut { files: left_out };
        page.paragraph(2, PLAIN, "", &said.to_string())?;
    }
    page.paragraph(2, FAINT, "", &Copies::Layout.to_string())?;
    let count = copies.not_copyable().count();
    if count == 0 {
        return Ok(());
    }
    let files = count as u64;
    let said = Copies::NotCopied { files };
    page.paragraph(2, PLAIN, "", &said.to_string())?;
    let listed = copies.not_copyable().take(rows).map(|listed| {
        let path = &store.files[listed.file].file.path;
        let reason = listed.unfit.map(Reason::from);
        let reason = reason.map_or_else(String::new, |it| it.to_string());
        vec![shown(path, page), reason]
    });
    let path = Column {
        at_most: 50,
        ..Column::default()
    };
    let listed = listed.collect();
    page.table(4, None, listed, &[path, Column::default()])?;
    more(page, 4, count, rows)
}

/// How many more there are than are shown.
pub(super) fn more(
    page: &mut Page<'_>,
    indent: usize,
    count: usize,
    rows: usize,
) -> io::Result<()> {
    match count.saturating_sub(rows) as u64 {
        0 => Ok(()),
        count => page.paragraph(indent, PLAIN, "", &Label::More { count }.to_string()),
    }
}

/// A path or name of the store in at most two lines.
pub(super) fn shown(path: &str, page: &Page<'_>) -> String {
    cut_middle(&visible(path), 2 * page.width()).into_owned()
}

fn size(bytes: u64) -> String {
    Size::of(bytes).to_string()
}

/// The folder that a file of the store lies in, and its name.
fn parts(kept: &Kept) -> (&str, &str) {
    let path = kept.file.path.as_str();
    path.rsplit_once('/').unwrap_or(("", path))
}
