//! The rows of one table.

use std::io::{self, Write};

use super::value;
use crate::report::page::{BOLD, Column, FAINT, Page, Style};
use crate::report::{Catalogue, visible};
use crate::sqlserver::{Table, Value};

/// Prints rows, which many threads may write down at once.
pub struct Printer<'a> {
    out: &'a mut dyn Write,
    table: &'a Table,
    form: Form,
    /// Rows as a terminal shows them, as long as more are wanted.
    kept: Vec<Vec<String>>,
    rows: u64,
}

#[derive(Clone, Copy)]
enum Form {
    Table {
        limit: Option<usize>,
        width: usize,
        style: Style,
    },
    Csv {
        separator: u8,
        write: fn(&mut Vec<u8>, Value<'_>, u8),
    },
    Json,
}

/// With less room for each column of a page, rows are shown one below the other.
const NARROWEST: usize = 10;

/// What stands between two values of a row for people, and between two rows: no text holds them when it is visible.
const BETWEEN: char = '\u{1f}';
const END: char = '\u{1e}';

impl<'a> Printer<'a> {
    /// For people: so many rows at most.
    pub fn table(
        out: &'a mut dyn Write,
        table: &'a Table,
        limit: Option<usize>,
        width: usize,
        style: Style,
    ) -> Self {
        let form = Form::Table {
            limit,
            width,
            style,
        };
        Printer::new(out, table, form)
    }

    /// All rows behind a line with the names of the columns.
    pub fn csv(out: &'a mut dyn Write, table: &'a Table, separator: u8) -> Self {
        let write = value::csv;
        Printer::new(out, table, Form::Csv { separator, write })
    }

    /// The same for a spreadsheet: no text is run as a formula, and none acts on what shows it.
    pub fn csv_for_spreadsheets(out: &'a mut dyn Write, table: &'a Table, separator: u8) -> Self {
        let write = value::csv_for_spreadsheets;
        Printer::new(out, table, Form::Csv { separator, write })
    }

    /// An array of objects, one for each row.
    pub fn json(out: &'a mut dyn Write, table: &'a Table) -> Self {
        Printer::new(out, table, Form::Json)
    }

    fn new(out: &'a mut dyn Write, table: &'a Table, form: Form) -> Self {
        Printer {
            out,
            table,
            form,
            kept: Vec::new(),
            rows: 0,
        }
    }

    /// Writes what stands before the rows.
    pub fn begin(&mut self) -> io::Result<()> {
        match self.form {
            Form::Table { .. } => Ok(()),
            Form::Json => write!(self.out, "["),
            Form::Csv { separator, write } => {
                let mut line = Vec::new();
                for (at, column) in self.table.columns.iter().enumerate() {
                    if at > 0 {
                        line.push(separator);
                    }
                    write(&mut line, Value::Text(column.name.as_bytes()), separator);
                }
                line.push(b'\n');
                self.out.write_all(&line)
            }
        }
    }

    /// What writes a row down.
    pub fn writer(
        &self,
    ) -> impl Fn(&mut Vec<u8>, &mut dyn Iterator<Item = Value<'_>>) + Sync + use<'a> {
        let names: Vec<String> = self
            .table
            .columns
            .iter()
            .map(|column| serde_json::Value::from(&*column.name).to_string())
            .collect();
        let form = self.form;
        move |out, values| match form {
            Form::Table { .. } => {
                for value in values {
                    out.extend_from_slice(value::shown(value).as_bytes());
                    out.push(BETWEEN as u8);
                }
                out.push(END as u8);
            }
            Form::Csv { separator, write } => {
                for (at, value) in values.enumerate() {
                    if at > 0 {
                        out.push(separator);
                    }
                    write(out, value, separator);
                }
                out.push(b'\n');
            }
            Form::Json => {
                // The comma before the very first one is taken away.
                out.extend_from_slice(b",\n  {");
                for (at, (value, name)) in values.zip(&names).enumerate() {
                    if at > 0 {
                        out.extend_from_slice(b", ");
                    }
                    out.extend_from_slice(name.as_bytes());
                    out.extend_from_slice(b": ");
                    value::json(out, value);
                }
                out.push(b'}');
            }
        }
    }

    /// Takes rows that were written down.
    pub fn take(&mut self, text: &[u8]) -> io::Result<()> {
        match self.form {
            Form::Csv { .. } => self.out.write_all(text),
            Form::Json => {
                let first = self.rows == 0;
                self.rows += u64::from(!text.is_empty());
                let text = if first {
                    text.strip_prefix(b",").unwrap_or(text)
                } else {
                    text
                };
                self.out.write_all(text)
            }
            Form::Table { limit, .. } => {
                let text = String::from_utf8_lossy(text);
                for row in text.split_terminator(END) {
                    self.rows += 1;
                    if limit.is_none_or(|limit| self.kept.len() < limit) {
                        let values = row.split_terminator(BETWEEN);
                        self.kept.push(values.map(str::to_owned).collect());
                    }
                }
                Ok(())
            }
        }
    }

    /// Writes what stands behind the rows.
    pub fn end(self) -> io::Result<()> {
        match self.form {
            Form::Csv { .. } => Ok(()),
            Form::Json => writeln!(self.out, "{}]", if self.rows > 0 { "\n" } else { "" }),
            Form::Table { width, style, .. } => self.page(width, style),
        }
    }

    fn page(self, width: usize, style: Style) -> io::Result<()> {
        let Printer {
            out,
            table,
            kept,
            rows,
            ..
        } = self;
        let texts = Catalogue::spoken();
        let mut page = Page::new(out, width, style);
        let words = texts.texts();
        let values = [
            ("table", table.name.to_string().into()),
            ("rows", rows.into()),
        ];
        page.paragraph(0, BOLD, "", &texts.fill(&words.table_rows, &values))?;
        let left = rows - kept.len() as u64;
        let names: Vec<String> = (table.columns.iter())
            .map(|column| visible(&column.name).into_owned())
            .collect();
        if names.len() * NARROWEST <= width {
            let shape = vec![Column::default(); names.len()];
            page.table(2, Some(names), kept, &shape)?;
        } else {
            for (at, row) in kept.into_iter().enumerate() {
                let number = [("number", (at as u64 + 1).into())];
                page.paragraph(2, FAINT, "", &texts.fill(&words.row_number, &number))?;
                let pairs = names.iter().cloned().zip(row);
                let pairs = pairs.map(|(name, value)| vec![name, value]).collect();
                page.table(4, None, pairs, &[Column::default(); 2])?;
            }
        }
        if left > 0 {
            let more = texts.fill(&words.all_rows, &[("count", left.into())]);
            page.paragraph(2, FAINT, "", &more)?;
        }
        Ok(())
    }
}
