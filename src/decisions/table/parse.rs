//! From cells to the table, whatever they were saved in: what cannot be understood is reported with its place.

use std::path::Path;

use super::super::binding::repeated;
use super::super::cells::unguard;
use super::super::error::Error;
use super::super::fault::Fault;
use super::super::replaced;
use super::super::row::{DecisionCells, Row, shown};
use super::records::{Records, places_of};
use super::{
    ACTION, COLUMNS, DecisionTable, Form, ID, KIND, OPTIONAL, RULE, VALUE, separated, workbook,
};
use crate::decisions::place::Place;
use crate::input::CodePage;
use crate::workbook::read;

impl DecisionTable {
    /// Reads the file. `path` is for errors.
    pub(crate) fn parse(
        path: &Path,
        bytes: &[u8],
        code_page: Option<CodePage>,
    ) -> Result<DecisionTable, Error> {
        let records: Records = if read::is_zip(bytes) || read::is_compound(bytes) {
            workbook::read(bytes).map_err(|fault| fault.in_file(path))?
        } else {
            separated::read(path, bytes, code_page)?
        };
        let (place, head) = records.head;
        let mut table = DecisionTable::from_header(records.form, head)
            .map_err(|fault| fault.at(place).in_file(path))?;
        let mut problems = Vec::new();
        for (place, record) in records.rows {
            let is_empty = |cells: &Vec<String>| cells.iter().all(|cell| cell.trim().is_empty());
            if record.as_ref().is_ok_and(is_empty) {
                continue;
            }
            match record.and_then(|cells| table.row(place, cells)) {
                Ok(row) => table.rows.push(row),
                Err(fault) => problems.push(fault.at(place)),
            }
        }
        // What has gone may stand beside what is there now.
        problems.extend(repeated(table.in_force()));
        problems.sort_by_key(|problem| problem.place);
        if problems.is_empty() {
            Ok(table)
        } else {
            Err(Error::new(path, problems))
        }
    }

    fn from_header(form: Form, head: Vec<String>) -> Result<DecisionTable, Fault> {
        let width = head.len();
        let mut header = head;
        let mut columns = [0; COLUMNS.len()];
        for (at, name) in COLUMNS.into_iter().enumerate() {
            let mut found = places_of(&header[..width], name);
            let (first, second) = (found.next(), found.next());
            drop(found);
            columns[at] = match first {
                Some(column) => column,
                None if OPTIONAL.contains(&at) => {
                    header.push(name.to_owned());
                    header.len() - 1
                }
                None => {
                    return Err(Fault::NoColumn {
                        name,
                        columns: COLUMNS.to_vec(),
                    });
                }
            };
            if second.is_some() {
                return Err(Fault::TwoColumns {
                    name,
                    columns: COLUMNS.to_vec(),
                });
            }
        }
        Ok(DecisionTable {
            header,
            width,
            columns,
            form,
            rows: Vec::new(),
        })
    }

    fn row(&self, place: Place, mut cells: Vec<String>) -> Result<Row, Fault> {
        // Spreadsheets leave out empty cells at the end of a row, or add some.
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        let given = filled.map_or(0, |at| at + 1);
        if given > self.width {
            let columns = self.width;
            return Err(Fault::TooManyCells { given, columns });
        }
        cells.truncate(given);
        cells.resize(self.header.len(), String::new());
        let cell = |column: usize| cells[self.columns[column]].as_str();
        for column in [ID, VALUE] {
            self.undamaged(COLUMNS[column], cell(column))?;
        }
        let words = DecisionCells {
            rule: cell(RULE),
            kind: cell(KIND),
            id: &unguard(cell(ID)),
            action: cell(ACTION),
            value: &unguard(cell(VALUE)),
        };
        let decision = words.decide()?;
        Ok(Row {
            place: Some(place),
            cells,
            decision,
        })
    }

    /// Makes sure that a cell that decides something is not what a spreadsheet made of it.
    fn undamaged(&self, column: &'static str, cell: &str) -> Result<(), Fault> {
        if replaced::is_failed(cell) {
            let cell = shown(cell);
            return Err(Fault::FailedCell { column, cell });
        }
        if column == COLUMNS[ID] && replaced::is_scientific(cell) {
            return Err(Fault::RoundedId { cell: shown(cell) });
        }
        if cell.contains('\u{fffd}') {
            let cell = shown(cell);
            return Err(Fault::LostCharacters { column, cell });
        }
        Ok(())
    }
}
