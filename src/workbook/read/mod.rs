//! A workbook that is read: the cells of its sheets, with what they are. Of a formula only that it is one, and what it gave.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `parts.rs` | the parts of the file: a zip of XML, which refer to each other |
//! | `contents.rs` | which sheets there are, the texts that cells share, which looks are those of dates |
//! | `cells.rs` | the cells of a sheet |

mod cells;
mod contents;
mod parts;
#[cfg(test)]
mod tests;

use self::contents::Contents;
use self::parts::Parts;

/// Why a workbook cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is none, or of another kind.
    Other,
    /// It is damaged.
    Damaged(String),
    /// It asks for more than any workbook of people.
    TooLarge,
}

/// A sheet.
#[derive(Debug)]
pub(crate) struct ReadSheet {
    /// As people call it.
    pub(crate) name: String,
    /// Whether it can have any: a chart cannot.
    pub(crate) has_cells: bool,
    /// Whether its first row is one that is wanted.
    pub(crate) is_wanted: bool,
    /// Those that hold something, in their order; of a sheet that is not wanted only the first.
    pub(crate) rows: Vec<ReadRow>,
}

/// A row of a sheet.
#[derive(Debug)]
pub(crate) struct ReadRow {
    /// Its number as people see it, from 1.
    pub(crate) number: u64,
    /// From the first column on, up to the last that holds something.
    pub(crate) cells: Vec<ReadCell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReadCell {
    pub(crate) value: ReadValue,
    /// Whether a formula gave it.
    pub(crate) is_formula: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum ReadValue {
    #[default]
    Nothing,
    Text(String),
    Number(f64),
    /// A number that is shown as a date or time, as ISO 8601 has it.
    Time(String),
    Flag(bool),
    /// What stands in the place of a result that could not be computed.
    Failed(String),
}

impl ReadCell {
    /// The same as a text.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            ReadValue::Nothing => String::new(),
            ReadValue::Text(text) | ReadValue::Time(text) | ReadValue::Failed(text) => text.clone(),
            ReadValue::Number(number) => number.to_string(),
            ReadValue::Flag(flag) => flag.to_string(),
        }
    }
}

/// Whether this is the beginning of a zip, as workbooks are.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether this is the beginning of an old workbook, or of one with a password.
pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Whether a sheet is wanted that begins with these texts.
pub(crate) type Wanted<'a> = &'a dyn Fn(&[String]) -> bool;

/// All sheets, hidden ones too.
pub(crate) fn sheets(bytes: &[u8], wanted: Wanted<'_>) -> Result<Vec<ReadSheet>, Unreadable> {
    let parts = Parts::new(bytes)?;
    let contents = Contents::read(&parts)?;
    let mut sheets = Vec::new();
    for (name, part) in &contents.sheets {
        let (is_wanted, rows) = match part {
            Some(part) => cells::read(parts.open(part)?, &contents, wanted)?,
            None => (false, Vec::new()),
        };
        sheets.push(ReadSheet {
            name: name.clone(),
            has_cells: part.is_some(),
            is_wanted,
            rows,
        });
    }
    Ok(sheets)
}
