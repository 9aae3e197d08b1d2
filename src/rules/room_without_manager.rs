//! Rooms without a manager who can act in the target pool.

use std::collections::hash_map::Entry;

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details, grants};
use crate::directory::{Grant, Map, PrincipalRef, Step};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "room-without-manager",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        managers: usize,
        members: usize,
        category_managers: usize,
        root_managers: usize,
        messages: u64,
    }
}

/// Only the room's own roles decide: of the managers of categories, the guide carries over the root's alone. The
/// others are counted as people who may take over.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    NotRun::NoRoles.unless(directory.parts.roles)?;
    let principals = &directory.principals;
    let manages = |grant: &Grant| grant.manager;
    let root_managers = tree
        .root()
        .map_or(0, |root| grants::usable(principals, &root.roles, manages));
    let of_categories = category_managers(evidence);
    let mut findings = Vec::new();
    for room in &directory.rooms {
        if grants::usable(principals, &room.roles, manages) > 0 {
            continue;
        }
        let category = tree.category_above(room);
        let category = category.and_then(|it| directory.category_position(&it.id));
        let category_managers = category.map_or(0, |at| of_categories[at]);
        let count = |has_role: fn(&Grant) -> bool| {
            let roles = room.roles.iter();
            roles.filter(|grant| has_role(grant)).count()
        };
        findings.push(RULE.finding(
            room.into(),
            Found {
                managers: count(manages),
                members: count(|grant| grant.member),
                category_managers,
                root_managers,
                messages: evidence.history.messages_in(&room.id),
            },
        ));
    }
    Ok(findings)
}

/// By position: how many principals who can act manage each category or one above it, the root left out.
fn category_managers(evidence: &Evidence<'_>) -> Vec<usize> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    let managers = |at: u32| {
        let roles = directory.categories[at as usize].roles.iter();
        let roles = roles.filter(|grant| grant.manager);
        let managers = roles.map(|grant| grant.principal);
        managers.filter(|at| directory.principals.is_usable(*at))
    };
    let mut counts = vec![0; directory.categories.len()];
    let mut above: Map<PrincipalRef, usize> = Map::default();
    for step in tree.descent() {
        match step {
            Step::Enter(at) => managers(at).for_each(|it| *above.entry(it).or_default() += 1),
            Step::At(at) => counts[at as usize] = above.len(),
            Step::Leave(at) => {
                for manager in managers(at) {
                    if let Entry::Occupied(mut entry) = above.entry(manager) {
                        *entry.get_mut() -= 1;
                        if *entry.get() == 0 {
                            entry.remove();
                        }
                    }
                }
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn managers_who_cannot_act_do_not_count() {
        let mut pool = Pool::new();
        for id in ["4", "5", "6"] {
            pool.user(id);
        }
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.principal("8", PrincipalKind::User, |user| user.disabled = true);
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.room("10", "3", "managed");
        pool.room("11", "3", "left alone");
        pool.room("12", "1", "below the root");
        for (node, id) in [("1", "4"), ("2", "5"), ("3", "5"), ("3", "6"), ("3", "8")] {
            pool.grant(node, id, "manager");
        }
        pool.grant("10", "5", "manager");
        for id in ["7", "8", "99"] {
            pool.grant("11", id, "manager");
        }
        pool.grant("11", "5", "member");
        pool.write("11", "5", 3);
        assert_eq!(
            pool.says("room-without-manager"),
            [
                "warning documented room 11: managers=3 members=1 category_managers=2 root_managers=1 messages=3",
                "warning documented room 12: managers=0 members=0 category_managers=0 root_managers=1 messages=0",
            ]
        );
    }
}
