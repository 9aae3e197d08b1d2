//! The file as a table: its columns wherever they stand, and the form it is written in.

mod parse;
mod records;
mod separated;
mod workbook;

use std::borrow::Cow;
use std::io;
use std::path::Path;

use self::separated::Separated;
use self::workbook::OfBook;
use super::cells::{guard, plain, unguard};
use super::error::Error;
use super::place::Place;
use super::row::{Row, is_marked, marked, unmarked};
use super::{binding, saved};
use crate::decisions::identity::RowIdentity;
use crate::decisions::row::COLUMNS;
use crate::directory::Directory;
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

/// The file.
#[derive(Debug)]
pub(crate) struct DecisionTable {
    /// The first row, as it is spelled.
    header: Vec<String>,
    /// How many columns the file has itself; those that are missing stand behind.
    width: usize,
    /// Where each of [`COLUMNS`] stands in it.
    columns: [usize; COLUMNS.len()],
    form: Form,
    pub(super) rows: Vec<Row>,
}

/// What the file is.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A CSV.
    Separated(Separated),
    /// A sheet of a workbook.
    Workbook(OfBook),
}

impl Form {
    /// A new CSV.
    pub(super) fn separated(separator: u8) -> Form {
        Form::Separated(Separated::new(separator))
    }

    /// A new workbook.
    pub(super) fn workbook() -> Form {
        Form::Workbook(OfBook::new())
    }

    /// A text of the input as it may stand in a cell.
    fn cell<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self {
            Form::Separated(_) => guard(text),
            Form::Workbook(_) => plain(text),
        }
    }
}

impl DecisionTable {
    /// A file without rows.
    pub(super) fn new(form: Form) -> DecisionTable {
        DecisionTable {
            header: COLUMNS.map(str::to_owned).to_vec(),
            width: COLUMNS.len(),
            columns: [RULE, KIND, ID, NAME, ACTION, VALUE, NOTE, IDENTITY],
            form,
            rows: Vec::new(),
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
        match &self.form {
            Form::Separated(form) => form.in_code_page,
            Form::Workbook(_) => false,
        }
    }

    /// Makes sure that nothing of the file would be lost when it is written anew.
    pub(super) fn can_be_updated(&self, path: &Path) -> Result<(), Error> {
        match &self.form {
            Form::Separated(_) => Ok(()),
            Form::Workbook(form) => form.is_alone().map_err(|fault| fault.in_file(path)),
        }
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
            let problems = binding::repeated(self.in_force());
            if !problems.is_empty() {
                return Err(Error::new(path, problems));
            }
        }
        let rows = self.rows.iter();
        let rows: Vec<_> = rows
            .filter_map(|row| Some((row.place?, &row.decision, self.row_identity(row))))
            .collect();
        let problems = saved::badly(directory, findings, &rows, self.in_code_page());
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Error::new(path, problems)),
        }
    }

    /// What was read and has not gone.
    fn in_force(&self) -> impl Iterator<Item = (Place, &Decision)> {
        let rows = self.rows.iter().filter(|row| !self.is_gone(row));
        rows.filter_map(|row| Some((row.place?, &row.decision)))
    }

    /// A row for a finding that the file does not have yet.
    pub(super) fn new_row(&self, object: &Object, identity: &str, decision: Decision) -> Row {
        let mut cells = vec![String::new(); self.header.len()];
        let mut set = |column: usize, text: &str| cells[self.columns[column]] = text.to_owned();
        set(RULE, decision.rule);
        set(KIND, decision.kind.word());
        set(ID, &self.form.cell(&decision.id));
        set(NAME, &self.name(object));
        set(IDENTITY, &self.form.cell(identity));
        set(ACTION, decision.action.kind().word());
        if let Action::Rename(name) = &decision.action {
            set(VALUE, &self.form.cell(name));
        }
        Row {
            place: None,
            cells,
            decision,
        }
    }

    /// The cell with the object's name. Where there is no room for it, the row does not tell it.
    fn name<'a>(&self, object: &'a Object) -> Cow<'a, str> {
        let name = self.form.cell(&object.name);
        match &self.form {
            Form::Workbook(_) if !workbook::has_room(&name) => Cow::Borrowed(""),
            _ => name,
        }
    }

    /// Writes a note beside a row.
    pub(super) fn note(&self, row: &mut Row, text: &str) {
        row.cells[self.columns[NOTE]] = self.form.cell(text).into_owned();
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
        row.cells[self.columns[IDENTITY]] = self.form.cell(identity).into_owned();
        row.cells[self.columns[NAME]] = self.name(object).into_owned();
        let note = &mut row.cells[self.columns[NOTE]];
        *note = unmarked(note).to_owned();
    }

    /// Where the rows begin when the file is written.
    pub(super) fn places(&self) -> Vec<Place> {
        match &self.form {
            Form::Separated(_) => self.lines(),
            Form::Workbook(_) => {
                let rows = 2..self.rows.len() as u64 + 2;
                rows.map(|number| Place::Row { number }).collect()
            }
        }
    }

    /// The whole file, in the form in which it was read.
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        match &self.form {
            Form::Separated(form) => self.separated(form),
            Form::Workbook(form) => self.workbook(form),
        }
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
            assert!(matches!(&again.form, Form::Separated(form) if form.separator == b','));
            assert_eq!(again.rows[0].decision, table.rows[0].decision);
            assert_eq!(again.bytes().unwrap(), table.bytes().unwrap());
        }
    }
}
