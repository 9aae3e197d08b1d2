use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::seeded::cases;
use crate::sqlserver::{Kind, real_files};

const PLAIN: &str = r#"11.0
4
1       SQLINT        0       4       ""        1     channelId      ""
2       SQLNCHAR      8       0       "\t\0"    3     content        SQL_Latin1_General_CP1_CI_AS
3       SQLCHAR       0       100     "\",\"\r\n"  0  Not wanted     ""
4       SQLDECIMAL    1       19      ""        2     Unit Price     ""
"#;

const XML: &str = r#"<?xml version="1.0"?>
<BCPFORMAT xmlns="http://schemas.microsoft.com/sqlserver/2004/bulkload/format" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <RECORD>
  <FIELD ID="1" xsi:type="NativeFixed" LENGTH="4"/>
  <FIELD ID="2" xsi:type="NCharPrefix" PREFIX_LENGTH="2" MAX_LENGTH="512" COLLATION="Latin1_General_CI_AS"/>
  <FIELD ID="3" xsi:type="CharTerm" TERMINATOR="\r\n" MAX_LENGTH="12"/>
  <FIELD ID="4" xsi:type="NativePrefix" PREFIX_LENGTH="1"/>
  <FIELD ID="5" xsi:type="CharFixed" LENGTH="3"/>
  <FIELD ID="6" xsi:type="NCharTerm" TERMINATOR="&lt;\t\0"/>
  <FIELD ID="7" xsi:type="NCharFixed" LENGTH="6"/>
  <FIELD ID="8" xsi:type="CharPrefix" PREFIX_LENGTH="8"/>
 </RECORD>
 <ROW>
  <COLUMN SOURCE="2" NAME="nodeName" xsi:type="SQLNVARCHAR"/>
  <COLUMN SOURCE="1" NAME="nodeID" xsi:type="SQLINT" NULLABLE="NO"/>
  <COLUMN SOURCE="4" NAME="price" xsi:type="SQLDECIMAL" PRECISION="10" SCALE="2"/>
  <COLUMN SOURCE="6" NAME="x" xsi:type="SQLDATETIME2" SCALE="3"/>
  <COLUMN SOURCE="8" NAME="rtf" xsi:type="SQLVARYCHAR" LENGTH="99"/>
 </ROW>
</BCPFORMAT>"#;

fn parse(text: &str) -> Result<FormatFile, Error> {
    FormatFile::parse("tblChat.fmt", text.as_bytes())
}

fn field(host: Host, prefix: u8, length: u32, terminator: &[u8], column: Option<usize>) -> Field {
    Field {
        page: None,
        host,
        prefix,
        length,
        terminator: terminator.to_vec(),
        column,
    }
}

#[test]
fn a_line_describes_a_field() {
    let file = parse(PLAIN).unwrap();
    assert_eq!(
        file.fields,
        [
            field(Host::Native(Kind::Int), 0, 4, b"", Some(0)),
            field(Host::NChar, 8, 0, b"\t\0", Some(2)),
            field(Host::Char, 0, 100, b"\",\"\r\n", None),
            field(Host::Native(Kind::Decimal), 1, 19, b"", Some(1)),
        ]
    );
    let names: Vec<&str> = file.columns.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["channelId", "Unit Price", "content"]);
    assert!(!file.is_text());
}

#[test]
fn xml_describes_fields_and_columns() {
    let file = parse(XML).unwrap();
    assert_eq!(
        file.fields,
        [
            field(Host::Native(Kind::Int), 0, 4, b"", Some(1)),
            field(Host::NChar, 2, 512, b"", Some(0)),
            field(Host::Char, 0, 12, b"\r\n", None),
            field(Host::Native(Kind::Decimal), 1, 0, b"", Some(2)),
            field(Host::Char, 0, 3, b"", None),
            field(Host::NChar, 0, 0, b"<\t\0", Some(3)),
            field(Host::NChar, 0, 6, b"", None),
            field(Host::Char, 8, 0, b"", Some(4)),
        ]
    );
    let columns: Vec<String> = file
        .columns
        .iter()
        .map(|it| format!("{} {} {}", it.name, it.sql_type.unwrap(), it.nullable))
        .collect();
    assert_eq!(
        columns,
        [
            "nodeName nvarchar true",
            "nodeID int false",
            "price decimal(10, 2) true",
            "x datetime2(3) true",
            "rtf varchar(99) true"
        ]
    );
}

