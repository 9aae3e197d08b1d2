//! Text files that somebody joined: what stands at the seams is told by its line, and is no row.

use crate::common::Place;

const HEADER: &str = "channelID,chatID,chatDate,userId,isAlert,content\r\n";
const MARK: &str = "\u{FEFF}";

fn row(id: u32) -> String {
    format!("20,{id},634294368000000000,7,0,Good morning {id}\r\n")
}

/// With a byte order mark.
fn in_utf16(text: &str) -> Vec<u8> {
    let text = format!("{MARK}{text}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Two rows, a seam and one more row; in UTF-8 and UTF-16, with commas and quotes where needed and with tabs and none.
fn joined(seam: &str, check: impl Fn(&Place)) {
    let text = format!("{HEADER}{}{}{seam}{}", row(1), row(2), row(3));
    for text in [text.clone(), text.replace(',', "\t")] {
        let wide = in_utf16(&text);
        for bytes in [text.into_bytes(), wide] {
            let place = Place::new();
            place.write("tblChat.csv", bytes);
            check(&place);
        }
    }
}

#[test]
fn a_second_header_is_known_however_it_is_written() {
    let quoted = format!("\"{}\"\r\n", HEADER.trim_end().replace(',', "\",\""));
    let bracketed = format!("[{}]\r\n", HEADER.trim_end().replace(',', "],["));
    let marked = format!("{MARK}{HEADER}");
    for seam in [HEADER, &HEADER.to_uppercase(), &quoted, &bracketed, &marked] {
        joined(seam, |place| {
            place.pchat("analyze tblChat.csv").fails(
                3,
                &["the header stand", "once more", "line 4", "row 3", "joined"],
            );
            place
                .pchat("analyze tblChat.csv --fail-on never --skip-bad-rows")
                .exits(4)
                .prints(&["3 messages"]);
        });
    }
}

#[test]
fn a_byte_order_mark_between_rows_is_told() {
    joined(MARK, |place| {
        place
            .pchat("analyze tblChat.csv")
            .fails(3, &["byte order mark", "line 4", "row 3", "joined"]);
        place
            .pchat("analyze tblChat.csv --fail-on never --skip-bad-rows")
            .exits(4)
            .prints(&["3 messages"]);
    });
}

#[test]
fn an_old_mark_of_the_end_is_left_out_and_said() {
    let script = "INSERT tblChat ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 3, 634294368000000000, 7, 0, N'x'), (20, 4, 634294368000000000, 7, 0, N'y')";
    let rows = format!("{HEADER}{}{}", row(1), row(2));
    for (name, text) in [
        ("tblChat.csv", &*rows),
        ("tblChat.csv", rows.trim_end()),
        ("chat.sql", script),
    ] {
        for mut bytes in [text.as_bytes().to_vec(), in_utf16(text)] {
            // One byte, in UTF-16, too.
            bytes.push(0x1A);
            let place = Place::new();
            place.write(name, bytes);
            place
                .pchat(&format!("analyze {name} --fail-on never"))
                .exits(0)
                .says(&["Ctrl-Z"])
                .prints(&["2 messages"]);
            if name.ends_with("csv") {
                let rows = place.pchat("tables tblChat.csv --table tblChat --format csv");
                assert!(
                    rows.text().ends_with(",Good morning 2\n"),
                    "{}",
                    rows.text()
                );
            }
        }
    }
}

#[test]
fn an_error_names_the_line_of_the_file() {
    let place = Place::new();
    let rows = format!(
        "{HEADER}20,1,634294368000000000,7,0,\"two\r\nlines\"\r\n20,x,634294368000000000,7,0,a\r\n"
    );
    place.write("tblChat.csv", rows);
    place
        .pchat("analyze tblChat.csv")
        .fails(3, &["line 4, byte 92", "row 2"]);
}
