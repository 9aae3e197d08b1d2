//! Objects whose name the target pool has already.

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "target-conflict",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: Some("prerequisites, 2"),
    columns: Found::COLUMNS,
    choices: choice::RENAME_ANY_OR_EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        full_name: String,
        target_kind: &'static str,
        target_id: String,
        target_name: String,
        suggestion: Option<String>,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, names, ..
    } = evidence;
    if evidence.target.is_none() {
        return Err(NotRun::NoTarget);
    }
    NotRun::NoCategories.unless(directory.parts.categories)?;
    let categories = directory.categories.iter().map(Object::from);
    let rooms = directory.rooms.iter().map(Object::from);
    let addins = directory.addins.iter().map(Object::from);
    let objects = (categories.zip(&names.categories))
        .chain(rooms.zip(&names.rooms))
        .chain(addins.zip(&names.addins));
    let mut findings = Vec::new();
    for (object, name) in objects {
        // A room's name may not be a category's; add-ins have names of their own.
        let other_kind = if object.kind == super::ObjectKind::Room {
            "category"
        } else {
            "room"
        };
        for (cases, kind, found) in [
            (
                ["overwritten", "perhaps-overwritten"],
                object.kind.word(),
                &name.overwrites,
            ),
            (["refused", "perhaps-refused"], other_kind, &name.refused_by),
        ] {
            let Some(found) = found else { continue };
            let finding = RULE.finding(
                object.clone(),
                Found {
                    case: cases[usize::from(found.doubtful)],
                    full_name: name.flat.text.clone(),
                    target_kind: kind,
                    target_id: found.id.clone(),
                    target_name: found.name.clone(),
                    suggestion: name.suggestion.clone(),
                },
            );
            findings.push(if found.doubtful {
                finding.with_basis(Basis::Inferred)
            } else {
                finding
            });
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::directory::Inventory;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn what_the_target_has_is_overwritten_or_refuses() {
        let mut pool = Pool::new();
        pool.category("2", "1", "it");
        pool.room("10", "2", "help desk");
        pool.room("11", "2", "IT ");
        pool.room("12", "2", "Free");
        pool.addin("a", "Clock", "https://contoso.com");
        let mut target = Inventory::default();
        target.rooms.add("77", "Help Desk");
        target.rooms.add("78", "Clock");
        target.categories.add("5", "IT");
        target.addins.add("9", "clock");
        pool.target = Some(target);
        assert_eq!(
            pool.says("target-conflict"),
            [
                "error documented category 2: case=overwritten full_name=it target_kind=category target_id=5 target_name=IT suggestion=it (2)",
                "error documented room 10: case=overwritten full_name=help desk target_kind=room target_id=77 target_name=Help Desk suggestion=help desk (2)",
                "error documented room 11: case=refused full_name=IT  target_kind=category target_id=5 target_name=IT suggestion=IT (3)",
                "error documented addin a: case=overwritten full_name=Clock target_kind=addin target_id=9 target_name=clock suggestion=Clock (2)",
            ]
        );
    }

    #[test]
    fn what_the_target_has_lost_characters_of_is_found_and_said_to() {
        let mut pool = Pool::new();
        pool.room("10", "1", "Größe");
        pool.room("11", "1", "Why?");
        let mut target = Inventory::default();
        target.rooms.add("77", "Gr??e");
        target.rooms.add_doubtful("77", "Gr??e");
        target.rooms.add("78", "Why?");
        target.rooms.add_doubtful("78", "Why?");
        pool.target = Some(target);
        assert_eq!(
            pool.says("target-conflict"),
            [
                "error inferred room 10: case=perhaps-overwritten full_name=Größe target_kind=room target_id=77 target_name=Gr??e suggestion=Größe (2)",
                "error documented room 11: case=overwritten full_name=Why? target_kind=room target_id=78 target_name=Why? suggestion=Why? (2)",
            ]
        );
    }

    #[test]
    fn without_an_inventory_nothing_is_known() {
        assert_eq!(
            Pool::new().not_run("target-conflict"),
            Some(NotRun::NoTarget)
        );
    }
}
