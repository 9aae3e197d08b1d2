//! `verify` holds a result against the manifest beside it, and says what it could not check.

use crate::common::package::Package;
use crate::common::{Outcome, Place};
use serde_json::{Value, json};

const NOTES: &str = "notes.txt";

/// The clean package with a member that nobody understands, and what convert makes of it.
fn converted() -> Place {
    let place = Place::new();
    place.write("pool.zip", pool().zip());
    place.pchat("convert pool.zip -o new.zip").exits(0);
    place
}

fn pool() -> Package {
    Package::clean().with(NOTES, "Ask the desk.")
}

/// The manifest with something in it changed.
fn edit(place: &Place, change: impl FnOnce(&mut Value)) {
    let mut manifest = serde_json::from_slice(&place.read("new.manifest.json")).expect("JSON");
    change(&mut manifest);
    place.write("new.manifest.json", manifest.to_string());
}

fn lines(outcome: &Outcome) -> Vec<String> {
    outcome.text().lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_package_with_its_own_manifest_is_whole() {
    let place = converted();
    let outcome = place.pchat("verify pool.zip new.zip").exits(0);
    assert!(
        !outcome.text().contains("Not compared"),
        "{}",
        outcome.text()
    );
    let json = place
        .pchat("verify pool.zip new.zip --format json")
        .exits(0);
    let json = json.json();
    let expected = json!({ "name": "new.manifest.json", "compared": "whole" });
    assert_eq!(json["manifest"], expected);
    // The file; 8 members with size and checksum; 2 rooms with name and messages; 3 sums.
    assert_eq!(json["counts"]["manifest"], 1 + 8 * 2 + 2 * 2 + 3);
    // Whatever it is called today.
    place.write("moved.zip", place.read("new.zip"));
    place
        .pchat("verify pool.zip moved.zip --manifest new.manifest.json")
        .exits(0)
        .prints(&["The manifest calls the package “new.zip”"]);
}

#[test]
fn without_a_manifest_it_says_what_it_could_not_compare() {
    let place = converted();
    place.write("moved.zip", place.read("new.zip"));
    let said = "there is no manifest beside the result";
    place
        .pchat("verify pool.zip moved.zip")
        .exits(0)
        .prints(&[said]);
    place
        .pchat("verify pool.zip moved.zip --format csv")
        .exits(0)
        .says(&[said]);
    let json = place
        .pchat("verify pool.zip moved.zip --format json")
        .exits(0)
        .json();
    let expected = json!({ "name": null, "compared": "absent" });
    assert_eq!(json["manifest"], expected);
}

#[test]
fn a_manifest_of_another_package_is_a_difference_of_its_own() {
    let place = converted();
    // The same content, packed by another program.
    let again = Package::open(place.read("new.zip")).stored();
    place.write("new.zip", again);
    let outcome = place
        .pchat("verify pool.zip new.zip --format csv")
        .exits(5)
        .says(&["belongs to another file"]);
    let found = lines(&outcome);
    assert!(found[0].starts_with("member,new.zip,,manifest_package,"));
    let others = found[1..].iter();
    // Of the members and rooms it says nothing.
    assert!(
        others
            .clone()
            .all(|it| it.starts_with("member,new.zip,,manifest_bytes,"))
    );
    place.pchat("verify pool.zip new.zip").exits(5).prints(&[
        "the manifest belongs to another file: digest",
        "whatever else new.manifest.json says",
    ]);
}

#[test]
fn whatever_the_manifest_says_otherwise_is_a_difference() {
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 10] = [
        (
            |it| it["result"]["members"][0]["bytes"] = 7.into(),
            "member,AdAffiliations.xml,,manifest_bytes,7,",
        ),
        (
            |it| it["result"]["members"][0]["crc"] = "00000000".into(),
            "member,AdAffiliations.xml,,manifest_checksum,00000000,",
        ),
        (
            |it| it["result"]["members"][7]["crc"] = "00000000".into(),
            "member,notes.txt,,manifest_checksum,00000000,",
        ),
        (
            |it| it["result"]["members"][7]["name"] = "other.txt".into(),
            "member,other.txt,,manifest_object,true,false,|member,notes.txt,,manifest_object,false,true,",
        ),
        (
            |it| it["rooms"][0]["messages"] = 9.into(),
            "room,57,News,manifest_messages,9,2,",
        ),
        (
            |it| it["rooms"][0]["digest"] = "0".into(),
            "room,57,News,manifest_digest,0,",
        ),
        (
            |it| it["rooms"][1]["name"] = "Bench".into(),
            "room,58,Bench,manifest_name,Bench,Desk,",
        ),
        (
            |it| it["rooms"][1]["id"] = "59".into(),
            "room,59,Desk,manifest_object,true,false,|room,58,Desk,manifest_object,false,true,",
        ),
        (
            |it| it["counts"]["rooms"]["kept"] = 3.into(),
            "member,new.zip,,manifest_rooms,3,2,",
        ),
        (
            |it| it["counts"]["messages"]["kept"] = 4.into(),
            "member,new.zip,,manifest_messages,4,3,",
        ),
    ];
    for (change, expected) in changes {
        let place = converted();
        edit(&place, change);
        let outcome = place.pchat("verify pool.zip new.zip --format csv").exits(5);
        let found = lines(&outcome);
        let expected: Vec<&str> = expected.split('|').collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        let as_expected = found
            .iter()
            .zip(&expected)
            .all(|(it, start)| it.starts_with(start));
        assert!(as_expected, "{found:?} {expected:?}");
        place
            .pchat("verify pool.zip new.zip")
            .exits(5)
            .prints(&["Manifest  "]);
    }
}

