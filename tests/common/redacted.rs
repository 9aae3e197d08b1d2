//! What of two analyses has to be the same where one input is the other, redacted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Outcome;

/// All findings without texts: rule, severity, object, case, and all numbers and flags.
pub fn essence(analysis: &Value, ids: bool) -> Vec<Value> {
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
    let [a, b] = [&a, &b].map(|analysis| essence(analysis, ids));
    assert!(!a.is_empty(), "no findings");
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b) {
        assert_eq!(a, b);
    }
}
