//! A catalogue that is whole.

use super::small::{NODE_UNIT, Small, column, layout, rowset};
use crate::sqlserver::database::StoredTable;
use crate::sqlserver::database::catalogue::{Catalogue, DataFile, read};
use crate::sqlserver::database::stored::Place;

fn catalogue(small: Small) -> Catalogue {
    read(&small.pages().storage()).unwrap()
}

/// A table as text: its columns with their types and where they stand.
fn shown(table: &StoredTable) -> Vec<String> {
    let columns = table.table.columns.iter().zip(&table.columns);
    let shown = columns.map(|(column, stored)| {
        let sql_type = column.sql_type.unwrap();
        let nullable = if column.nullable { "" } else { " not null" };
        let place = match stored.place {
            Place::Fixed(at) => format!("at {at}, {} bytes", stored.length),
            Place::Bit(at, bit) => format!("at {at}, bit {bit}"),
            Place::Variable(which) => format!("variable {which}"),
        };
        let null = stored.null_bit.unwrap();
        format!(
            "{} {sql_type}{nullable}: {place}, NULL bit {null}",
            column.name
        )
    });
    shown.collect()
}

fn names(catalogue: &Catalogue) -> Vec<String> {
    let names = catalogue
        .tables
        .iter()
        .map(|table| table.table.name.to_string());
    names.collect()
}

#[test]
fn tables_have_their_columns_where_the_catalogue_says() {
    let found = catalogue(Small::default());
    assert_eq!(
        (found.version, found.created_as, &*found.name),
        (655, 611, "mgc")
    );
    assert_eq!(
        names(&found),
        ["dbo.tblNeverUsed", "dbo.tblNode", "mgc.tblChat"]
    );
    let [never_used, node, chat] = &found.tables[..] else {
        panic!("three tables");
    };
    assert_eq!(
        shown(node),
        [
            "nodeID int not null: at 4, 4 bytes, NULL bit 1",
            "nodeName nvarchar(256): variable 1, NULL bit 2",
            "isArchived bit not null: at 12, bit 3, NULL bit 4",
        ]
    );
    assert_eq!(
        (node.rows, node.rowsets[0].unit, node.estimate()),
        (3, NODE_UNIT, 16_384)
    );
    assert_eq!(
        shown(chat),
        [
            "rtf varchar(max): variable 0, NULL bit 0",
            "price decimal(12, 4): at 4, 9 bytes, NULL bit 1",
        ]
    );
    // That of the database.
    assert_eq!(chat.columns[0].page.unwrap().number(), 1251);
    // It has no pages: where its columns would stand is not known.
    assert_eq!(never_used.table.columns[0].name.as_ref(), "at");
    assert!(never_used.rowsets.is_empty() && never_used.columns.is_empty());
    let problems = found
        .tables
        .iter()
        .filter_map(|table| table.problem.as_ref());
    assert_eq!(problems.count(), 0);
    assert!(found.damaged.is_empty() && found.notices.is_empty());
}

#[test]
fn the_files_of_the_database_are_told() {
    let file = |id, logical: &str, physical: &str, is_data| DataFile {
        id,
        logical: logical.into(),
        physical: physical.into(),
        is_data,
    };
    assert_eq!(
        catalogue(Small::default()).files,
        [
            file(1, "mgc", r"D:\mgc.mdf", true),
            file(2, "mgc_log", r"D:\mgc.ldf", false),
            file(3, "mgc_more", r"D:\mgc.ndf", true),
        ]
    );
}

#[test]
fn a_place_for_tables_outside_of_pages_is_told() {
    let found = catalogue(Small {
        files: vec![super::small::file(4, 2, "mgc_memory", r"D:\mgc_memory")],
        ..Small::default()
    });
    let folder = found.files.last().unwrap();
    assert_eq!((folder.id, folder.is_data), (4, false));
    assert!(
        found
            .notices
            .iter()
            .any(|it| it.to_string().contains("in mgc_memory: memory-optimized"))
    );
}

fn problem(catalogue: &Catalogue, name: &str) -> String {
    let table = catalogue
        .tables
        .iter()
        .find(|table| table.table.name.is(name));
    let problem = table.unwrap().problem.as_ref();
    problem.map_or_else(String::new, ToString::to_string)
}

#[test]
fn compressed_tables_are_refused_where_they_have_pages() {
    for (compression, expected) in [
        (
            1,
            "its rows are stored with row compression, which pchat does not read",
        ),
        (
            2,
            "its rows are stored with page compression, which pchat does not read",
        ),
        (
            3,
            "its rows are stored with a compression (number 3), which pchat does not read",
        ),
    ] {
        let found = catalogue(Small {
            compression,
            ..Small::default()
        });
        assert_eq!(problem(&found, "tblChat"), expected);
        assert_eq!(problem(&found, "tblNode"), "");
        let found = catalogue(Small {
            compression,
            chat_has_no_pages: true,
            ..Small::default()
        });
        assert_eq!(problem(&found, "tblChat"), "");
    }
}

#[test]
fn partitions_are_all_read_where_they_are_stored_alike() {
    let alike = vec![
        layout(5009, 1, 4, 2, 0),
        layout(5009, 2, -2, 3, 0),
        layout(5009, 5, 12, 5, 3),
    ];
    let other = vec![
        layout(5009, 1, 8, 2, 0),
        layout(5009, 2, -2, 3, 0),
        layout(5009, 5, 12, 5, 3),
    ];
    for (layout, expected) in [
        (alike, ""),
        (other, "its partitions are not stored in the same way"),
    ] {
        let found = catalogue(Small {
            rowsets: vec![rowset(5009, 1001, 1, 2, 0, 0)],
            node_layout: layout,
            ..Small::default()
        });
        assert_eq!(problem(&found, "tblNode"), expected);
    }
    let found = catalogue(Small {
        rowsets: vec![rowset(5009, 1001, 1, 2, 4, 0)],
        node_layout: vec![
            layout(5009, 1, 4, 2, 0),
            layout(5009, 2, -2, 3, 0),
            layout(5009, 5, 12, 5, 3),
        ],
        ..Small::default()
    });
    assert_eq!(
        problem(&found, "tblNode"),
        "the catalogue counts 4 rows and does not say where they are; those of memory-optimized tables are in no page"
    );
    assert_eq!(found.tables[1].rows, 7);
}

#[test]
fn types_and_places_that_are_not_known_are_told() {
    let found = catalogue(Small {
        node_columns: vec![column(1001, 6, "place", 255, 20, 0)],
        node_layout: vec![layout(5001, 6, -3, 6, 0)],
        ..Small::default()
    });
    assert_eq!(
        shown(&found.tables[1])[3],
        "place varbinary(20): variable 2, NULL bit 5"
    );
    assert_eq!(
        found.notices,
        [
            "The column place of dbo.tblNode has a type that pchat does not know (number 255): its values are given as binary.",
        ]
    );
    assert_eq!(problem(&found, "tblNode"), "");

    let found = catalogue(Small {
        node_columns: vec![column(1001, 6, "rare", 56, 4, 0)],
        node_layout: vec![layout(5001, 6, 0, 6, 0)],
        ..Small::default()
    });
    assert_eq!(
        problem(&found, "tblNode"),
        "its column rare is stored in a way that pchat does not know"
    );
}
