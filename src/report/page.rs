//! A page of text for a terminal: paragraphs, columns and commands, sized to its width.

use std::io::{self, Write};

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

/// Narrower than this nothing can be read.
const NARROWEST: usize = 40;

/// How much of one text is shown, in characters: what is longer is no name or sentence any more, and a word of a megabyte
/// takes minutes to be broken into lines.
const SHOWN: usize = 4096;

/// How to write for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With colours. They never say what the words beside them do not.
    pub colour: bool,
    /// With typographic quotes, lines and arrows; without, in ASCII. Names are shown as they are either way.
    pub unicode: bool,
}

/// How much of its lists a table shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The summary only.
    Summary,
    /// So many rows of each list.
    First(usize),
    /// Everything.
    All,
}

impl Extent {
    /// How many rows of a list are shown.
    pub(super) fn rows(self) -> usize {
        match self {
            Extent::Summary => 0,
            Extent::First(rows) => rows,
            Extent::All => usize::MAX,
        }
    }
}

/// How a piece of text looks.
pub(super) type Look = anstyle::Style;

/// As the rest.
pub(super) const PLAIN: Look = Look::new();
/// Headings and commands.
pub(super) const BOLD: Look = Look::new().bold();
/// What is said beside something.
pub(super) const FAINT: Look = Look::new().dimmed();

/// A column of a table.
#[derive(Clone, Copy, Default)]
pub(super) struct Column {
    /// How wide it may become, in hundredths of the page; 0 for any width.
    pub(super) at_most: usize,
    /// Numbers stand on the right.
    pub(super) right: bool,
}

pub(super) struct Page<'a> {
    out: &'a mut dyn Write,
    width: usize,
    style: Style,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, width: usize, style: Style) -> Self {
        Page {
            out,
            width: width.max(NARROWEST),
            style,
        }
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A line over the whole width.
    pub(super) fn rule(&mut self, look: Look) -> io::Result<()> {
        let line = "─".repeat(self.width);
        self.line(0, &[(look, &line)])
    }

    /// One line of several looks, as it is.
    pub(super) fn line(&mut self, indent: usize, parts: &[(Look, &str)]) -> io::Result<()> {
        write!(self.out, "{:indent$}", "")?;
        for (look, text) in parts {
            let text = self.signs(text);
            if self.style.colour {
                write!(self.out, "{look}{text}{look:#}")?;
            } else {
                self.out.write_all(text.as_bytes())?;
            }
        }
        self.blank()
    }

    /// A heading and what is said beside it: in one line, or where that is too long below each other.
    pub(super) fn heading(&mut self, look: Look, title: &str, beside: &str) -> io::Result<()> {
        if title.width() + 2 + beside.width() <= self.width {
            self.line(0, &[(look, title), (PLAIN, "  "), (FAINT, beside)])
        } else {
            self.paragraph(0, look, "", title)?;
            self.paragraph(0, FAINT, "", beside)
        }
    }

    /// Text wrapped between words, with a sign before its first line.
    pub(super) fn paragraph(
        &mut self,
        indent: usize,
        look: Look,
        sign: &str,
        text: &str,
    ) -> io::Result<()> {
        let sign = self.signs(sign);
        let hang = sign.width();
        let mut table = Table::new();
        table
            .load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(columns(self.width.saturating_sub(indent + hang).max(1)))
            .add_row([self.shown(text)]);
        for column in table.column_iter_mut() {
            column.set_padding((0, 0));
        }
        for (at, line) in table.lines().enumerate() {
            let line = line.trim_end();
            let line = match at {
                0 => format!("{sign}{line}"),
                _ => format!("{:hang$}{line}", ""),
            };
            self.line(indent, &[(look, &line)])?;
        }
        Ok(())
    }

    /// Things with a dot between them, wrapped between them.
    pub(super) fn items(&mut self, items: &[String]) -> io::Result<()> {
        let mut line = String::new();
        for item in items {
            if !line.is_empty() && line.width() + 3 + item.width() > self.width {
                self.line(0, &[(PLAIN, &line)])?;
                line.clear();
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(item);
        }
        self.line(0, &[(PLAIN, &line)])
    }

    /// A few words and a command, which is never broken.
    pub(super) fn command_after(
        &mut self,
        indent: usize,
        words: &str,
        command: &str,
    ) -> io::Result<()> {
        if indent + words.width() + 1 + command.width() <= self.width {
            return self.line(indent, &[(PLAIN, words), (PLAIN, " "), (BOLD, command)]);
        }
        self.paragraph(indent, PLAIN, "", words)?;
        self.line(indent + 2, &[(BOLD, command)])
    }

    /// Commands, each with what it is for. A command is never broken, so that it can be copied.
    pub(super) fn commands(
        &mut self,
        indent: usize,
        commands: &[(String, String)],
    ) -> io::Result<()> {
        let widest = commands.iter().map(|(command, _)| command.width()).max();
        let widest = widest.unwrap_or_default();
        let fit = |(_, why): &(String, String)| indent + widest + 2 + why.width() <= self.width;
        let beside = commands.iter().all(fit);
        for (command, why) in commands {
            if beside {
                let gap = " ".repeat(widest - command.width() + 2);
                self.line(indent, &[(BOLD, command), (PLAIN, &gap), (PLAIN, why)])?;
            } else {
                self.line(indent, &[(BOLD, command)])?;
                self.paragraph(indent + 2, PLAIN, "", why)?;
            }
        }
        Ok(())
    }

    /// Cells below each other in columns, without lines between them.
    pub(super) fn table(
        &mut self,
        indent: usize,
        header: Option<Vec<String>>,
        rows: Vec<Vec<String>>,
        shape: &[Column],
    ) -> io::Result<()> {
        let width = self.width - indent;
        let mut table = Table::new();
        table
            .load_style(NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(columns(width));
        let has_header = header.is_some();
        if let Some(header) = header {
            table.set_header(header.iter().map(|text| self.shown(text)));
        }
        for row in rows {
            table.add_row(row.iter().map(|text| self.shown(text)));
        }
        let contents = table.column_max_content_widths();
        for ((column, shape), content) in table.column_iter_mut().zip(shape).zip(contents) {
            column.set_padding((0, 2));
            if shape.at_most > 0 {
                let most = columns(width * shape.at_most / 100);
                // What fits is not broken for the sake of the columns beside it.
                column.set_constraint(match content.saturating_add(2) {
                    fits if fits <= most => ColumnConstraint::Absolute(Width::Fixed(fits)),
                    _ => ColumnConstraint::UpperBoundary(Width::Fixed(most)),
                });
            }
            if shape.right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for (at, line) in table.lines().enumerate() {
            let look = if at == 0 && has_header { BOLD } else { PLAIN };
            self.line(indent, &[(look, line.trim_end())])?;
        }
        Ok(())
    }

    /// The text in the signs that the terminal can show, no longer than is readable.
    fn shown(&self, text: &str) -> String {
        match text.char_indices().nth(SHOWN) {
            None => self.signs(text),
            Some((end, _)) => self.signs(&format!("{}…", &text[..end])),
        }
    }

    /// The text in the signs that the terminal can show.
    fn signs(&self, text: &str) -> String {
        if self.style.unicode {
            return text.to_owned();
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '“' | '”' => plain.push('"'),
                '─' => plain.push('-'),
                '·' => plain.push('|'),
                '→' => plain.push_str("->"),
                '…' => plain.push_str("..."),
                _ => plain.push(c),
            }
        }
        plain
    }
}

fn columns(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
