//! Managers of the root become managers of every room.

use std::collections::HashSet;
use std::sync::Arc;

use super::ground::Ground;
use super::{Change, Edit, Role, Subject};
use crate::directory::PrincipalRef;
use crate::rules::{Basis, root_manager};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    // Most rooms get all of them: these share one list.
    let managers: Arc<[PrincipalRef]> = spread(ground).into();
    let all: HashSet<PrincipalRef> = managers.iter().copied().collect();
    let changes = ground.rooms().filter_map(|(at, room)| {
        let own = room.roles.iter().filter(|grant| grant.manager);
        let own = own.map(|grant| grant.principal);
        let own: HashSet<PrincipalRef> = own.filter(|it| all.contains(it)).collect();
        let principals = match own.is_empty() {
            true => managers.clone(),
            false => (managers.iter().copied())
                .filter(|manager| !own.contains(manager))
                .collect(),
        };
        (!principals.is_empty()).then_some(Change {
            subject: Subject::Room(at),
            edit: Edit::Granted {
                role: Role::Manager,
                principals,
            },
            rule: root_manager::RULE.id,
            basis: Basis::Documented,
            noticed: true,
        })
    });
    changes.collect()
}

/// Who becomes manager of every room: the managers of the root that the input describes and no decision drops.
pub(super) fn spread(ground: &Ground<'_>) -> Vec<PrincipalRef> {
    let principals = &ground.evidence.directory.principals;
    let root = ground.evidence.tree.root();
    let roles = root.into_iter().flat_map(|root| &root.roles);
    let mut managers: Vec<PrincipalRef> = roles
        .filter(|grant| grant.manager)
        .map(|grant| grant.principal)
        .filter(|at| principals.get(*at).is_some() && ground.choices.root_dropped(*at).is_none())
        .collect();
    principals.sort(&mut managers);
    managers
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    #[test]
    fn root_managers_become_managers_where_they_are_none() {
        let mut pool = Pool::new();
        for id in ["9", "10"] {
            pool.user(id);
        }
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.category("2", "1", "IT");
        for room in ["20", "21", "22"] {
            pool.room(room, "2", room);
        }
        for id in ["10", "9", "7", "99"] {
            pool.grant("1", id, "manager");
        }
        pool.grant("20", "10", "member");
        for id in ["7", "9", "10"] {
            pool.grant("21", id, "manager");
        }
        let decisions = [
            ("federated-user", "principal 7", Action::Drop),
            ("disabled-room", "room 22", Action::Exclude),
        ];
        assert_eq!(
            pool.planned("root-manager", decisions.clone()),
            ["documented room 20: manager - -> [9, 10]"]
        );
        let plan = pool.decide(decisions).unwrap();
        let after = pool.after(&plan);
        let roles = &after.directory.room("20").unwrap().roles;
        assert_eq!(roles.len(), 2);
        assert!(roles[0].manager && roles[0].member, "who is there already");
        assert!(after.says("root-manager").is_empty());
    }
}
