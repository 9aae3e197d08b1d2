//! Rows as each dialect writes them: a table and its values in, text or bytes out.

mod native;
mod script;
mod text;

use std::io;
use std::sync::Arc;

use super::form::Dialect;
use super::output::Output;
use crate::sqlserver::Table;

/// How much is gathered before it is handed on.
const FULL: usize = 1 << 16;

/// Bytes of a bacpac's parts, about.
const PART: u64 = 4 << 20;

/// A value to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Null,
    /// A whole number or a bit.
    Int(i64),
    /// Text, a GUID or a `datetime`, as SQL Server prints it.
    Text(&'a str),
}

/// Writes tables, one after the other.
pub(super) struct Rows<'o, 'p> {
    output: &'o mut Output<'p>,
    dialect: Dialect,
    table: Arc<Table>,
    /// What every statement of a script's table begins with.
    insert: String,
    text: String,
    bytes: Vec<u8>,
    /// Rows of this table.
    rows: u64,
    /// The part of the table that is being written, and its bytes so far.
    part: (u32, u64),
    /// The parts of a bacpac so far.
    parts: Vec<String>,
    /// Rows of all tables.
    all: u64,
}

impl<'o, 'p> Rows<'o, 'p> {
    pub(super) fn new(output: &'o mut Output<'p>, dialect: Dialect) -> Self {
        Rows {
            output,
            all: 0,
            dialect,
            table: Arc::default(),
            insert: String::new(),
            text: String::new(),
            bytes: Vec::new(),
            rows: 0,
            part: (0, 0),
            parts: Vec::new(),
        }
    }

    /// What stands before the first table of a script.
    pub(super) fn begin(&mut self) -> io::Result<()> {
        if self.dialect == Dialect::Script {
            self.output.start("")?;
            self.output.byte_order_mark()?;
            self.text.push_str(script::PREAMBLE);
        }
        Ok(())
    }

    /// Begins a table.
    pub(super) fn start(&mut self, table: &Arc<Table>) -> io::Result<()> {
        self.table = Arc::clone(table);
        self.rows = 0;
        match self.dialect {
            Dialect::Script => {
                script::create(table, &mut self.text);
                self.insert = script::insert(table);
            }
            // A part begins with its first row: a table without rows has none.
            Dialect::Bacpac => {}
            dialect => {
                let name = format!("{}.{}", table.name, dialect.extension());
                self.output.start(&name)?;
                self.output.byte_order_mark()?;
                text::head(dialect, table, &mut self.text);
            }
        }
        Ok(())
    }

    /// Writes a row.
    pub(super) fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        debug_assert_eq!(
            values.len(),
            self.table.columns.len(),
            "{}",
            self.table.name
        );
        self.all += 1;
        self.rows += 1;
        match self.dialect {
            Dialect::Script => {
                script::row(&self.insert, &self.table, values, &mut self.text);
                script::progress(self.rows, &mut self.text);
            }
            Dialect::Csv | Dialect::Grid | Dialect::Sqlcmd | Dialect::BcpC | Dialect::BcpW => {
                text::row(self.dialect, values, &mut self.text);
            }
            Dialect::BcpN => native::row(native::BCP, &self.table, values, &mut self.bytes)?,
            Dialect::BcpWideN => {
                native::row(native::WIDE_BCP, &self.table, values, &mut self.bytes)?;
            }
            Dialect::Bacpac => self.bacpac_row(values)?,
        }
        if self.text.len() >= FULL || self.bytes.len() >= FULL {
            self.hand_on()?;
        }
        Ok(())
    }

    /// No row crosses the end of a part.
    fn bacpac_row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let before = self.bytes.len();
        native::row(native::BACPAC, &self.table, values, &mut self.bytes)?;
        let length = (self.bytes.len() - before) as u64;
        let (number, filled) = self.part;
        if self.rows > 1 && filled + length <= PART {
            self.part.1 += length;
            return Ok(());
        }
        let row = self.bytes.split_off(before);
        let mut next = 0;
        if self.rows > 1 {
            self.hand_on()?;
            self.output.end()?;
            next = number + 1;
        }
        let name = format!("Data/{}/TableData-000-{next:05}.BCP", self.table.name);
        self.output.start(&name)?;
        self.parts.push(name);
        self.part = (next, length);
        self.bytes = row;
        Ok(())
    }

    /// Ends the table.
    pub(super) fn end(&mut self) -> io::Result<()> {
        match self.dialect {
            Dialect::Script => self.text.push_str("GO\r\n"),
            Dialect::Sqlcmd => text::tail(self.rows, &mut self.text),
            _ => {}
        }
        self.hand_on()?;
        match self.dialect {
            Dialect::Script => Ok(()),
            Dialect::Bacpac if self.rows == 0 => Ok(()),
            _ => self.output.end(),
        }
    }

    /// How many rows there are so far, in all tables.
    pub(super) fn count(&self) -> u64 {
        self.all
    }

    /// Ends a script. Gives the parts of a bacpac.
    pub(super) fn finish(self) -> io::Result<Vec<String>> {
        if self.dialect == Dialect::Script {
            self.output.end()?;
        }
        Ok(self.parts)
    }

    fn hand_on(&mut self) -> io::Result<()> {
        if !self.text.is_empty() {
            self.output.text(&self.text)?;
            self.text.clear();
        }
        if !self.bytes.is_empty() {
            self.output.bytes(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }
}
