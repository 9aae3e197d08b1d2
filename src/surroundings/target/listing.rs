//! One CSV file: its rows, each with the pool it is of.

use std::fs;
use std::path::{Path, PathBuf};

use super::preamble::{Preamble, column};
use super::{TargetKind, cannot_read, error};
use crate::input::fault::Shown;
use crate::input::{CodePage, Error, spreadsheet};
use crate::surroundings::fault::{Fault, NoCsv};

/// Larger files are no inventory: a full-size pool has some ten megabytes.
const LARGEST: u64 = 1 << 29;

/// What a file lists.
#[derive(Debug, PartialEq, Eq)]
pub struct Listing {
    /// The file.
    pub path: PathBuf,
    /// What the rows are.
    pub kind: TargetKind,
    /// The objects, in their order.
    pub rows: Vec<TargetObject>,
}

/// One object.
#[derive(Debug, PartialEq, Eq)]
pub struct TargetObject {
    /// The pool that its identity names, as it is written; empty where it names none.
    pub pool: String,
    /// Its id or URI; may be empty.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Reads one CSV file, in this code page where it is neither UTF-8 nor UTF-16.
///
/// # Errors
/// Where it is none, or none of the three kinds.
pub fn read_csv(path: &Path, page: Option<CodePage>) -> Result<Listing, Error> {
    parse(path, &decode(path, page)?)
}

/// The file's text. Windows PowerShell writes ASCII unless told otherwise, newer ones UTF-8; `-Encoding Unicode` is
/// UTF-16. A code page cannot be told from the bytes, so it is refused rather than guessed.
fn decode(path: &Path, page: Option<CodePage>) -> Result<String, Error> {
    let size = fs::metadata(path)
        .map_err(|cause| cannot_read(path, cause))?
        .len();
    if size > LARGEST {
        return Err(error(path, Fault::TooLarge { size }));
    }
    let bytes = fs::read(path).map_err(|cause| cannot_read(path, cause))?;
    let text = spreadsheet::decode(&bytes).ok().or_else(|| {
        let mut text = Vec::new();
        page?.decode(&bytes, true, &mut text);
        String::from_utf8(text).ok()
    });
    text.filter(|text| !text.contains('\0'))
        .ok_or_else(|| error(path, Fault::NoUnicode))
}

fn parse(path: &Path, text: &str) -> Result<Listing, Error> {
    let preamble = Preamble::of(text);
    let table = preamble.table;
    let line = |position: Option<&csv::Position>| {
        let offset = text.len() - table.len() + position.map_or(0, |it| it.byte() as usize);
        let line = spreadsheet::line_of(text, offset);
        Shown::Line { line }.to_string()
    };
    let mut reader = preamble.reader();
    let broken = |cause: csv::Error| {
        let why = reason(&cause);
        error(path, Fault::NoCsv { why }).inside(line(cause.position()))
    };
    let header = reader.headers().map_err(broken)?.clone();
    let header_error = |what| error(path, what).inside(line(None));
    if header.iter().all(|column| column.trim().is_empty()) {
        return Err(header_error(Fault::Empty));
    }
    let kind = preamble
        .kind(&header)
        .ok_or_else(|| header_error(Fault::OtherColumns))?;
    let (name, identity) = (column(&header, "Name"), column(&header, "Identity"));
    if name.is_none() && identity.is_none() {
        return Err(header_error(Fault::NoNames));
    }
    let id = column(&header, kind.id_column()).or(identity);

    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let get = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
        // The pool, a backslash, the name: which may hold another one.
        let (pool, name_of_identity) = get(identity)
            .split_once('\\')
            .unwrap_or(("", get(identity)));
        let name = match get(name) {
            "" => name_of_identity,
            name => name,
        };
        if name.is_empty() {
            return Err(error(path, Fault::Nameless).inside(line(record.position())));
        }
        rows.push(TargetObject {
            pool: pool.to_owned(),
            id: get(id).to_owned(),
            name: name.to_owned(),
        });
    }
    Ok(Listing {
        path: path.to_owned(),
        kind,
        rows,
    })
}

/// Reads the files of an inventory; those without any line hold nothing, which is what `Export-Csv` writes where there is
/// nothing.
///
/// # Errors
/// Where one of them cannot be read.
pub fn read_all(paths: &[PathBuf], page: Option<CodePage>) -> Result<Vec<Listing>, Error> {
    let mut listings = Vec::new();
    for path in paths {
        let text = decode(path, page)?;
        if !text.trim().is_empty() {
            listings.push(parse(path, &text)?);
        }
    }
    Ok(listings)
}

fn reason(error: &csv::Error) -> NoCsv {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => NoCsv::Fields {
            found: *len,
            header: *expected_len,
        },
        _ => NoCsv::Wrong {
            cause: error.to_string(),
        },
    }
}
