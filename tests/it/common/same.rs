//! What must be the same wherever a pool is read from, and where one input is the other, redacted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Outcome, Place};

/// What must not depend on the form: everything but the names of the input's parts, and what states the collation.
#[track_caller]
pub fn essence(outcome: &Outcome) -> Value {
    let mut analysis = outcome.json();
    if let Some(input) = analysis.as_object_mut() {
        input.remove("input");
        input.remove("collation");
    }
    let findings = analysis["findings"].as_array_mut().expect("findings");
    findings.retain(|finding| finding["rule"] != "not-understood");
    assert!(findings.len() > 50, "{} findings", findings.len());
    analysis
}

/// The digests of all rooms, from the manifest of a conversion.
#[track_caller]
pub fn digests(place: &Place, input: &str, output: &str) -> Value {
    let line = format!("convert {input} -o {output}.zip --force -q --fail-on never");
    place.pchat(&line).exits(0);
    let manifest = place.read(&format!("{output}.manifest.json"));
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    manifest["rooms"].clone()
}

/// All findings without texts: rule, severity, object, case, and all numbers and flags.
pub fn without_words(analysis: &Value, ids: bool) -> Vec<Value> {
    let findings = analysis["findings"].as_array().expect("findings");
    let words = ["case", "field", "character", "time"];
    findings
        .iter()
        .map(|finding| {
            let details = finding["details"].as_object().expect("details");
            let shown = details.iter().filter(|(name, value)| {
                !value.is_string() && !value.is_array() || words.contains(&name.as_str())
            });
            let object = &finding["object"];
            // Add-ins have GUIDs, and members names.
            let is_number = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit());
            let id = object["id"].as_str().filter(|id| ids && is_number(id));
            json!({
                "rule": finding["rule"], "severity": finding["severity"], "basis": finding["basis"],
                "kind": object["kind"], "id": id, "details": shown.collect::<BTreeMap<_, _>>(),
            })
        })
        .collect()
}

/// Analyzes both, and makes sure that they say the same: the redacted one without what nobody understands, unless it was
/// kept.
#[track_caller]
pub fn assert_same_findings(before: &Outcome, after: &Outcome, ids: bool, kept: bool) {
    let [mut a, mut b] = [before, after].map(Outcome::json);
    assert_eq!(before.code, after.code);
    assert_eq!(a["totals"], b["totals"]);
    for analysis in [&mut a, &mut b] {
        let findings = analysis["findings"].as_array_mut().expect("findings");
        findings.retain(|finding| kept || finding["rule"] != "not-understood");
    }
    let [a, b] = [&a, &b].map(|analysis| {
        let mut findings = without_words(analysis, ids);
        // Findings stand in the order of ids: with others it is another one.
        if !ids {
            findings.sort_by_key(Value::to_string);
        }
        findings
    });
    assert!(!a.is_empty(), "no findings");
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b) {
        assert_eq!(a, b);
    }
}
