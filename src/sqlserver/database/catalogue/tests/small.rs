//! A small database of SQL Server 2008: each system table on pages of its own.

use crate::sqlserver::database::catalogue::testing::{DataPages, address, record};
use crate::sqlserver::database::page::kind;

pub const UNITS: u32 = 16;
pub const MORE_UNITS: u32 = 17;
pub const ROWSETS: u32 = 19;
pub const OBJECTS: u32 = 21;
pub const NODE_COLUMNS: u32 = 23;
pub const CHAT_COLUMNS: u32 = 24;
pub const NODE_LAYOUT: u32 = 26;
pub const CHAT_LAYOUT: u32 = 27;
pub const SCHEMAS: u32 = 29;
pub const FILES: u32 = 31;
pub const NODES: u32 = 33;

/// The allocation units of the user tables.
pub const NODE_UNIT: u64 = 1 << 56 | 1 << 16;
const CHAT_UNIT: u64 = 1 << 56 | 2 << 16;

const NODE: i32 = 1001;
const CHAT: i32 = 1002;
const NEVER_USED: i32 = 1003;
const VIEW: i32 = 1004;

/// What is different from one to the next.
#[derive(Default)]
pub struct Small {
    /// The compression of `tblChat`, whose first page is none where it is not to have any.
    pub compression: u8,
    pub chat_has_no_pages: bool,
    /// More records of system tables.
    pub rowsets: Vec<Vec<u8>>,
    pub node_columns: Vec<Vec<u8>>,
    pub node_layout: Vec<Vec<u8>>,
    pub files: Vec<Vec<u8>>,
}

impl Small {
    /// Writes it.
    pub fn pages(self) -> DataPages {
        let mut pages = DataPages::new(40);
        pages.put(9, kind::BOOT, 0, 0, &[]);
        pages.edit(9, |page| {
            page[100..104].copy_from_slice(&[0x8F, 2, 0x63, 2]);
            page[148..148 + 256].fill(0x20);
            page[148..154].copy_from_slice(b"m\0g\0c\0");
            page[488..492].copy_from_slice(&0xD015_u32.to_le_bytes());
            page[612..618].copy_from_slice(&address(UNITS));
        });
        let own = |id: u64, iam: u32| unit(id << 16, id << 16, Some(iam));
        let chat_iam = (!self.chat_has_no_pages).then_some(35);
        system(
            &mut pages,
            7,
            18,
            &[
                (UNITS, vec![own(7, 18), own(5, 20), own(34, 22)]),
                (
                    MORE_UNITS,
                    vec![
                        own(41, 25),
                        own(3, 28),
                        own(64, 30),
                        own(24, 32),
                        unit(NODE_UNIT, 5001, Some(34)),
                        unit(CHAT_UNIT, 5002, chat_iam),
                    ],
                ),
            ],
        );
        pages.edit(UNITS, |page| {
            page[16..22].copy_from_slice(&address(MORE_UNITS))
        });
        let mut rowsets: Vec<_> = [34, 41, 3, 64, 24]
            .map(|id| rowset(id << 16, id as i32, 1, 1, 0, 0))
            .into();
        rowsets.extend([
            rowset(5001, NODE, 1, 1, 3, 0),
            rowset(5002, CHAT, 0, 1, 0, self.compression),
            // An index beside the rows.
            rowset(5003, CHAT, 2, 1, 0, 2),
        ]);
        rowsets.extend(self.rowsets);
        system(&mut pages, 5, 20, &[(ROWSETS, rowsets)]);
        system(
            &mut pages,
            34,
            22,
            &[(
                OBJECTS,
                vec![
                    object(NODE, 1, b"U ", "tblNode"),
                    object(CHAT, 5, b"U ", "tblChat"),
                    object(NEVER_USED, 1, b"U ", "tblNeverUsed"),
                    object(VIEW, 1, b"V ", "viewNode"),
                ],
            )],
        );
        let mut nodes = vec![
            column(NODE, 1, "nodeID", 56, 4, 1),
            column(NODE, 2, "nodeName", 231, 512, 0),
            // Computed: it is not stored.
            column(NODE, 3, "nodeNumber", 56, 4, 0),
            column(NODE, 5, "isArchived", 104, 1, 1),
        ];
        nodes.extend(self.node_columns);
        let chats = vec![
            column(CHAT, 1, "rtf", 167, -1, 0),
            column(CHAT, 2, "price", 106, 9, 0),
            column(NEVER_USED, 1, "at", 127, 8, 1),
            column(VIEW, 1, "nodeID", 56, 4, 1),
        ];
        system(
            &mut pages,
            41,
            25,
            &[(NODE_COLUMNS, nodes), (CHAT_COLUMNS, chats)],
        );
        let mut nodes = vec![
            // What tells equal keys apart takes the first NULL bit and the first variable column.
            layout(5001, 0, -1, 1, 0),
            layout(5001, 1, 4, 2, 0),
            layout(5001, 2, -2, 3, 0),
            layout(5001, 4 | 0x0400_0000, 8, 4, 0),
            layout(5001, 5, 12, 5, 3),
        ];
        nodes.extend(self.node_layout);
        let chats = vec![layout(5002, 1, -1, 1, 0), layout(5002, 2, 4, 2, 0)];
        system(
            &mut pages,
            3,
            28,
            &[(NODE_LAYOUT, nodes), (CHAT_LAYOUT, chats)],
        );
        let schemas = vec![
            schema(50, 1, "dbo"),
            schema(50, 5, "mgc"),
            schema(51, 5, "no"),
        ];
        system(&mut pages, 64, 30, &[(SCHEMAS, schemas)]);
        let mut files = vec![
            file(3, 0, "mgc_more", r"D:\mgc.ndf"),
            file(1, 0, "mgc", r"D:\mgc.mdf"),
            file(2, 1, "mgc_log", r"D:\mgc.ldf"),
        ];
        files.extend(self.files);
        system(&mut pages, 24, 32, &[(FILES, files)]);
        pages.iam(34, NODE_UNIT, &[NODES], &[]);
        pages.put(NODES, kind::DATA, 0, NODE_UNIT, &[]);
        pages.iam(35, CHAT_UNIT, &[], &[]);
        pages
    }
}

