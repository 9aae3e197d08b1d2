//! The tables of the catalogue: ids and columns (reference: sql-extracts, 6.4).

use super::value::Column;

/// A table of the catalogue.
pub struct System {
    pub id: i64,
    pub name: &'static str,
    columns: &'static [&'static str],
    /// Columns that versions after 611 added.
    later: &'static [&'static str],
    /// So many of its first columns are the key.
    pub key: usize,
}

pub const ALLOCATION_UNITS: i64 = 7;

impl System {
    pub fn columns(&self, version: u16) -> Vec<Column> {
        let later: &[&str] = if version > 611 { self.later } else { &[] };
        let all = self.columns.iter().chain(later);
        all.map(|it| Column::parse(it)).collect()
    }
}

/// Those that a database of this version has.
pub fn tables(version: u16) -> impl Iterator<Item = &'static System> {
    let old = [4, 13];
    let new = [3, 24];
    TABLES.iter().filter(move |table| match version {
        611 => !new.contains(&table.id),
        _ => !old.contains(&table.id),
    })
}

const TABLES: [System; 11] = [
    System {
        id: 3,
        name: "sysrscols",
        columns: &[
            "rsid bigint not null",
            "rscolid int not null",
            "hbcolid int not null",
            "rcmodified bigint not null",
            "ti int not null",
            "cid int not null",
            "ordkey smallint not null",
            "maxinrowlen smallint not null",
            "status int not null",
            "offset int not null",
            "nullbit int not null",
            "bitpos smallint not null",
            "colguid varbinary(16)",
            "dbfragid int not null",
        ],
        later: &[],
        key: 3,
    },
    System {
        id: 4,
        name: "sysrowsetcolumns",
        columns: &[
            "rowsetid bigint not null",
            "rowsetcolid int not null",
            "hobtcolid int not null",
            "status int not null",
            "rcmodified bigint not null",
            "maxinrowlen smallint not null",
        ],
        later: &[],
        key: 2,
    },
    System {
        id: 5,
        name: "sysrowsets",
        columns: &[
            "rowsetid bigint not null",
            "ownertype tinyint not null",
            "idmajor int not null",
            "idminor int not null",
            "numpart int not null",
            "status int not null",
            "fgidfs smallint not null",
            "rcrows bigint not null",
        ],
        later: &[
            "cmprlevel tinyint not null",
            "fillfact tinyint not null",
            "maxnullbit smallint not null",
            "maxleaf int not null",
            "maxint smallint not null",
            "minleaf smallint not null",
            "minint smallint not null",
            "rsguid varbinary(16)",
            "lockres varbinary(8)",
            "dbfragid int not null",
        ],
        key: 1,
    },
    System {
        id: ALLOCATION_UNITS,
        name: "sysallocunits",
        columns: &[
            "auid bigint not null",
            "type tinyint not null",
            "ownerid bigint not null",
            "status int not null",
            "fgid smallint not null",
            "pgfirst binary(6) not null",
            "pgroot binary(6) not null",
            "pgfirstiam binary(6) not null",
            "pcused bigint not null",
            "pcdata bigint not null",
            "pcreserved bigint not null",
        ],
        later: &["dbfragid int not null"],
        key: 1,
    },
    System {
        id: 8,
        name: "sysfiles1",
        columns: &[
            "status int not null",
            "fileid smallint not null",
            "name nchar(128) not null",
            "filename nchar(260) not null",
        ],
        later: &[],
        key: 0,
    },
    System {
        id: 13,
        name: "syshobtcolumns",
        columns: &[
            "hobtid bigint not null",
            "hobtcolumnid int not null",
            "status int not null",
            "ordkey smallint not null",
            "xtype tinyint not null",
            "length smallint not null",
            "prec tinyint not null",
            "scale tinyint not null",
            "collationid int not null",
            "offsetleaf smallint not null",
            "offsetint smallint not null",
            "bitposleaf tinyint not null",
            "bitposint tinyint not null",
            "nullbitleaf smallint not null",
            "nullbitint smallint not null",
        ],
        later: &[],
        key: 2,
    },
    System {
        id: 24,
        name: "sysprufiles",
        columns: &[
            "dbfragid int not null",
            "fileid int not null",
            "grpid int not null",
            "status int not null",
            "filetype tinyint not null",
            "filestate tinyint not null",
            "size int not null",
            "maxsize int not null",
            "growth int not null",
            "lname nvarchar(128) not null",
            "pname nvarchar(260) not null",
        ],
        later: &[],
        key: 2,
    },
    System {
        id: 34,
        name: "sysschobjs",
        columns: &[
            "id int not null",
            "name nvarchar(128) not null",
            "nsid int not null",
            "nsclass tinyint not null",
            "status int not null",
            "type char(2) not null",
            "pid int not null",
            "pclass tinyint not null",
            "intprop int not null",
            "created datetime not null",
            "modified datetime not null",
        ],
        later: &[],
        key: 1,
    },
    System {
        id: 41,
        name: "syscolpars",
        columns: &[
            "id int not null",
            "number smallint not null",
            "colid int not null",
            "name nvarchar(128)",
            "xtype tinyint not null",
            "utype int not null",
            "length smallint not null",
            "prec tinyint not null",
            "scale tinyint not null",
            "collationid int not null",
            "status int not null",
            "maxinrow smallint not null",
            "xmlns int not null",
            "dflt int not null",
            "chk int not null",
            "idtval varbinary(64)",
        ],
        later: &[],
        key: 3,
    },
    System {
        id: 50,
        name: "sysscalartypes",
        columns: &[
            "id int not null",
            "schid int not null",
            "name nvarchar(128) not null",
            "xtype tinyint not null",
            "length smallint not null",
            "prec tinyint not null",
            "scale tinyint not null",
            "collationid int not null",
            "status int not null",
            "created datetime not null",
            "modified datetime not null",
            "dflt int not null",
            "chk int not null",
        ],
        later: &[],
        key: 1,
    },
    System {
        id: 64,
        name: "sysclsobjs",
        columns: &[
            "class tinyint not null",
            "id int not null",
            "name nvarchar(128) not null",
            "status int not null",
            "type char(2) not null",
            "intprop int not null",
            "created datetime not null",
            "modified datetime not null",
        ],
        later: &[],
        key: 2,
    },
];
