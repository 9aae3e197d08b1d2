//! `files` for people: how many files there are and what the store has of them, then room by room.

use std::io::{self, Write};

use super::FilesReport;
use super::said::{Beside, Detail, Head, Label, Next, Size, used};
use super::store_table::{NUMBER, more, shown, to_be_copied, unreferred};
use crate::files::{Reference, RoomUploads, State, Store};
use crate::report::Catalogue;
use crate::report::page::{BOLD, Column, PLAIN, Page, Style};
use crate::report::sections::{argument, arguments, head, missing, skipped};
use crate::report::visible::{cut_middle, visible};

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
            let (page, rows) = (&mut self.page, self.rows);
            unreferred(page, store, rows)?;
            if let Some(copies) = self.report.copies {
                to_be_copied(page, copies, store, rows)?;
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
        more(&mut self.page, 2, room.references.len(), self.rows)
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
            let path = if is_here { own } else { &file.path };
            let instead = Detail::Instead {
                path: shown(path, &self.page),
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
            (Some(_), Some(_)) => {
                commands.push(("copy-files.cmd /L".to_owned(), Next::TryScript.to_string()));
            }
            (None, _) => {}
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
