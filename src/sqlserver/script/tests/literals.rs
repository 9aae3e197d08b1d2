//! Values as scripts write them.

use super::contents::{bare, value, whole};

#[test]
fn literals_without_a_known_type() {
    for (literal, wanted) in [
        ("NULL", "NULL"),
        ("null", "NULL"),
        ("N'it''s'", "'it's'"),
        ("'a'", "'a'"),
        ("N''", "''"),
        ("''''", "'''"),
        ("n'x'", "'x'"),
        ("'a\r\nGO\r\n;--x'", "'a\r\nGO\r\n;--x'"),
        ("'back\\\r\nslash'", "'back\\\r\nslash'"),
        ("\"it's\"", "'it's'"),
        ("123", "'123'"),
        ("-1.5", "'-1.5'"),
        ("- 7", "'-7'"),
        ("+7", "'7'"),
        ("1.0000E+000", "'1.0000E+000'"),
        ("-1e-7", "'-1e-7'"),
        (".5", "'.5'"),
        ("$12.5", "'12.5000'"),
        ("-$12", "'-12.0000'"),
        ("$-12", "'-12.0000'"),
        ("£3", "'3.0000'"),
        ("€3.14", "'3.1400'"),
        ("0x", "0x"),
        ("0x0A1b", "0x0A1B"),
        ("0XABC", "0x0ABC"),
        ("(1)", "'1'"),
        ("((N'a'))", "'a'"),
        ("N'a' + N'b'", "'ab'"),
        ("'a' + CHAR(13) + char(10) + N'b'", "'a\r\nb'"),
        ("NCHAR(228) + 'x'", "'äx'"),
        ("/* a */ 1 -- b\n", "'1'"),
        ("{ts '2012-05-31 08:15:00'}", "'2012-05-31 08:15:00'"),
        ("DEFAULT", "NULL"),
    ] {
        assert_eq!(bare(literal), wanted, "{literal}");
    }
}

#[test]
fn casts_without_a_known_type() {
    for (literal, wanted) in [
        (
            "CAST(0x0000A0620087F4D5 AS DateTime)",
            "'2012-05-31 08:15:00.123'",
        ),
        ("CAST(0x9B760000 AS SmallDateTime)", "'2008-12-18 00:00:00'"),
        (
            "CAST(0x0700000000004C350B AS DateTime2)",
            "'2012-02-08 00:00:00.0000000'",
        ),
        (
            "CAST(0x000000004C350B AS DateTime2)",
            "'2012-02-08 00:00:00'",
        ),
        ("CAST(0x4C350B AS Date)", "'2012-02-08'"),
        ("CAST(0x0080510100 AS Time)", "'24:00:00'"),
        (
            "CAST(N'2014-12-10T18:10:24.507' AS DateTime)",
            "'2014-12-10 18:10:24.507'",
        ),
        ("CAST(N'2014-12-10' AS Date)", "'2014-12-10'"),
        ("CAST(12.50 AS Decimal(10, 2))", "'12.50'"),
        ("CAST(-1 AS [numeric](18,3))", "'-1.000'"),
        ("CAST(N'5' AS [sys].[int])", "5"),
        ("cast(CAST(1 AS bit) AS int)", "1"),
        ("CAST(NULL AS datetime)", "NULL"),
        ("CONVERT(int, '5')", "5"),
        (
            "CONVERT([datetime], N'20120531', 112)",
            "'2012-05-31 00:00:00.000'",
        ),
        ("CONVERT(varbinary(max), '0x0AFF', 1)", "0x0AFF"),
        ("CONVERT(varbinary(max), '0aff', 2)", "0x0AFF"),
        ("CAST(0x61006200 AS nvarchar(max))", "'ab'"),
        ("CAST(N'a' AS [dbo].[MyType])", "'a'"),
        ("TRY_CAST('1' AS float)", "1.0"),
        ("CAST(2 AS double precision)", "2.0"),
        ("CONVERT(xml, N'<a/>')", "'<a/>'"),
    ] {
        if literal.contains("0x0080510100") {
            // A day has no 25th hour.
            assert_eq!(bare(literal), "0x0080510100");
            continue;
        }
        assert_eq!(bare(literal), wanted, "{literal}");
    }
}

