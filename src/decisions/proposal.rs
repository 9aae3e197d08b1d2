use std::collections::BTreeSet;

use super::identity::now;
use crate::plan::{Decision, Reason, Recommendations, is_actionable};
use crate::rules::{Evidence, Outcome};

/// A row that a new file has: what is recommended about a finding.
#[derive(Debug)]
pub struct Proposal {
    /// The finding, by its place in [`Outcome::findings`]; of several of one rule about one object, the first.
    pub finding: usize,
    /// What is recommended.
    pub decision: Decision,
    /// The object's own GUID or address; empty where it has none.
    pub identity: String,
    /// Why, where that takes something away or would if more were known.
    pub reason: Option<Reason>,
}

/// A row for each rule and object that something can be done about, in the order of the findings.
pub fn proposals(outcome: &Outcome, evidence: &Evidence<'_>) -> Vec<Proposal> {
    let recommendations = Recommendations::new(evidence);
    let mut known = BTreeSet::new();
    let mut proposals = Vec::new();
    for (at, finding) in outcome.findings.iter().enumerate() {
        let object = &finding.object;
        // A rule may have several things to say about one object.
        if !is_actionable(finding, evidence)
            || !known.insert((finding.rule, object.kind, &object.id))
        {
            continue;
        }
        let (action, reason) = recommendations.of(finding);
        let now = now(evidence.directory, object.kind, &object.id);
        proposals.push(Proposal {
            finding: at,
            decision: Decision {
                rule: finding.rule,
                kind: object.kind,
                id: object.id.clone(),
                action,
            },
            identity: now.map(|(_, identity)| identity).unwrap_or_default(),
            reason,
        });
    }
    proposals
}
