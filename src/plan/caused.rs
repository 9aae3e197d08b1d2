//! Which findings that remain are the conversion's own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Decision, EVERY, Plan};
use crate::directory::Directory;
use crate::rules::{
    self, ActionKind, Evidence, Finding, MANUAL, ObjectKind, RULES, Severity, possible_actions,
};

/// Why a finding remains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The rule whose changes make the finding, which the source did not have.
    pub by: Option<&'static str>,
    /// Whether it was decided about, and is there all the same.
    pub decided: bool,
}

type Key<'a> = (&'static str, ObjectKind, &'a str);

fn key(finding: &Finding) -> Key<'_> {
    let object = &finding.object;
    (finding.rule, object.kind, &object.id)
}

impl Plan {
    /// Why each of these findings remains, in their order. They are about `after`, the pool as the plan leaves it, and
    /// `before` is the source, looked at with the same options. Of the decisions one may be about [`EVERY`] finding of its
    /// rule, and one by hand is about all that it could have been made for.
    pub fn causes(
        &self,
        before: &Evidence<'_>,
        after: &Evidence<'_>,
        remaining: &[Finding],
        decisions: &[Decision],
    ) -> Vec<Cause> {
        let decided = Decided::new(decisions);
        let mut causes: Vec<Cause> = (remaining.iter())
            .map(|it| Cause {
                by: None,
                decided: decided.is_about(it),
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
        for rule in RULES.iter().map(|rule| rule.id).chain([MANUAL]) {
            if new.iter().all(|at| causes[*at].by.is_some()) {
                break;
            }
            if self.changes.iter().any(|change| change.rule == rule) {
                let directory = self.without(rule).apply(before.directory);
                let findings = rules::check(&looked_at(&directory, after), &rules).findings;
                for at in beyond(remaining, &findings) {
                    causes[at].by = causes[at].by.or(Some(rule).filter(|_| new.contains(&at)));
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

/// What was decided, to be asked about findings.
struct Decided<'a> {
    /// By rule, kind and id.
    single: HashSet<(&'static str, u8, &'a str)>,
    /// By kind and id.
    by_hand: HashMap<(u8, &'a str), ActionKind>,
}

impl<'a> Decided<'a> {
    fn new(decisions: &'a [Decision]) -> Self {
        let (by_hand, single): (Vec<_>, Vec<_>) =
            decisions.iter().partition(|it| it.rule == MANUAL);
        let kind_and_id = |it: &&'a Decision| (it.kind as u8, it.id.as_str());
        Decided {
            single: (single.iter())
                .map(|it| (it.rule, it.kind as u8, it.id.as_str()))
                .collect(),
            by_hand: (by_hand.iter())
                .map(|it| (kind_and_id(it), it.action.kind()))
                .collect(),
        }
    }

    fn is_about(&self, finding: &Finding) -> bool {
        let (rule, object) = (finding.rule, &finding.object);
        let kind = object.kind as u8;
        let has = |id: &str| self.single.contains(&(rule, kind, id));
        let by_hand = self.by_hand.get(&(kind, &object.id));
        has(&object.id)
            || has(EVERY)
            || by_hand.is_some_and(|action| possible_actions(rule, object.kind).contains(action))
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
    use crate::plan::Action;
    use crate::plan::testing::decision;
    use crate::rules::testing::Pool;

    #[test]
    fn what_one_row_decides_for_all_or_by_hand_is_decided() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        for room in ["10", "11"] {
            pool.room(room, "2", room).topic = "Topic".into();
            pool.directory.rooms.last_mut().unwrap().disabled = true;
        }
        let plan = Plan::new(&pool.evidence(), &[]).unwrap();
        let evidence = pool.evidence();
        let rules = ["disabled-room".to_owned(), "topic-lost".to_owned()];
        let remaining = rules::check(&evidence, &rules).findings;
        let decided = |decisions: &[Decision]| {
            let causes = plan.causes(&evidence, &evidence, &remaining, decisions);
            let pairs = remaining.iter().zip(causes);
            let decided = pairs.filter(|(_, cause)| cause.decided);
            let decided: Vec<_> = decided
                .map(|(finding, _)| format!("{} {}", finding.rule, finding.object.id))
                .collect();
            decided.join(", ")
        };
        let row = |rule, object, action| decision((rule, object, action));
        let for_all = row("disabled-room", "room *", Action::Keep);
        assert_eq!(decided(&[for_all]), "disabled-room 10, disabled-room 11");
        let by_hand = row(MANUAL, "room 11", Action::Keep);
        assert_eq!(decided(&[by_hand]), "disabled-room 11, topic-lost 11");
        let renamed = row(MANUAL, "room 11", Action::Rename("Desk".into()));
        assert_eq!(decided(&[renamed]), "");
        assert_eq!(decided(&[]), "");
    }

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
