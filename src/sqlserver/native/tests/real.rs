//! Files that bcp wrote.

use super::super::testing::{table, values};
use super::super::{Native, RowLayout, Rules};
use crate::sqlserver::native::Codec;
use crate::sqlserver::real_files;

/// The column that each file holds, and the values that its name tells, or its bytes.
const FILES: [(&str, &str, &[&str]); 30] = [
    ("bigint(max)", "bigint", &["9223372036854775807"]),
    ("bigint_null", "bigint", &["NULL"]),
    (
        "binary(50)",
        "binary(50)",
        &[
            "0x4B494B4F4F000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
        ],
    ),
    ("binary(50)_null", "binary(50)", &["NULL"]),
    ("char(1)_null", "char(1)", &["NULL"]),
    ("char(10)", "char(10)", &["'KIKOO     '"]),
    ("date", "date", &["'1753-01-01'"]),
    (
        "datetime2_milliseconds",
        "datetime2",
        &["'2004-05-23 14:25:10.1234568'"],
    ),
    ("datetime2_null", "datetime2", &["NULL"]),
    (
        "datetime_milliseconds",
        "datetime",
        &["'2004-05-23 14:25:10.123'"],
    ),
    ("int(10)", "int", &["10"]),
    ("int_null", "int", &["NULL"]),
    ("nchar(10)", "nchar(10)", &["'KIKOO     '"]),
    ("nvarchar(50)", "nvarchar(50)", &["'KIKOO'"]),
    ("nvarchar(50)_null", "nvarchar(50)", &["NULL"]),
    ("nvarchar(max)", "nvarchar(max)", &["'KIKOO'"]),
    ("nvarchar(max)_empty", "nvarchar(max)", &["''"]),
    ("nvarchar(max)_null", "nvarchar(max)", &["NULL"]),
    ("text_null", "text", &["NULL"]),
    (
        "uniqueidentifier",
        "uniqueidentifier",
        &["'6F9619FF-8B86-D011-B42D-00C04FC964FF'"],
    ),
    ("uniqueidentifier_null", "uniqueidentifier", &["NULL"]),
    ("varchar(50)", "varchar(50)", &["'KIKOO'"]),
    ("varchar(max)", "varchar(max)", &["'KIKOO'"]),
    ("xml", "xml", &["'<content>KIKOO</content>'"]),
    // Eight bytes, and so eight rows.
    (
        "datetime_null",
        "datetime",
        &[
            "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL",
        ],
    ),
    ("text", "text", &["'KIKOO \u{201A}\u{2014}\u{2026}'"]),
    ("SQLNVarCharTest1", "nvarchar(max)", &[]),
    ("SQLNVarCharTest4", "nvarchar(max)", &[]),
    ("SQLVarCharTest1", "varchar(max)", &[]),
    ("xmlzerolastchunk", "xml", &[]),
];

fn read(file: &str, columns: &[&str]) -> (Vec<Vec<String>>, usize) {
    let path = real_files::path(&format!("bcp-native/{file}.bcp"));
    let bytes = std::fs::read(path).unwrap();
    let rules = Rules::Bcp {
        characters: Codec::Page,
        nullable: false,
    };
    let form = Native {
        // What wrote them used another one; that the bytes go through it is what matters here.
        page: "1252".parse().ok(),
        ..Native::new(RowLayout::new(table("t", columns), rules).unwrap())
    };
    (values(form, &bytes), bytes.len())
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn each_file_is_read_to_its_last_byte() {
    for (file, sql_type, expected) in FILES {
        let (rows, size) = read(file, &[&format!("c {sql_type}")]);
        if expected.is_empty() {
            // One value, and nearly all of the file.
            let [value] = &rows[0][..] else {
                panic!("{file}: one column");
            };
            assert!(
                value.len() * 2 > size / 2 && value.contains("<record"),
                "{file}"
            );
            assert!(value.ends_with(">'"), "{file}");
        } else {
            assert_eq!(rows.concat(), expected, "{file}");
        }
    }
    let (rows, _) = read(
        "4columns",
        &["a nvarchar(max)", "b nvarchar(max)", "c int", "d int"],
    );
    assert_eq!(rows[0], ["'Frédéric François'", "'Chopin'", "1810", "1849"]);
    assert_eq!(rows.len(), 3);
}
