use super::{Basis, Choices, Evidence, Finding, Object, Severity};
use crate::rules::details::Details;

/// A rule: what it is called, what it rests on, and how it is checked. Each stands in its own file, as `RULE`.
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
    /// What can be decided about its findings.
    pub choices: Choices,
    /// Looks.
    pub check: fn(&Evidence<'_>) -> Result<Vec<Finding>, NotRun>,
}

impl Rule {
    /// A finding with the severity and basis of the rule.
    pub(super) fn finding<D: Details>(&self, object: Object, details: D) -> Finding {
        debug_assert_eq!(self.columns, D::COLUMNS, "{}", self.id);
        Finding {
            rule: self.id,
            severity: self.severity,
            basis: self.basis,
            object,
            details: details.by_column(),
        }
    }
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
    /// The input does not say who has which role.
    NoRoles,
    /// The input does not say whom the scopes admit.
    NoScopes,
    /// The input holds no messages.
    NoMessages,
    /// No forest was given, and the distinguished names show none that most belong to.
    NoForest,
}

impl NotRun {
    /// This reason not to run, unless what it is about is there.
    pub(super) fn unless(self, there: bool) -> Result<(), NotRun> {
        if there { Ok(()) } else { Err(self) }
    }
}
