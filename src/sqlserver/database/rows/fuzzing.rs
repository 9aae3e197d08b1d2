//! What holds for any bytes: functions that panic where it does not. The tests run them, and fuzz targets do.

use std::sync::Arc;

use super::super::page::{HEADER, PAGE, kind};
use super::super::stored::{Place, Rowset, StoredColumn, StoredTable};
use super::read;
use super::testing::{UNIT, at, fragment, page as made, put, seal, slot, storage, variable};
use crate::sqlserver::database::lob::Lobs;
use crate::sqlserver::rows::form::{Fault, Rows};
use crate::sqlserver::{Column, Row, Table, TableName, Value};

/// The columns of the table that is read, and where they are.
const COLUMNS: [(&str, Place, u16); 14] = [
    ("int", Place::Fixed(4), 4),
    ("bit", Place::Bit(8, 0), 1),
    ("bit", Place::Bit(8, 7), 1),
    ("datetime", Place::Fixed(9), 8),
    ("decimal(18, 2)", Place::Fixed(17), 9),
    ("uniqueidentifier", Place::Fixed(26), 16),
    ("datetimeoffset(7)", Place::Fixed(42), 10),
    ("nchar(4)", Place::Fixed(52), 8),
    ("nvarchar(256)", Place::Variable(1), 512),
    ("varchar(max)", Place::Variable(2), 8000),
    ("varbinary(max)", Place::Variable(3), 8000),
    ("ntext", Place::Variable(5), 16),
    ("money", Place::Fixed(60), 8),
    ("sql_variant", Place::Variable(6), 8016),
];

/// A table with columns of many types.
fn table() -> StoredTable {
    let types = COLUMNS.map(|(sql_type, place, length)| {
        let sql_type = sql_type.parse().expect("a type");
        (sql_type, place, length)
    });
    let columns = types.iter().map(|(sql_type, ..)| Column {
        name: "c".into(),
        sql_type: Some(*sql_type),
        nullable: true,
    });
    let stored = (0..)
        .zip(&types)
        .map(|(bit, (sql_type, place, length))| StoredColumn {
            collation: 0,
            place: *place,
            null_bit: Some(bit),
            sql_type: *sql_type,
            length: *length,
            page: "1252".parse().ok().filter(|_| bit % 2 == 0),
        });
    StoredTable {
        table: Arc::new(Table {
            name: TableName::new("dbo", "t"),
            columns: columns.collect(),
        }),
        columns: stored.collect(),
        rowsets: vec![Rowset {
            unit: UNIT,
            ..Rowset::default()
        }],
        rows: 0,
        problem: None,
    }
}

/// Takes rows, and looks at all that they have.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    rows: Vec<usize>,
    faults: Vec<(usize, String)>,
    bytes: usize,
}

impl Rows for Seen {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        assert_eq!(row.len(), table.columns.len());
        self.rows.push(row.at);
        for value in row.values() {
            if let Value::Text(bytes) | Value::Bytes(bytes) = value {
                self.bytes += bytes.len();
            }
        }
        true
    }

    fn fault(&mut self, fault: Fault) -> bool {
        self.faults
            .push((fault.at, fault.described(true).to_string()));
        true
    }
}

/// Bytes as a page with a checksum that fits. The first one says what its header has; the second one how many slots there
/// are, and then come their places; the rest are its records.
///
/// # Panics
/// Where it has more rows than it has room for, or not the same ones when it is read again.
pub fn page(data: &[u8]) {
    let Some(([header, slots], rest)) = data.split_first_chunk() else {
        return;
    };
    let slots = usize::from(*slots).min(rest.len() / 2);
    let (places, records) = rest.split_at(2 * slots);
    let mut page = made(kind::DATA, 0, &[]);
    match header {
        1 => put(&mut page, 2, &[0x80]),
        2 => put(&mut page, 1, &[kind::INDEX]),
        3 => put(&mut page, 24, &[9]),
        _ => {}
    }
    put(&mut page, 22, &(slots as u16).to_le_bytes());
    let most = PAGE - HEADER - 2 * slots;
    put(&mut page, HEADER, &records[..records.len().min(most)]);
    for (number, place) in places.as_chunks::<2>().0.iter().enumerate() {
        // Most of them among the records.
        let place = u16::from_le_bytes(*place).wrapping_add(HEADER as u16);
        put(&mut page, PAGE - 2 * number - 2, &place.to_le_bytes());
    }
    let (storage, table) = (storage(&[seal(page)]), table());
    let mut buffer = Vec::new();
    let mut seen = || {
        let mut seen = Seen::default();
        read(&storage, &table, &[at(0)], &mut buffer, &mut seen);
        seen
    };
    let first = seen();
    assert_eq!(first, seen());
    assert!(first.rows.iter().all(|at| (HEADER..PAGE).contains(at)));
    // A record has a status, and where its fixed part ends.
    assert!(first.rows.len() <= (PAGE - HEADER) / 4);
    // Each of its bytes is in one row only, and may become three; a number or a date has more digits than bytes.
    let most = COLUMNS.len() * 40;
    assert!(first.bytes <= 3 * PAGE + first.rows.len() * most + PAGE);
}

/// Bytes as parts of values on four pages, and then a pointer to them. Each part begins with the page, its kind and how
/// many bytes follow.
///
/// # Panics
/// Where a value is longer than all pages are.
pub fn lob(data: &[u8]) {
    const PAGES: usize = 4;
    let mut parts: [Vec<Vec<u8>>; PAGES] = Default::default();
    let mut rest = data;
    while let Some(([page, kind, length], behind)) = rest.split_first_chunk()
        && *kind < 0xF0
    {
        let (bytes, behind) = behind.split_at(usize::from(*length).min(behind.len()));
        rest = behind;
        let parts = &mut parts[usize::from(*page) % PAGES];
        let used: usize = parts.iter().map(|part| part.len() + 2).sum();
        if used + bytes.len() + 16 < PAGE - HEADER {
            parts.push(fragment(u16::from(*kind) % 10, bytes));
        }
    }
    let mut pages: Vec<_> = (0..)
        .zip(&parts)
        .map(|(number, parts)| {
            made(
                [kind::LOB_MIX, kind::LOB_TREE][number as usize % 2],
                number,
                parts,
            )
        })
        .collect();
    let last = slot(rest.first().copied().unwrap_or_default().into(), 0);
    let text = [&[0; 8][..], &super::testing::place(last)].concat();
    // The pointers are those of a row, too.
    let mut row = variable(&[&[], &[], &[], &rest[..rest.len().min(72)], &[], &text, &[]]);
    row.fixed = vec![0; 64];
    row.columns = COLUMNS.len() as u16;
    for column in [3, 5] {
        row.variables[column].1 = true;
    }
    row.nulls = vec![3];
    pages.push(made(kind::DATA, PAGES as u32, &[row.bytes()]));
    let storage = storage(&pages);
    let mut lobs = Lobs::new(&storage);
    for pointer in [&text[..], rest] {
        let mut value = Vec::new();
        let read = lobs.read(pointer, &mut value);
        assert!(value.len() as u64 <= storage.size());
        assert!(read != Ok(false) || value.is_empty());
    }
    let mut seen = Seen::default();
    read(
        &storage,
        &table(),
        &[at(PAGES as u32)],
        &mut Vec::new(),
        &mut seen,
    );
    assert_eq!(seen.rows.len() + seen.faults.len(), 1);
}
