//! The table as a sheet of a workbook, with a list of the possible actions for each row.

use std::io;

use super::super::fault::{Fault, Made};
use super::super::row::{BULK, Row, shown};
use super::records::{Records, places_of};
use super::{ACTION, COLUMNS, DecisionTable, Form, NOTE, OPTIONAL};
use crate::decisions::place::Place;
use crate::rules::{ActionKind, possible_actions};
use crate::wording::wording;
use crate::workbook::read::{self, ReadCell, ReadSheet, ReadValue, Unreadable};
use crate::workbook::{Book, Cell, Column, LONGEST, Look, MOST_ROWS, SheetName};

/// A number of so many digits stands in a workbook as it was typed.
const EXACT: f64 = 999_999_999_999_999.0;

wording! {
    in "decisions";
    /// Why decisions cannot be a workbook.
    enum TooLong {
        /// It has more rows than a sheet.
        ForASheet { rows: usize, most: usize },
    }
}

/// Which sheet of which workbook it is.
#[derive(Clone, Debug)]
pub(in crate::decisions) struct OfBook {
    /// The name of the sheet.
    sheet: String,
    /// The names of others that hold something.
    others: Vec<String>,
}

impl OfBook {
    /// A new one.
    pub(super) fn new() -> Self {
        OfBook {
            sheet: SheetName::Decisions.to_string(),
            others: Vec::new(),
        }
    }

    /// Makes sure that the workbook has nothing else.
    pub(super) fn is_alone(&self) -> Result<(), Fault> {
        match self.others.is_empty() {
            true => Ok(()),
            false => Err(Fault::OtherSheets {
                sheet: self.sheet.clone(),
                sheets: self.others.clone(),
            }),
        }
    }
}

/// Whether a cell has room for the text.
pub(super) fn has_room(text: &str) -> bool {
    text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST
}

/// The cells of the sheet that has the decisions, with the numbers of its rows.
pub(super) fn read(bytes: &[u8]) -> Result<Records, Fault> {
    let mut sheets = read::sheets(bytes, &has_columns).map_err(|why| match why {
        Unreadable::Other => Fault::Workbook,
        Unreadable::Damaged(cause) => Fault::DamagedWorkbook { cause },
        Unreadable::TooLarge => Fault::LargeWorkbook,
    })?;
    sheets.retain(|sheet| !(sheet.has_cells && sheet.rows.is_empty()));
    let ReadSheet { name, rows, .. } = sheets.remove(of_decisions(&sheets)?);
    let mut rows = rows.into_iter();
    let Some(first) = rows.next() else {
        return Err(Fault::Empty);
    };
    let rows: Vec<_> = rows.collect();
    let mut head: Vec<String> = first.cells.iter().map(ReadCell::text).collect();
    // What stands beside the table is a column of the user's own.
    let width = rows.iter().map(|row| row.cells.len()).max();
    head.resize(head.len().max(width.unwrap_or(0)), String::new());
    let mut ours = vec![None; head.len()];
    for name in COLUMNS {
        for at in places_of(&head, name) {
            ours[at] = Some(name);
        }
    }
    let place = |number| Place::Row { number };
    let rows = rows.into_iter().map(|row| {
        let cells = row.cells.iter().zip(&ours);
        let cells = cells.map(|(cell, column)| match column {
            Some(column) => text(column, cell),
            None => Ok(cell.text()),
        });
        (place(row.number), cells.collect())
    });
    Ok(Records {
        head: (place(first.number), head),
        rows: rows.collect(),
        form: Form::Workbook(OfBook {
            sheet: name,
            others: sheets.into_iter().map(|sheet| sheet.name).collect(),
        }),
    })
}

/// Whether a first row has all columns that have to be there.
fn has_columns(head: &[String]) -> bool {
    let needed = COLUMNS.iter().enumerate();
    let mut needed = needed.filter(|(at, _)| !OPTIONAL.contains(at));
    needed.all(|(_, name)| places_of(head, name).next().is_some())
}

/// Which sheet it is: the one whose first row has the columns; of one sheet it is told later what it lacks.
fn of_decisions(sheets: &[ReadSheet]) -> Result<usize, Fault> {
    let found: Vec<usize> = (0..sheets.len())
        .filter(|at| sheets[*at].is_wanted)
        .collect();
    match (&found[..], sheets.len()) {
        ([only], _) => Ok(*only),
        (_, 0) => Err(Fault::Empty),
        ([], 1) => Ok(0),
        ([], _) => Err(Fault::NoSheet {
            columns: COLUMNS.to_vec(),
        }),
        (several, _) => Err(Fault::TwoSheets {
            sheets: several.iter().map(|at| sheets[*at].name.clone()).collect(),
        }),
    }
}

/// What was typed into a cell of one of our columns.
fn text(column: &'static str, cell: &ReadCell) -> Result<String, Fault> {
    if cell.is_formula {
        return Err(Fault::Formula { column });
    }
    let shown = shown(&cell.text());
    // A note means nothing but itself.
    let is_note = column == COLUMNS[NOTE];
    let made = match &cell.value {
        ReadValue::Failed(_) => {
            let cell = shown;
            return Err(Fault::FailedCell { column, cell });
        }
        ReadValue::Number(number) if number.trunc() == *number && number.abs() <= EXACT => None,
        ReadValue::Number(_) => Some(Made::Number { shown }),
        ReadValue::Time(_) => Some(Made::Date { shown }),
        ReadValue::Flag(_) => Some(Made::Flag { shown }),
        ReadValue::Nothing | ReadValue::Text(_) => None,
    };
    match made {
        Some(made) if !is_note => Err(Fault::NoText { column, made }),
        _ => Ok(cell.text()),
    }
}

/// How wide [`COLUMNS`] are, in characters, and others.
const WIDTHS: [u16; COLUMNS.len()] = [22, 11, 14, 40, 20, 40, 40, 40];
const OTHER_WIDTH: u16 = 20;

impl DecisionTable {
    /// The whole file as a workbook of one sheet.
    pub(super) fn workbook(&self, form: &OfBook) -> io::Result<Vec<u8>> {
        let rows = self.rows.len();
        if rows > MOST_ROWS {
            // None of them may be left out.
            let most = MOST_ROWS;
            return Err(io::Error::other(TooLong::ForASheet { rows, most }));
        }
        Book::whole(|book| self.sheet(book, &form.sheet))
    }

    /// The table as a sheet.
    pub(crate) fn sheet(&self, book: &mut Book, name: &str) -> io::Result<()> {
        let width = |at: usize| {
            let ours = self.columns.iter().position(|column| *column == at);
            ours.map_or(OTHER_WIDTH, |ours| WIDTHS[ours])
        };
        let columns = self.header.iter().enumerate().map(|(at, name)| Column {
            name,
            width: width(at),
            look: Look::Text,
        });
        let columns: Vec<Column<'_>> = columns.collect();
        let mut sheet = book.sheet(name, &columns, self.rows.len())?;
        for row in &self.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                match cell.as_str() {
                    word if at == self.columns[ACTION] => sheet.choice(word, actions(row))?,
                    "" => sheet.cell(Cell::Nothing)?,
                    text => sheet.cell(Cell::Text(text))?,
                }
            }
            sheet.end_row()?;
        }
        sheet.end()
    }

    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// What can be decided in a row.
fn actions(row: &Row) -> Vec<&'static str> {
    let possible = possible_actions(row.decision.rule, row.decision.kind).iter();
    let possible = possible.filter(|it| row.decision.id != BULK || **it != ActionKind::Rename);
    possible.map(|action| action.word()).collect()
}
