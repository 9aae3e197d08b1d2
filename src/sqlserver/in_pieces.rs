//! Reads a file of bytes in pieces of any size, as the driver does: for the fuzz targets and for the tests.

use std::sync::Arc;

use crate::sqlserver::rows::form::{Fault, Piece, RowForm, Rows};
use crate::sqlserver::{Row, Table, Value};

/// Rows and faults, each with its place in the file.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    start: usize,
    skip: bool,
    pub rows: Vec<(usize, Vec<String>)>,
    pub faults: Vec<(usize, String, String)>,
    /// Whether a fault was the end of it.
    ended: bool,
}

impl Rows for Seen {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        assert_eq!(row.len(), table.columns.len());
        let show = |value: Value<'_>| match value {
            Value::Text(text) => format!("\"{}\"", text.escape_ascii()),
            value => format!("{value:?}"),
        };
        let values = row.values().map(show).collect();
        self.rows.push((self.start + row.at, values));
        true
    }

    fn fault(&mut self, fault: Fault) -> bool {
        assert!(!fault.what.to_string().is_empty());
        let goes_on = self.skip && !fault.fatal;
        self.ended |= !goes_on;
        self.faults.push((
            self.start + fault.at,
            fault.described(true).to_string(),
            fault.error(true).expectation(),
        ));
        goes_on
    }
}

/// Makes sure that a file gives the same rows and the same faults in pieces of this size as in one, be it that rows that
/// cannot be read are stepped over or not.
///
/// # Panics
/// Where it does not.
pub(crate) fn same_in_pieces(form: &dyn RowForm, bytes: &[u8], piece: usize, what: &str) {
    let cuts = cuts(form, bytes, piece);
    for skip in [false, true] {
        let whole = read(form, bytes, &[bytes.len()], skip);
        assert_eq!(whole, read(form, bytes, &cuts, skip), "{what}");
    }
}

/// Where a file is cut, as the driver does it.
fn cuts(form: &dyn RowForm, bytes: &[u8], piece: usize) -> Vec<usize> {
    let (mut cuts, mut start, mut wanted) = (Vec::new(), 0, piece);
    while start + wanted < bytes.len() {
        match form.cut(&bytes[start..start + wanted]) {
            Some(cut) if cut > 0 => {
                assert!(cut <= wanted);
                start += cut;
                cuts.push(start);
                wanted = piece;
            }
            _ => wanted *= 2,
        }
    }
    cuts.push(bytes.len());
    cuts
}

/// What is read of a file that is cut there. What is left of a piece goes before the next one.
fn read(form: &dyn RowForm, bytes: &[u8], cuts: &[usize], skip: bool) -> Seen {
    let mut all = Seen::default();
    let mut start = 0;
    for cut in cuts {
        let mut seen = Seen {
            start,
            skip,
            ..Seen::default()
        };
        let piece = Piece {
            bytes: &bytes[start..*cut],
            last: *cut == bytes.len(),
            first: start == 0,
        };
        start += form.read(piece, &mut seen).end;
        assert!(start <= *cut);
        all.rows.append(&mut seen.rows);
        all.faults.append(&mut seen.faults);
        if seen.ended {
            assert!(!all.faults.is_empty());
            return all;
        }
    }
    assert_eq!(start, bytes.len());
    all
}
