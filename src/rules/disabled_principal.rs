//! Disabled or deleted principals that still hold roles.

use super::grants::Holder;
use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, grants};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "disabled-principal",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
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
        .map(|(at, principal)| (at, principal, &holdings[at.0 as usize]))
        .filter(|(_, principal, holdings)| principal.disabled && holdings.roles > 0)
        .map(|(at, principal, holdings)| grants::holder(&RULE, principals, at, principal, holdings))
        .collect())
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn only_disabled_principals_with_roles_are_found() {
        let mut pool = Pool::new();
        pool.user("5");
        for (id, kind) in [
            ("6", PrincipalKind::User),
            ("8", PrincipalKind::User),
            ("9", PrincipalKind::Group),
            ("10", PrincipalKind::Folder),
        ] {
            pool.principal(id, kind, |principal| principal.disabled = true);
        }
        pool.category("2", "1", "IT");
        pool.room("20", "2", "News");
        pool.grant("20", "5", "manager");
        pool.grant("20", "6", "manager member");
        pool.grant("2", "9", "creator");
        pool.grant("20", "10", "member");
        pool.write("20", "6", 3);
        pool.write("20", "8", 4);
        assert_eq!(
            pool.says("disabled-principal"),
            [
                "warning documented principal 6: case=user uri=sip:user6@contoso.com roles=2 rooms=1 manages=1 messages=3",
                "warning documented principal 9: case=group uri=sip:user9@contoso.com roles=1 rooms=0 manages=0 messages=0",
                "warning documented principal 10: case=other uri=sip:user10@contoso.com roles=1 rooms=1 manages=0 messages=0",
            ]
        );
    }
}
