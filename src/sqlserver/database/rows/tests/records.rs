//! How values lie in records.

use super::super::super::stored::Place::{Bit, Fixed, Variable};
use super::super::testing::{Written, variable};
use super::{of_records, rows, stored};

/// A row of a number and two texts.
fn row(number: i32, texts: &[&str]) -> Written {
    let texts: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
    Written {
        fixed: number.to_le_bytes().to_vec(),
        columns: 3,
        ..variable(&texts)
    }
}

fn three() -> crate::sqlserver::database::StoredTable {
    stored(&[
        ("a int", Fixed(4)),
        ("b varchar(9)", Variable(0)),
        ("c varchar(9)", Variable(1)),
    ])
}

#[test]
fn null_is_told_from_empty() {
    let null = |bits: &[u16], row: Written| Written {
        nulls: bits.to_vec(),
        ..row
    };
    let records = [
        row(1, &["x", "y"]),
        null(&[0], row(0, &["", "y"])),
        null(&[1], row(2, &["", "y"])),
        // Empty ones at the end are not stored, nor are those that are NULL.
        row(3, &["x"]),
        null(&[2], row(4, &["x"])),
        row(5, &[]),
        null(&[0, 1, 2], row(0, &[])),
    ];
    assert_eq!(
        rows(&three(), &records),
        [
            ["1", "'x'", "'y'"],
            ["NULL", "''", "'y'"],
            ["2", "NULL", "'y'"],
            ["3", "'x'", "''"],
            ["4", "'x'", "NULL"],
            ["5", "''", "''"],
            ["NULL", "NULL", "NULL"],
        ]
    );
}

#[test]
fn a_forwarded_row_has_a_column_more_that_is_not_the_tables() {
    let mut moved = row(7, &["x"]);
    moved.kind = 1;
    moved
        .variables
        .push((b"\0\x04\x01\0\0\0\x01\0\0\0".to_vec(), true));
    let mut bare = row(8, &[]);
    bare.kind = 1;
    bare.nulls = vec![1];
    bare.variables = moved.variables[1..].to_vec();
    assert_eq!(
        rows(&three(), &[moved, bare]),
        [["7", "'x'", "''"], ["8", "NULL", "''"]]
    );
}

#[test]
fn what_is_no_row_is_stepped_over() {
    let of_kind = |kind| Written {
        kind,
        ..row(i32::from(kind), &["x"])
    };
    let records: Vec<Written> = (2..8).map(of_kind).chain([row(9, &["y"])]).collect();
    assert_eq!(rows(&three(), &records), [["9", "'y'", "''"]]);
}

#[test]
fn dropped_columns_and_a_uniquifier_keep_their_place() {
    // The hidden number comes first, in a variable column and with the first NULL bit; between the columns is one that is
    // no more.
    let mut table = stored(&[
        ("a int", Fixed(8)),
        ("b varchar(9)", Variable(2)),
        ("c smallint", Fixed(4)),
    ]);
    for (column, bit) in table.columns.iter_mut().zip([1, 3, 4]) {
        column.null_bit = Some(bit);
    }
    let record = |numbers: &[u8], unique: &[u8], text: &[u8]| Written {
        fixed: numbers.to_vec(),
        columns: 5,
        nulls: vec![2],
        ..variable(&[unique, b"gone", text])
    };
    let records = [
        record(&[2, 0, 0xFF, 0xFF, 1, 0, 0, 0], &[], b"first"),
        record(&[3, 0, 0xFF, 0xFF, 1, 0, 0, 0], &[1, 0, 0, 0], b"second"),
    ];
    assert_eq!(
        rows(&table, &records),
        [["1", "'first'", "2"], ["1", "'second'", "3"]]
    );
}

#[test]
fn bits_share_a_byte() {
    let table = stored(&[
        ("a bit", Bit(4, 0)),
        ("b bit", Bit(4, 3)),
        ("c bit", Bit(4, 7)),
        ("d bit", Bit(5, 0)),
    ]);
    let record = |bytes: [u8; 2], nulls: &[u16]| Written {
        fixed: bytes.to_vec(),
        columns: 4,
        nulls: nulls.to_vec(),
        ..Written::default()
    };
    let records = [
        record([0b1000_0001, 0b1111_1110], &[]),
        record([0b0111_1110, 1], &[1]),
    ];
    assert_eq!(
        rows(&table, &records),
        [["1", "0", "1", "0"], ["0", "NULL", "0", "1"]]
    );
}

