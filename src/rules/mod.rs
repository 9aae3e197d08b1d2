//! The rules: each looks at the model and says what the migration would do to it.
//!
//! A rule is a pure function from [`Evidence`] to [`Finding`]s and knows of no file, format or sentence. It is
//! registered once, in [`RULES`], and explained on its page `docs/rules/<id>.md`.

mod choice;
mod details;
mod evidence;
mod finding;
mod grants;
mod holdings;
mod listing;
mod object;
mod rule;
#[cfg(test)]
pub(crate) mod testing;

pub(crate) mod before_cutoff;
mod capacity;
mod disabled_principal;
mod disabled_room;
pub(crate) mod duplicate_principal;
mod federated_room;
pub(crate) mod federated_user;
pub(crate) mod foreign_forest;
mod invalid_text;
pub(crate) mod invitation_mismatch;
pub(crate) mod long_name;
mod long_text;
pub(crate) mod name_conflict;
pub(crate) mod nested_category;
mod not_understood;
mod odd_time;
mod orphan;
pub(crate) mod outside_scope;
pub(crate) mod room_setting_lost;
mod room_without_manager;
pub(crate) mod root_manager;
pub(crate) mod target_conflict;
pub(crate) mod topic_lost;
pub(crate) mod unknown_principal;
mod uploaded_file;

use std::cmp::Reverse;

use details::{Details, details};

use rayon::prelude::*;

use crate::directory::natural_order;

pub use choice::{ActionKind, Choices, possible_actions};
pub use evidence::{Evidence, Options, Totals};
pub use finding::{Basis, Finding, Severity, Value};
pub(crate) use finding::{LISTED, with_rest};
pub use listing::{ListedCategory, ListedFlag, ListedMessages, ListedPerson, ListedRoom};
pub use object::{Object, ObjectKind};
pub use rule::{NotRun, Rule};

/// Every rule, in the order of the reports.
pub const RULES: &[Rule] = &[
    long_name::RULE,
    name_conflict::RULE,
    target_conflict::RULE,
    federated_user::RULE,
    federated_room::RULE,
    invitation_mismatch::RULE,
    room_setting_lost::RULE,
    root_manager::RULE,
    nested_category::RULE,
    uploaded_file::RULE,
    disabled_room::RULE,
    before_cutoff::RULE,
    foreign_forest::RULE,
    disabled_principal::RULE,
    unknown_principal::RULE,
    duplicate_principal::RULE,
    room_without_manager::RULE,
    outside_scope::RULE,
    topic_lost::RULE,
    long_text::RULE,
    orphan::RULE,
    invalid_text::RULE,
    odd_time::RULE,
    capacity::RULE,
    not_understood::RULE,
];

/// What stands in the place of a rule where a decision was made by hand: it needs no finding, and finds nothing.
pub const MANUAL: &str = "manual";

/// What the rules say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings: errors first, then in the order of the rules, kinds and ids.
    pub findings: Vec<Finding>,
    /// Rules that could not be checked, and why.
    pub not_run: Vec<(&'static str, NotRun)>,
}

impl Outcome {
    /// How many findings of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(of_it).count()
    }
}

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Checks all rules, or those whose names are in `only` where that is not empty.
pub fn check(evidence: &Evidence<'_>, only: &[String]) -> Outcome {
    let is_wanted = |rule: &&Rule| only.is_empty() || only.iter().any(|id| id == rule.id);
    let check = |rule: &Rule| {
        (rule.check)(evidence).map(|mut findings| {
            findings.sort_by(|a, b| {
                let (a, b) = (&a.object, &b.object);
                (a.kind.cmp(&b.kind)).then_with(|| natural_order(&a.id, &b.id))
            });
            findings
        })
    };
    let wanted: Vec<&Rule> = RULES.iter().filter(is_wanted).collect();
    let checked: Vec<_> = wanted.par_iter().map(|rule| check(rule)).collect();
    let mut outcome = Outcome::default();
    for (rule, checked) in wanted.into_iter().zip(checked) {
        match checked {
            Ok(findings) => outcome.findings.extend(findings),
            Err(reason) => outcome.not_run.push((rule.id, reason)),
        }
    }
    // A stable sort: within a severity the rules keep their order, and so do the findings of each.
    let worst_first = |finding: &Finding| Reverse(finding.severity);
    outcome.findings.sort_by_key(worst_first);
    outcome
}

#[cfg(test)]
mod tests {
    use super::testing::Pool;
    use super::*;

    #[test]
    fn the_table_keeps_its_promises() {
        for (at, rule) in RULES.iter().enumerate() {
            let is_kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(rule.id.chars().all(is_kebab), "{}", rule.id);
            let columns = rule.columns;
            let case = columns.iter().position(|column| *column == "case");
            assert!(matches!(case, None | Some(0)), "{}", rule.id);
            for (other, column) in columns.iter().enumerate() {
                assert!(!columns[..other].contains(column), "{}", rule.id);
            }
            assert!(RULES[..at].iter().all(|other| other.id != rule.id));
        }
    }

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        for id in ["20", "3a", "9"] {
            let room = pool.room(id, "2", "News");
            room.topic = "Topic".into();
            room.disabled = true;
            room.description = "x".repeat(300);
        }
        pool.category("4", "2", "Mail").description = "x".repeat(300);
        pool
    }

    #[test]
    fn findings_come_by_severity_rule_kind_and_id() {
        let pool = pool();
        let evidence = Evidence::new(&pool.directory, &pool.history, &pool.options);
        let outcome = check(&evidence, &[]);
        let findings: Vec<String> = (outcome.findings.iter())
            .map(|it| format!("{} {} {}", it.severity.word(), it.rule, it.object.id))
            .collect();
        let of = |start: &str, ids: &[&str]| -> Vec<String> {
            ids.iter().map(|id| format!("{start} {id}")).collect()
        };
        let rooms = ["9", "20", "3a"];
        assert_eq!(
            findings,
            [
                of("error name-conflict", &rooms),
                of("error long-text", &["4", "9", "20", "3a"]),
                of("warning room-without-manager", &rooms),
                of("info nested-category", &["3", "4"]),
                of("info disabled-room", &rooms),
                of("info topic-lost", &rooms),
            ]
            .concat()
        );
        assert_eq!(
            outcome.not_run,
            [
                ("target-conflict", NotRun::NoTarget),
                ("before-cutoff", NotRun::NoCutoff),
                ("foreign-forest", NotRun::NoForest),
            ]
        );
    }

    #[test]
    fn only_the_rules_asked_for_are_checked() {
        let pool = pool();
        let evidence = Evidence::new(&pool.directory, &pool.history, &pool.options);
        let only = ["topic-lost".to_owned(), "before-cutoff".to_owned()];
        let outcome = check(&evidence, &only);
        assert!(outcome.findings.iter().all(|it| it.rule == "topic-lost"));
        assert_eq!(outcome.findings.len(), 3);
        assert_eq!(outcome.not_run, [("before-cutoff", NotRun::NoCutoff)]);
    }
}
