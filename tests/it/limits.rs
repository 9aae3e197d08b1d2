//! What an input may ask for: a bound is told by its name, its number and its option, and what is within costs little.

use std::fmt::Write;

use crate::common::package::Package;
use crate::common::{self, Place};
use pchat::input::Limits;
use serde_json::Value;

const MANY: usize = 3_000;

/// The list of these records.
fn list(name: &str, records: impl Iterator<Item = String>) -> String {
    let records: String = records.collect();
    format!("<Pool><{name}>{records}</{name}></Pool>")
}

fn category(id: usize, parent: usize, inside: &str) -> String {
    format!(
        "<Category id=\"{id}\" parentId=\"{parent}\"><Name>Category {id}</Name>{inside}</Category>"
    )
}

fn room(id: usize, parent: usize) -> String {
    let manager = "<Roles><Principal id=\"10\" isManager=\"1\" isMember=\"1\"/></Roles>";
    format!(
        "<ChatRoom id=\"{id}\" parentId=\"{parent}\"><Name>Room {id}</Name>{manager}</ChatRoom>"
    )
}

/// Thousands of categories, each with a room; `parent` tells which one is above each of them.
fn pool(parent: impl Fn(usize) -> usize) -> Package {
    let ids = 2..MANY + 2;
    let categories = ids.clone().map(|id| category(id, parent(id), ""));
    let root = [category(1, 1, "")].into_iter();
    let rooms = ids.map(|id| room(100_000 + id, id));
    Package::clean()
        .with("Categories.xml", list("Categories", root.chain(categories)))
        .with("ChatRooms.xml", list("ChatRooms", rooms))
}

#[test]
fn a_chain_of_thousands_of_categories_costs_little_and_is_refused_where_names_would_be_cut() {
    let place = Place::new();
    place.write("pool.zip", pool(|id| id - 1).zip());
    let found =
        place.pchat("analyze pool.zip --only nested-category --format json --fail-on never");
    let found = found.exits(0);
    assert!(found.stdout.len() < 10_000_000, "{}", found.stdout.len());
    let found = found.json();
    let findings = common::findings(&found, "nested-category");
    assert_eq!(findings.len(), MANY - 1);
    let last = &findings[MANY - 2]["details"];
    assert_eq!(last["depth"], MANY);
    // Every name has nine letters and a number, and a blank stands between two of them.
    let units: usize = (2..MANY + 2).map(|id| 10 + id.to_string().len()).sum();
    assert_eq!(last["length"], units - 1);
    let planned = place.pchat("convert pool.zip --what-if --format json --fail-on never");
    let bytes = planned.exits(0).stdout.len();
    assert!(bytes < 20_000_000, "{bytes}");
    let refused = place.pchat("convert pool.zip -o new.zip --fail-on never");
    let said = refused.exits(3).stderr.clone();
    // The first of them with more than 2,048 characters.
    assert!(said.contains("flattened name of category 167"), "{said}");
    assert!(said.contains("rename it, or exclude it"), "{said}");
    assert!(!place.path("new.zip").exists());
}

#[test]
fn a_name_that_would_be_cut_is_written_once_it_is_decided() {
    let long = "n".repeat(250);
    let nested = (2..12).map(|id| {
        let name = format!("{long}{id}");
        format!(
            "<Category id=\"{id}\" parentId=\"{}\"><Name>{name}</Name></Category>",
            id - 1
        )
    });
    let categories = [category(1, 1, "")].into_iter().chain(nested);
    let package = Package::clean().with("Categories.xml", list("Categories", categories));
    let place = Place::new();
    place.write("pool.zip", package.zip());
    place
        .pchat("convert pool.zip -o new.zip --fail-on never")
        .fails(3, &["flattened name of category 10 is longer than 2048"]);
    place
        .pchat("analyze pool.zip --decisions decisions.csv --fail-on never")
        .exits(0);
    place
        .pchat("convert pool.zip -o new.zip --decisions decisions.csv --fail-on never")
        .exits(0);
    place
        .pchat("verify pool.zip new.zip --decisions decisions.csv")
        .exits(0);
}

