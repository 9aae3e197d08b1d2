use std::collections::BTreeSet;

use super::is_actionable;
use crate::rules::{Evidence, Outcome, Severity};

/// Whether a pool can be migrated, as far as the rules that were checked can say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Errors that no decision takes away: they have to be repaired in the source.
    pub repairs: u64,
    /// Objects with an error about which something has to be decided.
    pub decisions: u64,
    /// Rules that could not be checked.
    pub unchecked: u64,
}

impl Outlook {
    /// From what the rules say.
    pub fn of(outcome: &Outcome, evidence: &Evidence<'_>) -> Outlook {
        let mut outlook = Outlook {
            unchecked: outcome.not_run.len() as u64,
            ..Outlook::default()
        };
        let mut objects = BTreeSet::new();
        let findings = outcome.findings.iter();
        for finding in findings.filter(|it| it.severity == Severity::Error) {
            if !is_actionable(finding, evidence) {
                outlook.repairs += 1;
            } else if objects.insert((finding.object.kind, &finding.object.id)) {
                outlook.decisions += 1;
            }
        }
        outlook
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::check;
    use crate::rules::testing::Pool;

    #[test]
    fn an_object_is_decided_once_whatever_is_wrong_with_it() {
        let mut pool = Pool::new();
        let outlook = |pool: &Pool| {
            let evidence = pool.evidence();
            Outlook::of(&check(&evidence, &[]), &evidence)
        };
        pool.category("2", "1", "IT");
        assert_eq!((outlook(&pool).repairs, outlook(&pool).decisions), (0, 0));
        // Both are too long and have one name.
        let name = "x".repeat(300);
        pool.room("10", "2", &name);
        pool.room("11", "2", &name);
        assert_eq!((outlook(&pool).repairs, outlook(&pool).decisions), (0, 2));
    }
}
