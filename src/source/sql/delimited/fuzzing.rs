//! What holds for any bytes: a function that panics where it does not. The tests run it, and a fuzz target does.

use std::sync::Arc;

use super::open;
use crate::source::sql::form::{Fault, Form, Piece, Rows};
use crate::source::sql::options::ExtractOptions;
use crate::source::sql::recognise::Head;
use crate::source::sql::row::{Row, Value};
use crate::source::sql::table::Table;

/// Rows and faults, each with its place in the file.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    start: usize,
    rows: Vec<(usize, Vec<String>)>,
    faults: Vec<(usize, String)>,
}

impl Rows for Seen {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        assert_eq!(row.len(), table.columns.len());
        let show = |value: Value<'_>| format!("{value:?}");
        let values = row.values().map(show).collect();
        self.rows.push((self.start + row.at, values));
        true
    }

    fn fault(&mut self, fault: Fault) -> bool {
        self.faults.push((self.start + fault.at, fault.what));
        true
    }
}

/// Opens and reads a file. The first bytes say which table it is and how long pieces are, the rest is the file.
///
/// # Panics
/// Where the rows depend on the pieces.
pub fn delimited(data: &[u8]) {
    let Some(([table, piece], text)) = data.split_first_chunk() else {
        return;
    };
    const NAMES: [&str; 4] = [
        "tblChat.csv",
        "tblRoleType.txt",
        "tblNode.dat",
        "things.csv",
    ];
    let head = Head {
        name: NAMES[usize::from(*table) % NAMES.len()],
        bytes: text,
        whole: true,
    };
    let Ok(opened) = open(&head, None, &ExtractOptions::default()) else {
        return;
    };
    let whole = read(&*opened.form, text, &[text.len()]);
    let cuts = cuts(&*opened.form, text, usize::from(*piece) + 1);
    assert_eq!(whole, read(&*opened.form, text, &cuts), "{}", opened.method);
}

/// Where a file is cut, as the driver does it.
fn cuts(form: &dyn Form, text: &[u8], piece: usize) -> Vec<usize> {
    let (mut cuts, mut start, mut wanted) = (Vec::new(), 0, piece);
    while start + wanted < text.len() {
        match form.cut(&text[start..start + wanted]) {
            Some(cut) if cut > 0 => {
                assert!(cut <= wanted);
                start += cut;
                cuts.push(start);
                wanted = piece;
            }
            _ => wanted *= 2,
        }
    }
    cuts.push(text.len());
    cuts
}

/// What is read of a file that is cut there. What is left of a piece goes before the next one.
fn read(form: &dyn Form, text: &[u8], cuts: &[usize]) -> Seen {
    let mut all = Seen::default();
    let mut start = 0;
    for cut in cuts {
        let mut seen = Seen {
            start,
            ..Seen::default()
        };
        let piece = Piece {
            bytes: &text[start..*cut],
            last: *cut == text.len(),
            first: start == 0,
        };
        start += form.read(piece, &mut seen).end;
        assert!(start <= *cut);
        all.rows.append(&mut seen.rows);
        all.faults.append(&mut seen.faults);
    }
    assert_eq!(start, text.len());
    all
}
