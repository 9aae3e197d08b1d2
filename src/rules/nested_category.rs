//! Categories below another category: the target knows one level only.

use super::{Evidence, Finding, NotRun, Object, ObjectKind};
use crate::directory::Parent;

pub(super) fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory,
        tree,
        names,
        ..
    } = evidence;
    if !directory.parts.categories {
        return Err(NotRun::NoCategories);
    }
    let mut rooms = vec![0_u64; directory.categories.len()];
    for room in &directory.rooms {
        if let Some(at) = room
            .category
            .as_deref()
            .and_then(|id| directory.category_position(id))
        {
            rooms[at] += 1;
        }
    }
    let mut findings = Vec::new();
    for (at, category) in directory.categories.iter().enumerate() {
        let chain = tree.chain(category);
        let Parent::Category(parent) = tree.parent(category) else {
            continue;
        };
        if chain.cyclic {
            continue;
        }
        let flat = &names.categories[at].flat;
        findings.push(Finding::new(
            "nested-category",
            Object::new(ObjectKind::Category, &category.id, &category.name),
            [
                (&*parent.id).into(),
                parent.name.as_str().into(),
                chain.categories.len().into(),
                flat.text.as_str().into(),
                flat.units.into(),
                rooms[at].into(),
            ],
        ));
    }
    Ok(findings)
}
