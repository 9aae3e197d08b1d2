//! `convert --what-if`: everything is said, and nothing is written.

use std::path::Path;

use insta::assert_snapshot;

use crate::common::{Place, pchat};
use serde_json::{Value, json};

const SIMULATE: &str =
    "convert contoso.zip --what-if --decisions decisions.csv --since 2010-01-01 --fail-on never";

/// The sample with the recommended decisions.
fn sample() -> Place {
    let place = Place::new();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contoso.zip");
    place.write("contoso.zip", std::fs::read(sample).expect("the sample"));
    place
        .pchat("analyze contoso.zip --quiet --fail-on never --decisions decisions.csv")
        .exits(0);
    place
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().expect("a list")
}

#[test]
fn nothing_is_written() {
    let place = sample();
    let before = place.list("");
    let decisions = place.read("decisions.csv");
    for format in ["table", "csv", "json"] {
        place
            .pchat(&format!("{SIMULATE} --format {format}"))
            .exits(0);
    }
    assert_eq!(place.list(""), before);
    assert_eq!(place.read("decisions.csv"), decisions);
}

#[test]
fn every_format_says_the_same() {
    let place = sample();
    let json = place
        .pchat(&format!("{SIMULATE} --format json"))
        .exits(0)
        .json();
    let schema = serde_json::from_str(include_str!("../../schema/plan.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    let changes = list(&json, "changes");
    let by_kind = json["counts"]["changes"].as_object().expect("counts");
    let sum: u64 = by_kind.values().filter_map(Value::as_u64).sum();
    assert_eq!(sum, changes.len() as u64);

    let csv = place
        .pchat(&format!("{SIMULATE} --format csv"))
        .exits(0)
        .text();
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some(
            "rule,basis,by,kind,id,name,field,before,after,noticed,severity,caused_by,decided,message,remedy"
        )
    );
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    for (line, change) in changes
        .iter()
        .zip(lines.by_ref())
        .map(|(change, line)| (line, change))
    {
        let object = &change["object"];
        let words = [
            &change["rule"],
            &change["basis"],
            &change["by"],
            &object["kind"],
            &object["id"],
        ];
        let words = words.map(text).join(",");
        assert!(line.starts_with(&format!("{words},")), "{line}");
    }
    let remaining = list(&json, "remaining");
    for (line, finding) in lines.zip(remaining) {
        let rule = text(&finding["rule"]);
        assert!(
            line.starts_with(&format!("{rule},")) && line.contains(",remains,"),
            "{line}"
        );
    }
    assert_eq!(csv.lines().count(), changes.len() + remaining.len() + 1);

    let by_import = json["counts"]["by_import"].as_u64().expect("a count");
    let unnoticed = &json["counts"]["unnoticed"];
    let count = changes.len() as u64 - by_import;
    let table = place.pchat(SIMULATE).exits(0);
    assert_snapshot!("what_if", table.text());
    table.prints(&[
        &format!("\n{count} changes · {unnoticed} of them change nothing for anybody · {by_import} more by the import\n"),
    ]);
    let all = place.pchat(&format!("{SIMULATE} --rows 0")).exits(0).text();
    assert!(!all.contains("more:"));
    assert_eq!(all.matches("manager: User 0").count(), 23);
}

#[test]
fn what_is_done_is_what_was_shown() {
    let place = sample();
    let shown = place
        .pchat(&format!("{SIMULATE} --format json"))
        .exits(0)
        .json();
    let convert = SIMULATE.replace("--what-if", "-o out.zip");
    let done = place
        .pchat(&format!("{convert} --format json"))
        .exits(0)
        .json();
    assert_eq!(done, shown);
    let manifest: Value = serde_json::from_slice(&place.read("out.manifest.json")).expect("JSON");
    assert_eq!(manifest["changes"], shown["changes"]);
    assert_eq!(manifest["counts"], shown["counts"]);

    // What was said to remain is what is found then.
    let analysis = place
        .pchat("analyze out.zip --since 2010-01-01 --fail-on never --format json")
        .exits(0)
        .json();
    let mut found = list(&shown, "remaining").to_vec();
    for finding in &mut found {
        let finding = finding.as_object_mut().expect("an object");
        assert!(finding.remove("caused_by").is_some() && finding.remove("decided").is_some());
    }
    assert_eq!(list(&analysis, "findings"), found);
    let remaining = ["error", "warning", "info"].map(|severity| {
        let findings = list(&shown, "remaining").iter();
        findings
            .filter(|finding| finding["severity"] == severity)
            .count()
    });
    let [error, warning, info] = remaining;
    assert_eq!(
        manifest["remaining"],
        json!({ "error": error, "warning": warning, "info": info })
    );
}

#[test]
fn findings_that_remain_make_the_exit_code() {
    let place = sample();
    let line = "convert contoso.zip --what-if --quiet --decisions decisions.csv";
    place.pchat(line).exits(1);
    place.pchat(&format!("{line} --fail-on never")).exits(0);
}

#[test]
fn it_goes_without_an_output_and_not_with_one() {
    pchat("convert samples/contoso.zip").fails(2, &["--output <OUT.zip>"]);
    pchat("convert samples/contoso.zip --what-if -o out.zip").fails(2, &["cannot be used with"]);
    pchat("convert samples/contoso.zip --what-if --force")
        .fails(2, &["cannot be used with", "--report"]);
}
