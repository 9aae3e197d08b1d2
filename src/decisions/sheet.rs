//! The file as a table: its columns wherever they stand, and the form it is written in.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::binding::{self, Said};
use super::cells::{guard, unguard};
use super::error::{Error, Problem};
use super::replaced;
use super::row::{Row, Words, is_marked, marked, shown, unmarked};
use super::saved::{self, SAVE};
use crate::directory::Directory;
use crate::plan::{Action, Decision};
use crate::rules::{Finding, Object};
use crate::source::sql::CodePage;
use crate::spreadsheet::{self, Lines};

/// The columns, in the order of a new file.
pub(super) const COLUMNS: [&str; 8] = [
    "rule", "kind", "id", "name", "action", "value", "note", "identity",
];
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

const AGAIN: &str =
    "correct it, or move it away and let pchat analyze INPUT --decisions FILE write a new one";

/// The file.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The first row, as it is spelled.
    header: Vec<String>,
    /// How many columns the file has itself; those that are missing stand behind.
    width: usize,
    /// Where each of [`COLUMNS`] stands in it.
    columns: [usize; COLUMNS.len()],
    separator: u8,
    /// Whether lines end as on Windows.
    crlf: bool,
    /// Whether it was read in a code page that somebody named.
    in_code_page: bool,
    pub(super) rows: Vec<Row>,
}

