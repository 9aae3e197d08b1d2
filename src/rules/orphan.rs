//! What hangs together with nothing: rooms, categories and messages without what they belong to.

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details};
use crate::directory::Parent;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "orphan",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        parent_id: Option<String>,
        messages: Option<u64>,
    }
}

/// What the input does not hold at all is missing, not lost: then there are no orphans.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let parts = evidence.directory.parts;
    let mut findings = Vec::new();
    if parts.categories {
        rooms(evidence, &mut findings);
        categories(evidence, &mut findings);
    }
    if parts.rooms && parts.messages {
        messages(evidence, &mut findings);
    } else if !parts.categories {
        return Err(NotRun::NoCategories);
    }
    Ok(findings)
}

fn rooms(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for room in &evidence.directory.rooms {
        let (case, basis) = match evidence.tree.category_of(room) {
            Parent::Category(_) => continue,
            Parent::Root => ("room-below-root", root_basis(evidence)),
            Parent::Unnamed | Parent::Missing(_) => ("room-without-category", Basis::Documented),
        };
        let messages = evidence.history.messages_in(&room.id);
        let parent = room.category.as_deref();
        findings.push(finding(room.into(), case, parent, Some(messages)).with_basis(basis));
    }
}

fn categories(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let Evidence {
        directory, tree, ..
    } = evidence;
    for category in &directory.categories {
        let way = tree.way(category);
        let case = match tree.parent(category) {
            _ if way.complete => continue,
            _ if way.cyclic => "category-cycle",
            Parent::Unnamed | Parent::Missing(_) => "category-without-parent",
            // Something further up is the orphan.
            Parent::Root | Parent::Category(_) => continue,
        };
        // A circle is one whatever the root is; a missing parent may be a root that the input leaves out.
        let basis = if way.cyclic {
            Basis::Documented
        } else {
            root_basis(evidence)
        };
        let parent = category.parent.as_deref();
        let finding = finding(category.into(), case, parent, None);
        findings.push(finding.with_basis(basis));
    }
}

fn messages(evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    for (id, history) in &evidence.history.rooms {
        if evidence.directory.room(id).is_none() {
            let object = Object::room(evidence.directory, id);
            let messages = Some(history.messages);
            findings.push(finding(object, "messages-of-unknown-room", None, messages));
        }
    }
}

fn finding(
    object: Object,
    case: &'static str,
    parent: Option<&str>,
    messages: Option<u64>,
) -> Finding {
    let parent_id = parent.map(str::to_owned);
    let details = Found {
        case,
        parent_id,
        messages,
    };
    RULE.finding(object, details)
}

fn root_basis(evidence: &Evidence<'_>) -> Basis {
    if evidence.tree.root_is_certain() {
        Basis::Documented
    } else {
        Basis::Inferred
    }
}

#[cfg(test)]
mod tests {
    use crate::directory::Parts;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn whatever_hangs_in_the_air_is_found() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "4", "ring");
        pool.category("4", "3", "ring");
        pool.category("5", "99", "lost");
        pool.category("6", "5", "below the lost one");
        pool.category("7", "1", "no parent").parent = None;
        pool.room("10", "2", "News");
        pool.room("11", "98", "lost");
        pool.room("12", "1", "below the root");
        pool.room("13", "2", "nowhere").category = None;
        pool.write("10", "5", 1);
        pool.write("11", "5", 2);
        pool.write("97", "5", 3);
        assert_eq!(
            pool.says("orphan"),
            [
                "error documented category 3: case=category-cycle parent_id=4 messages=-",
                "error documented category 4: case=category-cycle parent_id=3 messages=-",
                "error documented category 5: case=category-without-parent parent_id=99 messages=-",
                "error documented category 7: case=category-without-parent parent_id=- messages=-",
                "error documented room 11: case=room-without-category parent_id=98 messages=2",
                "error documented room 12: case=room-below-root parent_id=1 messages=0",
                "error documented room 13: case=room-without-category parent_id=- messages=0",
                "error documented room 97: case=messages-of-unknown-room parent_id=- messages=3",
            ]
        );
    }

    #[test]
    fn a_root_that_was_guessed_makes_a_guess() {
        let mut pool = Pool::without_root();
        pool.category("2", "7", "IT");
        pool.room("10", "7", "below the root");
        assert_eq!(
            pool.says("orphan"),
            ["error inferred room 10: case=room-below-root parent_id=7 messages=0"]
        );
    }

    #[test]
    fn parts_that_are_missing_make_no_orphans() {
        let mut pool = Pool::without_root();
        pool.directory.parts = Parts::default();
        assert_eq!(pool.not_run("orphan"), Some(NotRun::NoCategories));
        pool.directory.parts.rooms = true;
        pool.directory.parts.messages = true;
        pool.room("10", "2", "News");
        pool.write("11", "5", 1);
        assert_eq!(
            pool.says("orphan"),
            ["error documented room 11: case=messages-of-unknown-room parent_id=- messages=1"]
        );
        pool.directory.parts.rooms = false;
        pool.directory.parts.categories = true;
        pool.directory.rooms.clear();
        assert!(pool.says("orphan").is_empty());
    }
}
