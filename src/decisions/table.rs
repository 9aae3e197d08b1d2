//! The file as a table: its columns wherever they stand, and the form it is written in.

mod parse;

use std::io;
use std::path::Path;

use super::cells::{guard, unguard};
use super::error::Error;
use super::row::{Row, is_marked, marked, unmarked};
use super::{binding, saved};
use crate::decisions::identity::RowIdentity;
use crate::decisions::row::COLUMNS;
use crate::directory::Directory;
use crate::input::spreadsheet;
use crate::plan::{Action, Decision};
use crate::rules::{Finding, Object};

const RULE: usize = 0;
const KIND: usize = 1;
const ID: usize = 2;
const NAME: usize = 3;
const ACTION: usize = 4;
const VALUE: usize = 5;
const NOTE: usize = 6;
const IDENTITY: usize = 7;

/// Columns that are made anew where they are missing: they decide nothing.
const OPTIONAL: [usize; 3] = [NAME, NOTE, IDENTITY];

/// Tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The file.
#[derive(Debug)]
pub(super) struct DecisionTable {
    /// The first row, as it is spelled.
    header: Vec<String>,
    /// How many columns the file has itself; those that are missing stand behind.
    width: usize,
    /// Where each of [`COLUMNS`] stands in it.
    columns: [usize; COLUMNS.len()],
    separator: u8,
    /// Whether lines end as on Windows.
    crlf: bool,
    /// Whether it was read in a code page that the user named.
    in_code_page: bool,
    pub(super) rows: Vec<Row>,
}

impl Default for DecisionTable {
    fn default() -> Self {
        DecisionTable {
            header: COLUMNS.map(str::to_owned).to_vec(),
            width: COLUMNS.len(),
            columns: [RULE, KIND, ID, NAME, ACTION, VALUE, NOTE, IDENTITY],
            separator: b',',
            crlf: false,
            in_code_page: false,
            rows: Vec::new(),
        }
    }
}

impl DecisionTable {
    /// A file without rows.
    pub(super) fn new(separator: u8) -> DecisionTable {
        DecisionTable {
            separator,
            ..DecisionTable::default()
        }
    }

    /// What the row says of its object.
    pub(super) fn row_identity(&self, row: &Row) -> RowIdentity {
        let cell = |column: usize| unguard(&row.cells[self.columns[column]]).into_owned();
        RowIdentity {
            name: cell(NAME),
            identity: cell(IDENTITY),
        }
    }

    /// Whether it was read in a code page that the user named.
    pub(super) fn in_code_page(&self) -> bool {
        self.in_code_page
    }

    /// Spells the ids as the input does, and makes sure that no name lost characters when the file was saved.
    pub(super) fn bind(
        &mut self,
        path: &Path,
        directory: &Directory,
        findings: &[Finding],
    ) -> Result<(), Error> {
        let column = self.columns[ID];
        let mut respelled = false;
        for row in &mut self.rows {
            if binding::respell(&mut row.decision, directory) {
                row.cells[column] = row.decision.id.clone();
                respelled = true;
            }
        }
        if respelled {
            let in_force = self.rows.iter().filter(|row| !self.is_gone(row));
            let problems = binding::repeated(in_force.map(|row| (row.line, &row.decision)));
            if !problems.is_empty() {
                return Err(Error::new(path, problems));
            }
        }
        let rows = self.rows.iter();
        let rows: Vec<_> = rows
            .map(|row| (row.line, &row.decision, self.row_identity(row)))
            .collect();
        let problems = saved::badly(directory, findings, &rows, self.in_code_page);
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Error::new(path, problems)),
        }
    }

    /// A row for a finding that the file does not have yet.
    pub(super) fn new_row(&self, object: &Object, identity: &str, decision: Decision) -> Row {
        let mut cells = vec![String::new(); self.header.len()];
        let mut set = |column: usize, text: &str| cells[self.columns[column]] = text.to_owned();
        set(RULE, decision.rule);
        set(KIND, decision.kind.word());
        set(ID, &guard(&decision.id));
        set(NAME, &guard(&object.name));
        set(IDENTITY, &guard(identity));
        set(ACTION, decision.action.kind().word());
        if let Action::Rename(name) = &decision.action {
            set(VALUE, &guard(name));
        }
        Row {
            line: 0,
            cells,
            decision,
        }
    }

    /// Writes a note beside a row.
    pub(super) fn note(&self, row: &mut Row, text: &str) {
        row.cells[self.columns[NOTE]] = guard(text).into_owned();
    }

    /// Whether the row is marked as one whose finding has gone.
    pub(super) fn is_gone(&self, row: &Row) -> bool {
        is_marked(&row.cells[self.columns[NOTE]])
    }

    /// Marks a row as one whose finding has gone.
    pub(super) fn mark(&self, row: &mut Row) {
        let note = &mut row.cells[self.columns[NOTE]];
        *note = marked(note);
    }

    /// Gives a row the name that its object has now, and takes the mark away.
    pub(super) fn refresh(&self, row: &mut Row, object: &Object, identity: &str) {
        row.cells[self.columns[IDENTITY]] = guard(identity).into_owned();
        row.cells[self.columns[NAME]] = guard(&object.name).into_owned();
        let note = &mut row.cells[self.columns[NOTE]];
        *note = unmarked(note).to_owned();
    }

    /// In which lines the rows begin when the file is written.
    pub(super) fn lines(&self) -> Vec<u64> {
        let length = |cells: &[String]| {
            let breaks = cells.iter().map(|cell| cell.matches('\n').count() as u64);
            1 + breaks.sum::<u64>()
        };
        let mut line = 1 + length(&self.header);
        let mut lines = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            lines.push(line);
            line += length(&row.cells);
        }
        lines
    }

    /// The whole file, in the form in which it was read.
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        let end = if self.crlf {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(b'\n')
        };
        // What separates the cells shows in the header: another separator in it has to be seen as text.
        let may_separate = |cell: &String| cell.contains(spreadsheet::SEPARATORS.map(char::from));
        let quoted = if self.header.iter().any(may_separate) {
            csv::QuoteStyle::Always
        } else {
            csv::QuoteStyle::Necessary
        };
        let mut writer = csv::WriterBuilder::new();
        writer.delimiter(self.separator).terminator(end);
        let mut header = writer
            .quote_style(quoted)
            .from_writer(BYTE_ORDER_MARK.to_vec());
        header.write_record(&self.header)?;
        let header = header
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        let mut rows = writer
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(header);
        for row in &self.rows {
            rows.write_record(&row.cells)?;
        }
        rows.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_cells_stays_whatever_other_columns_are_called() {
        let header = "id,kind,rule,action,value";
        // A quotation mark inside of a cell opens nothing.
        for own in ["\"a;b;c;d;e;f;g;h\"", "5\" disk;a;b;c;d;e;f;g"] {
            let file = format!("\n\r\n{header},{own}\n10,room,topic-lost,exclude,,x\n");
            let table = DecisionTable::parse(Path::new("d.csv"), file.as_bytes(), None).unwrap();
            let again =
                DecisionTable::parse(Path::new("d.csv"), &table.bytes().unwrap(), None).unwrap();
            assert_eq!(again.separator, b',');
            assert_eq!(again.rows[0].decision, table.rows[0].decision);
            assert_eq!(again.bytes().unwrap(), table.bytes().unwrap());
        }
    }
}