#[test]
fn format_files_come_in_several_encodings() {
    let wide = |text: &str| -> Vec<u8> {
        let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    for text in [PLAIN, XML] {
        let expected = parse(text).unwrap();
        for bytes in [
            wide(text),
            format!("\u{FEFF}{text}").into_bytes(),
            text.replace('\n', "\r\n").into_bytes(),
        ] {
            assert!(looks_like_format_file(&bytes));
            assert_eq!(FormatFile::parse("x", &bytes).unwrap(), expected);
        }
    }
    for other in ["", "1\t2\n", "11.0\n1\t2\n", "<a>", "INSERT", "12.5\n"] {
        assert!(!looks_like_format_file(other.as_bytes()), "{other}");
    }
}

#[test]
fn errors_name_the_line() {
    for (text, line, what) in [
        ("hello\n", 1, "no format file of bcp"),
        ("11.0\nmany\n", 2, "no number of fields"),
        (
            "11.0\n2\n1 SQLINT 0 4 \"\" 1 a \"\"\n",
            3,
            "describes 1 fields, and its second line says 2",
        ),
        (
            "11.0\n1\n\n1 SQLODD 0 4 \"\" 1 a \"\"\n",
            4,
            "\"SQLODD\" is not a host type",
        ),
        (
            "11.0\n1\n1 SQLINT 3 4 \"\" 1 a \"\"\n",
            3,
            "3 is no length of a prefix",
        ),
        (
            "11.0\n1\n1 SQLINT x 4 \"\" 1 a \"\"\n",
            3,
            "the prefix length is \"x\"",
        ),
        (
            "11.0\n1\n1 SQLINT 0 4 , 1 a \"\"\n",
            3,
            "does not stand in quotes",
        ),
        (
            "11.0\n1\n1 SQLCHAR 0 4 \"\\q\" 1 a \"\"\n",
            3,
            "is no terminator",
        ),
        (
            "11.0\n1\n1 SQLCHAR 0 4 \"\\t\"\n",
            3,
            "the number of the column is missing",
        ),
        (
            "<BCPFORMAT>\n<FIELD ID='1' type='Odd'/>",
            2,
            "field 1 has the type \"Odd\"",
        ),
        (
            "<BCPFORMAT>\n\n<FIELD ID='1' type='CharTerm'/>",
            3,
            "has no TERMINATOR",
        ),
        (
            "<BCPFORMAT>\n<FIELD ID='1' type='NativeFixed'/>",
            2,
            "has no LENGTH",
        ),
        (
            "<BCPFORMAT>\n<FIELD ID='1' type='NativePrefix' PREFIX_LENGTH='3'/>",
            2,
            "PREFIX_LENGTH 3",
        ),
        (
            "<BCPFORMAT>\n<COLUMN SOURCE='1' NAME='a'/>",
            2,
            "no FIELD has this ID",
        ),
        (
            "<BCPFORMAT>\n<FIELD ID='1' type='NativeFixed' LENGTH='4'/>\n<COLUMN SOURCE='1' NAME='a'/>",
            3,
            "column a has no type",
        ),
        ("<BCPFORMAT>\n</RECORD>", 2, "the XML is damaged"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.what.to_string().contains(what), "{error}");
        assert_eq!(error.place.path, format!("line {line}"), "{error}");
        assert_eq!(error.place.member, "tblChat.fmt");
        assert!(!error.expectation().is_empty() && !error.advice().is_empty());
    }
    for empty in ["<BCPFORMAT/>", "<a/>"] {
        assert!(
            parse(empty)
                .unwrap_err()
                .what
                .to_string()
                .contains("describes no fields")
        );
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_is_a_format_file_or_an_error(parts in vec(select(vec![
        "11.0", "\n", "1", "2", " ", "SQLCHAR", "SQLINT", "\"", "\\t", "\\", "\"\\r\\n\"", "name", "<BCPFORMAT>",
        "<FIELD ", "ID=\"1\" ", "xsi:type=\"CharTerm\" ", "TERMINATOR=\"\\t\"", "/>", "<COLUMN ", "SOURCE=\"1\" NAME=\"a\" ", "</", ">", "ü",
    ]), 0..40), bytes in vec(any::<u8>(), 0..20)) {
        let text = [parts.concat().into_bytes(), bytes].concat();
        looks_like_format_file(&text);
        if let Ok(file) = FormatFile::parse("x", &text) {
            prop_assert!(!file.fields.is_empty());
            let columns = file.fields.iter().filter_map(|field| field.column);
            prop_assert!(columns.clone().all(|column| column < file.columns.len()));
            prop_assert_eq!(columns.count(), file.columns.len());
        }
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn real_format_files_are_read() {
    let read = |name: &str| {
        let bytes = std::fs::read(real_files::path(&format!("bcp-char/{name}"))).unwrap();
        assert!(looks_like_format_file(&bytes));
        FormatFile::parse(name, &bytes).unwrap()
    };
    let logs = read("tsjson.fmt");
    assert!(logs.is_text());
    // Every field names the collation of its text: SQL_Latin1_General_CP1_CI_AS.
    let page = logs.fields[3].page.map(|page| page.number());
    assert_eq!(page, Some(1252));
    let without = Field {
        page: None,
        ..logs.fields[3].clone()
    };
    assert_eq!(without, field(Host::Char, 0, 80_000, b"\r\n", Some(3)));
    assert_eq!(&*logs.columns[3].name, "EventData");
    let product = read("product.fmt");
    assert!(!product.is_text());
    assert_eq!(
        product.fields[2],
        field(Host::Native(Kind::Money), 0, 8, b"", Some(2))
    );
    assert_eq!(product.columns.len(), 7);
}
