//! Rooms that send invitations below a category that does not: the import turns them off.

use super::{ActionKind, Basis, Evidence, Finding, NotRun, ObjectKind, Rule, Severity, details};
use crate::directory::Room;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "invitation-mismatch",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: Some("prepare, 4"),
    columns: Found::COLUMNS,
    choices: &[(
        ObjectKind::Room,
        &[
            ActionKind::Keep,
            ActionKind::EnableInvitations,
            ActionKind::Exclude,
        ],
    )],
    check,
};

details! {
    struct Found {
        category_id: String,
        category: String,
        set_by: String,
        members: usize,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    let mut findings = Vec::new();
    let inherited = tree.inherited(|it| it.settings.invite);
    let wants = |room: &&Room| room.settings.invite == Some(true);
    for room in directory.rooms.iter().filter(wants) {
        let Some(category) = tree.category_above(room) else {
            continue;
        };
        let Some((set_by, false)) = inherited.of(category) else {
            continue;
        };
        let members = room.roles.iter().filter(|grant| grant.member).count();
        findings.push(RULE.finding(
            room.into(),
            Found {
                category_id: category.id.to_string(),
                category: category.name.clone(),
                set_by: set_by.id.to_string(),
                members,
            },
        ));
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn only_rooms_that_want_invitations_of_their_own_are_found() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT").settings.invite = Some(false);
        pool.category("3", "2", "Network");
        pool.category("4", "3", "News").settings.invite = Some(true);
        pool.room("10", "3", "wants").settings.invite = Some(true);
        pool.room("11", "3", "inherits");
        pool.room("12", "3", "off").settings.invite = Some(false);
        pool.room("13", "4", "may").settings.invite = Some(true);
        pool.room("14", "1", "never set").settings.invite = Some(true);
        pool.grant("10", "5", "member");
        pool.grant("10", "6", "manager");
        assert_eq!(
            pool.says("invitation-mismatch"),
            ["warning documented room 10: category_id=3 category=Network set_by=2 members=1"]
        );
    }
}
