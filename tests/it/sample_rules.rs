//! What `samples/README.md` says of the sample, and what the options of `analyze` find in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::pchat;
use pchat::rules::RULES;
use serde_json::Value;

const ALL_OPTIONS: &str = "--target samples/target --since 2010-01-01 --store samples/filestore";

/// The findings of the sample, each as its rule, kind and id.
fn findings(options: &str) -> Vec<(String, Value)> {
    let outcome = pchat(&format!(
        "analyze samples/contoso.zip --format json --fail-on never {options}"
    ))
    .exits(0);
    let analysis = outcome.json();
    let list = analysis["findings"].as_array().expect("a list");
    let rule = |finding: &Value| finding["rule"].as_str().expect("a rule").to_owned();
    list.iter()
        .map(|finding| (rule(finding), finding.clone()))
        .collect()
}

fn ids(findings: &[(String, Value)], rule: &str, detail: &str, value: &str) -> Vec<String> {
    let of_rule = findings
        .iter()
        .filter(|(id, finding)| id == rule && finding["details"][detail] == *value);
    of_rule
        .map(|(_, finding)| finding["object"]["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn every_rule_but_capacity_finds_something() {
    let found: BTreeSet<String> = findings(ALL_OPTIONS)
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    let missing: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !found.contains(*id))
        .collect();
    assert_eq!(missing, ["capacity"]);
}

#[test]
fn every_object_found_is_named_in_the_table_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("samples/README.md")).unwrap();
    let rows: BTreeMap<&str, &str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .collect();
    for (rule, finding) in findings(ALL_OPTIONS) {
        let id = finding["object"]["id"].as_str().unwrap();
        let row = rows[rule.as_str()];
        let kind = finding["object"]["kind"].as_str().unwrap();
        // Add-ins are told by name, members of messages and files in words.
        if matches!(kind, "category" | "room" | "principal") {
            let named = row
                .split(|c: char| !c.is_ascii_digit())
                .any(|number| number == id);
            assert!(named, "{rule}: {kind} {id} is not in: {row}");
        }
    }
}

#[test]
fn the_target_is_compared_by_kind() {
    let found = findings(ALL_OPTIONS);
    let rooms_and_categories = |case| {
        let mut ids = ids(&found, "target-conflict", "case", case);
        ids.retain(|id| id.len() < 4);
        ids
    };
    assert_eq!(rooms_and_categories("overwritten"), ["2", "21"]);
    assert_eq!(rooms_and_categories("refused"), ["23", "30"]);
    let without = findings("");
    assert!(without.iter().all(|(rule, _)| rule != "target-conflict"));
}

#[test]
fn an_export_package_of_the_target_serves_as_well() {
    let found = findings("--target samples/contoso.zip --only target-conflict");
    let refused = ids(&found, "target-conflict", "case", "refused");
    let overwritten = ids(&found, "target-conflict", "case", "overwritten");
    // Compared with itself: names that flattening does not change are there already.
    assert!(overwritten.contains(&"21".to_owned()) && overwritten.contains(&"2".to_owned()));
    assert!(refused.contains(&"23".to_owned()), "{refused:?}");
}

#[test]
fn a_file_that_the_store_lacks_is_an_error() {
    let found = findings("--store samples/filestore --only uploaded-file");
    assert_eq!(ids(&found, "uploaded-file", "case", "missing"), ["21"]);
    let (_, missing) = found
        .iter()
        .find(|(_, finding)| finding["details"]["case"] == "missing")
        .unwrap();
    assert_eq!(
        (&missing["severity"], &missing["basis"]),
        (&"error".into(), &"inferred".into())
    );
    assert_eq!(missing["details"]["missing"], 1);
    let without = findings("--only uploaded-file");
    assert!(
        without
            .iter()
            .all(|(_, finding)| finding["severity"] == "info")
    );
}

#[test]
fn a_date_leaves_rooms_empty() {
    let found = findings("--since 2010-01-01 --only before-cutoff");
    assert_eq!(
        ids(&found, "before-cutoff", "case", "all"),
        ["23", "32", "35", "60"]
    );
    assert_eq!(ids(&found, "before-cutoff", "case", "some"), ["24"]);
}

#[test]
fn an_inventory_that_cannot_be_read_is_3() {
    pchat("analyze samples/contoso.zip --target samples/README.md")
        .exits(3)
        .says(&["README.md"]);
    pchat("analyze samples/contoso.zip --target samples/nowhere")
        .exits(3)
        .says(&["nowhere"]);
    pchat("analyze samples/contoso.zip --store samples/nowhere")
        .exits(3)
        .says(&["nowhere"]);
}
