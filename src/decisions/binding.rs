//! Whether a row is about the object that the input has under its id: ids are small numbers, and another pool, or a later
//! export, has them too.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{Error, Problem};
use super::fault::Fault;
use super::place::Place;
use super::row::{BULK, shown};
use super::{Decisions, saved};
use crate::decisions::identity::{DecisionRow, Sameness, now};
use crate::decisions::row::DEPENDENT;
use crate::directory::Directory;
use crate::plan::{Decision, is_actionable, missing};
use crate::rules::{Evidence, MANUAL, Outcome};

/// Gives a decision the id as the input spells it, where the file has it with more zeros at its beginning.
pub(super) fn respell(decision: &mut Decision, directory: &Directory) -> bool {
    let Decision { kind, id, .. } = decision;
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !id.starts_with('0') || now(directory, *kind, id).is_some() {
        return false;
    }
    let plain = match id.trim_start_matches('0') {
        "" => "0",
        plain => plain,
    };
    let is_there = now(directory, *kind, plain).is_some();
    if is_there {
        *id = plain.to_owned();
    }
    is_there
}

/// Rows that decide what another row decides already; where ids are spelled as in the input.
pub(super) fn repeated<'a>(rows: impl Iterator<Item = (Place, &'a Decision)>) -> Vec<Problem> {
    let mut known = BTreeMap::new();
    let mut problems = Vec::new();
    for (place, decision) in rows {
        let Decision { rule, kind, id, .. } = decision;
        if let Some(other) = known.insert((*rule, *kind, id.as_str()), place) {
            let fault = Fault::Repeated {
                rule,
                kind: *kind,
                id: shown(id),
                other,
            };
            problems.push(fault.at(place));
        }
    }
    problems
}

impl Decisions {
    /// The rules that [`Decisions::bind`] has to know the findings of.
    pub fn rules(&self) -> Vec<String> {
        let rules: BTreeSet<&str> = self.list.iter().map(|it| it.rule).collect();
        let rules = rules.into_iter();
        rules
            .filter(|rule| *rule != MANUAL)
            .map(str::to_owned)
            .collect()
    }

    /// The decisions for this input: those of the file, and for a row with the id `*` one for each finding of its rule
    /// that has no row of its own. `outcome` is what [`Decisions::rules`] find.
    ///
    /// # Errors
    /// Where a row is about another object, or about a finding that is not there, or the file lost characters.
    pub fn bind(mut self, evidence: &Evidence<'_>, outcome: &Outcome) -> Result<Decisions, Error> {
        let directory = evidence.directory;
        let mut respelled = false;
        for decision in &mut self.list {
            respelled |= respell(decision, directory);
        }
        if respelled {
            let problems = repeated(self.places.iter().copied().zip(&self.list));
            if !problems.is_empty() {
                return Err(Error::new(&self.path, problems));
            }
        }
        let rows = self.places.iter().zip(&self.list).zip(&self.row_identities);
        let rows: Vec<DecisionRow<'_>> = rows
            .map(|((place, decision), row)| (*place, decision, row.clone()))
            .collect();
        let mut problems = saved::badly(directory, &outcome.findings, &rows, self.in_code_page);
        if !problems.is_empty() {
            return Err(Error::new(&self.path, problems));
        }
        let findings: BTreeSet<_> = outcome
            .findings
            .iter()
            .filter(|finding| is_actionable(finding, evidence))
            .map(|it| (it.rule, it.object.kind, it.object.id.as_str()))
            .collect();
        let was_checked = |rule: &str| {
            !DEPENDENT.contains(&rule) && outcome.not_run.iter().all(|(id, _)| *id != rule)
        };
        for (place, decision, row) in &rows {
            let Decision { rule, kind, id, .. } = decision;
            if *id == BULK {
                continue;
            }
            let Some((object, identity)) = now(directory, *kind, id) else {
                let missing = missing(evidence, decision);
                let refused = |reason| Fault::Refused {
                    reason,
                    other: None,
                };
                problems.extend(missing.map(|reason| refused(reason).at(*place)));
                continue;
            };
            let (rule, kind, id) = (*rule, *kind, id.as_str());
            let fault = match row.compare(&object, &identity) {
                Sameness::Other => Fault::OtherObject {
                    kind,
                    id: id.to_owned(),
                    name_then: shown(&row.name),
                    identity_then: shown(&row.identity),
                    name_now: shown(&object.name),
                    identity_now: shown(&identity),
                },
                Sameness::Renamed => Fault::Renamed {
                    kind,
                    id: id.to_owned(),
                    name_then: shown(&row.name),
                    name_now: shown(&object.name),
                },
                Sameness::Same
                    if rule != MANUAL
                        && was_checked(rule)
                        && !findings.contains(&(rule, kind, id)) =>
                {
                    Fault::NothingFound {
                        rule,
                        kind,
                        id: id.to_owned(),
                        name: shown(&object.name),
                    }
                }
                Sameness::Same => continue,
            };
            problems.push(fault.at(*place));
        }
        if !problems.is_empty() {
            return Err(Error::new(&self.path, problems));
        }
        let single: BTreeSet<_> = self
            .list
            .iter()
            .map(|it| (it.rule, it.kind, it.id.as_str()))
            .collect();
        let mut list = Vec::new();
        let mut places = Vec::new();
        let mut for_all = Vec::new();
        for (at, decision) in self.list.iter().enumerate() {
            if decision.id != BULK {
                list.push(decision.clone());
                places.push(self.places[at]);
                continue;
            }
            for_all.push(decision.clone());
            let of_it = findings.iter().filter(|key| {
                (key.0, key.1) == (decision.rule, decision.kind) && !single.contains(*key)
            });
            for (_, _, id) in of_it {
                let id = (*id).to_owned();
                list.push(Decision {
                    id,
                    ..decision.clone()
                });
                places.push(self.places[at]);
            }
        }
        Ok(Decisions {
            list,
            places,
            row_identities: Vec::new(),
            for_all,
            path: self.path,
            in_code_page: self.in_code_page,
            gone: self.gone,
        })
    }
}
