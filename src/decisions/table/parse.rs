//! From bytes to the table: whatever spreadsheets write is understood, and what cannot be is reported with its line.

use std::path::Path;

use super::super::binding::repeated;
use super::super::cells::unguard;
use super::super::error::{Error, Problem};
use super::super::fault::{Fault, Saving};
use super::super::row::{DecisionCells, Row, shown};
use super::super::{replaced, saved};
use super::{ACTION, DecisionTable, ID, KIND, OPTIONAL, RULE, VALUE};
use crate::decisions::row::COLUMNS;
use crate::input::spreadsheet::Lines;
use crate::input::{CodePage, spreadsheet};

impl DecisionTable {
    /// Reads the file. `path` is for errors.
    pub(crate) fn parse(
        path: &Path,
        bytes: &[u8],
        code_page: Option<CodePage>,
    ) -> Result<DecisionTable, Error> {
        let (text, in_code_page) = decode(path, bytes, code_page)?;
        let preamble = spreadsheet::preamble(&text);
        let separator = preamble
            .separator
            .filter(|it| !spreadsheet::SEPARATORS.contains(it))
            .unwrap_or_else(|| spreadsheet::separator(&text[preamble.length..]));
        let above = text[..preamble.length].matches('\n').count() as u64;
        let text = &text[preamble.length..];
        if let Some(offset) = spreadsheet::unclosed_quote(text, separator) {
            let line = above + spreadsheet::line_of(text, offset);
            return Err(Fault::OpenQuote.at(line).in_file(path));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let mut lines = Lines::default();
        let mut table = match records.next() {
            Some(Ok(record)) => DecisionTable::from_header(path, above + 1, &record)?,
            _ => return Err(Fault::Empty.in_file(path)),
        };
        table.in_code_page = in_code_page;
        table.separator = if spreadsheet::SEPARATORS.contains(&separator) {
            separator
        } else {
            b','
        };
        table.crlf = text
            .split_once('\n')
            .is_some_and(|(first, _)| first.ends_with('\r'));

        let mut problems = Vec::new();
        for record in records {
            let record = record.map_err(|error| {
                let cause = error.to_string();
                Fault::NotCsv { cause }.in_file(path)
            })?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = above + lines.of(text, record.position().map_or(0, |it| it.byte() as usize));
            let row = table.row(line, &record);
            match row {
                Ok(row) => table.rows.push(row),
                Err(fault) => problems.push(fault.at(line)),
            }
        }
        // What has gone may stand beside what is there now.
        let in_force = table.rows.iter().filter(|row| !table.is_gone(row));
        problems.extend(repeated(in_force.map(|row| (row.line, &row.decision))));
        problems.sort_by_key(|problem| problem.line);
        if problems.is_empty() {
            Ok(table)
        } else {
            Err(Error::new(path, problems))
        }
    }

    fn from_header(
        path: &Path,
        line: u64,
        record: &csv::StringRecord,
    ) -> Result<DecisionTable, Error> {
        let wrong = |fault: Fault| Err(fault.at(line).in_file(path));
        if let Some(mark) = record.iter().find_map(saved::mark_before_a_word) {
            return wrong(Fault::MarkMisread {
                mark: mark.to_owned(),
                saving: Saving::Misread,
            });
        }
        let mut header: Vec<String> = record.iter().map(str::to_owned).collect();
        let mut columns = [0; COLUMNS.len()];
        for (at, name) in COLUMNS.into_iter().enumerate() {
            let is_it = |(_, column): &(usize, &str)| column.trim().eq_ignore_ascii_case(name);
            let mut found = record.iter().enumerate().filter(is_it);
            columns[at] = match found.next() {
                Some((column, _)) => column,
                None if OPTIONAL.contains(&at) => {
                    header.push(name.to_owned());
                    header.len() - 1
                }
                None => {
                    return wrong(Fault::NoColumn {
                        name,
                        columns: COLUMNS.to_vec(),
                    });
                }
            };
            if found.next().is_some() {
                return wrong(Fault::TwoColumns {
                    name,
                    columns: COLUMNS.to_vec(),
                });
            }
        }
        Ok(DecisionTable {
            header,
            width: record.len(),
            columns,
            ..DecisionTable::default()
        })
    }

    fn row(&self, line: u64, record: &csv::StringRecord) -> Result<Row, Fault> {
        // Spreadsheets leave out empty cells at the end of a row, or add some.
        let filled = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let given = filled.last().map_or(0, |(at, _)| at + 1);
        if given > self.width {
            let columns = self.width;
            return Err(Fault::TooManyCells { given, columns });
        }
        let mut cells: Vec<String> = record.iter().take(given).map(str::to_owned).collect();
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
            line,
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

/// The text, and whether it took the code page that the user named.
fn decode(path: &Path, bytes: &[u8], code_page: Option<CodePage>) -> Result<(String, bool), Error> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Fault::Workbook.in_file(path));
    }
    let wrong = match spreadsheet::decode(bytes) {
        // UTF-16 that does not say what it is.
        Ok(text) if spreadsheet::header(&text).contains('\0') => None,
        Ok(text) => return Ok((text, false)),
        Err(at) => at,
    };
    if let (Some(page), Some(_)) = (code_page, wrong) {
        return Ok((page.text(bytes), true));
    }
    let line = wrong.map(|at| bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1);
    let fault = Fault::NotUtf8;
    Err(Problem { line, fault }.in_file(path))
}