#[test]
fn values_are_those_of_their_column() {
    for (literal, sql_type, wanted) in [
        ("1", "int", "1"),
        ("N'-12'", "bigint", "-12"),
        ("9223372036854775807", "bigint", "9223372036854775807"),
        (
            "9223372036854775808",
            "decimal(20, 0)",
            "'9223372036854775808'",
        ),
        ("0x0000000A", "int", "10"),
        ("0xFFFFFFFF", "int", "-1"),
        ("1.0", "smallint", "1"),
        ("'x'", "int", "'x'"),
        ("1", "bit", "1"),
        ("'True'", "bit", "1"),
        ("0.15", "float", "0.15"),
        ("5", "float", "5.0"),
        ("0.5", "real", "0.5"),
        ("12.5", "money", "'12.5000'"),
        ("'$1,234.5'", "money", "'1234.5000'"),
        ("0x000000000001E848", "money", "'12.5000'"),
        ("$0.00005", "smallmoney", "'0.0001'"),
        ("12.5", "decimal(10, 2)", "'12.50'"),
        ("5", "nvarchar(10)", "'5'"),
        (
            "CAST(0x0000A0620087F4D5 AS DateTime)",
            "datetime",
            "'2012-05-31 08:15:00.123'",
        ),
        (
            "CAST(0x0000A0620087F4D5 AS DateTime)",
            "datetime2(3)",
            "'2012-05-31 08:15:00.123'",
        ),
        (
            "CAST(0x0700000000004C350B AS DateTime2)",
            "datetime2(3)",
            "'2012-02-08 00:00:00.000'",
        ),
        (
            "CAST(0x0000A0620087F4D5 AS DateTime)",
            "date",
            "'2012-05-31'",
        ),
        (
            "0x0000A0620087F4D5",
            "datetime",
            "'2012-05-31 08:15:00.123'",
        ),
        (
            "'2012-05-31T08:15:00'",
            "datetime",
            "'2012-05-31 08:15:00.000'",
        ),
        (
            "{ts '2012-05-31 08:15:00'}",
            "smalldatetime",
            "'2012-05-31 08:15:00'",
        ),
        ("'7/4/1996'", "datetime", "'7/4/1996'"),
        (
            "N'{3f2504e0-4f89-11d3-9a0c-0305e82c3301}'",
            "uniqueidentifier",
            "'3F2504E0-4F89-11D3-9A0C-0305E82C3301'",
        ),
        (
            "'3F2504E0-4F89-11D3-9A0C-0305E82C3301'",
            "uniqueidentifier",
            "'3F2504E0-4F89-11D3-9A0C-0305E82C3301'",
        ),
        (
            "0xE004253F894FD3119A0C0305E82C3301",
            "uniqueidentifier",
            "'3F2504E0-4F89-11D3-9A0C-0305E82C3301'",
        ),
        ("0x0AFF", "varbinary(max)", "0x0AFF"),
        ("0x0AFF", "image", "0x0AFF"),
        ("CAST(12.5 AS Decimal(5, 1))", "int", "12"),
        ("CAST(N'x' AS sql_variant)", "sql_variant", "'x'"),
        ("N'1''2'", "varchar(5)", "'1'2'"),
    ] {
        assert_eq!(value(literal, sql_type), wanted, "{literal} {sql_type}");
    }
}

#[test]
fn a_date_of_some_language_stays_as_it_is_written_and_is_said() {
    let contents = whole(
        "CREATE TABLE t (a datetime)\nGO\nINSERT t VALUES ('7/4/1996')\nINSERT t VALUES ('20120531')",
    );
    assert_eq!(
        contents.rows,
        ["t(a): '7/4/1996'", "t(a): '2012-05-31 00:00:00.000'"]
    );
    assert!(
        contents.notices[0]
            .to_string()
            .starts_with("1 date(s) stay as they are written")
    );
}

#[test]
fn what_is_no_literal_is_named() {
    for (literal, named) in [
        ("GETDATE()", "this is no literal value: `GETDATE(), 1)`"),
        ("@a", "this is no literal value: `@a, 1)`"),
        ("(SELECT 1)", "this is no literal value: `SELECT 1), 1)`"),
        ("'a' + @b", "this is no literal value: `@b, 1)`"),
        ("CHAR(228)", "this is no literal value: `CHAR(228), 1)`"),
        ("-", "this is no literal value: `-, 1)`"),
        (
            "N'a' N'b'",
            "this stands where something else should be: `N'b', 1)`",
        ),
        (
            "12abc",
            "this stands where something else should be: `abc, 1)`",
        ),
        (
            "CAST(1 int)",
            "this stands where something else should be: `int), 1)`",
        ),
    ] {
        let contents = whole(&format!("INSERT t (a, b) VALUES ({literal}, 1)"));
        let [(_, table, what)] = &contents.faults[..] else {
            panic!("{literal}: {contents:?}");
        };
        assert_eq!((what.as_str(), table.as_str()), (named, "t"), "{literal}");
    }
}