/// Writes the pages of a system table.
fn system(pages: &mut DataPages, id: u64, iam: u32, rows: &[(u32, Vec<Vec<u8>>)]) {
    let places: Vec<_> = rows.iter().map(|(at, _)| *at).collect();
    pages.iam(iam, id << 16, &places, &[]);
    for (at, rows) in rows {
        pages.put(*at, kind::DATA, 0, id << 16, rows);
    }
}

/// A record of whole numbers, each with so many bytes.
fn fields(fields: &[(i64, usize)], texts: &[&str]) -> Vec<u8> {
    let bytes = fields
        .iter()
        .map(|(number, size)| number.to_le_bytes()[..*size].to_vec());
    let bytes: Vec<Vec<u8>> = bytes.collect();
    record(&[&bytes.concat()], texts)
}

fn unit(unit: u64, owner: u64, iam: Option<u32>) -> Vec<u8> {
    let (none, iam) = ([0; 6], iam.map_or([0; 6], address));
    let (unit, owner) = (unit.to_le_bytes(), owner.to_le_bytes());
    let used = 2_u64.to_le_bytes();
    record(
        &[
            &unit,
            &[1],
            &owner,
            &[0; 6],
            &none,
            &none,
            &iam,
            &used,
            &[0; 16],
        ],
        &[],
    )
}

pub fn rowset(
    id: i64,
    object: i32,
    index: i64,
    partition: i64,
    rows: i64,
    compression: u8,
) -> Vec<u8> {
    fields(
        &[
            (id, 8),
            (1, 1),
            (object.into(), 4),
            (index, 4),
            (partition, 4),
            (0, 6),
            (rows, 8),
            (compression.into(), 1),
        ],
        &[],
    )
}

fn object(id: i32, schema: i64, kind: &[u8; 2], name: &str) -> Vec<u8> {
    let kind = u16::from_le_bytes(*kind).into();
    fields(
        &[(id.into(), 4), (schema, 4), (0, 5), (kind, 2), (0, 8)],
        &[name],
    )
}

/// A column; a decimal of 12 digits, where it is one.
pub fn column(
    object: i32,
    number: i64,
    name: &str,
    xtype: i64,
    length: i64,
    status: i64,
) -> Vec<u8> {
    fields(
        &[
            (object.into(), 4),
            (0, 2),
            (number, 4),
            (xtype, 1),
            (xtype, 4),
            (length, 2),
            (12, 1),
            (4, 1),
            (0, 4),
            (status, 4),
        ],
        &[name],
    )
}

pub fn layout(rowset: i64, column: i64, offset: i64, null_bit: i64, bit: i64) -> Vec<u8> {
    // The other halves say something else.
    let (offset, null_bit, bit) = (offset & 0xFFFF | 7 << 16, null_bit | 7 << 16, bit | 7 << 8);
    fields(
        &[
            (rowset, 8),
            (column, 4),
            (column, 4),
            (0, 8),
            (0, 8),
            (0, 4),
            (0, 4),
            (offset, 4),
            (null_bit, 4),
            (bit, 2),
        ],
        &[],
    )
}

fn schema(class: i64, id: i64, name: &str) -> Vec<u8> {
    fields(&[(class, 1), (id, 4), (0, 8)], &[name])
}

pub fn file(id: i64, kind: i64, logical: &str, physical: &str) -> Vec<u8> {
    fields(
        &[(1, 4), (id, 4), (1, 4), (0, 4), (kind, 1)],
        &[logical, physical],
    )
}
