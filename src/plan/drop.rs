//! Roles that were decided to be taken away.

use std::collections::BTreeMap;

use super::ground::Ground;
use super::{Change, Edit, Role, Subject, managers};
use crate::directory::{Grant, PrincipalRef};
use crate::rules::Basis;

/// The principals who lose a role, by the rule of the decision and the role.
type Losers = BTreeMap<(&'static str, Role), Vec<PrincipalRef>>;

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let choices = &ground.choices;
    let spread = managers::spread(ground);
    let mut changes = Vec::new();
    for (at, category) in ground.categories() {
        let is_root = ground.evidence.tree.is_root(&category.id);
        let losers = collect(&category.roles, |role, principal| {
            let of_root = || choices.root_dropped(principal);
            choices
                .dropped(principal)
                .or_else(|| of_root().filter(|_| is_root && role == Role::Manager))
                .map(|decision| choices.rule(decision))
        });
        add(ground, Subject::Category(at), losers, &mut changes);
    }
    for (at, room) in ground.rooms() {
        let outside = choices.outside(at);
        let losers = collect(&room.roles, |role, principal| {
            let everywhere = choices.dropped(principal);
            let here = || {
                let (outside, decision) = outside?;
                let not_admitted = outside.not_admitted.contains(&principal);
                // The import would make such a manager one again.
                let comes_back = role == Role::Manager && spread.contains(&principal);
                let no_member = role == Role::Presenter && outside.presenters.contains(&principal);
                (no_member || not_admitted && !comes_back).then_some(decision)
            };
            everywhere
                .or_else(here)
                .map(|decision| choices.rule(decision))
        });
        add(ground, Subject::Room(at), losers, &mut changes);
    }
    changes
}

fn collect(roles: &[Grant], rule: impl Fn(Role, PrincipalRef) -> Option<&'static str>) -> Losers {
    let mut losers = Losers::new();
    for grant in roles {
        for role in Role::ALL.into_iter().filter(|role| role.of(grant)) {
            if let Some(rule) = rule(role, grant.principal) {
                let list = losers.entry((rule, role)).or_default();
                list.push(grant.principal);
            }
        }
    }
    losers
}

fn add(ground: &Ground<'_>, subject: Subject, losers: Losers, changes: &mut Vec<Change>) {
    for ((rule, role), mut principals) in losers {
        ground.evidence.directory.principals.sort(&mut principals);
        changes.push(Change {
            subject,
            edit: Edit::Revoked {
                role,
                principals: principals.into(),
            },
            rule,
            basis: Basis::Documented,
            noticed: true,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    fn pool() -> Pool {
        let mut pool = Pool::new();
        for id in ["5", "6", "7"] {
            pool.user(id);
        }
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.grant("1", "5", "manager member");
        pool.grant("2", "5", "manager creator");
        pool.grant("10", "5", "member");
        pool.grant("10", "6", "manager");
        pool
    }

    #[test]
    fn a_dropped_principal_loses_every_role_and_gets_none() {
        let decisions = [("disabled-principal", "principal 5", Action::Drop)];
        assert_eq!(
            pool().planned("disabled-principal", decisions.clone()),
            [
                "documented category 1: manager [5] -> -",
                "documented category 1: member [5] -> -",
                "documented category 2: manager [5] -> -",
                "documented category 2: creator [5] -> -",
                "documented room 10: member [5] -> -",
            ]
        );
        assert!(pool().planned("root-manager", decisions.clone()).is_empty());
        let plan = pool().decide(decisions).unwrap();
        let after = pool().after(&plan);
        assert!(after.directory.category("1").unwrap().roles.is_empty());
        assert_eq!(after.directory.room("10").unwrap().roles.len(), 1);
    }

    #[test]
    fn a_dropped_root_manager_keeps_all_other_roles() {
        let decisions = [("root-manager", "principal 5", Action::Drop)];
        assert_eq!(
            pool().planned("root-manager", decisions),
            ["documented category 1: manager [5] -> -"]
        );
    }

    #[test]
    fn what_a_scope_does_not_admit_is_dropped_room_by_room() {
        let mut pool = pool();
        pool.scope("2", "6", false);
        pool.room("11", "2", "Help");
        for room in ["10", "11"] {
            pool.grant(room, "7", "manager member");
        }
        pool.grant("10", "99", "member");
        pool.directory.rooms[0].roles[1].presenter = true;
        let decisions = [("outside-scope", "room 10", Action::Drop)];
        let plan = pool.decide(decisions.clone()).unwrap();
        assert_eq!(
            pool.planned("outside-scope", decisions),
            [
                "documented room 10: manager [7] -> -",
                "documented room 10: member [5, 7] -> -",
                "documented room 10: presenter [6] -> -",
            ]
        );
        let found = pool.after(&plan).says("outside-scope");
        assert!(
            found[0].contains("principals=[5]"),
            "the import makes 5 a manager again: {found:?}"
        );
        assert!(found[1].contains("room 11"));
    }
}
