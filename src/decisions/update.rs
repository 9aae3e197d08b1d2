//! What becomes of the rows when the findings are new.

use std::collections::BTreeMap;

use super::place::Place;
use super::proposal::{Proposal, proposals};
use super::row::{BULK, Row};
use super::table::DecisionTable;
use crate::decisions::identity::{Sameness, now};
use crate::directory::Directory;
use crate::plan::Decision;
use crate::rules::{Evidence, MANUAL, Object, Outcome};

/// How many rows the file has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Those that were not there before.
    pub new: usize,
    /// Those that were, and still stand for a finding, or for a rule that was not checked.
    pub kept: usize,
    /// Those whose finding has gone.
    pub gone: usize,
    /// Of those that have gone: where the input has another object under the id.
    pub other: usize,
    /// Of those that were kept: where the object has another name now, in the order of the file.
    pub renamed: Vec<Renamed>,
}

/// A row that was kept although its object has another name now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Where it stands in the file as it is now.
    pub place: Place,
    /// What was decided.
    pub decision: Decision,
    /// The name that the row had.
    pub before: String,
    /// The name that the object has.
    pub after: String,
}

/// The same, before the rows have their places.
struct RenamedRow {
    decision: Decision,
    before: String,
    after: String,
}

impl DecisionTable {
    /// One row for each rule and object that something can be done about, in the order of the findings; then what is
    /// left of the rows there were.
    pub(super) fn update(
        &mut self,
        outcome: &Outcome,
        evidence: &Evidence<'_>,
        only: &[String],
    ) -> RowCounts {
        let mut counts = RowCounts::default();
        let rows = std::mem::take(&mut self.rows);
        let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        // Of two rows for one thing, the one that has not gone.
        let (gone, there): (Vec<_>, Vec<_>) =
            (0..rows.len()).partition(|at| rows[*at].as_ref().is_some_and(|row| self.is_gone(row)));
        for at in gone.into_iter().chain(there) {
            let Some(row) = &rows[at] else { continue };
            let Decision { rule, kind, id, .. } = &row.decision;
            let sameness = self.sameness(row, evidence.directory);
            if sameness == Sameness::Other {
                counts.other += usize::from(!self.is_gone(row));
            } else {
                known.insert((*rule, *kind, id.clone()), at);
            }
        }
        // By where their rows are now.
        let mut renamed = BTreeMap::new();
        for proposal in proposals(outcome, evidence) {
            let Proposal {
                finding,
                decision,
                identity,
                reason,
            } = proposal;
            let object = &outcome.findings[finding].object;
            let key = (decision.rule, object.kind, object.id.clone());
            let before = known.get(&key).and_then(|at| rows[*at].take());
            if let Some(mut row) = before {
                if self.sameness(&row, evidence.directory) == Sameness::Renamed {
                    renamed.insert(self.rows.len(), self.renamed(&row, object));
                }
                self.refresh(&mut row, object, &identity);
                self.rows.push(row);
                counts.kept += 1;
            } else if !known.contains_key(&(decision.rule, object.kind, BULK.to_owned())) {
                let mut row = self.new_row(object, &identity, decision);
                if let Some(reason) = reason {
                    self.note(&mut row, &reason.to_string());
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
            let Decision { rule, kind, id, .. } = &row.decision;
            let now = now(evidence.directory, *kind, id);
            let is_other = self.sameness(&row, evidence.directory) == Sameness::Other;
            let is_there = match *rule {
                MANUAL => now.is_some(),
                rule => !was_checked(rule) || id == BULK,
            };
            if is_other || !is_there {
                self.mark(&mut row);
            } else if *rule == MANUAL
                && let Some((object, identity)) = now
            {
                if self.sameness(&row, evidence.directory) == Sameness::Renamed {
                    renamed.insert(self.rows.len(), self.renamed(&row, &object));
                }
                self.refresh(&mut row, &object, &identity);
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
        let places = self.places();
        counts.renamed = renamed
            .into_iter()
            .map(|(at, row): (usize, RenamedRow)| Renamed {
                place: places[at],
                decision: row.decision,
                before: row.before,
                after: row.after,
            })
            .collect();
        counts
    }

    fn renamed(&self, row: &Row, object: &Object) -> RenamedRow {
        RenamedRow {
            decision: row.decision.clone(),
            before: self.row_identity(row).name,
            after: object.name.clone(),
        }
    }

    /// Whether the row is about what the input has under its id; also where it has nothing.
    fn sameness(&self, row: &Row, directory: &Directory) -> Sameness {
        let now = now(directory, row.decision.kind, &row.decision.id);
        now.map_or(Sameness::Same, |(object, identity)| {
            self.row_identity(row).compare(&object, &identity)
        })
    }
}
