use serde_json::{Value as Json, json};

use super::super::sample::{changes, with_simulation};
use super::*;
use crate::plan::Change;

fn parse(changes: Vec<Change>) -> Json {
    let mut out = Vec::new();
    with_simulation(changes, |simulation| {
        write(&mut out, simulation).unwrap();
    });
    assert!(out.ends_with(b"}\n"));
    serde_json::from_slice(&out).unwrap()
}

fn schema(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_object_is_the_one_promised() {
    let value = parse(changes());
    let keys: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "schema",
            "input",
            "counts",
            "skipped",
            "changes",
            "remaining"
        ]
    );
    assert_eq!(
        value["input"],
        json!({ "name": "PersistentChatData.zip", "kind": "package" })
    );
    assert_eq!(
        value["counts"],
        json!({
            "categories": { "kept": 2, "left_out": 1 },
            "rooms": { "kept": 2, "left_out": 1 },
            "messages": { "kept": 23, "left_out": 1_222, "before_cutoff": 1_212, "in_rooms_left_out": 10 },
            "roles_granted": 9,
            "roles_revoked": 1,
            "unnoticed": 2,
            "by_import": 1,
            "changes": {
                "left_out": 2, "messages_left_out": 1, "name": 3, "parent": 1, "invite": 1, "logged": 1, "file_post": 1,
                "behavior": 1, "visibility": 1, "granted": 1, "revoked": 1, "own_members": 1, "scope_set": 1, "scope_cut": 1, "disabled": 1,
                "topic_lost": 1,
            },
        })
    );
    let change = &value["changes"][2];
    assert_eq!(
        *change,
        json!({
            "rule": "nested-category", "basis": "documented", "by": "convert", "noticed": true,
            "object": { "kind": "category", "id": "20", "name": "Desk" },
            "field": "parent", "before": "2", "after": "1",
        })
    );
    let [granted, lost] = [11, 16].map(|at| &value["changes"][at]);
    assert_eq!(granted["before"], Json::Null);
    assert_eq!(granted["after"].as_array().map(Vec::len), Some(9));
    assert_eq!(
        (&lost["by"], &lost["before"]),
        (&json!("import"), &json!("=Büro"))
    );
}

#[test]
fn the_published_schema_takes_it_and_nothing_else() {
    let schema_of_plans = schema(include_str!("../../../../schema/plan.schema.json"));
    let validator = jsonschema::validator_for(&schema_of_plans).unwrap();
    let value = parse(changes());
    let errors: Vec<_> = validator
        .iter_errors(&value)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    assert!(validator.is_valid(&parse(Vec::new())));

    type Spoil = fn(&mut Json);
    let spoils: [Spoil; 8] = [
        |it| it["schema"] = json!(2),
        |it| it["extra"] = json!(1),
        |it| it["changes"][0]["by"] = json!("somebody"),
        |it| it["changes"][0]["field"] = json!("colour"),
        |it| it["changes"][0]["object"]["kind"] = json!("user"),
        |it| it["changes"][0]["after"] = json!({}),
        |it| it["counts"]["changes"]["name"] = json!(-1),
        |it| it["remaining"][0]["severity"] = json!("fatal"),
    ];
    for spoil in spoils {
        let mut spoiled = value.clone();
        spoil(&mut spoiled);
        assert!(!validator.is_valid(&spoiled), "{spoiled}");
    }
}

#[test]
fn findings_are_those_of_an_analysis() {
    let of_plans = schema(include_str!("../../../../schema/plan.schema.json"));
    let of_analyses = schema(include_str!("../../../../schema/analysis.schema.json"));
    // Beside what makes it.
    let mut of_plan = of_plans["$defs"]["finding"].clone();
    for own in ["caused_by", "decided"] {
        let properties = of_plan["properties"].as_object_mut().unwrap();
        assert!(properties.remove(own).is_some());
        let required = of_plan["required"].as_array_mut().unwrap();
        required.retain(|name| name != own);
    }
    assert_eq!(of_plan, of_analyses["$defs"]["finding"]);
}
