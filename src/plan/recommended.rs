use std::collections::BTreeMap;
use std::sync::Arc;

use super::Action;
use crate::rules::{
    Evidence, Finding, Rule, Value, duplicate_principal, foreign_forest, long_name, name_conflict,
    root_manager,
};
use crate::wording::wording;

/// What to do about findings unless something else is wanted.
///
/// Names that cannot stay are changed. Taken away is the role at the root from managers who cannot manage in the target: the
/// import would make them managers of every room; and what a disabled user holds beside a twin in use who has all of it.
#[derive(Debug)]
pub struct Recommendations {
    /// Principals of another forest, by id, with their domain.
    foreign: BTreeMap<String, Arc<str>>,
    /// Whether that forest was guessed.
    guessed: bool,
    /// Disabled users, by id, with their twin in use.
    replaced: BTreeMap<String, String>,
}

wording! {
    in "plan";
    /// Why something is recommended.
    #[derive(PartialEq, Eq)]
    pub enum Reason {
        /// A principal that is disabled.
        Disabled,
        /// A federated one, which the import disables.
        Federated,
        /// One of another forest than the target's.
        Foreign {
            /// Its domain.
            domain: String,
        },
        /// One that may be of another forest, as far as the domains let that be guessed: nothing is taken away for a guess.
        PerhapsForeign {
            /// Its domain.
            domain: String,
        },
        /// A disabled user of whom another one, in use, has the address and all roles.
        Replaced {
            /// The id of that one.
            twin: String,
        },
    }
}

impl Recommendations {
    /// Recommendations for the findings about this evidence.
    pub fn new(evidence: &Evidence<'_>) -> Self {
        let id = |at| evidence.directory.principals.id(at).to_owned();
        let (foreign, guessed) = match foreign_forest::foreign(evidence) {
            Ok(foreign) => (foreign.principals, foreign.guessed),
            Err(_) => (Vec::new(), false),
        };
        let foreign = foreign.into_iter().map(|(at, domain)| (id(at), domain));
        let replaced = duplicate_principal::replaced(evidence).into_iter();
        Recommendations {
            foreign: foreign.collect(),
            guessed,
            replaced: replaced.map(|(at, twin)| (id(at), id(twin))).collect(),
        }
    }

    /// What to do about a finding, and why, where that takes something away or would if more were known.
    pub fn of(&self, finding: &Finding) -> (Action, Option<Reason>) {
        let is_of = |rule: &Rule| finding.rule == rule.id;
        match finding.detail("suggestion") {
            Some(Value::Text(name)) if is_of(&long_name::RULE) || is_of(&name_conflict::RULE) => {
                (Action::Rename(name.clone()), None)
            }
            _ if is_of(&root_manager::RULE) => match self.against(finding) {
                Some(reason @ Reason::PerhapsForeign { .. }) => (Action::Keep, Some(reason)),
                Some(reason) => (Action::Drop, Some(reason)),
                None => (Action::Keep, None),
            },
            _ if is_of(&duplicate_principal::RULE) => match self.replaced.get(&finding.object.id) {
                Some(twin) => (Action::Drop, Some(Reason::Replaced { twin: twin.clone() })),
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
            let domain = self.foreign.get(&finding.object.id)?.to_string();
            Some(match self.guessed {
                true => Reason::PerhapsForeign { domain },
                false => Reason::Foreign { domain },
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PrincipalKind;
    use crate::rules::check;
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
        let findings = check(&evidence, &["root-manager".to_owned()]).findings;
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
                drop(Reason::Foreign {
                    domain: "litware.com".into()
                }),
            ]
        );
    }

    #[test]
    fn a_forest_that_was_only_guessed_costs_no_roles() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        for (id, domain) in [("5", "contoso"), ("6", "contoso"), ("7", "litware")] {
            pool.principal(id, PrincipalKind::User, |user| {
                user.ad_path = format!("CN=U,DC={domain},DC=com");
            });
            pool.grant("1", id, "manager");
        }
        let evidence = pool.evidence();
        let recommendations = Recommendations::new(&evidence);
        let findings = check(&evidence, &["root-manager".to_owned()]).findings;
        let perhaps = Reason::PerhapsForeign {
            domain: "litware.com".into(),
        };
        assert_eq!(findings[2].object.id, "7");
        let of = |at: usize| recommendations.of(&findings[at]);
        assert_eq!(of(0), (Action::Keep, None));
        assert_eq!(of(2), (Action::Keep, Some(perhaps)));
    }

    #[test]
    fn a_disabled_twin_is_to_go_and_the_one_in_use_stays() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        for (id, disabled) in [("5", true), ("6", false)] {
            pool.principal(id, PrincipalKind::User, |user| {
                user.uri = "sip:a@contoso.com".into();
                user.disabled = disabled;
            });
            pool.grant("10", id, "member");
        }
        let evidence = pool.evidence();
        let recommendations = Recommendations::new(&evidence);
        let findings = check(&evidence, &["duplicate-principal".to_owned()]).findings;
        let recommended: Vec<_> = (findings.iter())
            .map(|finding| recommendations.of(finding))
            .collect();
        let replaced = Reason::Replaced { twin: "6".into() };
        assert_eq!(
            recommended,
            [(Action::Drop, Some(replaced)), (Action::Keep, None)]
        );
    }
}
