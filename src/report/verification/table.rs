//! `verify` for people: in the good case one glance, else what differs.

use std::io::{self, Write};

use anstyle::AnsiColor;

use super::super::Catalogue;
use super::super::page::{BOLD, Column, Look, PLAIN, Page, Style};
use super::super::sections::argument;
use super::super::visible::{cut, visible};
use super::line::{line, part};
use super::{Verification, not_compared};
use crate::rules::ObjectKind;
use crate::verify::{Aspect, Difference, by_aspect};

const GOOD: Look = AnsiColor::Green.on_default();
const BAD: Look = AnsiColor::Red.on_default();

/// How many columns a text takes at most, where the other one still differs when both are cut.
const NAME_COLUMNS: usize = 48;

/// How many columns an id takes at most.
const ID_COLUMNS: usize = 12;

/// How much of the page an object's name takes at most, in hundredths.
const NAME_SHARE: usize = 32;

/// Writes the verification for a terminal of this width. Of each sort at most `rows` differences are listed, all where
/// that is `None`.
pub fn write(
    out: &mut dyn Write,
    verification: &Verification<'_>,
    texts: &Catalogue,
    width: usize,
    style: Style,
    rows: Option<usize>,
) -> io::Result<()> {
    Report {
        page: Page::new(out, width, style),
        texts,
        verification,
        rows: rows.unwrap_or(usize::MAX),
    }
    .write()
}

struct Report<'a> {
    page: Page<'a>,
    texts: &'a Catalogue,
    verification: &'a Verification<'a>,
    rows: usize,
}

