use serde_json::{Value as Json, json};

use super::super::plan;
use super::super::plan::sample::{changes, history, with_simulation};
use super::*;
use crate::directory::{ChosenCollation, CollationOrigin, Cutoff};
use crate::plan::{Action, Change, Edit};
use crate::reading::{Digest, RoomDigest};
use crate::rules::ObjectKind;

/// What the tests vary.
struct Varied {
    changes: Vec<Change>,
    rules: rules::Options,
    targets: Vec<String>,
    layout: Option<LayoutFile>,
    decisions: Vec<Decision>,
}

/// Room 57 is left out, 58 is called otherwise, and messages are left out by date.
fn plain() -> Varied {
    let name = "Sales Desk: floor";
    let mut changes: Vec<Change> = changes().drain(7..10).collect();
    if let Edit::Name { after, .. } = &mut changes[2].edit {
        *after = name.into();
    }
    Varied {
        changes,
        rules: rules::Options {
            since: Cutoff::parse("2012-01-01"),
            ..rules::Options::default()
        },
        targets: Vec::new(),
        layout: None,
        decisions: vec![
            decision("disabled-room", "57", Action::Exclude),
            decision("long-name", "58", Action::Rename(name.into())),
        ],
    }
}

fn decision(rule: &'static str, id: &str, action: Action) -> Decision {
    Decision {
        rule,
        kind: ObjectKind::Room,
        id: id.into(),
        action,
    }
}

fn written(varied: Varied) -> String {
    let history = history();
    let mut digests = Digests::default();
    let rooms = [
        ("0700", 3, 0x700),
        ("57", 10, 0x57),
        ("58", 10, u128::MAX),
        ("59", 10, 0x59),
    ];
    for (id, messages, sum) in rooms {
        let all = Digest { messages, sum };
        let room = RoomDigest {
            all,
            ..RoomDigest::default()
        };
        digests.rooms.insert(id.into(), room);
    }
    let member = |name: &str, bytes, crc, changed| ResultMember {
        name: name.into(),
        bytes,
        crc,
        changed,
    };
    let mut out = Vec::new();
    with_simulation(varied.changes, |simulation| {
        let manifest = Manifest {
            simulation,
            history: &history,
            result: ResultSummary {
                bytes: 3_254,
                digest: 0x5b0e_6f1f_27c9_d2a8_4c3e_91d0_7a86_b5f2,
                name: "converted.zip".into(),
                members: vec![
                    member("ChatRooms.xml", 1_990, 0x00c0_ffee, true),
                    member("notes.txt", 12, 0xcbf4_3926, false),
                ],
            },
            options: Options {
                rules: &varied.rules,
                targets: varied.targets,
                target_pool: None,
                level: 6,
                layout: varied.layout,
            },
            decisions: &varied.decisions,
            digests: &digests,
        };
        write(&mut out, &manifest).unwrap();
    });
    String::from_utf8(out).unwrap()
}

fn parse(varied: Varied) -> Json {
    serde_json::from_str(&written(varied)).unwrap()
}

#[test]
fn a_small_manifest_is_the_one_promised() {
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let expected = include_str!("expected.json").replace("\"version\": \"VERSION\"", &version);
    assert_eq!(written(plain()), expected);
}

#[test]
fn options_are_varied_as_they_were_given() {
    let value = parse(Varied {
        rules: rules::Options {
            separator: " - ".into(),
            since: Cutoff::parse("2012-01-01"),
            forests: vec!["contoso.com".into(), "litware.example".into()],
            collation: ChosenCollation {
                collation: "French_CI_AI".parse().unwrap(),
                origin: CollationOrigin::Input("the database mgc".into()),
            },
        },
        targets: vec!["rooms.csv".into(), "addins.csv".into()],
        layout: Some(LayoutFile {
            name: "my-layout.toml".into(),
            digest: 0xab,
        }),
        ..plain()
    });
    assert_eq!(
        value["options"],
        json!({
            "separator": " - ", "since": "2012-01-01T00:00:00Z", "targets": ["rooms.csv", "addins.csv"],
            "forests": ["contoso.com", "litware.example"],
            "collation": { "name": "French_CI_AI", "from": "input", "stated_by": "the database mgc" }, "level": 6,
            "layout": { "name": "my-layout.toml", "digest": "000000000000000000000000000000ab" },
        })
    );
}

