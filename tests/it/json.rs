//! `analyze --format json` is the promise of the design, `docs/json.md` and the published schema.

use std::collections::BTreeSet;

use crate::common::package::Package;
use crate::common::{self, Place, findings, found};
use pchat::rules::RULES;
use serde_json::{Value, json};

/// Rules that need an option: the target's inventory.
const NEED_MORE: [&str; 1] = ["target-conflict"];

/// Microsoft's published sizes are beyond a test's reach.
const NEED_SIZE: [&str; 1] = ["capacity"];

#[track_caller]
fn assert_valid(analysis: &Value) {
    let schema = serde_json::from_str(include_str!("../../schema/analysis.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(analysis)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
}

fn keys(object: &Value) -> Vec<&str> {
    let object = object.as_object().expect("an object");
    object.keys().map(String::as_str).collect()
}

#[test]
fn the_object_is_as_promised() {
    let place = Place::new();
    let package = Package::clean().edit("ChatRooms.xml", "<Name>Desk", "<Name>news ");
    place.write(
        "Persistent Chat.zip",
        package.with("notes.txt", "mine").zip(),
    );
    let line = ["analyze", "Persistent Chat.zip", "--format", "json"];
    let analysis = place.pchat_with(&line).exits(1).json();
    assert_valid(&analysis);
    assert_eq!(
        keys(&analysis),
        [
            "schema",
            "input",
            "collation",
            "totals",
            "skipped",
            "findings"
        ]
    );
    assert_eq!(analysis["schema"], 1);
    assert_eq!(analysis["input"]["name"], "Persistent Chat.zip");
    assert_eq!(analysis["input"]["kind"], "package");
    let members = analysis["input"]["members"].as_array().unwrap();
    let rooms = package_size("ChatRooms.xml") + 1;
    assert_eq!(
        members[6..],
        [
            json!({"name": "ChatRooms.xml", "bytes": rooms, "state": "understood", "holds": {"rooms": 2}}),
            json!({"name": "notes.txt", "bytes": 4, "state": "not XML", "holds": {}}),
        ]
    );
    assert_eq!(
        analysis["totals"],
        json!({
            "users": 2, "groups": 1, "categories": 2, "rooms": 2, "addins": 1, "messages": 3, "files": 0,
            "first_message": "2011-03-01T08:00:00Z", "last_message": "2012-06-30T17:45:00Z",
        })
    );
    let conflicts = findings(&analysis, "name-conflict");
    assert_eq!(
        keys(conflicts[0]),
        [
            "rule", "severity", "basis", "object", "message", "remedy", "details"
        ]
    );
    // One finding for each of the two rooms, by the ids of the input.
    assert_eq!(
        conflicts[0]["object"],
        json!({"kind": "room", "id": "57", "name": "News"})
    );
    assert_eq!(
        conflicts[1]["object"],
        json!({"kind": "room", "id": "58", "name": "news "})
    );
    assert_eq!(
        conflicts[1]["details"]["conflicts_with"],
        json!(["room 57"])
    );
    assert_eq!(found(&analysis, "name-conflict").len(), 2);
}

fn package_size(member: &str) -> usize {
    Package::clean().text(member).len()
}

#[test]
fn every_rule_finds_its_trouble_and_all_of_it_fits_the_schema() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 2_000), "");
    let analysis = place.pchat("analyze pool.zip --format json --since 2012-01-01");
    let analysis = analysis.exits(1).json();
    assert_valid(&analysis);
    let all = analysis["findings"].as_array().unwrap();
    let fired: BTreeSet<&str> = all
        .iter()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    let expected: BTreeSet<&str> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !NEED_MORE.contains(id) && !NEED_SIZE.contains(id))
        .collect();
    assert_eq!(fired, expected);
    for finding in all {
        let rule = finding["rule"]
            .as_str()
            .and_then(pchat::rules::find)
            .unwrap();
        assert_eq!(keys(&finding["details"]), rule.columns, "{}", rule.id);
        for sentence in ["message", "remedy"] {
            let sentence = finding[sentence].as_str().unwrap();
            assert!(
                sentence.ends_with('.') && !sentence.contains(['{', '}']),
                "{finding}"
            );
        }
    }
}

#[test]
fn findings_come_worst_first_and_name_each_object_once() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 2_000), "");
    let analysis = place.pchat("analyze pool.zip --format json --since 2012-01-01");
    let analysis = analysis.exits(1).json();
    let all = analysis["findings"].as_array().unwrap();
    let rank = |finding: &Value| match finding["severity"].as_str() {
        Some("error") => 0,
        Some("warning") => 1,
        _ => 2,
    };
    assert!(all.is_sorted_by_key(rank));
    let mut seen = BTreeSet::new();
    for finding in all {
        let details = &finding["details"];
        // A rule with cases says each about an object once; of text, each field; of messages, each in its room.
        let key = [
            &finding["rule"],
            &finding["object"],
            &details["case"],
            &details["field"],
            &details["room"],
        ];
        assert!(
            seen.insert(key.map(ToString::to_string)),
            "twice: {finding}"
        );
    }
}

#[test]
fn what_is_not_in_the_input_is_zero_or_null() {
    let place = Place::new();
    let rooms = Package::default().with("ChatRooms.xml", Package::clean().text("ChatRooms.xml"));
    place.write("pool.zip", rooms.zip());
    let analysis = place
        .pchat("analyze pool.zip --format json")
        .exits(0)
        .json();
    assert_valid(&analysis);
    assert_eq!(
        analysis["totals"],
        json!({
            "users": 0, "groups": 0, "categories": 0, "rooms": 2, "addins": 0, "messages": 0, "files": 0,
            "first_message": null, "last_message": null,
        })
    );
}

#[test]
fn a_folder_is_named_without_the_path_to_it() {
    let place = Place::new();
    Package::clean().unpack(&place.path("exports/May"));
    for path in ["exports/May", "./exports/May/", "exports/../exports/May"] {
        let analysis = place
            .pchat(&format!("analyze {path} --format json"))
            .exits(0)
            .json();
        assert_eq!(analysis["input"]["name"], "May", "{path}");
    }
}

#[test]
fn what_an_extract_holds_fits_the_schema() {
    let line = "analyze samples/contoso.bak --format json --fail-on never";
    let analysis = common::pchat(line).exits(0).json();
    assert_valid(&analysis);
    let holds = &analysis["input"]["members"][0]["holds"];
    assert!(holds["role types"].as_u64() > Some(0), "{holds}");
}

#[test]
fn what_was_skipped_is_counted_and_placed() {
    let place = Place::new();
    let package = Package::clean().edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, "<ChatRoom ");
    place.write("pool.zip", package.zip());
    let skipped = json!({
        "count": 1, "pages": 0, "places": ["a room without an id: ChatRooms.xml, byte 356"]
    });
    let line = "analyze pool.zip --fail-on never --format";
    let analysis = place.pchat(&format!("{line} json")).exits(4).json();
    assert_valid(&analysis);
    assert_eq!(analysis["skipped"], skipped);
    let line = "convert pool.zip --what-if --fail-on never --format";
    let plan = place.pchat(&format!("{line} json")).exits(4).json();
    assert_eq!(plan["skipped"], skipped);
    // CSV has no place for it.
    let csv = place.pchat(&format!("{line} csv")).exits(4);
    csv.says(&["pool.zip: 1 record was skipped", "ChatRooms.xml, byte 356"]);
}
