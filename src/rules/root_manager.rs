//! Managers of the root category: the import makes them managers of every room.

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details, grants};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "root-manager",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: Some("prepare, 2"),
    columns: Found::COLUMNS,
    choices: choice::DROP,
    check,
};

details! {
    struct Found {
        case: &'static str,
        new_rooms: u64,
        rooms: u64,
        disabled: bool,
        federated: bool,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    NotRun::NoRoles.unless(directory.parts.roles)?;
    let root = tree.root().ok_or(NotRun::NoRoot)?;
    let holdings = evidence.holdings();
    let principals = &directory.principals;
    let rooms = directory.rooms.len() as u64;
    let mut findings = Vec::new();
    for grant in root.roles.iter().filter(|grant| grant.manager) {
        let at = grant.principal;
        let new_rooms = rooms.saturating_sub(holdings[at.0 as usize].manages);
        // Ids of no known principal are left to `unknown-principal`.
        let Some(principal) = principals.get(at).filter(|_| new_rooms > 0) else {
            continue;
        };
        findings.push(RULE.finding(
            Object::principal(principals, at),
            Found {
                case: grants::kind_case(principal.kind),
                new_rooms,
                rooms,
                disabled: principal.disabled,
                federated: principal.kind.is_federated(),
            },
        ));
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn only_managers_of_the_root_who_gain_rooms_are_found() {
        let mut pool = Pool::new();
        for id in ["5", "6", "8"] {
            pool.user(id);
        }
        pool.principal("9", PrincipalKind::Group, |group| group.disabled = true);
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.room("11", "2", "Help");
        for id in ["5", "6", "7", "9", "99"] {
            pool.grant("1", id, "manager");
        }
        pool.grant("1", "8", "member");
        pool.grant("2", "8", "manager");
        pool.grant("10", "5", "manager");
        pool.grant("10", "6", "manager");
        pool.grant("11", "6", "manager");
        assert_eq!(
            pool.says("root-manager"),
            [
                "warning documented principal 5: case=user new_rooms=1 rooms=2 disabled=false federated=false",
                "warning documented principal 7: case=user new_rooms=2 rooms=2 disabled=false federated=true",
                "warning documented principal 9: case=group new_rooms=2 rooms=2 disabled=true federated=false",
            ]
        );
    }

    #[test]
    fn a_root_that_the_input_leaves_out_tells_nothing() {
        let mut pool = Pool::without_root();
        pool.category("2", "1", "IT");
        assert_eq!(pool.not_run("root-manager"), Some(NotRun::NoRoot));
    }
}