#[test]
fn a_column_that_was_added_later_is_null_in_rows_from_before() {
    let table = stored(&[
        ("a int", Fixed(4)),
        ("b varchar(9)", Variable(0)),
        ("c bigint", Fixed(8)),
        ("d bit", Bit(16, 0)),
        ("e varchar(9)", Variable(1)),
    ]);
    let before = Written {
        fixed: vec![1, 0, 0, 0],
        columns: 2,
        ..variable(&[b"old"])
    };
    let after = Written {
        fixed: vec![2, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 1],
        columns: 5,
        ..variable(&[b"new", b"too"])
    };
    assert_eq!(
        rows(&table, &[before, after]),
        [
            ["1", "'old'", "NULL", "NULL", "NULL"],
            ["2", "'new'", "5", "1", "'too'"],
        ]
    );
}

#[test]
fn a_record_that_cannot_be_is_a_fault_of_its_row_alone() {
    let good = || row(1, &["x", "y"]);
    let check = |bad: Written, says: &str| {
        let found = of_records(&three(), &[good(), bad, good()]);
        assert_eq!(found.rows.len(), 2, "{found:?}");
        let fault = found.fault();
        assert_eq!(&*fault.table, "dbo.t");
        assert!(fault.what.to_string().contains(says), "{}", fault.what);
        assert!(fault.page.is_none() && !fault.fatal && !fault.error(true).advice().is_empty());
        assert_eq!(fault.at, 2 * found.places[0] - 96 + good().bytes().len());
    };
    let short = Written {
        fixed: vec![1, 0],
        ..good()
    };
    check(short, "the record ends before a");
    let mut beyond = good();
    beyond.columns = u16::MAX;
    // Nothing comes behind it, as it does not fit.
    let beyond = [good().bytes(), beyond.bytes()[..80].to_vec()];
    let found = super::of_pages(
        &three(),
        &[crate::sqlserver::database::rows::testing::page(
            1, 0, &beyond,
        )],
    );
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.fault().what, "a record goes on beyond its page");
}

#[test]
fn a_record_does_not_go_on_into_the_next_one() {
    let good = row(1, &["x", "y"]).bytes();
    let mut longer = good.clone();
    // Where the last column ends.
    let end = good.len() - 4;
    longer[end..end + 2].copy_from_slice(&(good.len() as u16 + 1).to_le_bytes());
    let page = crate::sqlserver::database::rows::testing::page(1, 0, &[longer, good]);
    let found = super::of_pages(&three(), &[page]);
    assert_eq!(found.rows, [["1", "'x'", "'y'"]]);
    assert_eq!(found.fault().what, "a record goes on into another one");
}

#[test]
fn ends_that_are_not_in_order_are_a_fault() {
    let mut wrong = row(1, &["xyz", "y"]).bytes();
    let first = wrong.len() - 8;
    let end = u16::from_le_bytes([wrong[first], wrong[first + 1]]);
    wrong[first..first + 2].copy_from_slice(&(end + 9).to_le_bytes());
    let found = super::of_pages(
        &three(),
        &[crate::sqlserver::database::rows::testing::page(
            1,
            0,
            &[wrong],
        )],
    );
    let what = found.fault().what.to_string();
    assert_eq!(
        what,
        "a variable column of a record ends where it cannot end"
    );
}

#[test]
fn a_row_without_null_bits_is_a_fault() {
    let mut record = row(1, &["x", "y"]).bytes();
    record[0] &= !0x10;
    // Without them, their bytes are none of the record either.
    record.drain(8..11);
    let found = super::of_pages(
        &three(),
        &[crate::sqlserver::database::rows::testing::page(
            1,
            0,
            &[record],
        )],
    );
    let what = found.fault().what.to_string();
    assert_eq!(what, "the record does not say whether a is NULL");
}
