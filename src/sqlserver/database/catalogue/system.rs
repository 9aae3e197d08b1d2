//! The records of the system tables: the fields that are needed, in their order (reference: sql-extracts, 6.4).
//!
//! That of the schemas is not in the reference: it was found in the data files of SQL Server 2005 and 2008 that the tests
//! read.

use super::super::address::PageAddress;
use super::super::record::Record;
use super::fields::Fields;

/// The numbers of the system tables.
pub(super) mod id {
    pub const COLUMN_LAYOUTS: i32 = 3;
    pub const ROWSET_COLUMNS: i32 = 4;
    pub const ROWSETS: i32 = 5;
    pub const ALLOCATION_UNITS: i32 = 7;
    pub const OLD_FILES: i32 = 8;
    pub const HOBT_COLUMNS: i32 = 13;
    pub const FILES: i32 = 24;
    pub const OBJECTS: i32 = 34;
    pub const COLUMNS: i32 = 41;
    pub const SCHEMAS: i32 = 64;
}

/// A record of a system table.
pub(super) trait SystemRow: Sized {
    /// How the table is called.
    const TABLE: &'static str;

    /// Its fields; `None` where the record ends before one of them.
    fn read(record: Record<'_>) -> Option<Self>;
}

/// An allocation unit: pages.
pub(super) struct UnitRow {
    pub unit: u64,
    /// 1: rows.
    pub kind: u8,
    /// The rowset.
    pub owner: u64,
    pub root: Option<PageAddress>,
    pub first_iam: Option<PageAddress>,
    pub used: u64,
}

impl SystemRow for UnitRow {
    const TABLE: &'static str = "sysallocunits";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(UnitRow {
            unit: fields.u64()?,
            kind: fields.u8()?,
            owner: fields.u64()?,
            // Behind status, file group and first page.
            root: fields.skip(4 + 2 + 6).page()?,
            first_iam: fields.page()?,
            used: fields.u64()?,
        })
    }
}

/// A rowset: a partition of an index or a heap.
pub(super) struct RowsetRow {
    pub rowset: u64,
    pub object: i32,
    /// 0: heap, 1: clustered index.
    pub index: i32,
    pub partition: i32,
    pub rows: u64,
    /// 0: none, 1: rows, 2: pages. There is none before 2008.
    pub compression: u8,
}

impl SystemRow for RowsetRow {
    const TABLE: &'static str = "sysrowsets";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(RowsetRow {
            rowset: fields.u64()?,
            // Behind the type of the owner.
            object: fields.skip(1).i32()?,
            index: fields.i32()?,
            partition: fields.i32()?,
            // Behind status and file group.
            rows: fields.skip(4 + 2).u64()?,
            compression: fields.u8().unwrap_or_default(),
        })
    }
}

/// An object: a table, a view and so on.
pub(super) struct ObjectRow {
    pub id: i32,
    pub schema: i32,
    pub kind: [u8; 2],
    pub name: Box<str>,
}

impl SystemRow for ObjectRow {
    const TABLE: &'static str = "sysschobjs";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(ObjectRow {
            id: fields.i32()?,
            schema: fields.i32()?,
            // Behind the class of the schema and the status.
            kind: fields.skip(1 + 4).bytes()?,
            name: fields.name(0)?,
        })
    }
}

/// A column of a table, or a parameter of something else.
#[derive(PartialEq)]
pub(super) struct ColumnRow {
    pub object: i32,
    /// 0: column.
    pub number: i16,
    pub column: i32,
    pub xtype: u8,
    pub length: i16,
    pub precision: u8,
    pub scale: u8,
    pub collation: i32,
    pub status: i32,
    pub name: Option<Box<str>>,
}

