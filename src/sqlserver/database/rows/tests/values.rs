//! Values of all types (reference: sql-extracts, 6.5).

use super::super::super::stored::Place::{Fixed, Variable};
use super::super::testing::{Written, variable};
use super::{of_records, rows, stored};
use crate::sqlserver::native::testing::wide;

/// A value of fixed length, as the only one of a row.
fn fixed(bytes: &[u8]) -> Written {
    Written {
        fixed: bytes.to_vec(),
        columns: 1,
        ..Written::default()
    }
}

/// The value of a type of fixed length.
fn of_fixed(sql_type: &str, bytes: &[u8]) -> String {
    let table = stored(&[(&format!("c {sql_type}"), Fixed(4))]);
    rows(&table, &[fixed(bytes)]).concat().concat()
}

/// The value of a type of variable length.
fn of_variable(sql_type: &str, bytes: &[u8]) -> String {
    let table = stored(&[(&format!("c {sql_type}"), Variable(0))]);
    rows(&table, &[variable(&[bytes])]).concat().concat()
}

#[test]
fn numbers() {
    for (sql_type, bytes, word) in [
        ("tinyint", &[255][..], "255"),
        ("smallint", &(-2_i16).to_le_bytes(), "-2"),
        ("int", &i32::MIN.to_le_bytes(), "-2147483648"),
        ("bigint", &i64::MAX.to_le_bytes(), "9223372036854775807"),
        ("real", &1.5_f32.to_le_bytes(), "1.5"),
        ("float", &(-0.1_f64).to_le_bytes(), "-0.1"),
        ("money", &125_000_i64.to_le_bytes(), "'12.5000'"),
        ("money", &(-1_i64).to_le_bytes(), "'-0.0001'"),
        ("smallmoney", &(-125_000_i32).to_le_bytes(), "'-12.5000'"),
        ("decimal(5, 2)", &[1, 0xE2, 4, 0, 0], "'12.50'"),
        ("decimal(5, 2)", &[0, 5, 0, 0, 0], "'-0.05'"),
        (
            "numeric(18, 0)",
            &[1, 0, 0, 0, 0, 1, 0, 0, 0],
            "'4294967296'",
        ),
        (
            "decimal(20, 4)",
            &[1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
            "'1844674407370955.1616'",
        ),
        (
            "decimal(38, 0)",
            &[&[0][..], &(10_u128.pow(38) - 1).to_le_bytes()].concat(),
            "'-99999999999999999999999999999999999999'",
        ),
    ] {
        assert_eq!(of_fixed(sql_type, bytes), word, "{sql_type}");
    }
}

#[test]
fn moments() {
    let day = &734_653_u32.to_le_bytes()[..3];
    let hundredths = &2_970_012_u32.to_le_bytes()[..3];
    let finest = &297_001_234_567_u64.to_le_bytes()[..5];
    let milliseconds = &29_700_123_u32.to_le_bytes()[..];
    // The ticks come first, and the minutes: other than in the native form of bcp.
    let datetime = [8_910_037_u32.to_le_bytes(), 41_058_u32.to_le_bytes()].concat();
    let small = [495_u16.to_le_bytes(), 41_058_u16.to_le_bytes()].concat();
    let offset = &120_i16.to_le_bytes()[..];
    for (sql_type, bytes, word) in [
        ("datetime", &datetime, "'2012-05-31 08:15:00.123'"),
        ("smalldatetime", &small, "'2012-05-31 08:15:00'"),
        ("date", &day.to_vec(), "'2012-05-31'"),
        ("time(2)", &hundredths.to_vec(), "'08:15:00.12'"),
        ("time", &finest.to_vec(), "'08:15:00.1234567'"),
        (
            "datetime2(3)",
            &[milliseconds, day].concat(),
            "'2012-05-31 08:15:00.123'",
        ),
        (
            "datetime2",
            &[finest, day].concat(),
            "'2012-05-31 08:15:00.1234567'",
        ),
        (
            "datetimeoffset(2)",
            &[hundredths, day, offset].concat(),
            "'2012-05-31 10:15:00.12 +02:00'",
        ),
    ] {
        assert_eq!(of_fixed(sql_type, bytes), word, "{sql_type}");
    }
}

#[test]
fn texts() {
    // What has a fixed length keeps its spaces.
    assert_eq!(of_fixed("char(4)", b"ab  "), "'ab  '");
    assert_eq!(of_fixed("nchar(3)", &wide("ü  ")), "'ü  '");
    assert_eq!(of_variable("varchar(9)", b"{\\rtf1}"), "'{\\rtf1}'");
    assert_eq!(of_variable("varchar(max)", b"inside"), "'inside'");
    assert_eq!(of_variable("nvarchar(256)", &wide("日本 😀")), "'日本 😀'");
    assert_eq!(of_variable("nvarchar(max)", &wide("")), "''");
    let mut table = stored(&[("c varchar(9)", Variable(0))]);
    for (page, text) in [("1252", "'M\u{81}nchen'"), ("850", "'München'")] {
        table.columns[0].page = page.parse().ok();
        assert_eq!(rows(&table, &[variable(&[b"M\x81nchen"])]), [[text]]);
    }
}

#[test]
fn what_has_its_own_form_is_binary() {
    assert_eq!(of_fixed("binary(2)", &[0, 0xFF]), "0x00FF");
    assert_eq!(of_fixed("timestamp", &[9; 8]), "0x0909090909090909");
    for sql_type in ["varbinary(max)", "xml", "sql_variant", "udt"] {
        assert_eq!(of_variable(sql_type, &[0xDF, 0xFF]), "0xDFFF", "{sql_type}");
    }
    let identifier = 0xFF19966F868B_11D0B42D00C04FC964FF_u128.to_be_bytes();
    assert_eq!(
        of_fixed("uniqueidentifier", &identifier),
        "'6F9619FF-8B86-D011-B42D-00C04FC964FF'"
    );
}

#[test]
fn a_value_that_cannot_be_is_a_fault_of_its_row() {
    let most = 10_u32.pow(5).to_le_bytes();
    for (sql_type, wrong, right) in [
        ("datetime", &[0, 0x82, 0x8B, 1, 0, 0, 0, 0][..], &[0; 8][..]),
        ("smalldatetime", &[0xA0, 5, 0, 0], &[0; 4]),
        ("date", &[0xFF; 3], &[0; 3]),
        ("time(0)", &[0xFF; 3], &[0; 3]),
        ("datetime2(7)", &[0xFF; 8], &[0; 8]),
        ("datetimeoffset(7)", &[0xFF; 10], &[0; 10]),
        ("decimal(5, 2)", &[2, 1, 0, 0, 0], &[1, 0, 0, 0, 0]),
        (
            "decimal(5, 2)",
            &[1, most[0], most[1], most[2], most[3]],
            &[0; 5],
        ),
    ] {
        let table = stored(&[(&format!("c {sql_type}"), Fixed(4))]);
        let found = of_records(&table, &[fixed(right), fixed(wrong), fixed(right)]);
        assert_eq!(found.rows.len(), 2, "{sql_type}: {found:?}");
        let what = &found.fault().described(true);
        let bytes: Vec<String> = wrong.iter().map(|byte| format!("{byte:02X}")).collect();
        let sql_type = table.columns[0].sql_type;
        assert_eq!(*what, format!("c is no {sql_type}: {}", bytes.join(" ")));
    }
}

#[test]
fn bytes_that_do_not_make_the_value_are_a_fault() {
    let says = |sql_type: &str, bytes: &[u8]| {
        let table = stored(&[(&format!("c {sql_type}"), Variable(0))]);
        let found = of_records(&table, &[variable(&[b""]), variable(&[bytes])]);
        found.faults.last().unwrap().described(true)
    };
    assert_eq!(says("nvarchar(9)", b"abc"), "c is no nvarchar(9): 61 62 63");
    assert_eq!(says("int", b"abc"), "c is no int: 61 62 63");
    assert_eq!(
        says("decimal(5, 2)", &[]),
        "c is no decimal(5, 2): it is empty"
    );
    let table = stored(&[("c varchar(9)", Variable(0))]);
    let found = of_records(&table, &[variable(&[b"\xFC"]), variable(&[b"u"])]);
    let fault = found.fault();
    assert!(
        fault.what.to_string().contains("c holds the byte FC")
            && fault.what.to_string().contains("collation")
    );
    // No row is left out for it.
    assert!(fault.error(true).advice().contains("--code-page") && fault.fatal);
}
