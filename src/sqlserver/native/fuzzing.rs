//! What holds for any bytes: a function that panics where it does not. The tests run it, and a fuzz target does.

use crate::pool::schema::published;
use crate::sqlserver::file::Head;
use crate::sqlserver::format_file::FormatFile;
use crate::sqlserver::in_pieces::same_in_pieces;
use crate::sqlserver::{ExtractOptions, delimited};

/// Opens and reads a file. The first bytes say which table it is, how much of it is looked at, which code page it is in
/// and how long pieces are; then may come a format file, whose length the next two bytes say. The rest is the file.
///
/// # Panics
/// Where the rows depend on the pieces.
pub fn native(data: &[u8]) {
    const NAMES: [&str; 6] = [
        "tblChat.bcp",
        "dbo.tblNode.dat",
        "tblPrincipal.bcp",
        "tblRoleType.bcp",
        "tblExternalAttribute.bcp",
        "things",
    ];
    let Some(([name, choice, piece], rest)) = data.split_first_chunk() else {
        return;
    };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let (format, bytes) = match choice & 1 {
        0 => (None, rest),
        _ => {
            let Some((length, rest)) = rest.split_first_chunk() else {
                return;
            };
            let length = usize::from(u16::from_le_bytes(*length)).min(rest.len());
            let (format, bytes) = rest.split_at(length);
            match FormatFile::parse("things.fmt", format) {
                Ok(format) => (Some(format), bytes),
                Err(_) => return,
            }
        }
    };
    let whole = choice & 2 == 0;
    let head = Head {
        name,
        bytes: if whole {
            bytes
        } else {
            &bytes[..bytes.len() / 2]
        },
        whole,
        published: published(),
    };
    let options = ExtractOptions {
        code_page: ["1252", "932"][usize::from(choice >> 3 & 1)]
            .parse()
            .ok()
            .filter(|_| choice & 4 != 0),
        ..ExtractOptions::default()
    };
    let opened = match format.as_ref() {
        Some(format) if format.is_text() => delimited::open(&head, Some(format), &options),
        format => super::open(&head, format, &options),
    };
    if let Ok(opened) = opened {
        same_in_pieces(
            &*opened.form,
            bytes,
            usize::from(*piece) + 1,
            &opened.method,
        );
    }
}
