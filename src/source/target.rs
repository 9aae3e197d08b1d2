//! What the target pool holds already, from CSV files that an administrator writes there:
//! `Get-CsPersistentChatCategory | Export-Csv categories.csv -Encoding UTF8`, and likewise `-Room` and `-Addin`.
//!
//! A file's kind is found by its columns, or by the type that `Export-Csv` writes into the first line; its name does
//! not matter. The cmdlets' documentation gives the types and the form of `Identity` (pool, backslash, name); the
//! columns are those of the objects that a third-party program reads (reference: export-package, 1.5).

mod kind;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Error;
use crate::directory::{Inventory, InventoryItem};
use crate::spreadsheet;

pub use kind::TargetKind;

/// Larger files are no inventory: a full-size pool has some ten megabytes.
const LARGEST: u64 = 1 << 29;

const EXPECTED: &str =
    "a file that Get-CsPersistentChatCategory, -Room or -Addin piped to Export-Csv wrote";
const AGAIN: &str = "write it again with the whole objects, such as Get-CsPersistentChatRoom | Export-Csv rooms.csv -Encoding UTF8";

/// Whether this is an inventory in CSV rather than a package: a folder with CSV files and no XML, or a file that is
/// no zip.
pub fn looks_like_csv(path: &Path) -> bool {
    if path.is_dir() {
        let has = |extension| files(path, extension).is_ok_and(|files| !files.is_empty());
        return has("csv") && !has("xml");
    }
    let mut start = Vec::new();
    let begun = fs::File::open(path).and_then(|file| file.take(4).read_to_end(&mut start));
    begun.is_ok() && !start.starts_with(b"PK")
}

/// Reads an inventory: one CSV file, or all those of a folder. In a folder, other files are left alone, and so are
/// files without any line, which is what `Export-Csv` writes where there is nothing.
///
/// # Errors
/// Where there is no CSV file, or one of them cannot be read.
pub fn read(path: &Path) -> Result<Inventory, Error> {
    let mut inventory = Inventory::default();
    if !path.is_dir() {
        let (kind, items) = read_csv(path)?;
        add(&mut inventory, kind, &items);
        return Ok(inventory);
    }
    let files = files(path, "csv").map_err(|cause| cannot_read(path, cause))?;
    if files.is_empty() {
        return Err(error(path, "there is no CSV file in the folder").hint(AGAIN));
    }
    for file in files {
        let text = decode(&file)?;
        if !text.trim().is_empty() {
            let (kind, items) = parse(&file, &text)?;
            add(&mut inventory, kind, &items);
        }
    }
    Ok(inventory)
}

fn add(inventory: &mut Inventory, kind: TargetKind, items: &[InventoryItem]) {
    let names = match kind {
        TargetKind::Categories => &mut inventory.categories,
        TargetKind::Rooms => &mut inventory.rooms,
        TargetKind::Addins => &mut inventory.addins,
    };
    for item in items {
        names.add(&item.id, &item.name);
    }
}

/// The files of a folder that are called so, in order.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case(extension))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn error(path: &Path, what: impl Into<String>) -> Error {
    Error::new(what)
        .in_input(path.display().to_string())
        .expected(EXPECTED)
}

fn cannot_read(path: &Path, cause: io::Error) -> Error {
    let mut error = error(path, "cannot read the target's inventory");
    error.cause = Some(cause);
    error
}

/// Reads one CSV file.
///
/// # Errors
/// Where it is none, or none of the three kinds.
pub fn read_csv(path: &Path) -> Result<(TargetKind, Vec<InventoryItem>), Error> {
    parse(path, &decode(path)?)
}

/// The file's text. Windows PowerShell writes ASCII unless told otherwise, newer ones UTF-8; `-Encoding Unicode` is
/// UTF-16. A code page cannot be told from the bytes, so it is refused rather than guessed.
fn decode(path: &Path) -> Result<String, Error> {
    let size = fs::metadata(path)
        .map_err(|cause| cannot_read(path, cause))?
        .len();
    if size > LARGEST {
        return Err(error(
            path,
            format!("the file has {size} bytes, too many for an inventory"),
        ));
    }
    let bytes = fs::read(path).map_err(|cause| cannot_read(path, cause))?;
    let text = spreadsheet::decode(&bytes).ok();
    text.filter(|text| !text.contains('\0')).ok_or_else(|| {
        let what = "the file is neither UTF-8 nor UTF-16 with a byte order mark";
        error(path, what).hint("write it again with -Encoding UTF8")
    })
}

fn parse(path: &Path, text: &str) -> Result<(TargetKind, Vec<InventoryItem>), Error> {
    let (type_line, table) = match text.strip_prefix("#TYPE ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", text),
    };
    let line = |position: Option<&csv::Position>| {
        let offset = text.len() - table.len() + position.map_or(0, |it| it.byte() as usize);
        format!("line {}", spreadsheet::line_of(text, offset))
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(spreadsheet::separator(table))
        .from_reader(table.as_bytes());
    let broken = |cause: csv::Error| {
        let what = format!("the file is no well-formed CSV: {}", reason(&cause));
        error(path, what).inside(line(cause.position()))
    };
    let header = reader.headers().map_err(broken)?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column.trim().eq_ignore_ascii_case(name))
    };
    let header_error = |what: &str| error(path, what).inside(line(None)).hint(AGAIN);
    if header.iter().all(|column| column.trim().is_empty()) {
        return Err(header_error("the file is empty"));
    }

    let by_type = TargetKind::ALL
        .into_iter()
        .find(|kind| type_line.trim_end().ends_with(kind.type_name()));
    let by_columns = || {
        let has = |kind: &TargetKind| kind.columns().iter().any(|name| column(name).is_some());
        let mut kinds = TargetKind::ALL.into_iter().filter(has);
        kinds.next().filter(|_| kinds.next().is_none())
    };
    let kind = by_type
        .or_else(by_columns)
        .ok_or_else(|| header_error("the columns are not those of categories, rooms or add-ins"))?;
    let (name, identity) = (column("Name"), column("Identity"));
    if name.is_none() && identity.is_none() {
        return Err(header_error(
            "there is neither a column Name nor a column Identity",
        ));
    }
    let id = column(kind.id_column()).or(identity);

    let mut items = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let get = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
        let name = match get(name) {
            "" => name_of(get(identity)),
            name => name,
        };
        if name.is_empty() {
            return Err(error(path, "there is an object without a name")
                .inside(line(record.position()))
                .hint(AGAIN));
        }
        items.push(InventoryItem {
            id: get(id).to_owned(),
            name: name.to_owned(),
        });
    }
    Ok((kind, items))
}

/// The name in an identity: what follows the pool and a backslash.
fn name_of(identity: &str) -> &str {
    identity.split_once('\\').map_or(identity, |(_, name)| name)
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("a row has {len} fields, the header has {expected_len}"),
        _ => error.to_string(),
    }
}
