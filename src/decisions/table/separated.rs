//! The table as a CSV, however a spreadsheet saved it.

use std::io;
use std::path::Path;

use super::super::error::{Error, Problem};
use super::super::fault::{Fault, Saving};
use super::super::saved;
use super::records::Records;
use super::{DecisionTable, Form};
use crate::decisions::place::Place;
use crate::input::spreadsheet::Lines;
use crate::input::{CodePage, spreadsheet};

/// Tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How a CSV is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::decisions) struct Separated {
    pub(super) separator: u8,
    /// Whether lines end as on Windows.
    crlf: bool,
    /// Whether it was read in a code page that the user named.
    pub(super) in_code_page: bool,
}

impl Separated {
    /// A new one.
    pub(super) fn new(separator: u8) -> Self {
        Separated {
            separator,
            crlf: false,
            in_code_page: false,
        }
    }
}

/// The cells of a CSV, with the lines that their rows begin in.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    code_page: Option<CodePage>,
) -> Result<Records, Error> {
    let (text, in_code_page) = decode(path, bytes, code_page)?;
    let preamble = spreadsheet::preamble(&text);
    let separator = preamble
        .separator
        .filter(|it| !spreadsheet::SEPARATORS.contains(it))
        .unwrap_or_else(|| spreadsheet::separator(&text[preamble.length..]));
    let above = text[..preamble.length].matches('\n').count() as u64;
    let text = &text[preamble.length..];
    let line = |number: u64| Place::Line {
        number: above + number,
    };
    if let Some(offset) = spreadsheet::unclosed_quote(text, separator) {
        let line = line(spreadsheet::line_of(text, offset));
        return Err(Fault::OpenQuote.at(line).in_file(path));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let mut records = reader.records();
    let head: Vec<String> = match records.next() {
        Some(Ok(record)) => cells(&record),
        _ => return Err(Fault::Empty.in_file(path)),
    };
    if let Some(mark) = head.iter().find_map(|cell| saved::mark_before_a_word(cell)) {
        let fault = Fault::MarkMisread {
            mark: mark.to_owned(),
            saving: Saving::Misread,
        };
        return Err(fault.at(line(1)).in_file(path));
    }
    let mut lines = Lines::default();
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|error| {
            let cause = error.to_string();
            Fault::NotCsv { cause }.in_file(path)
        })?;
        let at = record.position().map_or(0, |it| it.byte() as usize);
        rows.push((line(lines.of(text, at)), Ok(cells(&record))));
    }
    Ok(Records {
        form: Form::Separated(Separated {
            separator: match spreadsheet::SEPARATORS.contains(&separator) {
                true => separator,
                false => b',',
            },
            crlf: text
                .split_once('\n')
                .is_some_and(|(first, _)| first.ends_with('\r')),
            in_code_page,
        }),
        head: (line(1), head),
        rows,
    })
}

/// The text, and whether it took the code page that the user named.
fn decode(path: &Path, bytes: &[u8], code_page: Option<CodePage>) -> Result<(String, bool), Error> {
    let wrong = match spreadsheet::decode(bytes) {
        // UTF-16 that does not say what it is.
        Ok(text) if spreadsheet::header(&text).contains('\0') => None,
        Ok(text) => return Ok((text, false)),
        Err(at) => at,
    };
    if let (Some(page), Some(_)) = (code_page, wrong) {
        return Ok((page.text(bytes), true));
    }
    let ends = |at: usize| bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
    let place = wrong.map(|at| Place::Line {
        number: ends(at) + 1,
    });
    let fault = Fault::NotUtf8;
    Err(Problem { place, fault }.in_file(path))
}

impl DecisionTable {
    /// In which lines the rows begin when the file is written.
    pub(super) fn lines(&self) -> Vec<Place> {
        let length = |cells: &[String]| {
            let breaks = cells.iter().map(|cell| cell.matches('\n').count() as u64);
            1 + breaks.sum::<u64>()
        };
        let mut number = 1 + length(&self.header);
        let mut lines = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            lines.push(Place::Line { number });
            number += length(&row.cells);
        }
        lines
    }

    /// The whole file as a CSV.
    pub(super) fn separated(&self, form: &Separated) -> io::Result<Vec<u8>> {
        let end = if form.crlf {
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
        writer.delimiter(form.separator).terminator(end);
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
