//! Tables that are written cell by cell: as CSV, or as a sheet of a workbook.

use std::io::{self, Write};

use super::Catalogue;
use super::harmless::{harmless, shown};
use crate::rules::Value;
use crate::time::Ticks;
use crate::workbook::{Book, Cell, Column, Look, Sheet, SheetName};

/// A table that is written cell by cell. Its first row names the columns.
pub(super) struct Table<'a>(To<'a>);

enum To<'a> {
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    /// A sheet whose columns are still to be named.
    Unnamed(Unnamed<'a>),
    Sheet(Sheet<'a>, Vec<Shape>),
    /// Between two of these.
    Nothing,
}

struct Unnamed<'a> {
    book: &'a mut Book,
    name: SheetName,
    rows: usize,
    columns: Vec<String>,
}

impl<'a> Table<'a> {
    /// A CSV.
    pub(super) fn new(out: &'a mut dyn Write, separator: u8) -> Self {
        let mut writer = csv::WriterBuilder::new();
        Table(To::Csv(Box::new(
            writer.delimiter(separator).from_writer(out),
        )))
    }

    /// A sheet of this name, which will have so many rows.
    pub(super) fn sheet(book: &'a mut Book, (name, rows): (SheetName, usize)) -> Self {
        let columns = Vec::new();
        Table(To::Unnamed(Unnamed {
            book,
            name,
            rows,
            columns,
        }))
    }

    /// A cell of text.
    pub(super) fn cell(&mut self, text: &str) -> io::Result<()> {
        match &mut self.0 {
            To::Csv(csv) => csv.write_field(harmless(text).as_bytes()).map_err(io_error),
            To::Unnamed(sheet) => {
                sheet.columns.push(text.to_owned());
                Ok(())
            }
            To::Sheet(sheet, shapes) => {
                let is_time = shapes.get(sheet.column()).is_some_and(|it| it.is_time);
                match is_time.then(|| Ticks::parse(text)).flatten() {
                    Some(time) => sheet.cell(Cell::Time(time)),
                    None if text.is_empty() => sheet.cell(Cell::Nothing),
                    None => sheet.cell(Cell::Text(&shown(text, |c| matches!(c, '\t' | '\n')))),
                }
            }
            To::Nothing => Ok(()),
        }
    }

    /// A cell of any type: nothing is empty, the entries of a list have blanks between them.
    pub(super) fn value(&mut self, value: &Value) -> io::Result<()> {
        let typed = match value {
            Value::Nothing => return self.cell(""),
            Value::Text(text) => return self.cell(text),
            Value::List(list) => return self.cell(&list.join(" ")),
            Value::Flag(flag) => Cell::Flag(*flag),
            Value::Number(number) => Cell::Number(*number),
        };
        match (&mut self.0, value) {
            (To::Sheet(sheet, _), _) => sheet.cell(typed),
            (_, Value::Flag(flag)) => self.cell(if *flag { "true" } else { "false" }),
            (_, Value::Number(number)) => self.cell(&number.to_string()),
            _ => Ok(()),
        }
    }

    pub(super) fn cells<T: AsRef<str>>(
        &mut self,
        texts: impl IntoIterator<Item = T>,
    ) -> io::Result<()> {
        texts
            .into_iter()
            .try_for_each(|text| self.cell(text.as_ref()))
    }

    /// The last cells of a row.
    pub(super) fn row<T: AsRef<str>>(
        &mut self,
        texts: impl IntoIterator<Item = T>,
    ) -> io::Result<()> {
        self.cells(texts)?;
        self.end_row()
    }

    pub(super) fn end_row(&mut self) -> io::Result<()> {
        match &mut self.0 {
            To::Csv(csv) => csv.write_record(None::<&[u8]>).map_err(io_error),
            To::Sheet(sheet, _) => sheet.end_row(),
            to => {
                if let To::Unnamed(sheet) = std::mem::replace(to, To::Nothing) {
                    *to = sheet.begin()?;
                }
                Ok(())
            }
        }
    }

    pub(super) fn end(self) -> io::Result<()> {
        match self.0 {
            To::Csv(mut csv) => csv.flush(),
            To::Sheet(sheet, _) => sheet.end(),
            To::Unnamed(_) | To::Nothing => Ok(()),
        }
    }
}

impl<'a> Unnamed<'a> {
    fn begin(self) -> io::Result<To<'a>> {
        let shapes: Vec<Shape> = self.columns.iter().map(|name| Shape::of(name)).collect();
        let heads = self.columns.iter().zip(&shapes);
        let texts = Catalogue::spoken();
        let heads = heads.map(|(name, shape)| shape.head(texts.column(name)));
        let heads: Vec<String> = heads.collect();
        let columns = heads.iter().zip(&shapes).map(|(name, shape)| Column {
            name,
            width: shape.width.max(head_width(name)),
            look: shape.look,
        });
        let columns: Vec<Column<'_>> = columns.collect();
        let sheet = self
            .book
            .sheet(&self.name.to_string(), &columns, self.rows)?;
        Ok(To::Sheet(sheet, shapes))
    }
}

/// What a column of a sheet is like.
#[derive(Clone, Copy)]
struct Shape {
    width: u16,
    look: Look,
    is_time: bool,
}

impl Shape {
    fn of(column: &str) -> Self {
        let (width, look) = match column {
            "message" | "remedy" => (70, Look::Wrapped),
            "name" | "full_name" | "category" | "display_name" | "address" | "before" | "after"
            | "expected" | "found" | "email" => (34, Look::Plain),
            "guid" => (38, Look::Plain),
            "rule" | "first_message" | "last_message" | "caused_by" => (21, Look::Plain),
            name => (head_width(name), Look::Plain),
        };
        Shape {
            width: width.max(head_width(column)),
            look,
            is_time: matches!(column, "first_message" | "last_message"),
        }
    }

    /// The head of the column: of times it says in which zone they are.
    fn head(&self, name: &str) -> String {
        match self.is_time {
            true => format!("{name} (UTC)"),
            false => name.to_owned(),
        }
    }
}

/// How much room a head needs, with the button of its filter.
fn head_width(name: &str) -> u16 {
    u16::try_from(name.chars().count())
        .unwrap_or(u16::MAX)
        .clamp(6, 30)
        + 4
}

/// The error behind it, so that a closed pipe is still known as one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}
