//! Which pages have rows.

use super::super::super::page::{PAGE, kind};
use super::super::super::stored::{Place, Rowset, StoredTable};
use super::super::testing::{UNIT, at, page, put, seal, storage, variable};
use super::{Found, found, of_pages, stored};
use crate::sqlserver::database::rows::read;

fn texts() -> StoredTable {
    stored(&[("a varchar(99)", Place::Variable(0))])
}

/// A page with a row for each text.
fn of_texts(number: u32, texts: &[&str]) -> [u8; PAGE] {
    let records: Vec<_> = texts
        .iter()
        .map(|text| variable(&[text.as_bytes()]).bytes())
        .collect();
    page(kind::DATA, number, &records)
}

/// The page with other bytes in its header.
fn with(mut page: [u8; PAGE], at: usize, bytes: &[u8]) -> [u8; PAGE] {
    put(&mut page, at, bytes);
    seal(page)
}

#[test]
fn rows_come_in_the_order_of_pages_and_slots() {
    let pages = [
        of_texts(0, &["a", "b"]),
        of_texts(1, &["c"]),
        of_texts(2, &["d"]),
    ];
    let storage = storage(&pages);
    let mut found = Found::default();
    let mut buffer = vec![0xFF; 5 * PAGE];
    let run = [at(2), at(0), at(1)];
    read(&storage, &texts(), &run, &mut buffer, &mut found);
    assert_eq!(found.rows.concat(), ["'d'", "'a'", "'b'", "'c'"]);
    let second = PAGE + 96 + variable(&[b"a"]).bytes().len();
    assert_eq!(found.places, [96, PAGE + 96, second, 2 * PAGE + 96]);
}

#[test]
fn pages_without_rows_are_stepped_over() {
    let pages = [
        of_texts(0, &["a"]),
        with(of_texts(1, &["index"]), 1, &[kind::INDEX]),
        with(of_texts(2, &["level"]), 3, &[1]),
        with(of_texts(3, &["iam"]), 1, &[kind::IAM]),
        of_texts(4, &[]),
        of_texts(5, &["b"]),
    ];
    let found = of_pages(&texts(), &pages);
    assert!(found.faults.is_empty());
    assert_eq!(found.rows.concat(), ["'a'", "'b'"]);
}

#[test]
fn an_empty_slot_has_no_row() {
    let mut one = of_texts(0, &["a", "b", "c"]);
    put(&mut one, PAGE - 4, &[0, 0]);
    let found = of_pages(&texts(), &[seal(one)]);
    assert_eq!(found.rows.concat(), ["'a'", "'c'"]);
}

#[test]
fn a_damaged_page_is_reported_and_gives_no_row() {
    let mut flipped = of_texts(1, &["b", "c"]);
    flipped[5000] ^= 1;
    let twice = {
        let mut page = of_texts(2, &["d", "e"]);
        put(&mut page, PAGE - 4, &96_u16.to_le_bytes());
        seal(page)
    };
    let header = with(of_texts(3, &["f"]), PAGE - 2, &95_u16.to_le_bytes());
    let many = with(of_texts(4, &["g"]), 22, &u16::MAX.to_le_bytes());
    let pages = [
        of_texts(0, &["a"]),
        flipped,
        twice,
        header,
        many,
        of_texts(9, &["h"]),
    ];
    // One page more than there is.
    let found = found(&texts(), &storage(&pages), 7);
    assert_eq!(found.rows.concat(), ["'a'"]);
    let said = found.faults.iter();
    let said: Vec<_> = said.map(|it| (it.at / PAGE, it.what.to_string())).collect();
    let said: Vec<_> = said.iter().map(|(page, what)| (*page, &**what)).collect();
    assert_eq!(
        said,
        [
            (1, "page 1:1 is damaged: its bytes do not fit its checksum"),
            (
                2,
                "page 1:2 is damaged: its slot 1 points to the record of another one"
            ),
            (3, "page 1:3 is damaged: its slot 0 points to no record"),
            (4, "page 1:4 is damaged: its slot 0 points to no record"),
            (
                5,
                "page 1:5 is damaged: its header is not that of this page"
            ),
            (
                6,
                "page 1:6 is missing: the file ends before it, or does not hold it"
            ),
        ]
    );
    for fault in &found.faults {
        assert!(fault.page.is_some() && !fault.fatal && &*fault.table == "dbo.t");
        assert!(fault.error(true).advice().contains("--skip-damaged"));
    }
}

#[test]
fn a_page_belongs_to_one_of_the_tables_rowsets() {
    let other = with(of_texts(1, &["b"]), 24, &77_u32.to_le_bytes());
    let pages = [of_texts(0, &["a"]), other];
    let found = of_pages(&texts(), &pages);
    assert_eq!(found.rows.concat(), ["'a'"]);
    let what = found.fault().what.to_string();
    assert!(what.contains("page 1:1 is damaged") && what.contains("something else"));
    // It is that of another partition.
    let mut table = texts();
    table.rowsets.push(Rowset {
        unit: UNIT & 0xFFFF << 48 | 77 << 16,
        ..Rowset::default()
    });
    assert_eq!(of_pages(&table, &pages).rows.concat(), ["'a'", "'b'"]);
}

#[test]
fn a_database_of_sql_server_2000_says_no_index_id() {
    let mut table = texts();
    table.rowsets[0].unit = 1 << 48 | 77 << 16;
    let of_index = |index: u16| {
        let page = with(of_texts(0, &["a"]), 6, &index.to_le_bytes());
        with(page, 24, &77_u32.to_le_bytes())
    };
    for (index, rows) in [(0, 1), (1, 1), (2, 0)] {
        assert_eq!(of_pages(&table, &[of_index(index)]).rows.len(), rows);
    }
    // Where the unit says another index, the page must say it, too.
    table.rowsets[0].unit = 2 << 48 | 77 << 16;
    for (index, rows) in [(0, 0), (1, 0), (2, 1)] {
        assert_eq!(of_pages(&table, &[of_index(index)]).rows.len(), rows);
    }
}

#[test]
fn compressed_rows_are_refused_page_by_page() {
    let page_compressed = with(of_texts(0, &["a"]), 2, &[0x80]);
    let row_compressed = with(of_texts(1, &["b", "c"]), 96, &[0x31]);
    let found = of_pages(
        &texts(),
        &[page_compressed, row_compressed, of_texts(2, &["d"])],
    );
    assert_eq!(found.rows.concat(), ["'d'"]);
    assert_eq!(found.faults.len(), 2);
    for fault in &found.faults {
        assert!(fault.page.is_some() && fault.what.to_string().contains("row or page compression"));
        assert!(
            fault
                .error(true)
                .advice()
                .contains("DATA_COMPRESSION = NONE")
        );
    }
}

#[test]
fn reading_ends_where_no_more_is_wanted() {
    let mut damaged = of_texts(1, &["c"]);
    damaged[5000] ^= 1;
    let storage = storage(&[of_texts(0, &["a", "b"]), damaged, of_texts(2, &["d"])]);
    for enough in 1..=4 {
        let mut found = Found {
            enough: Some(enough),
            ..Found::default()
        };
        let run = [at(0), at(1), at(2)];
        read(&storage, &texts(), &run, &mut Vec::new(), &mut found);
        assert_eq!(found.rows.len() + found.faults.len(), enough);
    }
}
