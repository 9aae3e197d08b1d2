//! Federated users and groups become disabled principals, so that their messages keep an author.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, federated_user};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let principals = ground.evidence.directory.principals.iter();
    principals
        .filter(|(_, principal)| principal.kind.is_federated() && !principal.disabled)
        .map(|(at, _)| Change {
            subject: Subject::Principal(at),
            edit: Edit::Disabled,
            rule: federated_user::RULE.id,
            basis: Basis::Documented,
            noticed: true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn only_active_federated_principals_change() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.principal("8", PrincipalKind::FederatedUser, |user| {
            user.disabled = true
        });
        pool.principal("11", PrincipalKind::FederatedGroup, |_| {});
        assert_eq!(
            pool.planned("federated-user", []),
            [
                "documented principal 7: disabled false -> true",
                "documented principal 11: disabled false -> true",
            ]
        );
        let plan = pool.plan();
        let before = pool.directory.principals.clone();
        let after = pool.after(&plan).directory.principals;
        let at = after.find("7").unwrap();
        assert!(after.get(at).unwrap().disabled);
        assert!(!before.get(at).unwrap().disabled, "the clone stays");
    }
}
