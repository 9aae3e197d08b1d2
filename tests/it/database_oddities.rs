//! What real databases have and nobody expects: none of it is a row too many, a row too few or another value.

use std::collections::BTreeSet;

use crate::chat::Pool;
use crate::common::Place;
use crate::common::package::Package;
use crate::common::same::{digests, essence};
use crate::sqlserver::{Backup, Column, Database, Oddities, Row, Set, Table, Value};
use serde_json::{Value as Json, json};

const POOL: &str = "--rooms 30 --users 40 --messages 1500 --seed 7 -q";

fn pool(place: &Place) -> Pool {
    let line = format!("generate {POOL} -o package.zip --spell database");
    place.pchat(&line).exits(0);
    let line = format!("generate {POOL} -o csv --form csv");
    place.pchat(&line).exits(0);
    Pool::open(&place.path("csv"), "legacy")
}

/// The rows of a table, as `tables` prints them.
#[track_caller]
fn rows(place: &Place, input: &str, table: &str) -> Vec<Json> {
    let line = format!("tables {input} --table {table} --format json -q");
    let rows = place.pchat(&line).exits(0).json();
    rows.as_array().expect("rows").clone()
}

/// How many rows each table has.
#[track_caller]
fn counts(place: &Place, input: &str) -> Vec<(String, u64)> {
    let list = place
        .pchat(&format!("tables {input} --format json -q"))
        .exits(0)
        .json();
    let tables = list.as_array().expect("tables").iter();
    let mut counts: Vec<(String, u64)> = tables
        .map(|table| {
            let name = table["table"].as_str().expect("a name").to_owned();
            (name, table["rows"].as_u64().expect("a number"))
        })
        .collect();
    counts.sort();
    counts
}

#[test]
fn neither_ghosts_nor_stubs_nor_old_images_of_pages_are_rows() {
    let place = Place::new();
    let pool = pool(&place);
    let options = "--format json --fail-on never --since 2011-01-01";
    let expected = essence(
        &place
            .pchat(&format!("analyze package.zip {options}"))
            .exits(0),
    );
    let sound = Oddities {
        ghosts: 5,
        stale: true,
        ..Oddities::default()
    };
    for version in [611, 661] {
        let database = pool.database_with(version, |name, table| match name {
            "tblChat" | "tblNode" => table.odd(sound),
            _ => pool.table(name).heap().odd(Oddities {
                forwarded: 3,
                ..sound
            }),
        });
        place.write("mgc.mdf", database.mdf());
        let found = place.pchat(&format!("analyze mgc.mdf {options}")).exits(0);
        assert_eq!(essence(&found), expected, "{version}");
        let mut expected: Vec<(String, u64)> = (pool.tables.iter())
            .map(|it| (format!("dbo.{}", it.name), it.rows.len() as u64))
            .collect();
        expected.sort();
        assert_eq!(counts(&place, "mgc.mdf"), expected);
    }
}

#[test]
fn no_message_of_a_heap_is_lost_where_they_are_converted() {
    let place = Place::new();
    let pool = pool(&place);
    let promised = digests(&place, "package.zip", "from-package");
    // The rooms are mixed, and nothing is where its key would have it.
    let mixed = pool.with_chat(|rows| {
        let count = rows.len();
        let old = std::mem::take(rows);
        *rows = (0..count)
            .map(|at| old[(at * 7 + 3) % count].clone())
            .collect();
    });
    let forwarded = Oddities {
        forwarded: 4,
        ..Oddities::default()
    };
    for odd in [Oddities::default(), forwarded] {
        let database = mixed.database_with(655, |name, table| match name {
            "tblChat" => mixed.table(name).heap().odd(odd),
            _ => table,
        });
        place.write("mgc.mdf", database.mdf());
        assert_eq!(digests(&place, "mgc.mdf", "out"), promised, "{odd:?}");
    }
}

#[test]
fn each_room_is_written_once_and_its_messages_are_in_order() {
    let place = Place::new();
    let pool = pool(&place);
    place.write("mgc.mdf", pool.database(655).mdf());
    let line = "convert mgc.mdf -o out.zip --fail-on never -q";
    place.pchat(line).exits(0);
    let messages = Package::open(place.read("out.zip")).text("ChatMessages.xml");
    let rooms: Vec<&str> = messages.split("<ChatRoom id=\"").skip(1).collect();
    let ids: BTreeSet<&str> = rooms.iter().filter_map(|it| it.split('"').next()).collect();
    assert_eq!(ids.len(), rooms.len());
    for room in rooms {
        let messages = room.split("<Message id=\"").skip(1);
        let ids: Vec<u64> = messages
            .map(|it| it.split('"').next().unwrap_or_default())
            .map(|id| id.parse().expect("a number"))
            .collect();
        assert!(ids.is_sorted() && !ids.is_empty(), "{ids:?}");
    }
}