impl Default for Sheet {
    fn default() -> Self {
        Sheet {
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

impl Sheet {
    /// A file without rows.
    pub(super) fn new(separator: u8) -> Sheet {
        Sheet {
            separator,
            ..Sheet::default()
        }
    }

    /// Reads the file. `path` is for errors.
    pub(super) fn parse(
        path: &Path,
        bytes: &[u8],
        code_page: Option<CodePage>,
    ) -> Result<Sheet, Error> {
        let (text, in_code_page) = decode(path, bytes, code_page)?;
        let preamble = spreadsheet::preamble(&text);
        let separator = preamble
            .separator
            .filter(|it| !spreadsheet::SEPARATORS.contains(it))
            .unwrap_or_else(|| spreadsheet::separator(&text[preamble.length..]));
        let above = text[..preamble.length].matches('\n').count() as u64;
        let text = &text[preamble.length..];
        if let Some(offset) = spreadsheet::unclosed_quote(text, separator) {
            let problem = Problem::new("a quotation mark is opened and never closed")
                .hint("close it, or write two of them for one that belongs to the text");
            let line = above + spreadsheet::line_of(text, offset);
            return Err(problem.at(line).in_file(path));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let mut lines = Lines::default();
        let mut sheet = match records.next() {
            Some(Ok(record)) => Sheet::from_header(path, above + 1, &record)?,
            _ => return Err(Problem::new("the file is empty").hint(AGAIN).in_file(path)),
        };
        sheet.in_code_page = in_code_page;
        sheet.separator = if spreadsheet::SEPARATORS.contains(&separator) {
            separator
        } else {
            b','
        };
        sheet.crlf = text
            .split_once('\n')
            .is_some_and(|(first, _)| first.ends_with('\r'));

        let mut problems = Vec::new();
        let mut known: BTreeMap<_, u64> = BTreeMap::new();
        for record in records {
            let record = record.map_err(|error| {
                let what = format!("the file is no well-formed CSV: {error}");
                Problem::new(what).hint(AGAIN).in_file(path)
            })?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = above + lines.of(text, record.position().map_or(0, |it| it.byte() as usize));
            let row = sheet.row(line, &record).and_then(|row| {
                let decision = &row.decision;
                // What has gone may stand beside what is there now.
                if sheet.is_gone(&row) {
                    return Ok(row);
                }
                let key = (decision.rule, decision.kind, decision.id.clone());
                match known.insert(key, line) {
                    None => Ok(row),
                    Some(other) => {
                        let (rule, kind, id) =
                            (decision.rule, decision.kind.word(), shown(&decision.id));
                        let what =
                            format!("{rule} of {kind} {id} is decided in line {other} already");
                        Err(Problem::new(what).hint("delete one of the two rows"))
                    }
                }
            });
            match row {
                Ok(row) => sheet.rows.push(row),
                Err(problem) => problems.push(problem.at(line)),
            }
        }
        if problems.is_empty() {
            Ok(sheet)
        } else {
            Err(Error::new(path, problems))
        }
    }

    fn from_header(path: &Path, line: u64, record: &csv::StringRecord) -> Result<Sheet, Error> {
        let problem = |what: String| {
            let expected = format!("a first row with the columns {}", COLUMNS.join(", "));
            Problem::new(what)
                .at(line)
                .expected(expected)
                .hint(AGAIN)
                .in_file(path)
        };
        if let Some(mark) = record.iter().find_map(saved::mark_before_a_word) {
            let what = format!("the first row begins with “{mark}”: {}", saved::MISREAD);
            let hint = format!("{SAVE}{}", saved::OPEN);
            return Err(Problem::new(what).at(line).hint(hint).in_file(path));
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
                None => return Err(problem(format!("there is no column {name}"))),
            };
            if found.next().is_some() {
                return Err(problem(format!("there are two columns {name}")));
            }
        }
        Ok(Sheet {
            header,
            width: record.len(),
            columns,
            ..Sheet::default()
        })
    }

    fn row(&self, line: u64, record: &csv::StringRecord) -> Result<Row, Problem> {
        // Spreadsheets leave out empty cells at the end of a row, or add some.
        let filled = record
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty());
        let given = filled.last().map_or(0, |(at, _)| at + 1);
        if given > self.width {
            let columns = self.width;
            let what = format!("the row has {given} cells, the first row {columns}");
            let hint = "put quotation marks around a cell that holds the separator";
            return Err(Problem::new(what).hint(hint));
        }
        let mut cells: Vec<String> = record.iter().take(given).map(str::to_owned).collect();
        cells.resize(self.header.len(), String::new());
        let cell = |column: usize| cells[self.columns[column]].as_str();
        for column in [ID, VALUE] {
            self.undamaged(COLUMNS[column], cell(column))?;
        }
        let words = Words {
            rule: cell(RULE),
            kind: cell(KIND),
            id: unguard(cell(ID)),
            action: cell(ACTION),
            value: unguard(cell(VALUE)),
        };
        let decision = words.decide()?;
        Ok(Row {
            line,
            cells,
            decision,
        })
    }

    /// Makes sure that a cell that decides something is not what a spreadsheet made of it.
    fn undamaged(&self, column: &str, cell: &str) -> Result<(), Problem> {
        let import = format!("import the column {column} as text, and write what belongs there");
        if replaced::is_failed(cell) {
            let what = format!(
                "the {column} is {}, which a spreadsheet writes for an error",
                shown(cell)
            );
            return Err(Problem::new(what).hint(import));
        }
        if column == COLUMNS[ID] && replaced::is_scientific(cell) {
            let what = format!(
                "the id is {}, a number that a spreadsheet rounded",
                shown(cell)
            );
            return Err(Problem::new(what).hint(import));
        }
        if cell.contains('\u{fffd}') {
            let what = format!(
                "the {column} {} lost characters when it was saved",
                shown(cell)
            );
            return Err(Problem::new(what).hint(SAVE));
        }
        Ok(())
    }

    /// What the row says of its object.
    pub(super) fn said(&self, row: &Row) -> Said {
        let cell = |column: usize| unguard(&row.cells[self.columns[column]]).to_owned();
        Said {
            name: cell(NAME),
            identity: cell(IDENTITY),
        }
    }

    /// Whether it was read in a code page that somebody named.
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
            .map(|row| (row.line, &row.decision, self.said(row)))
            .collect();
        let problems = saved::badly(directory, findings, &rows, self.in_code_page);
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Error::new(path, problems)),
        }
    }

    /// A row that nobody has seen yet.
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
        // What separates the cells is told by the header: another separator in it has to be seen as text.
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

/// The text, and whether it took the code page that somebody named.
fn decode(path: &Path, bytes: &[u8], code_page: Option<CodePage>) -> Result<(String, bool), Error> {
    if bytes.starts_with(b"PK\x03\x04") {
        let problem = Problem::new("the file is a zip or a workbook, not a CSV")
            .hint("save it from the spreadsheet as \"CSV UTF-8\"");
        return Err(problem.in_file(path));
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
    let problem =
        Problem::new("the file is not UTF-8; it was probably saved in the code page of a system")
            .expected("UTF-8, or UTF-16 with a byte order mark")
            .hint(format!(
                "{SAVE}; or name the code page with --code-page, such as 1252"
            ));
    Err(Problem { line, ..problem }.in_file(path))
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
            let sheet = Sheet::parse(Path::new("d.csv"), file.as_bytes(), None).unwrap();
            let again = Sheet::parse(Path::new("d.csv"), &sheet.bytes().unwrap(), None).unwrap();
            assert_eq!(again.separator, b',');
            assert_eq!(again.rows[0].decision, sheet.rows[0].decision);
            assert_eq!(again.bytes().unwrap(), sheet.bytes().unwrap());
        }
    }
}
