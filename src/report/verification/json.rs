//! `verify --format json`: one object, whose shape is a promise (`docs/json.md`, `schema/verification.schema.json`).

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::Serializer;

use super::super::InputSummary;
use super::super::json::pretty;
use super::Verification;
use crate::rules::{Object, Value};
use crate::verify::{Counts, Difference};
use crate::wording::in_english;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// Writes the verification. Differences are written one by one, whatever their number.
pub fn write(out: &mut dyn Write, verification: &Verification<'_>) -> io::Result<()> {
    in_english(|| {
        let document = Document {
            schema: SCHEMA,
            equal: verification.differences.is_empty(),
            source: Input::from(&verification.source),
            result: Input::from(&verification.result),
            matching: if verification.imported {
                "imported"
            } else {
                "ids"
            },
            manifest: Manifest {
                name: verification.manifest.name.as_deref(),
                compared: verification.manifest.extent.word(),
            },
            reordered: &verification.reordered,
            counts: &verification.counts,
            differences: Differences(verification.differences),
            messages_unlisted: verification.unlisted,
            messages_complete: !verification.incomplete,
        };
        pretty(out, &document)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    equal: bool,
    source: Input<'a>,
    result: Input<'a>,
    matching: &'static str,
    manifest: Manifest<'a>,
    reordered: &'a [String],
    counts: &'a Counts,
    differences: Differences<'a>,
    messages_unlisted: u64,
    messages_complete: bool,
}

#[derive(Serialize)]
struct Manifest<'a> {
    name: Option<&'a str>,
    compared: &'static str,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
}

impl<'a> From<&'a InputSummary> for Input<'a> {
    fn from(input: &'a InputSummary) -> Self {
        Input {
            name: &input.name,
            kind: input.kind.word(),
        }
    }
}

struct Differences<'a>(&'a [Difference]);

impl Serialize for Differences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|difference| Entry {
            object: &difference.object,
            room: difference.room.as_deref(),
            field: difference.field,
            expected: &difference.expected,
            found: &difference.found,
        }))
    }
}

#[derive(Serialize)]
struct Entry<'a> {
    object: &'a Object,
    room: Option<&'a str>,
    field: &'static str,
    expected: &'a Value,
    found: &'a Value,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample;
    use super::*;

    fn parse(verification: &Verification<'_>) -> serde_json::Value {
        let mut out = Vec::new();
        write(&mut out, verification).unwrap();
        assert!(out.ends_with(b"}\n"));
        let value = serde_json::from_slice(&out).unwrap();
        let schema = include_str!("../../../schema/verification.schema.json");
        let schema = serde_json::from_str(schema).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0]);
        value
    }

    #[test]
    fn the_object_is_the_one_promised() {
        sample::with_differences(|verification| {
            let value = parse(verification);
            assert_eq!(value["equal"], false);
            assert_eq!(value["matching"], "ids");
            let name = json!("PersistentChatData.zip");
            assert_eq!(value["source"], json!({ "name": name, "kind": "package" }));
            assert_eq!(value["counts"]["messages"], 40_000);
            assert_eq!(value["messages_unlisted"], 90);
            assert_eq!(value["messages_complete"], false);
            assert_eq!(
                value["differences"][4],
                json!({
                    "object": { "kind": "room", "id": "57", "name": "=News" }, "room": null,
                    "field": "member", "expected": ["20", "21"], "found": ["99"],
                })
            );
            assert_eq!(
                value["differences"][9],
                json!({
                    "object": { "kind": "message", "id": "7", "name": "" }, "room": "57",
                    "field": "message", "expected": 1, "found": 0,
                })
            );
        });
    }

    #[test]
    fn what_is_equal_is_said_to_be() {
        let value = parse(&sample::equal());
        assert_eq!(
            (&value["equal"], &value["differences"]),
            (&json!(true), &json!([]))
        );
        assert_eq!(value["messages_complete"], true);
    }
}