#[test]
fn values_outside_of_their_rows_are_whole() {
    let place = Place::new();
    let columns = [
        "id int not null",
        "content nvarchar(max)",
        "rtf varchar(max)",
    ];
    // Below and above what a row, a page, five links and a page of links hold.
    let lengths = [
        0, 1, 3999, 4000, 4001, 4020, 4021, 20_100, 20_101, 100_000, 2_500_000,
    ];
    let text = |length: usize| -> String {
        let letters = "Grüße aus Ω, 千 und mehr. ".chars().cycle();
        letters.take(length).collect()
    };
    let rtf = |length: usize| "{\\rtf1 x}".repeat(length / 9);
    let row = |(id, length): (usize, &usize)| -> Row {
        let rtf = if id % 3 == 0 {
            Value::Null
        } else {
            rtf(*length).as_str().into()
        };
        vec![(id as i64).into(), text(*length).as_str().into(), rtf]
    };
    for version in [611, 852] {
        let all: Vec<Row> = lengths.iter().enumerate().map(row).collect();
        let tables = [
            Table::new("dbo.tblHeap", &columns).rows(all.clone()),
            Table::new("dbo.tblIndex", &columns).key(&["id"]).rows(all),
        ];
        let database = Database::new("mgc", version);
        place.write(
            "mgc.mdf",
            tables.into_iter().fold(database, Database::table).mdf(),
        );
        for table in ["tblHeap", "tblIndex"] {
            let mut rows = rows(&place, "mgc.mdf", table);
            assert_eq!(rows.len(), lengths.len());
            rows.sort_by_key(|row| row["id"].as_i64());
            for (id, length) in lengths.iter().enumerate() {
                let what = format!("{version}, {table}: {length}");
                assert_eq!(rows[id]["id"], json!(id), "{what}");
                assert!(rows[id]["content"] == json!(text(*length)), "{what}");
                let rtf = if id % 3 == 0 {
                    Json::Null
                } else {
                    json!(rtf(*length))
                };
                assert!(rows[id]["rtf"] == rtf, "{what}");
            }
        }
    }
}

#[test]
fn every_type_of_the_schema_has_its_values() {
    let place = Place::new();
    let bits: Vec<String> = (0..10).map(|at| format!("bit{at} bit")).collect();
    let mut columns = vec![
        "small smallint",
        "number int",
        "big bigint",
        "text nvarchar(50)",
        "day datetime",
        "guid uniqueidentifier",
    ];
    columns.extend(bits.iter().map(String::as_str));
    let noon = [
        &(12 * 3600 * 300u32).to_le_bytes()[..],
        &40_177i32.to_le_bytes(),
    ]
    .concat();
    let guid = (0..16).collect::<Vec<u8>>();
    let mut first: Row = vec![
        (-2).into(),
        i64::from(i32::MIN).into(),
        i64::MIN.into(),
        "O'Hara, \"Ω\"".into(),
        Value::Bytes(noon),
        Value::Bytes(guid),
    ];
    first.extend((0..10).map(|at| Value::Int(at % 2)));
    let nothing = vec![Value::Null; columns.len()];
    for version in [611, 655] {
        let table =
            Table::new("contoso.tblTypes", &columns).rows(vec![first.clone(), nothing.clone()]);
        place.write("mgc.mdf", Database::new("mgc", version).table(table).mdf());
        let rows = rows(&place, "mgc.mdf", "contoso.tblTypes");
        let mut expected = json!({
            "small": -2,
            "number": i32::MIN,
            "big": i64::MIN,
            "text": "O'Hara, \"Ω\"",
            "day": "2010-01-01 12:00:00.000",
            "guid": "03020100-0504-0706-0809-0A0B0C0D0E0F",
        });
        for at in 0..10 {
            expected[format!("bit{at}")] = json!(at % 2);
        }
        assert_eq!(rows[0], expected, "{version}");
        let values = rows[1].as_object().expect("a row");
        assert_eq!(values.len(), columns.len());
        assert!(values.values().all(Json::is_null), "{version}: {values:?}");
    }
}

