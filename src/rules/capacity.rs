//! Pools beyond the sizes that Microsoft plans for.

use super::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, choice, details,
};
use crate::directory::{Directory, Room, Tree};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "capacity",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::NONE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        count: u64,
        limit: u64,
    }
}

/// Rooms of the reference model, access entries and invitations (reference: export-package, 5).
const ROOMS: u64 = 33_077;
const ACCESS_ENTRIES: u64 = 2_000_000;
const INVITATIONS: u64 = 2_000_000;

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    let root = tree.root().map_or_else(
        || Object::new(ObjectKind::Category, tree.root_id().unwrap_or("1"), ""),
        Object::from,
    );
    let counts = [
        ("rooms", directory.rooms.len() as u64, ROOMS),
        ("access-entries", access_entries(directory), ACCESS_ENTRIES),
        ("invitations", invitations(directory, tree), INVITATIONS),
    ];
    Ok(counts
        .into_iter()
        .filter(|(_, count, limit)| count > limit)
        .map(|(case, count, limit)| {
            let finding = RULE.finding(root.clone(), Found { case, count, limit });
            if case == "invitations" {
                finding.with_basis(Basis::Inferred)
            } else {
                finding
            }
        })
        .collect())
}

/// Rows of roles on rooms and categories, and of scopes. The limit is published for "access entries" without a word on
/// what counts as one; these are all the rows the database keeps for it.
fn access_entries(directory: &Directory) -> u64 {
    let categories = directory.categories.iter();
    let categories = categories.map(|category| (&category.roles, &category.scope));
    let rooms = directory
        .rooms
        .iter()
        .map(|room| (&room.roles, &room.scope));
    categories
        .chain(rooms)
        .map(|(roles, scope)| {
            let roles: u64 = roles.iter().map(|grant| grant.count()).sum();
            roles + scope.len() as u64
        })
        .sum()
}

/// An estimate, because invitations are in no export that is known: one for each user who is a member, directly or
/// through a group, of a room that sends invitations.
fn invitations(directory: &Directory, tree: &Tree<'_>) -> u64 {
    let users = users_of_groups(directory);
    let above = tree.inherited(|it| it.settings.invite);
    let invites = |room: &&Room| {
        room.settings.invite.unwrap_or_else(|| {
            let category = tree.category_above(room);
            category.and_then(|it| above.value(it)) == Some(true)
        })
    };
    let mut count = 0;
    for room in directory.rooms.iter().filter(invites) {
        let members = room.roles.iter().filter(|grant| grant.member);
        count += members
            .map(|grant| users[grant.principal.0 as usize].max(1))
            .sum::<u64>();
    }
    count
}

/// How many users list each principal among what they belong to. One step is taken for enough: that a user's list
/// holds the groups of its groups as well is inferred from the capacity figures, which count ancestors.
fn users_of_groups(directory: &Directory) -> Vec<u64> {
    let principals = &directory.principals;
    let mut users = vec![0; principals.references().count()];
    for (at, _) in principals.iter().filter(|(_, it)| it.kind.is_user()) {
        for group in principals.affiliations.of(at).filter(|group| *group != at) {
            users[group.0 as usize] += 1;
        }
    }
    users
}

#[cfg(test)]
mod tests {
    use crate::directory::{Grant, PrincipalKind};
    use crate::rules::testing::Pool;

    #[test]
    fn as_many_rooms_as_planned_for_are_fine() {
        let mut pool = Pool::new();
        for id in 10..33_087 {
            let id = id.to_string();
            pool.room(&id, "1", &id);
        }
        assert!(pool.says("capacity").is_empty());
        pool.room("9", "1", "9");
        assert_eq!(
            pool.says("capacity"),
            ["warning documented category 1: case=rooms count=33078 limit=33077"]
        );
    }

    #[test]
    fn roles_and_scopes_are_access_entries() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.room("10", "1", "News");
        let all = Grant {
            principal: pool.directory.principals.refer("5"),
            manager: true,
            member: true,
            creator: true,
            presenter: true,
        };
        pool.directory.rooms[0].roles = vec![all; 500_000];
        assert!(pool.says("capacity").is_empty());
        pool.scope("1", "5", false);
        assert_eq!(
            pool.says("capacity"),
            ["warning documented category 1: case=access-entries count=2000001 limit=2000000"]
        );
    }

    #[test]
    fn a_group_is_invited_user_by_user() {
        let mut pool = Pool::new();
        pool.principal("g", PrincipalKind::Group, |_| {});
        for id in 0..1_000 {
            let id = format!("u{id}");
            pool.user(&id);
            pool.belongs(&id, &[&id, "g"]);
        }
        pool.directory.categories[0].settings.invite = Some(true);
        for id in 10..2_010 {
            pool.room(&id.to_string(), "1", "");
            pool.grant(&id.to_string(), "g", "member");
        }
        pool.room("3", "1", "off").settings.invite = Some(false);
        pool.grant("3", "g", "member");
        assert!(pool.says("capacity").is_empty());
        pool.grant("10", "u7", "member");
        assert_eq!(
            pool.says("capacity"),
            ["warning inferred category 1: case=invitations count=2000001 limit=2000000"]
        );
    }
}