#[test]
fn of_equal_names_and_notes_a_hundred_are_listed_and_the_rest_is_counted() {
    let rooms = (0..300).map(|at| {
        format!(
            "<ChatRoom id=\"{}\" parentId=\"2\"><Name>Same</Name></ChatRoom>",
            1_000 + at
        )
    });
    // None of them lies in the time of Group Chat.
    let messages: String = (0..300)
        .map(|id| format!("<Message id=\"{id}\" date=\"1601-01-01T00:00:00Z\" userId=\"10\"><Content/></Message>"))
        .collect();
    let messages = [format!("<ChatRoom id=\"1000\">{messages}</ChatRoom>")];
    let package = Package::clean()
        .with("ChatRooms.xml", list("ChatRooms", rooms))
        .with(
            "ChatMessages.xml",
            list("ChatMessages", messages.into_iter()),
        );
    let place = Place::new();
    place.write("pool.zip", package.zip());
    let line = "analyze pool.zip --only name-conflict,odd-time --format json --fail-on never";
    let found = place.pchat(line).exits(0).json();
    let conflicts = common::findings(&found, "name-conflict");
    assert_eq!(conflicts.len(), 300);
    let others = conflicts[0]["details"]["conflicts_with"]
        .as_array()
        .expect("a list");
    assert_eq!((others.len(), &others[100]), (101, &Value::from("+199")));
    let notes = common::findings(&found, "odd-time");
    assert_eq!(notes.len(), 101);
    let more: Vec<&Value> = notes.iter().map(|it| &it["details"]["count"]).collect();
    assert_eq!(
        more.iter().filter(|it| !it.is_null()).collect::<Vec<_>>(),
        [&&Value::from(200)]
    );
}

#[test]
fn a_format_file_of_16_mb_is_refused() {
    let place = Place::new();
    place.write("offices.dat", "1,Bonn\n");
    let columns = "1 SQLCHAR 0 12 \",\" 1 ID \"\"\n".repeat(800_000);
    place.write("offices.fmt", format!("9.0\n800000\n{columns}"));
    place
        .pchat("tables offices.dat")
        .fails(3, &["the file has 16 MB or more", "offices.fmt"]);
}

#[test]
fn the_page_lists_every_bound_with_its_number() {
    let page = include_str!("../../docs/limits.md");
    let Limits {
        depth,
        attributes,
        text,
        entries,
        ratio,
    } = Limits::default();
    for (name, number) in [
        ("depth", depth as u64),
        ("attributes", attributes as u64),
        ("text", text as u64),
        ("entries", entries as u64),
        ("ratio", ratio as u64),
    ] {
        let row = page
            .lines()
            .find(|row| row.starts_with(&format!("| `{name}` |")));
        let row = row.expect("a row");
        let (_, said) = row
            .trim_end_matches(" |")
            .rsplit_once("| ")
            .expect("a number");
        let digits = said.chars().take_while(|c| c.is_ascii_digit() || *c == ',');
        let said: String = digits.filter(char::is_ascii_digit).collect();
        assert_eq!(said, number.to_string(), "{row}");
    }
}

#[test]
fn circles_of_categories_are_told_one_by_one() {
    let place = Place::new();
    let ring = |id| if id == 2 { MANY + 1 } else { id - 1 };
    place.write("pool.zip", pool(ring).zip());
    let found = place.pchat("analyze pool.zip --only orphan --format json --fail-on never");
    let found = found.exits(0).json();
    // And the messages of two rooms that are not in this pool.
    assert_eq!(common::findings(&found, "orphan").len(), MANY + 2);
}