#[test]
fn a_folder_is_compared_by_its_members() {
    let place = converted();
    let new = Package::open(place.read("new.zip"));
    new.unpack(&place.path("new"));
    place
        .pchat("verify pool.zip new")
        .exits(0)
        .prints(&["Not compared: the digest of the package in new.manifest.json"]);
    // As long as before, and nobody understands it.
    place.write("new/notes.txt", "Ask the disk.");
    let outcome = place.pchat("verify pool.zip new --format csv").exits(5);
    let found = lines(&outcome);
    assert!(
        found[0].starts_with("member,notes.txt,,checksum,"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("member,notes.txt,,manifest_checksum,"),
        "{found:?}"
    );
    // Another spelling of the same is none of what convert wrote.
    place.write("new/notes.txt", "Ask the desk.");
    let other = new.edit("ChatRooms.xml", "<Desc/>", "<Desc></Desc>");
    other.unpack(&place.path("new"));
    let outcome = place.pchat("verify pool.zip new --format csv").exits(5);
    let fields: Vec<String> = lines(&outcome);
    assert!(
        fields
            .iter()
            .all(|it| it.starts_with("member,ChatRooms.xml,,manifest_"))
    );
}

#[test]
fn a_manifest_that_cannot_be_read_is_3() {
    for (text, said) in [
        ("", "it ends too early"),
        (
            r#"{ "schema": 1, "result": { "name": "se"#,
            "it ends too early",
        ),
        ("nothing of it", "the manifest is damaged"),
        (r#"{ "schema": 1 }"#, "the manifest is damaged"),
        ("{}", "this is no manifest"),
        (r#"{ "schema": 3 }"#, "schema 3"),
    ] {
        let place = converted();
        place.write("new.manifest.json", text);
        let outcome = place.pchat("verify pool.zip new.zip");
        outcome.fails(
            3,
            &[said, "new.manifest.json", "expected: ", "what to do: "],
        );
    }
    let place = converted();
    place
        .pchat("verify pool.zip new.zip --manifest nowhere.json")
        .fails(3, &["nowhere.json"]);
    // A piece of what it says is not told.
    edit(&place, |it| it["rooms"][0]["messages"] = "Secret".into());
    let outcome = place.pchat("verify pool.zip new.zip").fails(3, &["line 1"]);
    assert!(!outcome.stderr.contains("Secret"));
}

#[test]
fn after_an_import_the_manifest_is_held_against_the_promise() {
    let place = converted();
    let line = "verify pool.zip new.zip --imported --manifest new.manifest.json";
    let outcome = place
        .pchat(line)
        .exits(0)
        .prints(&["only the rooms were compared"]);
    assert!(!outcome.text().contains("no manifest"));
    edit(&place, |it| it["rooms"][0]["digest"] = "0".into());
    let outcome = place.pchat(&format!("{line} --format csv")).exits(5);
    assert!(lines(&outcome)[0].starts_with("room,57,News,manifest_digest,0,"));
    place.write("after.zip", place.read("new.zip"));
    let outcome = place.pchat("verify pool.zip after.zip --imported").exits(0);
    assert!(!outcome.text().contains("manifest"), "{}", outcome.text());
}

#[test]
fn what_was_made_from_an_extract_has_a_manifest_as_well() {
    let place = Place::new();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/contoso.sql");
    place.write("pool.sql", std::fs::read(samples).expect("the sample"));
    place
        .pchat("convert pool.sql -o new.zip --fail-on never")
        .exits(0);
    let json = place
        .pchat("verify pool.sql new.zip --format json")
        .exits(0)
        .json();
    assert_eq!(json["manifest"]["compared"], "whole");
    let outcome = place.pchat("verify pool.sql new.zip --thorough").exits(0);
    outcome.says(&["Not read a second way: the extract of the database."]);
}