impl SystemRow for ColumnRow {
    const TABLE: &'static str = "syscolpars";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        let row = ColumnRow {
            object: fields.i32()?,
            number: fields.i16()?,
            column: fields.i32()?,
            xtype: fields.u8()?,
            // Behind the type that a user may have made; this one is what that stands for.
            length: fields.skip(4).i16()?,
            precision: fields.u8()?,
            scale: fields.u8()?,
            collation: fields.i32()?,
            status: fields.i32()?,
            name: fields.name(0),
        };
        // A parameter may have no name.
        (row.number != 0 || row.name.is_some()).then_some(row)
    }
}

/// A schema, or another thing that has objects.
pub(super) struct SchemaRow {
    /// 50: schema.
    pub class: u8,
    pub id: i32,
    pub name: Option<Box<str>>,
}

impl SystemRow for SchemaRow {
    const TABLE: &'static str = "sysclsobjs";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(SchemaRow {
            class: fields.u8()?,
            id: fields.i32()?,
            name: fields.name(0),
        })
    }
}

/// How a column of a rowset is stored, since 2008.
pub(super) struct LayoutRow {
    pub rowset: u64,
    pub column: i32,
    pub offset: i16,
    pub null_bit: i16,
    pub bit: u8,
}

impl SystemRow for LayoutRow {
    const TABLE: &'static str = "sysrscols";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(LayoutRow {
            rowset: fields.u64()?,
            column: fields.i32()?,
            // Behind hbcolid, rcmodified, ti, cid, ordkey, maxinrowlen and status. The other half of each is for the
            // pages above the leaves.
            offset: fields.skip(4 + 8 + 4 + 4 + 2 + 2 + 4).i16()?,
            null_bit: fields.skip(2).i16()?,
            bit: fields.skip(2).u8()?,
        })
    }
}

/// Which stored column a column of a rowset is, in 2005.
pub(super) struct RowsetColumnRow {
    pub rowset: u64,
    pub column: i32,
    pub stored: i32,
}

impl SystemRow for RowsetColumnRow {
    const TABLE: &'static str = "sysrowsetcolumns";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(RowsetColumnRow {
            rowset: fields.u64()?,
            column: fields.i32()?,
            stored: fields.i32()?,
        })
    }
}

/// How a column is stored, in 2005.
pub(super) struct HobtColumnRow {
    pub rowset: u64,
    pub stored: i32,
    pub offset: i16,
    pub bit: u8,
    pub null_bit: i16,
}

impl SystemRow for HobtColumnRow {
    const TABLE: &'static str = "syshobtcolumns";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(HobtColumnRow {
            rowset: fields.u64()?,
            stored: fields.i32()?,
            // Behind status, ordkey, xtype, length, prec, scale and collationid.
            offset: fields.skip(4 + 2 + 1 + 2 + 1 + 1 + 4).i16()?,
            // Behind the offset above the leaves; so is the NULL bit behind the bit there.
            bit: fields.skip(2).u8()?,
            null_bit: fields.skip(1).i16()?,
        })
    }
}

/// A file of the database, since 2008.
pub(super) struct FileRow {
    pub id: i32,
    /// 0: data, 1: log.
    pub kind: u8,
    pub logical: Option<Box<str>>,
    pub physical: Option<Box<str>>,
}

impl SystemRow for FileRow {
    const TABLE: &'static str = "sysprufiles";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(FileRow {
            // Behind dbfragid.
            id: fields.skip(4).i32()?,
            // Behind grpid and status.
            kind: fields.skip(4 + 4).u8()?,
            logical: fields.name(0),
            physical: fields.text(1, 2 * 260),
        })
    }
}

/// The same in 2005.
pub(super) struct OldFileRow {
    pub status: i32,
    pub id: i16,
    pub logical: String,
    pub physical: String,
}

impl SystemRow for OldFileRow {
    const TABLE: &'static str = "sysfiles1";

    fn read(record: Record<'_>) -> Option<Self> {
        let mut fields = Fields::of(record);
        Some(OldFileRow {
            status: fields.i32()?,
            id: fields.i16()?,
            logical: fields.padded(2 * 128)?,
            physical: fields.padded(2 * 260)?,
        })
    }
}
