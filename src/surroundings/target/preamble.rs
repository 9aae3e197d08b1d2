//! What stands before the rows of a file: a type, a separator, the header.

use super::TargetKind;
use crate::input::spreadsheet;

/// The lines before the rows, taken apart.
pub(super) struct Preamble<'t> {
    /// The type that `Export-Csv` writes into the first line unless told not to; may be empty.
    pub type_line: &'t str,
    /// The separator: as a line `sep=;` says, which spreadsheets want, or as the header has it.
    pub separator: u8,
    /// From the header on.
    pub table: &'t str,
}

impl<'t> Preamble<'t> {
    pub fn of(text: &'t str) -> Self {
        let (mut type_line, mut separator) = ("", None);
        let mut table = text;
        while !table.is_empty() {
            let (line, rest) = table.split_once('\n').unwrap_or((table, ""));
            // A spreadsheet that saved the file puts quotes around it, and separators behind it.
            let bare = line.trim().trim_start_matches('"');
            if let Some(it) = without_prefix(bare, "#TYPE ") {
                type_line = it.trim_end_matches([',', ';', '\t', '"', ' ']);
            } else if let Some(it) = without_prefix(bare, "sep=").filter(|it| !it.is_empty()) {
                separator = it.bytes().next();
            } else if !bare.is_empty() {
                break;
            }
            table = rest;
        }
        Preamble {
            type_line,
            separator: separator.unwrap_or_else(|| spreadsheet::separator(table)),
            table,
        }
    }

    /// What kind of objects the file lists: by the type, else by columns that only one kind has.
    pub fn kind(&self, header: &csv::StringRecord) -> Option<TargetKind> {
        let has = |kind: &TargetKind| {
            let mut columns = kind.columns().iter();
            columns.any(|name| column(header, name).is_some())
        };
        let by_type = TargetKind::ALL
            .into_iter()
            .find(|kind| self.type_line.ends_with(kind.type_name()));
        by_type.or_else(|| {
            let mut kinds = TargetKind::ALL.into_iter().filter(has);
            kinds.next().filter(|_| kinds.next().is_none())
        })
    }

    /// Whether the file lists objects of a pool.
    pub fn is_inventory(&self) -> bool {
        let header = self.reader().headers().cloned().unwrap_or_default();
        let names = ["Name", "Identity"].map(|name| column(&header, name));
        names != [None, None] && self.kind(&header).is_some()
    }

    pub fn reader(&self) -> csv::Reader<&'t [u8]> {
        csv::ReaderBuilder::new()
            .delimiter(self.separator)
            .from_reader(self.table.as_bytes())
    }
}

/// The place of a column.
pub(super) fn column(header: &csv::StringRecord, name: &str) -> Option<usize> {
    let mut columns = header.iter();
    columns.position(|column| column.trim().eq_ignore_ascii_case(name))
}

fn without_prefix<'t>(line: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = line.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}