#[test]
fn columns_that_are_gone_or_came_later_move_no_value() {
    let place = Place::new();
    let columns = vec![
        Column::parse("id int not null"),
        Column::dropped("old int"),
        Column::parse("name nvarchar(20)"),
        Column::dropped("older nvarchar(20)"),
        Column::parse("flag bit not null"),
        Column::added_after("late nvarchar(20)", 40),
        Column::added_after("latest int", 70),
    ];
    let row = |id: i64| -> Row {
        let late = Value::from(format!("late {id}").as_str());
        vec![
            id.into(),
            format!("name {id}").as_str().into(),
            (id % 2).into(),
            late,
            (id * 3).into(),
        ]
    };
    for key in [&[][..], &["id"]] {
        let table = Table::of("dbo.tblChanged", columns.clone()).key(key);
        let table = table.rows((0..100).map(row).collect());
        place.write("mgc.mdf", Database::new("mgc", 655).table(table).mdf());
        let mut rows = rows(&place, "mgc.mdf", "tblChanged");
        assert_eq!(rows.len(), 100);
        rows.sort_by_key(|row| row["id"].as_i64());
        for (id, row) in rows.iter().enumerate() {
            let late = if id < 40 {
                Json::Null
            } else {
                json!(format!("late {id}"))
            };
            let latest = if id < 70 { Json::Null } else { json!(id * 3) };
            let expected = json!({
                "id": id,
                "name": format!("name {id}"),
                "flag": id % 2,
                "late": late,
                "latest": latest,
            });
            assert_eq!(*row, expected);
        }
    }
}

#[test]
fn rows_are_in_the_order_of_their_index_wherever_their_pages_lie() {
    let place = Place::new();
    let columns = [
        "first int not null",
        "text nvarchar(200)",
        "second int not null",
    ];
    let row = |at: i64| -> Row {
        let text = "x".repeat(at as usize % 200);
        vec![(at / 10).into(), text.as_str().into(), at.into()]
    };
    for version in [611, 655] {
        let all: Vec<Row> = (0..5000).map(row).collect();
        let unique = Table::new("dbo.tblUnique", &columns)
            .key(&["second"])
            .rows(all.clone());
        // Ten rows of each key.
        let other = Table::new("dbo.tblOther", &columns)
            .key(&["first"])
            .not_unique()
            .rows(all);
        place.write(
            "mgc.mdf",
            Database::new("mgc", version)
                .table(unique)
                .table(other)
                .mdf(),
        );
        for table in ["tblUnique", "tblOther"] {
            let rows = rows(&place, "mgc.mdf", table);
            let order: Vec<i64> = rows
                .iter()
                .filter_map(|row| row["second"].as_i64())
                .collect();
            assert!(order.iter().copied().eq(0..5000), "{version}, {table}");
        }
    }
}

#[test]
fn a_table_that_is_compressed_is_refused_by_its_name() {
    let place = Place::new();
    let pool = pool(&place);
    let database = pool.database_with(655, |name, table| match name {
        "tblChat" => table.odd(Oddities {
            compressed: true,
            ..Oddities::default()
        }),
        _ => table,
    });
    place.write("mgc.mdf", database.mdf());
    place
        .pchat("analyze mgc.mdf")
        .fails(3, &["tblChat", "compress"]);
    place
        .pchat("tables mgc.mdf --table tblChat")
        .fails(3, &["tblChat", "compress"]);
    assert_eq!(
        rows(&place, "mgc.mdf", "tblNode").len(),
        pool.table("tblNode").rows.len()
    );
}

/// Behind 4 GB: the second page of all those that say which extents are taken.
#[cfg(unix)]
#[test]
fn rows_behind_the_first_interval_are_found() {
    let place = Place::new();
    let columns = ["id int not null", "text nvarchar(400)"];
    let row =
        |id: i64| -> Row { vec![id.into(), "text".repeat(id as usize % 100).as_str().into()] };
    let table = |name: &str| Table::new(name, &columns).key(&["id"]);
    let near = table("dbo.tblNear").rows((0..500).map(row).collect());
    let far = table("dbo.tblFar")
        .rows((0..5000).map(row).collect())
        .odd(Oddities {
            from_page: 511_000,
            ..Oddities::default()
        });
    let database = Database::new("mgc", 655).table(near).table(far);
    // Nearly nothing of it is ever written.
    let file = std::fs::File::create_new(place.path("mgc.mdf")).expect("the folder can be written");
    drop(file);
    let open = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(place.path("mgc.mdf"));
    let mut written = database.write(vec![open.expect("it was created")]);
    let (id, file) = written.remove(0);
    place.write(
        "mgc.bak",
        Backup::new(vec![Set::new("mgc", 655).store(id, file)]).bak(),
    );
    let expected = [
        ("dbo.tblFar".to_owned(), 5000),
        ("dbo.tblNear".to_owned(), 500),
    ];
    for input in ["mgc.mdf", "mgc.bak"] {
        assert_eq!(counts(&place, input), expected, "{input}");
    }
}
