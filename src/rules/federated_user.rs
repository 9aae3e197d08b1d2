//! Users and groups of other organisations: the target knows none.

use super::grants::Holder;
use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, grants};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "federated-user",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: Some("prepare, 6"),
    columns: Holder::COLUMNS,
    choices: choice::DROP,
    check,
};

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let holdings = evidence.holdings();
    let principals = &directory.principals;
    Ok(principals
        .iter()
        .filter(|(_, principal)| principal.kind.is_federated())
        .map(|(at, principal)| {
            let holdings = &holdings[at.0 as usize];
            grants::holder(&RULE, principals, at, principal, holdings)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn federated_principals_are_counted_over_the_whole_pool() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.principal("7", PrincipalKind::FederatedUser, |user| {
            user.uri = "sip:user7@litware.com".into();
        });
        pool.principal("11", PrincipalKind::FederatedGroup, |group| {
            group.uri = "ma-grp:litware".into();
        });
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.room("11", "2", "Help");
        pool.grant("2", "7", "member");
        pool.grant("10", "7", "manager member");
        pool.grant("11", "7", "member");
        pool.write("10", "7", 3);
        pool.write("11", "7", 4);
        pool.write("11", "5", 8);
        assert_eq!(
            pool.says("federated-user"),
            [
                "warning documented principal 7: case=user uri=sip:user7@litware.com roles=4 rooms=2 manages=1 messages=7",
                "warning documented principal 11: case=group uri=ma-grp:litware roles=0 rooms=0 manages=0 messages=0",
            ]
        );
    }

    #[test]
    fn without_principals_nothing_is_known() {
        let mut pool = Pool::new();
        pool.directory.parts.users = false;
        pool.directory.parts.groups = false;
        assert_eq!(pool.not_run("federated-user"), Some(NotRun::NoPrincipals));
    }
}