#[test]
fn managers_of_every_room_stand_in_the_manifest_once() {
    const MANAGERS: usize = 400;
    const ROOMS: usize = 200;
    let ids = 1_000..1_000 + MANAGERS;
    let mut grants = String::from("<Roles>");
    for id in ids.clone() {
        write!(grants, "<Principal id=\"{id}\" isManager=\"1\"/>").expect("text");
    }
    grants += "</Roles>";
    let users = ids.map(|id| {
        format!("<User principalId=\"{id}\" type=\"5\"><Uri>sip:{id}@contoso.com</Uri><Name>User {id}</Name></User>")
    });
    let categories = [category(1, 1, &grants), category(2, 1, "")].into_iter();
    let rooms = (0..ROOMS).map(|at| room(10_000 + at, 2));
    let place = Place::new();
    place.write(
        "pool.zip",
        Package::clean()
            .with("AdUsers.xml", list("AdUsers", users))
            .with("Categories.xml", list("Categories", categories))
            .with("ChatRooms.xml", list("ChatRooms", rooms))
            .zip(),
    );
    place
        .pchat("convert pool.zip -o new.zip --fail-on never")
        .exits(0);
    let manifest = place.read("new.manifest.json");
    assert!(
        manifest.len() < 1_000 * ROOMS + 20 * MANAGERS,
        "{}",
        manifest.len()
    );
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let schema = serde_json::from_str(include_str!("../../schema/manifest.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    assert!(validator.is_valid(&manifest));
    assert_eq!(manifest["schema"], 2);
    let lists = manifest["lists"].as_array().expect("lists");
    assert_eq!(lists.len(), 1);
    assert_eq!(lists[0].as_array().map(Vec::len), Some(MANAGERS));
    let changes = manifest["changes"].as_array().expect("changes");
    let of_rooms = changes.iter().filter(|it| it["field"] == "manager");
    let of_rooms: Vec<&Value> = of_rooms.map(|it| &it["after"]["list"]).collect();
    assert_eq!(of_rooms, vec![&Value::from(0); ROOMS]);
    place.pchat("verify pool.zip new.zip").exits(0);
}

#[test]
fn beyond_a_bound_a_sentence_names_it_and_its_option() {
    let deep = format!(
        "<Pool><ChatRooms><ChatRoom id=\"57\" parentId=\"2\"><Name>News</Name>{}{}</ChatRoom></ChatRooms></Pool>",
        "<a>".repeat(20),
        "</a>".repeat(20)
    );
    let message = "<Message id=\"1\" userId=\"10\" date=\"2012-01-11T08:00:00Z\"><Content>";
    let long = format!(
        "<Pool><ChatMessages><ChatRoom id=\"57\">{message}{}</Content></Message></ChatRoom></ChatMessages></Pool>",
        "word ".repeat(800_000)
    );
    let mut many = String::from("<Pool><Category");
    for at in 0..50 {
        write!(many, " a{at}=\"1\"").expect("text");
    }
    many += "/></Pool>";
    for (member, content, limit, enough) in [
        ("ChatRooms.xml", deep, "depth=10", "depth=30"),
        ("Notes.xml", many, "attributes=40", "attributes=60"),
        (
            "ChatMessages.xml",
            long.clone(),
            "text=2000000",
            "text=5000000",
        ),
        ("Notes.xml", "<Pool/>".into(), "entries=3", "entries=30"),
        ("ChatMessages.xml", long, "ratio=10", "ratio=1100"),
    ] {
        let place = Place::new();
        place.write("pool.zip", Package::clean().with(member, content).zip());
        let (name, most) = limit.split_once('=').expect("a number");
        let told = format!("the limit “{name}” is {most}");
        let option = format!("--limit {name}=N");
        let line = |limit| format!("convert pool.zip -o new.zip --fail-on never --limit {limit}");
        place.pchat(&line(limit)).fails(3, &[&told, &option]);
        assert_eq!(place.list("."), ["pool.zip"]);
        place.pchat(&line(enough)).exits(0);
    }
}

#[test]
fn bounds_on_zips_hold_for_extracts_too() {
    let place = Place::new();
    let generate = "generate --rooms 3 --users 4 --messages 30 --seed 7 -q";
    for (form, extract) in [
        ("csv", "csv"),
        ("script", "mgc.sql"),
        ("bacpac", "mgc.bacpac"),
    ] {
        let line = format!("{generate} --form {form} -o {extract}");
        place.pchat(&line).exits(0);
        let zip = match form {
            "csv" => (place.list(extract).iter()).fold(Package::default(), |zip, name| {
                zip.with(name, place.read(&format!("{extract}/{name}")))
            }),
            "script" => Package::default().with(extract, place.read(extract)),
            _ => Package::open(place.read(extract)),
        };
        let dense = "1,word\n".repeat(160_000);
        let zip = zip.with("dbo.tblContosoNotes.csv", dense);
        place.write("mgc.zip", zip.zip());
        for (limit, enough) in [("entries=1", "entries=100"), ("ratio=10", "ratio=1100")] {
            let (name, most) = limit.split_once('=').expect("a number");
            let told = format!("the limit “{name}” is {most}");
            for command in [
                "convert mgc.zip -o new.zip",
                "analyze mgc.zip",
                "tables mgc.zip",
            ] {
                place
                    .pchat(&format!("{command} --limit {limit}"))
                    .fails(3, &["mgc.zip", &told, &format!("--limit {name}=N")]);
            }
            // Among several files.
            place.write("dbo.tblContoso.csv", "1,2\n");
            place
                .pchat(&format!(
                    "analyze mgc.zip dbo.tblContoso.csv --limit {limit}"
                ))
                .fails(3, &["mgc.zip", &told]);
            place
                .pchat(&format!("analyze mgc.zip --fail-on never --limit {enough}"))
                .exits(0);
        }
    }
}

#[test]
fn a_bound_that_nobody_knows_is_wrong_use() {
    let place = Place::new();
    for limit in ["width=3", "depth", "depth=many", "depth=0"] {
        place
            .pchat(&format!("analyze pool.zip --limit {limit}"))
            .fails(2, &["depth, attributes, text, entries, ratio"]);
    }
}

#[test]
fn a_first_row_of_megabytes_is_read() {
    let place = Place::new();
    let header = "channelID,chatID,chatDate,userId,isAlert,content\r\n";
    let row = |id: usize, text: &str| format!("20,{id},633987936000000000,105,0,\"{text}\"\r\n");
    let rows = [row(1, &"word, ".repeat(350_000)), row(2, "Good morning")].concat();
    place.write("tblChat.csv", format!("{header}{rows}"));
    let table = place
        .pchat("tables tblChat.csv --table tblChat --format csv")
        .exits(0);
    assert_eq!(table.text().lines().count(), 3);
}