impl Report<'_> {
    fn write(mut self) -> io::Result<()> {
        let groups = by_aspect(self.verification.differences);
        self.head()?;
        self.summary(&groups)?;
        for (aspect, differences) in &groups {
            if !differences.is_empty() {
                self.group(*aspect, differences)?;
            }
        }
        self.more_messages()?;
        self.end()
    }

    fn head(&mut self) -> io::Result<()> {
        let words = self.texts.verification();
        let source = [("source", self.verification.source.name.as_str().into())];
        let compared = self.texts.fill(&words.compared, &source);
        let result = visible(&self.verification.result.name);
        self.page.heading(BOLD, &result, &compared)?;
        if self.verification.imported {
            let text = self.texts.fill(&words.imported, &[]);
            self.page.paragraph(0, PLAIN, "", &text)?;
        }
        self.page.blank()
    }

    /// What was compared, and of what something differs.
    fn summary(&mut self, groups: &[(Aspect, Vec<&Difference>)]) -> io::Result<()> {
        let words = self.texts.verification();
        let mut rows = Vec::new();
        for (aspect, differences) in groups {
            let compared = self.verification.counts.of(*aspect);
            if compared == 0 && differences.is_empty() {
                continue;
            }
            let count = [("count", differences.len().into())];
            let state = match differences.len() {
                0 => &words.all_there,
                _ => &words.differences,
            };
            rows.push(vec![
                self.title(*aspect).to_owned(),
                self.texts.number(compared),
                self.texts.fill(state, &count),
            ]);
        }
        let number = Column {
            right: true,
            ..Column::default()
        };
        let shape = [Column::default(), number, Column::default()];
        self.page.table(2, None, rows, &shape)?;
        self.page.blank()?;
        let count = self.verification.differences.len();
        let (template, look) = match count {
            0 => (&words.equal, GOOD),
            _ => (&words.different, BAD),
        };
        let text = self.texts.fill(template, &[("count", count.into())]);
        self.page.paragraph(0, look.bold(), "", &text)
    }

    fn group(&mut self, aspect: Aspect, differences: &[&Difference]) -> io::Result<()> {
        let count = [("count", differences.len().into())];
        let words = self.texts.verification();
        let beside = self.texts.fill(&words.differences, &count);
        let title = self.title(aspect).to_owned();
        self.page.blank()?;
        self.page.heading(BOLD, &title, &beside)?;
        let shown = differences.len().min(self.rows);
        let rows: Vec<Vec<String>> = differences[..shown].iter().map(|it| self.row(it)).collect();
        let column = |at_most| Column {
            at_most,
            ..Column::default()
        };
        self.page
            .table(2, None, rows, &[column(24), column(NAME_SHARE), column(0)])?;
        if differences.len() > shown {
            let left = [("count", (differences.len() - shown).into())];
            let text = self.texts.fill(&self.texts.texts().rows_left, &left);
            let command = self.command(&["--format csv"]);
            self.page.command_after(2, &text, &command)?;
        }
        Ok(())
    }

    /// The object, its name, and what differs. A message's name is the room that it is in.
    fn row(&self, difference: &Difference) -> Vec<String> {
        let object = &difference.object;
        let numbered = |kind: ObjectKind, id: &str| {
            let kind = self.texts.kind(kind.word());
            format!("{kind} {}", cut(&visible(id), ID_COLUMNS))
        };
        let first = match object.kind {
            ObjectKind::Member => part(&object.id, self.texts).to_owned(),
            kind => numbered(kind, &object.id),
        };
        let name = match &difference.room {
            Some(room) => numbered(ObjectKind::Room, room),
            None => visible(&object.name).into_owned(),
        };
        let width = self.page.width();
        vec![
            first,
            cut(&name, width * NAME_SHARE / 100 - 4).into_owned(),
            line(
                &self.verification.named(difference),
                self.texts,
                (width / 3).clamp(16, NAME_COLUMNS),
            ),
        ]
    }

    fn more_messages(&mut self) -> io::Result<()> {
        let words = self.texts.verification();
        if self.verification.unlisted > 0 {
            let count = [("count", self.verification.unlisted.into())];
            let text = self.texts.fill(&words.unlisted, &count);
            self.page.paragraph(2, PLAIN, "", &text)?;
        }
        if self.verification.incomplete {
            let text = self.texts.fill(&words.incomplete, &[]);
            self.page.paragraph(2, PLAIN, "", &text)?;
        }
        Ok(())
    }

    /// What was not compared, and what else to try.
    fn end(&mut self) -> io::Result<()> {
        let words = self.texts.verification();
        let counts = &self.verification.counts;
        let notes: Vec<String> = [
            (&words.only_in_result, counts.only_in_result),
            (&words.of_unknown, counts.of_unknown),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(template, count)| self.texts.fill(template, &[("count", count.into())]))
        .collect();
        let notes: Vec<String> = notes
            .into_iter()
            .chain(not_compared(self.verification, self.texts))
            .collect();
        if !notes.is_empty() {
            self.page.blank()?;
        }
        for note in notes {
            self.page.paragraph(0, PLAIN, "", &note)?;
        }
        if self.verification.ids_do_not_fit {
            let text = self.texts.fill(&words.ids_do_not_fit, &[]);
            let command = self.command(&["--imported"]);
            self.page.blank()?;
            self.page.command_after(0, &text, &command)?;
        } else if !self.verification.differences.is_empty() {
            let text = self.texts.fill(&words.other_options, &[]);
            self.page.blank()?;
            self.page.paragraph(0, PLAIN, "", &text)?;
        }
        Ok(())
    }

    fn title(&self, aspect: Aspect) -> &str {
        let titles = &self.texts.verification().row;
        (titles.get(aspect.word())).map_or(aspect.word(), String::as_str)
    }

    /// The command again, with more options.
    fn command(&self, more: &[&str]) -> String {
        let Verification {
            source,
            result,
            options,
            imported,
            ..
        } = self.verification;
        let inputs = source.arguments.iter().chain(&result.arguments);
        let inputs = inputs.map(|it| argument(it));
        let options = options.iter().map(|it| argument(it));
        let imported = imported.then(|| "--imported".to_owned());
        let more = more.iter().map(|it| (*it).to_owned());
        let words: Vec<String> = ["pchat verify".to_owned()]
            .into_iter()
            .chain(inputs)
            .chain(imported)
            .chain(options)
            .chain(more)
            .collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests;
