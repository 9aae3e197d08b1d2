//! What holds for any bytes: a function that panics where it does not. The tests run it, and a fuzz target does.

use super::open;
use crate::pool::schema::published;
use crate::sqlserver::ExtractOptions;
use crate::sqlserver::file::Head;
use crate::sqlserver::in_pieces::same_in_pieces;

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
        published: published(),
    };
    let Ok(opened) = open(&head, None, &ExtractOptions::default()) else {
        return;
    };
    same_in_pieces(&*opened.form, text, usize::from(*piece) + 1, &opened.method);
}
