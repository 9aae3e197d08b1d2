//! What the target pool holds already, from CSV files that an administrator writes there:
//! `Get-CsPersistentChatCategory | Export-Csv categories.csv -Encoding UTF8`, and likewise `-Room` and `-Addin`.
//!
//! A file's kind is found by its columns, or by the type that `Export-Csv` writes into the first line; its name does
//! not matter. The cmdlets' documentation gives the types and the form of `Identity` (pool, backslash, name); the
//! columns are those of the objects that a third-party program reads (reference: export-package, 1.5).

mod kind;
mod listing;
mod pools;
mod preamble;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use self::preamble::Preamble;
use super::fault::{Fault, Other};
use crate::input::{Error, Limits};
use crate::pool::schema::published;
use crate::sqlserver;

pub use kind::TargetKind;
pub use listing::{Listing, TargetObject, read_all, read_csv};
pub use pools::inventory;

/// The files of an inventory in CSV: this file, or all CSV files of this folder. Nothing where it is something else: an
/// export package or an extract of the target's database.
///
/// # Errors
/// Where a folder holds both, or asks for more than it may.
pub fn files(path: &Path, limits: &Limits) -> Result<Option<Vec<PathBuf>>, Error> {
    if !path.is_dir() {
        return Ok(is_inventory(path).then(|| vec![path.to_owned()]));
    }
    let csv = called(path, "csv").map_err(|cause| cannot_read(path, cause))?;
    let xml = called(path, "xml").map_err(|cause| cannot_read(path, cause))?;
    let other = match xml.first() {
        Some(xml) => Some(Other::File { name: name(xml) }),
        None if csv.is_empty() => return Ok(None),
        None => {
            let is_extract = sqlserver::is_extract(&[path.to_owned()], limits, published())?;
            is_extract.then_some(Other::Tables)
        }
    };
    let inventory = csv.iter().find(|file| is_inventory(file));
    match (other, inventory) {
        (None, _) => Ok(Some(csv)),
        (Some(_), None) => Ok(None),
        (Some(other), Some(inventory)) => {
            let inventory = name(inventory);
            Err(error(path, Fault::TwoForms { inventory, other }))
        }
    }
}

/// Whether a file begins like an inventory in CSV.
fn is_inventory(path: &Path) -> bool {
    const HEAD: u64 = 1 << 16;
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    if read.is_err() || head.starts_with(b"PK") {
        return false;
    }
    let (encoding, mark) = encoding_rs::Encoding::for_bom(&head).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, _) = encoding.decode_without_bom_handling(&head[mark..]);
    // UTF-32, or UTF-16 without a mark: that it cannot be read is said where it is read.
    Preamble::of(&text.replace('\0', "")).is_inventory()
}

/// The files of a folder that are called so, in order; not those that systems and editors hide there.
fn called(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_so = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case(extension));
        if is_so && !name(&path).starts_with(['.', '~']) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn error(path: &Path, what: Fault) -> Error {
    Error::new(what).in_input(path.display().to_string())
}

fn cannot_read(path: &Path, cause: io::Error) -> Error {
    let mut error = error(path, Fault::NotRead);
    error.cause = Some(cause);
    error
}
