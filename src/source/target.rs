//! What the target pool holds already, from CSV files that an administrator writes there:
//! `Get-CsPersistentChatCategory | Export-Csv categories.csv -Encoding UTF8`, and likewise `-Room` and `-Addin`.
//!
//! A file's kind is found by its columns, or by the type that `Export-Csv` writes into the first line; its name does
//! not matter. The cmdlets' documentation gives the types and the form of `Identity` (pool, backslash, name); the
//! columns are those of the objects that a third-party program reads (reference: export-package, 1.5).

mod error;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use crate::directory::{Inventory, InventoryItem};

pub use error::Error;

/// Larger files are no inventory: a full-size pool has some ten megabytes.
const LARGEST: u64 = 1 << 29;

const AGAIN: &str = "write it again with the whole objects: Get-CsPersistentChatRoom | Export-Csv rooms.csv -Encoding UTF8";

/// What a file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// Categories.
    Categories,
    /// Rooms.
    Rooms,
    /// Add-ins.
    Addins,
}

impl TargetKind {
    /// The last word of the documented type of the cmdlet's objects.
    fn type_name(self) -> &'static str {
        match self {
            TargetKind::Categories => "CategoryObject",
            TargetKind::Rooms => "ChatRoomObject",
            TargetKind::Addins => "AddinObject",
        }
    }

    /// Columns that no other kind has.
    fn columns(self) -> &'static [&'static str] {
        match self {
            TargetKind::Categories => &[
                "NumberOfChatRooms",
                "Invites",
                "FileUpload",
                "ChatHistory",
                "AllowedMembers",
                "DeniedMembers",
                "Creators",
            ],
            TargetKind::Rooms => &[
                "ChatRoomUri",
                "Privacy",
                "Invitations",
                "Members",
                "Managers",
                "Presenters",
            ],
            TargetKind::Addins => &["Url"],
        }
    }

    /// The column that identifies an object for ever, its name apart.
    fn id_column(self) -> &'static str {
        match self {
            TargetKind::Categories => "CategoryUri",
            TargetKind::Rooms => "ChatRoomUri",
            TargetKind::Addins => "Identity",
        }
    }

    const ALL: [TargetKind; 3] = [
        TargetKind::Categories,
        TargetKind::Rooms,
        TargetKind::Addins,
    ];
}

/// Reads all CSV files of a folder into one inventory. Other files are left alone, and so are files without any line,
/// which is what `Export-Csv` writes where there is nothing.
///
/// # Errors
/// Where there is no CSV file, or one of them cannot be read.
pub fn read_folder(folder: &Path) -> Result<Inventory, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|cause| Error::io(folder, cause))? {
        let path = entry.map_err(|cause| Error::io(folder, cause))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::new(folder, "there is no CSV file in the folder").hint(AGAIN));
    }
    let mut inventory = Inventory::default();
    for file in files {
        let text = decode(&file)?;
        if text.trim().is_empty() {
            continue;
        }
        let (kind, items) = parse(&file, &text)?;
        let names = match kind {
            TargetKind::Categories => &mut inventory.categories,
            TargetKind::Rooms => &mut inventory.rooms,
            TargetKind::Addins => &mut inventory.addins,
        };
        for item in items {
            names.add(&item.id, &item.name);
        }
    }
    Ok(inventory)
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
        .map_err(|cause| Error::io(path, cause))?
        .len();
    if size > LARGEST {
        return Err(Error::new(
            path,
            format!("the file has {size} bytes, too many for an inventory"),
        ));
    }
    let bytes = fs::read(path).map_err(|cause| Error::io(path, cause))?;
    let (encoding, _) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let (text, _, malformed) = encoding.decode(&bytes);
    if malformed || text.contains('\0') {
        return Err(Error::new(
            path,
            "the file is neither UTF-8 nor UTF-16 with a byte order mark",
        )
        .hint("write it again with -Encoding UTF8"));
    }
    Ok(text.into_owned())
}

fn parse(path: &Path, text: &str) -> Result<(TargetKind, Vec<InventoryItem>), Error> {
    let (type_line, table) = match text.strip_prefix("#TYPE ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", text),
    };
    let line_at = |position: Option<&csv::Position>| {
        let offset = text.len() - table.len() + position.map_or(0, |it| it.byte() as usize);
        line_of(text, offset)
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(table))
        .from_reader(table.as_bytes());
    let broken = |error: csv::Error| {
        Error::new(
            path,
            format!("the file is no well-formed CSV: {}", reason(&error)),
        )
        .at(line_at(error.position()))
    };
    let header = reader.headers().map_err(broken)?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column.trim().eq_ignore_ascii_case(name))
    };
    let header_error = |what: &str| Error::new(path, what).at(line_at(None)).hint(AGAIN);
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
            let line = line_at(record.position());
            return Err(Error::new(path, "there is an object without a name")
                .at(line)
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

/// What separates the header's columns: `Export-Csv` writes commas, `-UseCulture` semicolons or tabs in many places.
fn delimiter(table: &str) -> u8 {
    let header = table.lines().next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // The first of equals, for a header of one column.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

/// The line, from 1, of the row that begins at this offset. The CSV library counts lines before it has read the second
/// half of a Windows line end.
fn line_of(text: &str, offset: usize) -> u64 {
    let (before, from) = text.as_bytes().split_at(offset.min(text.len()));
    let ends = from.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let lines = before
        .iter()
        .chain(ends)
        .filter(|byte| **byte == b'\n')
        .count();
    lines as u64 + 1
}

fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("a row has {len} fields, the header has {expected_len}"),
        _ => error.to_string(),
    }
}
