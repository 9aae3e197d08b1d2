//! Scopes: what a category inherits is written down, and dropped principals are taken out.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::directory::{Map, PrincipalRef, ScopeEntry};
use crate::rules::{Basis, nested_category};

/// No scope loses all it admits: such a decision is refused.
pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let mut changes = inherited(ground);
    for (at, category) in ground.categories() {
        cut(ground, Subject::Category(at), &category.scope, &mut changes);
    }
    for (at, room) in ground.rooms() {
        cut(ground, Subject::Room(at), &room.scope, &mut changes);
    }
    changes
}

fn inherited(ground: &Ground<'_>) -> Vec<Change> {
    let tree = &ground.evidence.tree;
    let scopes = tree.scopes();
    // Thousands of categories may inherit one scope: they share one list.
    let mut shared: Map<&str, Arc<[ScopeEntry]>> = Map::default();
    let mut changes = Vec::new();
    for (at, _) in ground.heirs().filter(|(_, it)| it.scope.is_empty()) {
        let Some((from, _)) = scopes.at(at as usize) else {
            continue;
        };
        // What the import makes of the root's scope is not documented.
        let basis = match tree.is_root(&from.id) {
            true => Basis::Inferred,
            false => Basis::Documented,
        };
        let entries = shared.entry(&from.id).or_insert_with(|| {
            // What it says twice is said once.
            let mut said = HashSet::new();
            let entries = from.scope.iter().copied();
            let stays = |it: &ScopeEntry| {
                ground.choices.dropped(it.principal).is_none()
                    && said.insert((it.principal, it.denied))
            };
            entries.filter(stays).collect()
        });
        changes.push(Change {
            subject: Subject::Category(at),
            edit: Edit::ScopeSet {
                entries: entries.clone(),
            },
            rule: nested_category::RULE.id,
            basis,
            noticed: true,
        });
    }
    changes
}

fn cut(ground: &Ground<'_>, subject: Subject, scope: &[ScopeEntry], changes: &mut Vec<Change>) {
    let mut by_rule: BTreeMap<&'static str, Vec<PrincipalRef>> = BTreeMap::new();
    for entry in scope {
        if let Some(decision) = ground.choices.dropped(entry.principal) {
            let rule = ground.choices.rule(decision);
            by_rule.entry(rule).or_default().push(entry.principal);
        }
    }
    for (rule, mut principals) in by_rule {
        ground.evidence.directory.principals.sort(&mut principals);
        changes.push(Change {
            subject,
            edit: Edit::ScopeCut { principals },
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
        pool.category("3", "2", "Network");
        pool.category("4", "1", "Sales");
        pool.scope("1", "7", false);
        pool.scope("2", "6", false);
        pool.scope("2", "5", true);
        pool
    }

    #[test]
    fn a_category_gets_the_nearest_scope_above() {
        let changes = pool().planned("nested-category", []);
        assert_eq!(
            changes[2..],
            [
                "documented category 3: scope - -> [6, 5]",
                "inferred category 4: scope - -> [7]",
            ]
        );
    }

    #[test]
    fn dropped_principals_are_on_no_scope() {
        let pool = pool();
        let drop = [("disabled-principal", "principal 5", Action::Drop)];
        assert_eq!(
            pool.planned("disabled-principal", drop.clone()),
            ["documented category 2: scope [5] -> -"]
        );
        assert_eq!(
            pool.planned("nested-category", drop)[2],
            "documented category 3: scope - -> [6]"
        );
    }

    #[test]
    fn a_scope_is_never_emptied() {
        let pool = pool();
        let drop = |id| ("disabled-principal", id, Action::Drop);
        let reason = "admits nobody else, and without an entry it would admit everybody";
        assert_eq!(
            pool.refuses([drop("principal 5"), drop("principal 6")]),
            format!("1 against 0: the scope of the category 2 {reason}")
        );
        assert_eq!(
            pool.refuses([drop("principal 7")]),
            format!("0: the scope of the category 1 {reason}")
        );
    }
}