#[test]
fn decisions_keep_their_order_and_only_a_new_name_has_a_value() {
    let name = "Desk \u{1b}[31m";
    let value = parse(Varied {
        decisions: vec![
            decision("name-conflict", "58", Action::Rename(name.into())),
            decision("disabled-room", "57", Action::Keep),
            decision("invitation-mismatch", "100", Action::EnableInvitations),
        ],
        ..plain()
    });
    assert_eq!(
        value["decisions"],
        json!([
            { "rule": "name-conflict", "kind": "room", "id": "58", "action": "rename", "value": name },
            { "rule": "disabled-room", "kind": "room", "id": "57", "action": "keep", "value": null },
            { "rule": "invitation-mismatch", "kind": "room", "id": "100", "action": "enable-invitations", "value": null },
        ])
    );
}

#[test]
fn counts_and_changes_are_those_of_the_plan() {
    let mut out = Vec::new();
    with_simulation(changes(), |simulation| {
        plan::json::write(&mut out, simulation).unwrap();
    });
    let of_plan: Json = serde_json::from_slice(&out).unwrap();
    let value = parse(Varied {
        changes: changes(),
        ..plain()
    });
    assert_eq!(value["counts"], of_plan["counts"]);
    assert_eq!(value["changes"], of_plan["changes"]);
    assert_eq!(value["changes"].as_array().map(Vec::len), Some(19));
}

fn schema(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn published() -> Json {
    schema(include_str!("../../../schema/manifest.schema.json"))
}

#[test]
fn the_published_schema_takes_it_and_nothing_else() {
    let validator = jsonschema::validator_for(&published()).unwrap();
    let full = parse(Varied {
        changes: changes(),
        rules: rules::Options::default(),
        layout: Some(LayoutFile {
            name: "my-layout.toml".into(),
            digest: u128::MAX,
        }),
        ..plain()
    });
    for value in [&full, &parse(plain())] {
        let errors: Vec<_> = validator
            .iter_errors(value)
            .map(|it| format!("{}: {it}", it.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0]);
    }

    type Spoil = fn(&mut Json);
    let spoils: [Spoil; 12] = [
        |it| it["schema"] = json!(2),
        |it| it["extra"] = json!(1),
        |it| it["tool"]["built"] = json!("2026-01-01"),
        |it| it["result"]["members"][0]["crc"] = json!(12),
        |it| it["result"]["members"][0]["crc"] = Json::Null,
        |it| it["input"]["members"][0]["changed"] = json!(true),
        |it| it["options"]["since"] = json!("yesterday"),
        |it| it["options"]["layout"] = json!("my-layout.toml"),
        |it| it["decisions"][0]["action"] = json!("burn"),
        |it| it["rooms"][0]["digest"] = json!("AB"),
        |it| it["changes"][0]["field"] = json!("colour"),
        |it| it["remaining"]["error"] = json!(-1),
    ];
    for spoil in spoils {
        let mut spoiled = full.clone();
        spoil(&mut spoiled);
        assert!(!validator.is_valid(&spoiled), "{spoiled}");
    }
}

#[test]
fn what_it_shares_with_a_plan_has_one_shape() {
    let of_plans = schema(include_str!("../../../schema/plan.schema.json"));
    let mut own = published();
    // Only a manifest has lists that several changes have in common.
    let after = &mut own["$defs"]["change"]["properties"]["after"];
    let choices = after["anyOf"].take();
    assert_eq!(choices.as_array().map(Vec::len), Some(2));
    *after = json!({ "description": after["description"], "$ref": choices[0]["$ref"] });
    for part in ["count", "objects", "change", "value"] {
        assert_eq!(own["$defs"][part], of_plans["$defs"][part], "{part}");
    }
    assert_eq!(
        own["properties"]["counts"]["properties"],
        of_plans["properties"]["counts"]["properties"]
    );
}

#[test]
fn the_documentation_shows_a_manifest() {
    let page = include_str!("../../../docs/manifest.md");
    let (_, rest) = page.split_once("```json\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let validator = jsonschema::validator_for(&published()).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&schema(example))
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
}
