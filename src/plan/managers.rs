//! Managers of the root become managers of every room.

use super::ground::Ground;
use super::{Change, Edit, Role, Subject};
use crate::directory::{Grant, PrincipalRef};
use crate::rules::Basis;

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let managers = spread(ground);
    let changes = ground.rooms().filter_map(|(at, room)| {
        let mut principals = managers.clone();
        principals.retain(|manager| {
            let manages = |grant: &Grant| grant.manager && grant.principal == *manager;
            !room.roles.iter().any(manages)
        });
        (!principals.is_empty()).then_some(Change {
            subject: Subject::Room(at),
            edit: Edit::Granted {
                role: Role::Manager,
                principals,
            },
            rule: "root-manager",
            basis: Basis::Documented,
        })
    });
    changes.collect()
}

/// Who becomes manager of every room: the managers of the root that the input describes and nobody dropped.
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
