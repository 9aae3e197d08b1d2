//! `convert --what-if` for people: every change, what remains to be done, and how much is left.

use std::io::{self, Write};

use super::super::Catalogue;
use super::super::page::{BOLD, Column, Extent, PLAIN, Page, Style};
use super::super::sections::{self, argument, arguments, powershell_argument};
use super::super::visible::{cut, visible};
use super::Simulation;
use super::line::line;
use crate::directory::ContentKind;
use crate::plan::{Change, ChangeKind, Edit, Group};
use crate::wording::Template;

/// What takes the package over, on the target. Its server is not known here.
const IMPORT: &str = "Import-CsPersistentChatData -DBInstance SERVER\\INSTANCE";

/// How many columns an id takes at most.
const ID_COLUMNS: usize = 12;

/// How much of the page an object's name takes at most, in hundredths.
const NAME_SHARE: usize = 32;

/// Writes the simulation for a terminal of this width: how many changes there are of each kind and how often each rule
/// has something to say of the result; and then, where nothing was written, each of both.
pub fn write(
    out: &mut dyn Write,
    simulation: &Simulation<'_>,
    texts: &Catalogue,
    width: usize,
    style: Style,
    extent: Extent,
) -> io::Result<()> {
    Report {
        page: Page::new(out, width, style),
        texts,
        simulation,
        extent,
    }
    .write()
}

struct Report<'a> {
    page: Page<'a>,
    texts: &'a Catalogue,
    simulation: &'a Simulation<'a>,
    extent: Extent,
}

