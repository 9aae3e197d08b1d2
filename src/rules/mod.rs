//! The rules: each looks at the model and says what the migration would do to it.
//!
//! A rule is a pure function from [`Evidence`] to [`Finding`]s and knows of no file, format or sentence. It is
//! registered once, in [`RULES`], and explained on its page `docs/rules/<id>.md`.

mod evidence;
mod finding;
mod nested_category;

use crate::directory::natural_order;

pub use evidence::{Evidence, Options};
pub use finding::{Basis, Finding, Object, ObjectKind, Severity, Value};

/// A rule: what it is called, what it rests on, and how it is checked.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, in kebab-case.
    pub id: &'static str,
    /// The severity of its findings; a single one may differ.
    pub severity: Severity,
    /// What it rests on; a single finding may differ.
    pub basis: Basis,
    /// The step of Microsoft's page "Migration process - details" that it serves.
    pub step: Option<&'static str>,
    /// The names of its findings' details: the columns of its CSV file, in order.
    pub columns: &'static [&'static str],
    /// Looks.
    pub check: fn(&Evidence<'_>) -> Result<Vec<Finding>, NotRun>,
    /// The rule's page, as `pchat explain` prints it.
    pub page: &'static str,
}

/// Why a rule could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRun {
    /// The target pool's inventory was not given.
    NoTarget,
    /// No cut-off date was given.
    NoCutoff,
    /// The input holds neither users nor groups.
    NoPrincipals,
    /// The input holds no affiliations.
    NoAffiliations,
    /// The input holds no categories.
    NoCategories,
    /// The input holds categories, but not the root category.
    NoRoot,
    /// The input holds no rooms.
    NoRooms,
    /// The input holds no messages.
    NoMessages,
    /// No forest was given, and the distinguished names tell of none that most belong to.
    NoForest,
}

/// What the rules say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings: errors first, then in the order of the rules, kinds and ids.
    pub findings: Vec<Finding>,
    /// Rules that could not be checked, and why.
    pub not_run: Vec<(&'static str, NotRun)>,
}

macro_rules! rule {
    ($id:literal, $module:ident, $severity:ident, $basis:ident, $step:expr, [$($column:literal),* $(,)?]) => {
        Rule {
            id: $id,
            severity: Severity::$severity,
            basis: Basis::$basis,
            step: $step,
            columns: &[$($column),*],
            check: $module::check,
            page: include_str!(concat!("../../docs/rules/", $id, ".md")),
        }
    };
}

/// Every rule, in the order of the reports.
pub const RULES: &[Rule] = &[rule!(
    "nested-category",
    nested_category,
    Info,
    Documented,
    Some("prepare, 1"),
    [
        "parent_id",
        "parent",
        "depth",
        "full_name",
        "length",
        "rooms"
    ]
)];

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Checks all rules, or those whose names are in `only` where that is not empty.
pub fn check(evidence: &Evidence<'_>, only: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in RULES
        .iter()
        .filter(|rule| only.is_empty() || only.iter().any(|id| id == rule.id))
    {
        match (rule.check)(evidence) {
            Ok(findings) => outcome.findings.extend(findings),
            Err(reason) => outcome.not_run.push((rule.id, reason)),
        }
    }
    let rank = |finding: &Finding| RULES.iter().position(|rule| rule.id == finding.rule);
    outcome.findings.sort_by(|a, b| {
        (b.severity.cmp(&a.severity))
            .then_with(|| rank(a).cmp(&rank(b)))
            .then_with(|| a.object.kind.cmp(&b.object.kind))
            .then_with(|| natural_order(&a.object.id, &b.object.id))
    });
    outcome
}
