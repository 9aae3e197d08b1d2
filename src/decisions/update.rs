//! What becomes of the rows when the findings are new.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::Sheet;
use crate::plan::{Decision, Reason, Recommendations, is_actionable};
use crate::rules::{Evidence, Outcome};

/// How many rows the file has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that were not there before.
    pub new: usize,
    /// Those that were, and still stand for a finding, or for a rule that was not checked.
    pub kept: usize,
    /// Those whose finding has gone.
    pub gone: usize,
}

impl Sheet {
    /// One row for each rule and object that something can be done about, in the order of the findings; then what is
    /// left of the rows there were.
    pub(super) fn update(
        &mut self,
        outcome: &Outcome,
        evidence: &Evidence<'_>,
        only: &[String],
    ) -> Counts {
        let mut counts = Counts::default();
        let rows = std::mem::take(&mut self.rows);
        let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
        let mut known = BTreeMap::new();
        for (at, row) in rows.iter().flatten().enumerate() {
            let Decision { rule, kind, id, .. } = &row.decision;
            known.insert((*rule, *kind, id.clone()), at);
        }
        let recommendations = Recommendations::new(evidence);
        let mut written = BTreeSet::new();
        for finding in &outcome.findings {
            let object = &finding.object;
            let key = (finding.rule, object.kind, object.id.clone());
            // A rule may have several things to say about one object.
            if !is_actionable(finding, evidence) || !written.insert(key.clone()) {
                continue;
            }
            let before = known.get(&key).and_then(|at| rows[*at].take());
            if let Some(mut row) = before {
                self.refresh(&mut row, object);
                self.rows.push(row);
                counts.kept += 1;
            } else {
                let (action, reason) = recommendations.of(finding);
                let decision = Decision {
                    rule: finding.rule,
                    kind: object.kind,
                    id: object.id.clone(),
                    action,
                };
                let mut row = self.new_row(object, decision);
                if let Some(reason) = reason {
                    self.note(&mut row, &why(&reason));
                }
                self.rows.push(row);
                counts.new += 1;
            }
        }

        let was_checked = |rule: &str| {
            (only.is_empty() || only.iter().any(|id| id == rule))
                && outcome.not_run.iter().all(|(id, _)| *id != rule)
        };
        let mut gone = Vec::new();
        for mut row in rows.into_iter().flatten() {
            if was_checked(row.decision.rule) {
                self.mark(&mut row);
            }
            if self.is_gone(&row) {
                counts.gone += 1;
                gone.push(row);
            } else {
                counts.kept += 1;
                self.rows.push(row);
            }
        }
        self.rows.append(&mut gone);
        counts
    }
}

/// Why something is recommended that takes something away, for the note of its row.
fn why(reason: &Reason) -> String {
    match reason {
        Reason::Disabled => "disabled: cannot manage a room".into(),
        Reason::Federated => "federated: the import disables it".into(),
        Reason::Foreign(domain) => format!("of another forest than the target's: {domain}"),
    }
}
