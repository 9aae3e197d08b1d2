//! Nested categories come to stand directly below the root: the target knows one level only.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, nested_category};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let nested = ground
        .heirs()
        .filter(|(_, category)| ground.is_nested(category));
    nested
        .map(|(at, category)| Change {
            subject: Subject::Category(at),
            edit: Edit::Parent {
                before: category.parent.clone(),
                after: ground.evidence.tree.root_id().map(Into::into),
            },
            rule: nested_category::RULE.id,
            basis: Basis::Documented,
            noticed: true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    fn parents(pool: &Pool) -> Vec<String> {
        let mut changes = pool.planned("nested-category", []);
        changes.retain(|line| line.contains(": parent "));
        changes
    }

    #[test]
    fn only_categories_below_categories_move() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.category("4", "3", "Core");
        pool.category("5", "99", "lost");
        pool.category("6", "5", "below the lost one");
        pool.category("7", "8", "ring");
        pool.category("8", "7", "ring 2");
        assert_eq!(
            parents(&pool),
            [
                "documented category 3: parent 2 -> 1",
                "documented category 4: parent 3 -> 1",
                "documented category 6: parent 5 -> 1",
            ]
        );
    }

    #[test]
    fn without_a_root_they_have_no_parent() {
        let mut pool = Pool::without_root();
        pool.category("2", "2", "IT").parent = None;
        pool.category("3", "2", "Network");
        assert_eq!(parents(&pool), ["documented category 3: parent 2 -> -"]);
    }
}
