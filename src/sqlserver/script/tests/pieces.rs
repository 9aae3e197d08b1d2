//! Scripts in pieces, and scripts that are made up.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::fuzzing;
use super::contents::{in_pieces, rows, whole};

/// What scripts are made of, right and wrong.
const BITS: &[&str] = &[
    "INSERT t (a, b) VALUES ",
    "INSERT t VALUES ",
    "INSERT INTO [dbo].[tblRoleType] VALUES ",
    "INSERT u (a) SELECT ",
    "INSERT #x VALUES ",
    "INSERT t DEFAULT VALUES",
    "(1, N'x')",
    "(2, 'it''s')",
    "(3, CAST(0x0000A062008BCE38 AS DateTime))",
    "(4, '7/4/1996')",
    "(5)",
    "(1, N'a', 3, 0, 1)",
    ", ",
    ",\n",
    "\n",
    "\nGO\n",
    "\r\nGO 2\r\n",
    ";",
    "'",
    "''",
    "N'",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "--",
    "/*",
    "*/",
    "1",
    " UNION ALL SELECT ",
    " UNION SELECT 1",
    " FROM t\n",
    "CREATE TABLE t (a int NOT NULL, b datetime)\n",
    "CREATE TABLE u (a int IDENTITY(1, 1), c AS (1), b nvarchar(max))\n",
    "ALTER TABLE t ADD c int\n",
    "\nCREATE PROCEDURE p AS\nINSERT t (a) VALUES (9)\n",
    "\nSET NOCOUNT ON\n",
    "UPDATE t SET a = 1\n",
    " DELETE t ",
    "WITH x AS (SELECT a FROM t)\nDELETE x\n",
    "\nEXEC('UPDATE u SET a = 1')\n",
    "DROP TABLE t\n",
    "USE x\n",
    "\nCREATE VIEW v AS SELECT 1 a;",
    "print 'x'\n",
    "GETDATE()",
    "0x0A",
    "-1.5e3",
    "ä",
    "INSERT",
    "INSFRT INTO t (a, b) VALUES (8, N'x')\n",
    "\nINSERR tblChat (a)\nSELECT 1",
    "x(1, 2)",
    "\0\0",
    "GO",
    " ",
];

fn script() -> impl Strategy<Value = String> {
    vec(select(BITS), 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn a_script_in_pieces_is_the_same(text in script(), cuts in vec(any::<usize>(), 0..8), skip: bool) {
        let wanted = in_pieces(text.as_bytes(), &[], skip);
        prop_assert_eq!(in_pieces(text.as_bytes(), &cuts, skip), wanted);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200), cuts in vec(any::<usize>(), 0..4), skip: bool) {
        let wanted = in_pieces(&bytes, &[], skip);
        prop_assert_eq!(in_pieces(&bytes, &cuts, skip), wanted);
        fuzzing::script(&bytes);
    }

    #[test]
    fn rows_that_are_written_are_read(table in vec(vec(field(), 3), 1..20), style in 0..4_usize, cut in any::<usize>()) {
        let text = written(&table, style);
        let wanted: Vec<String> = table
            .iter()
            .map(|row| {
                let shown: Vec<&str> = row.iter().map(|field| field.shown.as_str()).collect();
                format!("t(a, b, c): {}", shown.join(", "))
            })
            .collect();
        prop_assert_eq!(rows(&text), &wanted[..]);
        prop_assert_eq!(in_pieces(text.as_bytes(), &[cut], false).rows, wanted);
    }
}

/// A value as a script writes it and as it is read.
#[derive(Clone, Debug)]
struct Field {
    written: String,
    shown: String,
}

fn field() -> impl Strategy<Value = Field> {
    let text = "([ -~äß€\u{1F600}\r\n\t]|''|\nGO\n|\nINSERT t VALUES \\(1\\)\n){0,12}";
    prop_oneof![
        Just(Field {
            written: "NULL".to_owned(),
            shown: "NULL".to_owned()
        }),
        any::<i64>().prop_map(|number| Field {
            written: number.to_string(),
            shown: format!("'{number}'"),
        }),
        vec(any::<u8>(), 0..20).prop_map(|bytes| {
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let hex = format!("0x{}", digits.concat());
            Field {
                written: hex.to_lowercase(),
                shown: hex,
            }
        }),
        (text, any::<bool>()).prop_map(|(text, wide)| Field {
            written: format!(
                "{}'{}'",
                if wide { "N" } else { "" },
                text.replace('\'', "''")
            ),
            shown: format!("'{text}'"),
        }),
    ]
}

fn written(table: &[Vec<Field>], style: usize) -> String {
    let row = |row: &Vec<Field>| -> String {
        let values: Vec<&str> = row.iter().map(|field| field.written.as_str()).collect();
        values.join(", ")
    };
    let rows: Vec<String> = table.iter().map(row).collect();
    match style {
        0 => rows
            .iter()
            .map(|row| format!("INSERT [t] ([a], [b], [c]) VALUES ({row})\r\nGO\r\n"))
            .collect(),
        1 => format!(
            "INSERT INTO t (a, b, c) VALUES\n({});\n",
            rows.join("),\n(")
        ),
        2 => format!(
            "CREATE TABLE t (a sql_variant, b sql_variant, c sql_variant);\nINSERT t VALUES({});",
            rows.join(");insert t values(")
        ),
        _ => format!(
            "insert into t(a, b, c) select {}\n",
            rows.join(" union all select ")
        ),
    }
}

#[test]
fn a_definition_counts_for_the_pieces_behind_it() {
    let text = "CREATE TABLE t (a int)\nGO\nINSERT t (a) VALUES (1)\nINSERT t (a) VALUES (2)\nALTER TABLE t ADD b int\nINSERT t VALUES (3, 4)\n";
    let contents = in_pieces(text.as_bytes(), &[26, 50, 74], false);
    assert_eq!(contents, whole(text));
    assert_eq!(contents.rows, ["t(a): 1", "t(a): 2", "t(a, b): 3, 4"]);
}

#[test]
fn every_cut_gives_the_same() {
    let text = "USE x\nGO\nCREATE TABLE t (a int, b datetime) -- c\nGO\n/* it's */ INSERT t (a, b) VALUES (1, '20120531'), (2, 'x\nGO\n''') /* , */ , (3, NULL)\n\
        INSERT u SELECT 1, 'a' UNION ALL SELECT 2, 'b'\nCREATE PROC p AS\nINSERT t VALUES (1)\nGO\nINSERT t VALUES (4, CAST(0x0000A06200000000 AS DateTime));print 'x'\ninsert t values (5, '7/4/1996')";
    let wanted = whole(text);
    assert_eq!(
        (wanted.rows.len(), wanted.faults.len()),
        (7, 0),
        "{wanted:?}"
    );
    for one in 0..text.len() {
        for two in [one, one + 1, one + 2, one + 9] {
            assert_eq!(
                in_pieces(text.as_bytes(), &[one, two], false),
                wanted,
                "{one} {two}"
            );
        }
    }
}
