//! Which findings that remain are the conversion's own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Decision, Plan};
use crate::directory::Directory;
use crate::rules::{self, Evidence, Finding, ObjectKind, RULES, Severity};

/// Why a finding remains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The rule whose changes make the finding, which the source did not have.
    pub by: Option<&'static str>,
    /// Whether somebody decided about it, and it is there all the same.
    pub decided: bool,
}

type Key<'a> = (&'static str, ObjectKind, &'a str);

fn key(finding: &Finding) -> Key<'_> {
    let object = &finding.object;
    (finding.rule, object.kind, &object.id)
}

impl Plan {
    /// Why each of these findings remains, in their order. They are about `after`, the pool as the plan leaves it, and
    /// `before` is the source, looked at with the same options.
    pub fn causes(
        &self,
        before: &Evidence<'_>,
        after: &Evidence<'_>,
        remaining: &[Finding],
        decisions: &[Decision],
    ) -> Vec<Cause> {
        let decided: HashSet<_> = (decisions.iter())
            .map(|it| (it.rule, it.kind as u8, it.id.as_str()))
            .collect();
        let mut causes: Vec<Cause> = (remaining.iter())
            .map(|it| {
                let object = &it.object;
                Cause {
                    by: None,
                    decided: decided.contains(&(it.rule, object.kind as u8, &object.id)),
                }
            })
            .collect();
        let rules: BTreeSet<&str> = remaining.iter().map(|it| it.rule).collect();
        let rules: Vec<String> = rules.into_iter().map(str::to_owned).collect();
        let in_source = match rules.is_empty() {
            true => Vec::new(),
            false => rules::check(before, &rules).findings,
        };
        let new = beyond(remaining, &in_source);
        if new.is_empty() || self.changes.is_empty() {
            return causes;
        }
        // What is not there without the changes of a rule is caused by them.
        let rules: BTreeSet<&str> = new.iter().map(|at| remaining[*at].rule).collect();
        let rules: Vec<String> = rules.into_iter().map(str::to_owned).collect();
        for rule in RULES {
            if new.iter().all(|at| causes[*at].by.is_some()) {
                break;
            }
            if self.changes.iter().any(|change| change.rule == rule.id) {
                let directory = self.without(rule.id).apply(before.directory);
                let findings = rules::check(&looked_at(&directory, after), &rules).findings;
                for at in beyond(remaining, &findings) {
                    causes[at].by = causes[at]
                        .by
                        .or(Some(rule.id).filter(|_| new.contains(&at)));
                }
            }
        }
        // Several rules make it, each of them alone: the first whose changes are about the object, or the first there is.
        let open: Vec<usize> = (new.into_iter())
            .filter(|at| causes[*at].by.is_none())
            .collect();
        if open.is_empty() {
            return causes;
        }
        let mut first: HashMap<(u8, String), &str> = HashMap::new();
        for change in &self.changes {
            let object = change.subject.object(before.directory);
            let about = (object.kind as u8, object.id);
            first.entry(about).or_insert(change.rule);
        }
        for at in open {
            let object = &remaining[at].object;
            let about = first.get(&(object.kind as u8, object.id.clone()));
            causes[at].by = about.copied().or(self.changes.first().map(|it| it.rule));
        }
        causes
    }

    fn without(&self, rule: &str) -> Plan {
        let mut changes = self.changes.clone();
        changes.retain(|change| change.rule != rule);
        Plan {
            changes,
            orphan_messages_left_out: self.orphan_messages_left_out,
        }
    }
}

/// The places of the findings that the others do not have, or not so often, or not so bad.
fn beyond(findings: &[Finding], others: &[Finding]) -> BTreeSet<usize> {
    let mut there: BTreeMap<Key<'_>, Vec<Severity>> = BTreeMap::new();
    for other in others {
        there.entry(key(other)).or_default().push(other.severity);
    }
    let mut beyond = BTreeSet::new();
    for (at, finding) in findings.iter().enumerate() {
        let others = there.entry(key(finding)).or_default();
        match others.iter().position(|it| *it >= finding.severity) {
            Some(other) => {
                others.swap_remove(other);
            }
            None => {
                beyond.insert(at);
            }
        }
    }
    beyond
}

fn looked_at<'a>(directory: &'a Directory, like: &Evidence<'a>) -> Evidence<'a> {
    Evidence::with(
        directory,
        like.history,
        like.options,
        like.target,
        like.store,
        like.unclaimed,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PrincipalKind;
    use crate::plan::{Action, testing::decision};
    use crate::rules::testing::Pool;

    #[test]
    fn what_a_manager_of_the_root_brings_is_caused_by_that() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        for room in ["10", "11"] {
            pool.room(room, "2", room);
        }
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.grant("1", "7", "manager");
        pool.grant("10", "7", "manager");
        let decisions = [decision(("root-manager", "principal 7", Action::Keep))];
        let plan = Plan::new(&pool.evidence(), &decisions).unwrap();
        let directory = plan.apply(&pool.directory);
        let before = pool.evidence();
        let after = Evidence::new(&directory, &pool.history, &pool.options);
        let remaining = rules::check(&after, &["federated-room".to_owned()]).findings;
        let causes = plan.causes(&before, &after, &remaining, &decisions);
        let causes: Vec<_> = (remaining.iter().zip(causes))
            .map(|(finding, cause)| (finding.object.id.as_str(), cause.by))
            .collect();
        assert_eq!(causes, [("10", None), ("11", Some("root-manager"))]);
    }
}
