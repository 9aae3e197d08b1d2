use std::collections::BTreeMap;

use super::Action;
use crate::rules::{self, Evidence, Finding, Value};

/// What to do about findings unless somebody wants something else.
///
/// Names that cannot stay are changed. Nothing is taken away but the role at the root from managers who cannot or should
/// not manage in the target: the import would make them managers of every room.
#[derive(Debug)]
pub struct Recommendations {
    /// Principals of another forest, by id, with their domain.
    foreign: BTreeMap<String, String>,
}

/// Why something is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A principal that is disabled.
    Disabled,
    /// A federated one, which the import disables.
    Federated,
    /// One of another forest than the target's: its domain.
    Foreign(String),
}

impl Recommendations {
    /// Recommendations for the findings about this evidence.
    pub fn new(evidence: &Evidence<'_>) -> Self {
        let findings = rules::check(evidence, &["foreign-forest".to_owned()]).findings;
        let foreign = findings.into_iter().map(|finding| {
            let domain = match finding.detail("domain") {
                Some(Value::Text(domain)) => domain.clone(),
                _ => String::new(),
            };
            (finding.object.id, domain)
        });
        Recommendations {
            foreign: foreign.collect(),
        }
    }

    /// What to do about a finding, and why, where that takes something away.
    pub fn of(&self, finding: &Finding) -> (Action, Option<Reason>) {
        match (finding.rule, finding.detail("suggestion")) {
            ("long-name" | "name-conflict", Some(Value::Text(name))) => {
                (Action::Rename(name.clone()), None)
            }
            ("root-manager", _) => match self.against(finding) {
                Some(reason) => (Action::Drop, Some(reason)),
                None => (Action::Keep, None),
            },
            _ => (Action::Keep, None),
        }
    }

    /// What speaks against a manager of the root.
    fn against(&self, finding: &Finding) -> Option<Reason> {
        let is = |name| finding.detail(name) == Some(&Value::Flag(true));
        if is("federated") {
            Some(Reason::Federated)
        } else if is("disabled") {
            Some(Reason::Disabled)
        } else {
            let domain = self.foreign.get(&finding.object.id)?;
            Some(Reason::Foreign(domain.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn managers_of_the_root_who_cannot_manage_are_to_go() {
        let mut pool = Pool::new();
        pool.options.forests = vec!["contoso.com".into()];
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.user("5");
        pool.principal("6", PrincipalKind::User, |user| user.disabled = true);
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.principal("8", PrincipalKind::Group, |group| {
            group.ad_path = "CN=G,DC=litware,DC=com".into();
        });
        for id in ["5", "6", "7", "8"] {
            pool.grant("1", id, "manager");
        }
        let evidence = pool.evidence();
        let recommendations = Recommendations::new(&evidence);
        let findings = rules::check(&evidence, &["root-manager".to_owned()]).findings;
        let recommended: Vec<_> = (findings.iter())
            .map(|finding| recommendations.of(finding))
            .collect();
        let drop = |reason| (Action::Drop, Some(reason));
        assert_eq!(
            recommended,
            [
                (Action::Keep, None),
                drop(Reason::Disabled),
                drop(Reason::Federated),
                drop(Reason::Foreign("litware.com".into())),
            ]
        );
    }
}
