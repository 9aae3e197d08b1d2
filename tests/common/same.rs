//! What must be the same wherever a pool is read from.

use serde_json::Value;

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
