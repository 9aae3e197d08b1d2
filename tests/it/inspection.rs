//! `inspect --format json`: everything that it tells people, in the shape that is promised.

use crate::chat::Pool;
use crate::common::package::Package;
use crate::common::{Outcome, Place};
use crate::sqlserver::{self, Backup, Database, Kind, Oddities, Set, Table};
use serde_json::{Value, json};

/// Runs `inspect`, and holds the result against the published schema.
#[track_caller]
fn inspected(place: &Place, input: &str, code: i32) -> Value {
    let outcome: Outcome = place.pchat(&format!("inspect {input} --format json"));
    let found = outcome.exits(code).json();
    let schema = serde_json::from_str(include_str!("../../schema/inspection.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&found)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
    found
}

fn pool(place: &Place) -> Pool {
    place
        .pchat("generate --rooms 5 --users 6 --messages 80 -q -o csv --form csv")
        .exits(0);
    Pool::open(&place.path("csv"), "legacy")
}

/// The pool, with a table beside it whose pages are compressed.
fn database(pool: &Pool) -> Database {
    let columns = ["id int not null"];
    let rows = (1..=12).map(|id| vec![sqlserver::Value::Int(id)]).collect();
    let compressed = Oddities {
        compressed: true,
        ..Oddities::default()
    };
    let other = Table::new("dbo.tblFabrikam", &columns).rows(rows);
    pool.database(655)
        .created_as(611)
        .table(other.odd(compressed))
}

#[test]
fn a_package_is_told_without_its_content() {
    let place = Place::new();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        "<Name>News",
        "<Pinned>secret</Pinned><Name>News",
    );
    place.write("pool.zip", package.with("notes.txt", "secret").zip());
    let found = inspected(&place, "pool.zip", 0);
    assert_eq!(found["input"]["kind"], "package");
    let members = found["input"]["members"].as_array().expect("members");
    let users = members.iter().find(|it| it["name"] == "AdUsers.xml");
    let users = users.expect("users");
    assert_eq!(users["holds"], json!({ "users": 2 }));
    assert_eq!(users["forms"], json!(["deflate", "UTF-8"]));
    assert_eq!(
        found["not_understood"],
        json!([
            { "member": "ChatRooms.xml", "path": "Pool/ChatRooms/ChatRoom/Pinned", "count": 1, "reason": "unknown-path" },
            { "member": "notes.txt", "path": null, "count": 1, "reason": "not-xml" },
        ])
    );
    assert_eq!(found["databases"], json!([]));
    for content in ["secret", "News", "contoso"] {
        assert!(!found.to_string().contains(content), "{content}");
    }
}

#[test]
fn a_table_that_cannot_be_read_is_told_with_the_reason() {
    let place = Place::new();
    place.write("mgc.mdf", database(&pool(&place)).mdf());
    let found = inspected(&place, "mgc.mdf", 0);
    assert_eq!(
        found["unreadable_tables"],
        json!([{
            "member": "mgc.mdf", "table": "dbo.tblFabrikam", "rows": 12,
            "why": "its rows are stored with page compression, which pchat does not read",
        }])
    );
    let unknown = found["not_understood"].as_array().expect("entries");
    let paths: Vec<_> = unknown.iter().map(|it| &it["path"]).collect();
    assert_eq!(paths, ["dbo.tblContosoNotes", "dbo.tblFabrikam"]);
    let database = &found["databases"][0];
    assert_eq!(
        [&database["name"], &database["kind"], &database["files"][0]],
        ["mgc", "data file", "mgc.mdf"]
    );
    assert_eq!(
        [&database["release"], &database["created_by"]],
        ["SQL Server 2008", "SQL Server 2005"]
    );
    assert_eq!(database["damaged"], json!({ "count": 0, "first": [] }));
    assert_eq!(database["backup"], Value::Null);
    // People are told the same.
    place.pchat("inspect mgc.mdf").exits(0).prints(&[
        "dbo.tblFabrikam cannot be read: its rows are stored with page compression",
        "12  dbo.tblFabrikam",
    ]);
}

#[test]
fn every_backup_is_told_with_its_number_and_whether_it_is_read() {
    let place = Place::new();
    let pool = pool(&place);
    let mdf = |messages| {
        pool.with_chat(|rows| rows.truncate(messages))
            .database(655)
            .mdf()
    };
    let full = |day, messages| Set::new("mgc", 655).on(day).file(1, mdf(messages));
    let log = Set::new("mgc", 655).on(5).of(Kind::Log);
    let sets = vec![full(2, 20), full(3, 40), log];
    place.write("full.bak", Backup::new(sets).bak());
    let differential = Set::new("mgc", 655).on(4).since(3);
    let differential = differential.changed(1, mdf(40), mdf(80));
    place.write("diff.bak", Backup::new(vec![differential]).bak());
    let sets = |input: &str| {
        let found = inspected(&place, input, 0);
        let backup = &found["databases"][0]["backup"];
        let set = |set: &Value| {
            let of = |name: &str| set[name].as_str().expect("a text").to_owned();
            let read = if set["read"] == true { ", read" } else { "" };
            let day = of("date")[..10].to_owned();
            let (file, kind, database) = (of("file"), of("kind"), of("database"));
            format!("{file} {} {kind} {database} {day}{read}", set["number"])
        };
        let sets = backup["sets"].as_array().expect("sets");
        let sets: Vec<String> = sets.iter().map(set).collect();
        (backup["set"].clone(), sets)
    };
    let (number, told) = sets("full.bak");
    assert_eq!(number, 2);
    assert_eq!(
        told,
        [
            "full.bak 1 full mgc 2012-01-02",
            "full.bak 2 full mgc 2012-01-03, read",
            "full.bak 3 log mgc 2012-01-05",
        ]
    );
    let (_, told) = sets("full.bak --set 1");
    assert!(
        told[0].ends_with(", read") && !told[1].ends_with(", read"),
        "{told:?}"
    );
    let (number, told) = sets("full.bak diff.bak");
    assert_eq!(number, 1);
    assert_eq!(
        told,
        [
            "full.bak 1 full mgc 2012-01-02",
            "full.bak 2 full mgc 2012-01-03, read",
            "full.bak 3 log mgc 2012-01-05",
            "diff.bak 1 differential mgc 2012-01-04, read",
        ]
    );
}

#[test]
fn damage_is_told_and_still_makes_the_exit_code() {
    let place = Place::new();
    let mut mdf = pool(&place).database(655).mdf();
    // Behind the catalogue: a page of a table.
    let starts = (0..mdf.len()).step_by(8192);
    let page = starts.rev().find(|at| mdf[at + 1] == 1);
    mdf[page.expect("a page of rows") + 4000] ^= 0x55;
    place.write("mgc.mdf", mdf);
    let found = inspected(&place, "mgc.mdf", 4);
    let damaged = &found["databases"][0]["damaged"];
    assert_eq!(damaged["count"], 1);
    let first = damaged["first"][0].as_str().expect("a page");
    assert!(first.starts_with("page 1:"), "{first}");
}
