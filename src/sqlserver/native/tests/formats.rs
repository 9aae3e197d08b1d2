//! Files that a format file describes.

use super::super::open;
use super::super::testing::{read, wide};
use crate::input::Error;
use crate::input::encodings::{Detected, Encoding};
use crate::input::members::Member;
use crate::pool::schema::published;
use crate::sqlserver::ExtractOptions;
use crate::sqlserver::extract::Extract;
use crate::sqlserver::file::Head;
use crate::sqlserver::format_file::FormatFile;
use crate::sqlserver::stream::Stream;

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
            published: published(),
        };
        let opened = open(&head, Some(&format), &ExtractOptions::default())?;
        let cursor = std::io::Cursor::new(bytes.to_vec());
        let extract = Extract::Stream(Stream {
            bacpac: None,
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

fn xml(kind: &str, attributes: &str) -> String {
    format!(
        "<BCPFORMAT xmlns:xsi=\"x\"><RECORD><FIELD ID=\"1\" xsi:type=\"NativePrefix\" PREFIX_LENGTH=\"1\"/></RECORD><ROW><COLUMN SOURCE=\"1\" NAME=\"t\" xsi:type=\"{kind}\"{attributes}/></ROW></BCPFORMAT>"
    )
}

/// A time of so many bytes, what follows it in a value of this type, and the length before it.
fn moment(units: u64, bytes: usize, behind: &[u8]) -> Vec<u8> {
    let length = (bytes + behind.len()) as u8;
    [&[length], &units.to_le_bytes()[..bytes], behind].concat()
}

#[test]
fn times_have_the_scale_that_the_format_file_says() {
    for (scale, bytes, expected) in [
        (2, [3, 0x9C, 0x51, 0x2D].to_vec(), "'08:15:00.12'"),
        (5, moment(2_970_012_000, 5, &[]), "'08:15:00.12000'"),
        (6, moment(29_700_120_000, 5, &[]), "'08:15:00.120000'"),
        (7, moment(297_001_200_000, 5, &[]), "'08:15:00.1200000'"),
    ] {
        let format = xml("SQLTIME", &format!(" SCALE=\"{scale}\""));
        assert_eq!(rows(&format, &bytes).unwrap(), [[expected]]);
    }
}

#[test]
fn where_it_does_not_a_value_has_to_prove_it() {
    // 735,000 days are 2013-05-13.
    let day = &735_000_u32.to_le_bytes()[..3];
    let offset = &[day, &60_i16.to_le_bytes()].concat()[..];
    let plain = |kind, length: usize| format!("12.0\n1\n1 {kind} 1 {length} \"\" 1 t \"\"\n");
    // 02:24 is the first time that no coarser scale has.
    for (bytes, second, finest, time) in [
        (5, 10_000_000_u64, 7, "02:24:00.0000000"),
        (4, 10_000, 4, "02:24:00.0000"),
        (3, 100, 2, "02:24:00.00"),
    ] {
        for (kind, behind, expected) in [
            ("SQLTIME", &[][..], format!("'{time}'")),
            ("SQLDATETIME2", day, format!("'2013-05-13 {time}'")),
            (
                "SQLDATETIMEOFFSET",
                offset,
                format!("'2013-05-13 {} +01:00'", time.replacen("02", "03", 1)),
            ),
        ] {
            let early = moment(8_640 * second - 1, bytes, behind);
            let late = moment(8_640 * second, bytes, behind);
            let null = vec![0xFF];
            for format in [plain(kind, bytes + behind.len()), xml(kind, "")] {
                if format.contains("BCPFORMAT") && bytes < 5 {
                    continue;
                }
                let proven = [&early[..], &null, &late].concat();
                let read = rows(&format, &proven).unwrap();
                assert_eq!(read[1..], [["NULL".to_owned()], [expected.clone()]]);
                let said = rows(&format, &[&early[..], &null].concat());
                let said = said.unwrap_err().to_string();
                let digits = format!("with {bytes} bytes these are");
                for part in ["the seconds of t", &digits, &format!("only have {finest}")] {
                    assert!(said.contains(part), "{said}");
                }
                assert!(said.contains("XML format file"), "{said}");
            }
        }
    }
}

#[test]
fn without_a_time_that_matters_nothing_has_to_be_proven() {
    let day = &735_000_u32.to_le_bytes()[..3];
    let format = "12.0\n1\n1 SQLDATETIME2 1 8 \"\" 1 t \"\"\n";
    assert!(rows(format, b"").unwrap().is_empty());
    assert_eq!(
        rows(format, &moment(0, 5, day)).unwrap(),
        [["'2013-05-13 00:00:00.0000000'"]]
    );
    // A field that goes to no column may be anything.
    let format = "12.0\n2\n1 SQLTIME 1 5 \"\" 0 t \"\"\n2 SQLINT 0 4 \"\" 1 n \"\"\n";
    let bytes = [&moment(7, 5, &[])[..], &[9, 0, 0, 0]].concat();
    assert_eq!(rows(format, &bytes).unwrap(), [["9"]]);
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
