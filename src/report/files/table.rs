//! `files` for people: how many files there are and what the store has of them, then room by room.

use std::io::{self, Write};

use super::FilesReport;
use super::said::{Beside, Copies, Detail, Head, Label, Next, Reason, Size, used};
use crate::files::{CopyList, Kept, Reference, RoomUploads, State, Store, Unfit};
use crate::report::Catalogue;
use crate::report::page::{BOLD, Column, FAINT, PLAIN, Page, Style};
use crate::report::sections::{argument, arguments, head, missing, skipped};
use crate::report::visible::{cut_middle, visible};

/// A column of numbers or sizes.
const NUMBER: Column = Column {
    at_most: 0,
    right: true,
};

/// Writes it for a terminal of this width. Of rooms, and of the files of each, at most `rows` are listed, all where that
/// is `None`.
pub fn write(
    out: &mut dyn Write,
    report: &FilesReport<'_>,
    texts: &Catalogue,
    width: usize,
    style: Style,
    rows: Option<usize>,
) -> io::Result<()> {
    let page = Page::new(out, width, style);
    Table {
        page,
        texts,
        report,
        rows: rows.unwrap_or(usize::MAX),
    }
    .write()
}

struct Table<'a> {
    page: Page<'a>,
    texts: &'a Catalogue,
    report: &'a FilesReport<'a>,
    rows: usize,
}

