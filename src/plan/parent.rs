//! Nested categories come to stand directly below the root: the target knows one level only.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::Basis;

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
            rule: "nested-category",
            basis: Basis::Documented,
        })
        .collect()
}
