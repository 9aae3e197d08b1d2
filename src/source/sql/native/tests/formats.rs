//! Files that a format file describes.

use super::super::open;
use super::super::testing::{read, wide};
use crate::source::Error;
use crate::source::package::archive::Member;
use crate::source::sql::encoding::{Detected, Encoding};
use crate::source::sql::extract::Extract;
use crate::source::sql::format_file::FormatFile;
use crate::source::sql::options::ExtractOptions;
use crate::source::sql::recognise::Head;
use crate::source::sql::stream::Stream;

/// The rows of a file that a format file describes, read in pieces of any size.
fn rows(format: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let format = FormatFile::parse("x.fmt", format.as_bytes()).unwrap();
    let read = |size| {
        let detected = Detected {
            encoding: Encoding::Binary,
            bom: 0,
        };
        let head = Head {
            name: "dbo.Products.bcp",
            bytes,
            whole: true,
        };
        let opened = open(&head, Some(&format), &ExtractOptions::default())?;
        let cursor = std::io::Cursor::new(bytes.to_vec());
        let extract = Extract::Stream(Stream {
            member: Member::from_reader("dbo.Products.bcp", Box::new(cursor)),
            detected,
            form: opened.form,
            method: opened.method,
            end_mark: Default::default(),
        });
        Ok::<_, Error>(read(&extract, size, false)?.0)
    };
    let words = read(1 << 16)?;
    for size in [1, 7, 30] {
        assert_eq!(read(size)?, words);
    }
    assert!(words.iter().all(|(table, _)| table == "dbo.Products"));
    Ok(words.into_iter().map(|(_, row)| row).collect())
}

#[test]
fn columns_come_in_the_order_of_the_table() {
    let format = "12.0\n3\n1 SQLNCHAR 2 100 \"\" 2 Name \"\"\n2 SQLINT 1 4 \"\" 0 dropped \"\"\n3 SQLMONEY 0 8 \"\" 1 Price \"\"\n";
    let row = |name: &str, units: i32| {
        let name = wide(name);
        let length = (name.len() as u16).to_le_bytes();
        [
            &length[..],
            &name,
            &[4, 9, 9, 9, 9, 0, 0, 0, 0],
            &units.to_le_bytes(),
        ]
        .concat()
    };
    let bytes = [row("Büro", 125_000), row("", 1)].concat();
    assert_eq!(
        rows(format, &bytes).unwrap(),
        [["'12.5000'", "'Büro'"], ["'0.0001'", "''"]]
    );
}

#[test]
fn fields_may_end_with_terminators() {
    let format = "12.0\n5\n1 SQLINT 0 4 \";\" 1 a \"\"\n2 SQLCHAR 0 9 \"|\\t\" 2 b \"\"\n3 SQLNCHAR 0 90 \"\\t\\0\" 3 c \"\"\n4 SQLCHAR 2 9 \"\\n\" 4 d \"\"\n5 SQLCHAR 0 3 \"\" 5 e \"\"\n";
    let row = |b: &[u8], c: &[u8]| [b"\x01\0\0\0;", b, b"|\t", c, b"\t\0\x02\0xy\nabc"].concat();
    // The second character of the first row has a byte like that of a tab, but not at its beginning.
    let bytes = [
        row(b"text\t", &[0x41, 0x09, 0x00, 0x09]),
        row(b"", b""),
        row(b"\0", b"\0\0"),
    ]
    .concat();
    let expected = [
        ["1", "'text\t'", "'\u{0941}\u{0900}'", "'xy'", "'abc'"],
        ["1", "NULL", "NULL", "'xy'", "'abc'"],
        ["1", "''", "''", "'xy'", "'abc'"],
    ];
    assert_eq!(rows(format, &bytes).unwrap(), expected);
    let said = rows(format, b"\x01\0\0\0,").unwrap_err().to_string();
    assert!(
        said.contains("a is not followed by its terminator"),
        "{said}"
    );
}

#[test]
fn times_need_their_scale() {
    let xml = |attributes: &str| {
        format!(
            "<BCPFORMAT xmlns:xsi=\"x\"><RECORD><FIELD ID=\"1\" xsi:type=\"NativePrefix\" PREFIX_LENGTH=\"1\"/></RECORD><ROW><COLUMN SOURCE=\"1\" NAME=\"t\" xsi:type=\"SQLTIME\"{attributes}/></ROW></BCPFORMAT>"
        )
    };
    let bytes = [3, 0x9C, 0x51, 0x2D];
    assert_eq!(
        rows(&xml(" SCALE=\"2\""), &bytes).unwrap(),
        [["'08:15:00.12'"]]
    );
    let plain = |length| format!("12.0\n1\n1 SQLTIME 1 {length} \"\" 1 t \"\"\n");
    let said = rows(&plain(3), &bytes).unwrap_err().to_string();
    assert!(
        said.contains("describes t as time") && said.contains("XML format file"),
        "{said}"
    );
    let hundred = 297_001_200_000_u64.to_le_bytes();
    let bytes = [&[5], &hundred[..5]].concat();
    assert_eq!(rows(&plain(5), &bytes).unwrap(), [["'08:15:00.1200000'"]]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (line, what) in [
        (
            "1 SQLVARIANT 4 0 \"\" 1 v \"\"",
            "describes v as sql_variant",
        ),
        ("1 SQLCHAR 0 0 \"\" 1 v \"\"", "does not say where v ends"),
    ] {
        let said = rows(&format!("12.0\n1\n{line}\n"), b"")
            .unwrap_err()
            .to_string();
        assert!(said.contains(what), "{said}");
    }
}
