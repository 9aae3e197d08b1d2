//! Categories below another category: the target knows one level only.

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details};
use crate::directory::Parent;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "nested-category",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: Some("prepare, 1"),
    columns: Found::COLUMNS,
    choices: choice::RENAME_OR_EXCLUDE,
    check,
};

details! {
    struct Found {
        parent_id: String,
        parent: String,
        depth: u64,
        full_name: String,
        length: usize,
        rooms: u64,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
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
        findings.push(RULE.finding(
            category.into(),
            Found {
                parent_id: parent.id.to_string(),
                parent: parent.name.clone(),
                depth: way.depth.into(),
                full_name: flat.text.clone(),
                length: flat.units,
                rooms: rooms[at],
            },
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