impl Report<'_> {
    fn write(mut self) -> io::Result<()> {
        self.head()?;
        let groups = self.simulation.plan.groups();
        self.summary(&groups)?;
        self.remaining()?;
        let Simulation {
            remaining, skipped, ..
        } = self.simulation;
        if self.simulation.written.is_none() {
            if self.extent != Extent::Summary {
                self.details(&groups)?;
            }
            sections::not_checked(&mut self.page, remaining, self.texts)?;
        }
        sections::skipped(&mut self.page, skipped, self.texts)?;
        self.counts()?;
        self.next()
    }

    fn head(&mut self) -> io::Result<()> {
        let Simulation {
            input,
            counts,
            written,
            ..
        } = self.simulation;
        sections::head(&mut self.page, input, self.texts)?;
        sections::missing(&mut self.page, input, self.texts)?;
        let texts = self.texts.texts();
        // What the import will do is no change of what is written.
        let (count, by_import) = (counts.made(), counts.by_import);
        let template = match (count, written) {
            (0, None) if by_import == 0 => &texts.no_changes,
            (_, None) => &texts.changes_planned,
            (0, Some(_)) => &texts.written_unchanged,
            (_, Some(_)) => &texts.written,
        };
        let file = visible(written.as_deref().unwrap_or_default());
        let values = [
            ("count", count.into()),
            ("unnoticed", counts.unnoticed.into()),
            ("imported", by_import.into()),
            ("file", file.as_ref().into()),
        ];
        let text = self.texts.fill(template, &values);
        self.page.blank()?;
        self.page.paragraph(0, BOLD, "", &text)
    }

    /// Each change, and each finding that remains.
    fn details(&mut self, groups: &[Group<'_>]) -> io::Result<()> {
        let texts = self.texts.texts();
        if !groups.is_empty() {
            self.part(&texts.each_change)?;
        }
        for group in groups {
            self.group(group)?;
        }
        if !self.simulation.remaining.findings.is_empty() {
            self.part(&texts.remaining)?;
            self.each_remaining()?;
        }
        Ok(())
    }

    fn part(&mut self, title: &Template) -> io::Result<()> {
        let title = self.texts.fill(title, &[]).to_uppercase();
        self.page.blank()?;
        self.page.line(0, &[(BOLD, &title)])?;
        self.page.rule(PLAIN)
    }

    /// How many changes there are of each kind.
    fn summary(&mut self, groups: &[Group<'_>]) -> io::Result<()> {
        let row = |group: &Group<'_>| {
            let count = self.texts.number(group.changes.len() as u64);
            let title = self.texts.change_title(group.kind.word()).to_owned();
            let mut beside = group.rule.to_owned();
            if group.by() == "import" {
                let by_import = &self.texts.texts().by_import;
                beside = format!("{beside} · {}", self.texts.fill(by_import, &[]));
            }
            vec![count, title, beside]
        };
        let rows: Vec<_> = groups.iter().map(row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let count = Column {
            right: true,
            ..Column::default()
        };
        let shape = [count, Column::default(), Column::default()];
        self.page.table(2, None, rows, &shape)
    }

    fn group(&mut self, group: &Group<'_>) -> io::Result<()> {
        let changes = &group.changes;
        let texts = self.texts.texts();
        let say = |template, count: usize| self.texts.fill(template, &[("count", count.into())]);
        let mut beside = vec![group.rule.to_owned(), say(&texts.changes, changes.len())];
        match group.inferred() {
            0 => {}
            count if count == changes.len() => beside.push(say(&texts.inferred, count)),
            count => beside.push(say(&texts.partly_inferred, count)),
        }
        if group.by() == "import" {
            beside.push(say(&texts.by_import, changes.len()));
        }
        let title = self.texts.change_title(group.kind.word());
        self.page.blank()?;
        self.page.heading(BOLD, title, &beside.join(" · "))?;

        let shown = changes.len().min(self.extent.rows());
        let rows = changes[..shown]
            .iter()
            .map(|change| self.row(change))
            .collect();
        let column = |at_most| Column {
            at_most,
            ..Column::default()
        };
        self.page
            .table(2, None, rows, &[column(24), column(NAME_SHARE), column(0)])?;
        if changes.len() > shown {
            let text = say(&texts.rows_left, changes.len() - shown);
            let command = self.command("convert", "--what-if", "--format csv");
            self.page.command_after(2, &text, &command)?;
        }
        Ok(())
    }

    /// The object, its name, and what is different: the name before is that of the object.
    fn row(&self, change: &Change) -> Vec<String> {
        let object = change.subject.object(self.simulation.directory);
        let width = self.page.width();
        let kind = self.texts.kind(object.kind.word());
        let name = match &change.edit {
            Edit::Name { before, .. } => before,
            _ => &object.name,
        };
        vec![
            format!("{kind} {}", cut(&visible(&object.id), ID_COLUMNS)),
            cut(&visible(name), width * NAME_SHARE / 100 - 4).into_owned(),
            line(change, self.simulation.directory, self.texts),
        ]
    }

    fn counts(&mut self) -> io::Result<()> {
        let texts = self.texts.texts();
        let counts = &self.simulation.counts;
        let say = |template, count: u64| self.texts.fill(template, &[("count", count.into())]);
        let part = |kind, kept, left_out, beside: String| {
            let (kept, left_out) = (say(&texts.kept, kept), say(&texts.left_out, left_out));
            vec![self.texts.part(kind).to_owned(), kept, left_out, beside]
        };
        let (categories, rooms, messages) = (counts.categories, counts.rooms, counts.messages);
        let mut why = String::new();
        if messages.left_out > 0 {
            let values = [
                ("before", messages.before_cutoff.into()),
                ("inside", messages.in_rooms_left_out.into()),
            ];
            why = self.texts.fill(&texts.messages_left_out, &values);
        }
        let rows = vec![
            part(
                ContentKind::Categories,
                categories.kept,
                categories.left_out,
                String::new(),
            ),
            part(
                ContentKind::Rooms,
                rooms.kept,
                rooms.left_out,
                String::new(),
            ),
            part(ContentKind::Messages, messages.kept, messages.left_out, why),
            vec![
                say(&texts.names, 0),
                say(&texts.changed, counts.of(ChangeKind::Name)),
                String::new(),
                String::new(),
            ],
            vec![
                say(&texts.roles, 0),
                say(&texts.granted, counts.roles_granted),
                say(&texts.revoked, counts.roles_revoked),
                String::new(),
            ],
        ];
        let number = Column {
            right: true,
            ..Column::default()
        };
        let shape = [Column::default(), number, number, Column::default()];
        self.page.blank()?;
        self.page
            .paragraph(0, BOLD, "", &say(&texts.afterwards, 0))?;
        self.page.table(2, None, rows, &shape)
    }

    fn next(&mut self) -> io::Result<()> {
        let texts = self.texts.texts();
        let say = |template| self.texts.fill(template, &[]);
        let Simulation {
            options, written, ..
        } = self.simulation;
        let mut commands = Vec::new();
        if !options.iter().any(|option| option == "--decisions") {
            let decide = self.command("analyze", "", "--decisions FILE");
            commands.push((decide, say(&texts.next_decisions)));
        }
        match written {
            None => {
                let convert = self.command("convert", "-o OUT.zip", "");
                commands.push((convert, say(&texts.next_convert)));
            }
            Some(written) => {
                let verify = self.command("verify", &argument(written), "");
                commands.push((verify, say(&texts.next_verify)));
                let file = powershell_argument(written);
                let import = format!("{IMPORT} -FileName {file} -WhatIf");
                commands.push((import, say(&texts.next_import)));
                let changes = self.command("convert", "--what-if", "");
                commands.push((changes, say(&texts.next_what_if)));
            }
        }
        self.page.blank()?;
        self.page.paragraph(0, BOLD, "", &say(&texts.next))?;
        self.page.commands(2, &commands)
    }

    /// A command on the same input with the same options.
    fn command(&self, verb: &str, before: &str, after: &str) -> String {
        let Simulation {
            input,
            options,
            rule_options,
            ..
        } = self.simulation;
        let rule_options = match verb {
            "verify" => &[][..],
            _ => rule_options,
        };
        let options = options.iter().chain(rule_options);
        let options: Vec<String> = options.map(|option| argument(option)).collect();
        let input = arguments(&input.arguments);
        let words = [verb, &input, before, &options.join(" "), after];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        format!("pchat {}", words.join(" "))
    }
}

mod remaining;
#[cfg(test)]
mod tests;
