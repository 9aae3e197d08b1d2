//! Categories below another category: the target knows one level only.

use super::{Evidence, Finding, NotRun};
use crate::directory::Parent;

pub(super) fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory,
        tree,
        names,
        ..
    } = evidence;
    NotRun::NoCategories.unless(directory.parts.categories)?;
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
        let way = tree.way(category);
        let Parent::Category(parent) = tree.parent(category) else {
            continue;
        };
        if way.cyclic {
            continue;
        }
        let flat = &names.categories[at].flat;
        findings.push(Finding::new(
            "nested-category",
            category.into(),
            [
                (&*parent.id).into(),
                parent.name.as_str().into(),
                u64::from(way.depth).into(),
                flat.text.as_str().into(),
                flat.units.into(),
                rooms[at].into(),
            ],
        ));
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn categories_below_categories_are_found() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.category("4", "3", "Core");
        pool.category("5", "5", "ring");
        pool.room("10", "3", "News");
        pool.room("11", "2", "News");
        assert_eq!(
            pool.says("nested-category"),
            [
                "info documented category 3: parent_id=2 parent=IT depth=2 full_name=IT Network length=10 rooms=1",
                "info documented category 4: parent_id=3 parent=Network depth=3 full_name=IT Network Core length=15 rooms=0",
            ]
        );
        pool.directory.parts.categories = false;
        let reason = pool.not_run("nested-category");
        assert_eq!(reason, Some(NotRun::NoCategories));
    }
}