impl Table<'_> {
    fn write(mut self) -> io::Result<()> {
        let uploads = self.report.uploads;
        head(&mut self.page, &self.report.input, self.texts)?;
        self.totals()?;
        missing(&mut self.page, &self.report.input, self.texts)?;
        if let Some(store) = &uploads.store {
            self.states(store)?;
        }
        let inferred = match &uploads.store {
            Some(_) => Head::LookedFor,
            None => Head::Inferred,
        };
        if !uploads.rooms.is_empty() {
            self.page.blank()?;
            self.page.paragraph(0, PLAIN, "", &inferred.to_string())?;
        }
        for room in uploads.rooms.iter().take(self.rows) {
            self.room(room)?;
        }
        let left = uploads.rooms.len().saturating_sub(self.rows) as u64;
        if left > 0 {
            self.page.blank()?;
            let more = Label::MoreRooms { count: left };
            self.page.paragraph(0, PLAIN, "", &more.to_string())?;
        }
        if let Some(store) = &uploads.store {
            self.unreferred(store)?;
            if let Some(copies) = self.report.copies {
                self.copies(copies, store)?;
            }
        }
        skipped(&mut self.page, self.report.skipped, self.texts)?;
        self.next()
    }

    fn totals(&mut self) -> io::Result<()> {
        let uploads = self.report.uploads;
        let totals = &uploads.totals;
        let referred = match totals.links {
            0 => Head::NoneReferred,
            files => Head::Referred {
                files,
                rooms: uploads.rooms.len() as u64,
                messages: totals.messages,
                first: totals.first.map(|it| it.to_string()),
                last: totals.last.map(|it| it.to_string()),
            },
        };
        self.page.paragraph(0, PLAIN, "", &referred.to_string())?;
        let Some(store) = &uploads.store else {
            return Ok(());
        };
        let total = store.total();
        let holds = Head::Holds {
            store: visible(self.report.store.as_deref().unwrap_or_default()).into_owned(),
            files: total.count,
            size: Size::of(total.bytes),
        };
        self.page.paragraph(0, PLAIN, "", &holds.to_string())
    }

    /// What the store has of the files, as numbers.
    fn states(&mut self, store: &Store) -> io::Result<()> {
        let totals = &self.report.uploads.totals;
        let row = |label: Label, count: u64, bytes: Option<u64>| {
            let size = bytes.filter(|_| count > 0);
            let size = size.map_or_else(String::new, |bytes| Size::of(bytes).to_string());
            vec![label.to_string(), self.texts.number(count), size]
        };
        let mut rows: Vec<Vec<String>> = State::ALL
            .iter()
            .map(|state| {
                let found = totals.of(*state);
                let bytes = (*state != State::Missing).then_some(found.bytes);
                row((*state).into(), found.count, bytes)
            })
            .collect();
        let unreferred = totals.unreferred;
        if !store.files.is_empty() {
            rows.push(row(
                Label::UnreferredOne,
                unreferred.count,
                Some(unreferred.bytes),
            ));
        }
        let header = vec![
            String::new(),
            Label::Files.to_string(),
            Label::Size.to_string(),
        ];
        self.page.blank()?;
        let shape = [Column::default(), NUMBER, NUMBER];
        self.page.table(2, Some(header), rows, &shape)
    }

    fn room(&mut self, room: &RoomUploads) -> io::Result<()> {
        let of = |state| room.totals.of(state).count;
        let (id, files) = (visible(&room.id).into_owned(), room.totals.links);
        let guid = room.guid.as_deref().map(|guid| visible(guid).into_owned());
        let beside = match self.report.uploads.store {
            None => Beside::Room { id, files, guid },
            Some(_) => Beside::Found {
                id,
                files,
                missing: of(State::Missing),
                similar: of(State::Similar),
                other_folder: of(State::OtherFolder),
                unreferred: room.totals.unreferred.count,
                guid,
            },
        };
        let unknown = Beside::Unknown.to_string();
        let name = match room.name.as_str() {
            "" => unknown.into(),
            name => visible(name),
        };
        let name = cut_middle(&name, self.page.width()).into_owned();
        self.page.blank()?;
        self.page.heading(BOLD, &name, &beside.to_string())?;
        let listed = room.references.iter().take(self.rows);
        let rows = listed.map(|reference| self.file(reference)).collect();
        let shape = match self.report.uploads.store {
            Some(_) => vec![Column::default(), Column::default(), NUMBER],
            None => vec![Column::default()],
        };
        self.page.table(2, None, rows, &shape)?;
        self.more(2, room.references.len())
    }

    fn file(&self, reference: &Reference) -> Vec<String> {
        // A link that names no file is best shown itself.
        let name = match reference.name.as_str() {
            "" => visible(&reference.link),
            name => visible(name),
        };
        let mut name = cut_middle(&name, self.page.width()).into_owned();
        let used = used(reference).to_string();
        let Some(store) = &self.report.uploads.store else {
            return vec![name + "\n" + &used];
        };
        let file = reference.file.map(|at| &store.files[at].file);
        if let (Some(file), Some(near)) = (file, reference.near) {
            // In the folder that the link names, the name is enough.
            let (folder, own) = file.path.rsplit_once('/').unwrap_or_default();
            let is_here = reference.folder.as_deref() == Some(folder);
            let path = visible(if is_here { own } else { &file.path });
            let instead = Detail::Instead {
                path: cut_middle(&path, 2 * self.page.width()).into_owned(),
                near: near.into(),
                others: reference.others as u64,
            };
            name = name + "\n" + &instead.to_string();
        }
        let state = reference.state.map(Label::from);
        vec![
            state.map_or_else(String::new, |it| it.to_string()),
            name + "\n" + &used,
            file.map_or_else(String::new, |it| Size::of(it.bytes).to_string()),
        ]
    }

    fn unreferred(&mut self, store: &Store) -> io::Result<()> {
        let count = self.report.uploads.totals.unreferred.count;
        if count == 0 {
            return Ok(());
        }
        self.page.blank()?;
        let heading = Label::Unreferred.to_string();
        self.page.paragraph(0, BOLD, "", &heading)?;
        let files: Vec<&Kept> = store.unreferred().take(self.rows).collect();
        for files in files.chunk_by(|a, b| parts(a).0 == parts(b).0) {
            let room = store.room_of(files[0]).map(|room| Label::OfRoom {
                name: visible(&room.name).into_owned(),
            });
            let room = room.map_or_else(String::new, |it| it.to_string());
            let folder = match parts(files[0]).0 {
                "" => Label::TopFolder.to_string(),
                folder => visible(folder).into_owned(),
            };
            let row = |kept: &&Kept| {
                let name = visible(parts(kept).1);
                let name = cut_middle(&name, 2 * self.page.width()).into_owned();
                vec![name, Size::of(kept.file.bytes).to_string()]
            };
            let rows = files.iter().map(row).collect();
            self.page
                .paragraph(2, PLAIN, "", format!("{folder}  {room}").trim_end())?;
            self.page
                .table(4, None, rows, &[Column::default(), NUMBER])?;
        }
        self.more(2, count as usize)
    }

    fn copies(&mut self, copies: &CopyList, store: &Store) -> io::Result<()> {
        let copied = copies.copied().map(|it| store.files[it.file].file.bytes);
        let said = Copies::Copied {
            files: copies.copied().count() as u64,
            size: Size::of(copied.sum()),
            from: visible(&copies.copying.from.shown()).into_owned(),
            to: visible(&copies.copying.to.shown()).into_owned(),
        };
        self.page.blank()?;
        let heading = Label::CopyList.to_string();
        self.page.paragraph(0, BOLD, "", &heading)?;
        self.page.paragraph(2, PLAIN, "", &said.to_string())?;
        let left_out = copies.files.iter();
        let left_out = left_out.filter(|it| it.unfit == Some(Unfit::Unreferred));
        let left_out = left_out.count() as u64;
        if left_out > 0 {
            let said = Copies::LeftOut { files: left_out };
            self.page.paragraph(2, PLAIN, "", &said.to_string())?;
        }
        self.page
            .paragraph(2, FAINT, "", &Copies::Layout.to_string())?;
        let count = copies.not_copyable().count();
        if count == 0 {
            return Ok(());
        }
        let said = Copies::NotCopied {
            files: count as u64,
        };
        self.page.paragraph(2, PLAIN, "", &said.to_string())?;
        let rows = copies.not_copyable().take(self.rows).map(|listed| {
            let path = visible(&store.files[listed.file].file.path);
            let reason = listed.unfit.map(Reason::from);
            vec![
                cut_middle(&path, 2 * self.page.width()).into_owned(),
                reason.map_or_else(String::new, |it| it.to_string()),
            ]
        });
        let path = Column {
            at_most: 50,
            ..Column::default()
        };
        let rows = rows.collect();
        self.page.table(4, None, rows, &[path, Column::default()])?;
        self.more(4, count)
    }

    /// How many more there are than are shown.
    fn more(&mut self, indent: usize, count: usize) -> io::Result<()> {
        match count.saturating_sub(self.rows) as u64 {
            0 => Ok(()),
            count => {
                let more = Label::More { count }.to_string();
                self.page.paragraph(indent, PLAIN, "", &more)
            }
        }
    }

    fn next(&mut self) -> io::Result<()> {
        let options: Vec<String> = self.report.options.iter().map(|it| argument(it)).collect();
        let mut words = vec![arguments(&self.report.input.arguments)];
        words.extend(options);
        let files = format!("pchat files {}", words.join(" "));
        let mut commands = Vec::new();
        let has_links = !self.report.uploads.rooms.is_empty();
        let is_written = self.report.is_written;
        match (&self.report.uploads.store, self.report.copies) {
            (None, _) if has_links => {
                commands.push((format!("{files} --store DIR"), Next::Store.to_string()));
            }
            (Some(_), None) => {
                let command = format!("{files} --to DIR --report DIR");
                commands.push((command, Next::List.to_string()));
            }
            (Some(_), Some(_)) if !is_written => {
                commands.push((format!("{files} --report DIR"), Next::List.to_string()));
            }
            _ => {}
        }
        if has_links && !is_written {
            commands.push((format!("{files} --format csv"), Next::All.to_string()));
        }
        commands.push((
            "pchat explain uploaded-file".to_owned(),
            Next::Explain.to_string(),
        ));
        self.page.blank()?;
        let next = self.texts.fill(&self.texts.texts().next, &[]);
        self.page.paragraph(0, BOLD, "", &next)?;
        self.page.commands(2, &commands)
    }
}

/// The folder that a file of the store lies in, and its name.
fn parts(kept: &Kept) -> (&str, &str) {
    let path = kept.file.path.as_str();
    path.rsplit_once('/').unwrap_or(("", path))
}
