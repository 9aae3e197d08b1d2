//! Members by the legacy rules: a room's list takes in those of the categories above it, from where the list starts.

use std::collections::HashSet;

use super::ground::Ground;
use super::{Change, Edit, Role, Subject};
use crate::directory::{Category, PrincipalRef, Room, Tree};
use crate::rules::{Basis, nested_category};

/// Only where the input has `roleDefinerId` or `overrideMember` at the room or a category above it: nothing else says
/// that the legacy rules hold.
pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let directory = ground.evidence.directory;
    let tree = &ground.evidence.tree;
    let mut changes = Vec::new();
    let definers = tree.inherited(|it| {
        let is_said = it.role_definer.is_some() || it.override_member.is_some();
        is_said.then_some(())
    });
    for (at, room, category) in ground.rooms_with_category() {
        let is_said = room.role_definer.is_some()
            || room.override_member.is_some()
            // What the root says of itself is no legacy rule of those below it.
            || definers.at(category).is_some_and(|(it, ())| !tree.is_root(&it.id));
        if !is_said {
            continue;
        }
        let chain = tree.chain(&directory.categories[category]);
        let (complete, chain) = (chain.complete, chain.categories);
        let Some(start) = start(tree, room, &chain) else {
            continue;
        };
        // Where the way up breaks off, that it goes on at the root is inferred.
        let basis = if start == Start::Root && !complete {
            Basis::Inferred
        } else {
            Basis::Documented
        };
        let mut change = |edit| {
            changes.push(Change {
                subject: Subject::Room(at),
                edit,
                rule: nested_category::RULE.id,
                basis,
                noticed: true,
            });
        };
        let root = tree.root().filter(|_| start == Start::Root);
        let below = match start {
            Start::Root => &chain[..],
            Start::Category(at) => &chain[at..],
            Start::Unknown(_) => &[],
        };
        let categories = root.into_iter().chain(below.iter().copied());
        let principals = new_members(ground, at, room, categories);
        if !principals.is_empty() {
            change(Edit::Granted {
                role: Role::Member,
                principals: principals.into(),
            });
        }
        // What a category says of the start is lost with its place above the room: the list would then start elsewhere.
        // And one that was cut by decision would get back whom it lost.
        let start_goes = match start {
            Start::Root => false,
            Start::Category(at) | Start::Unknown(at) => at + 1 < chain.len(),
        };
        if start_goes || ground.choices.outside(at).is_some() {
            change(Edit::OwnMembers {
                before: room.override_member,
            });
        }
    }
    changes
}

fn new_members<'a>(
    ground: &Ground<'_>,
    at: u32,
    room: &Room,
    categories: impl Iterator<Item = &'a Category>,
) -> Vec<PrincipalRef> {
    let members = room.roles.iter().filter(|grant| grant.member);
    let members: HashSet<PrincipalRef> = members.map(|grant| grant.principal).collect();
    let outside = ground.choices.outside(at);
    let mut new: Vec<PrincipalRef> = categories
        .flat_map(|category| &category.roles)
        .filter(|grant| grant.member)
        .map(|grant| grant.principal)
        .filter(|it| !members.contains(it) && ground.choices.dropped(*it).is_none())
        .filter(|it| outside.is_none_or(|(outside, _)| !outside.not_admitted.contains(it)))
        .collect();
    ground.evidence.directory.principals.sort(&mut new);
    new
}

/// Where a list of members starts; categories by their place in the chain from the top.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Root,
    Category(usize),
    /// This category names a start that is not above it.
    Unknown(usize),
}

/// Where the list of a room starts: the nearest node that says so decides. `None` for a list that takes in no category,
/// and where the room names a start that is not above it.
fn start(tree: &Tree<'_>, room: &Room, chain: &[&Category]) -> Option<Start> {
    if room.override_member == Some(true) {
        return None;
    }
    let named = |id: &str, above: &[&Category]| {
        // A root that was only guessed may be another one once some categories are left out.
        if tree.is_root(id) && tree.root_is_certain() {
            return Some(Start::Root);
        }
        let at = above.iter().position(|category| &*category.id == id);
        at.map(Start::Category)
    };
    if let Some(definer) = &room.role_definer {
        return named(definer, chain).filter(|_| *definer != room.id);
    }
    for (at, category) in chain.iter().enumerate().rev() {
        if category.override_member == Some(true) {
            return Some(Start::Category(at));
        }
        if let Some(definer) = &category.role_definer {
            return Some(named(definer, &chain[..=at]).unwrap_or(Start::Unknown(at)));
        }
    }
    Some(Start::Root)
}

#[cfg(test)]
mod tests {
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    /// A room three categories deep, and a member at every level.
    fn pool() -> Pool {
        let mut pool = Pool::new();
        for (id, above) in [("2", "1"), ("3", "2"), ("4", "3")] {
            pool.category(id, above, id);
        }
        pool.room("10", "4", "News");
        for (node, user) in [
            ("1", "51"),
            ("2", "52"),
            ("3", "53"),
            ("4", "54"),
            ("10", "55"),
        ] {
            pool.user(user);
            pool.grant(node, user, "member");
        }
        pool
    }

    fn members(pool: &Pool) -> Vec<String> {
        let mut changes = pool.planned("nested-category", []);
        changes.retain(|line| line.contains("member"));
        changes
    }

    #[test]
    fn without_the_legacy_fields_members_stay() {
        assert!(members(&pool()).is_empty());
    }

    #[test]
    fn a_list_starts_where_the_room_says() {
        let with = |definer: &str| {
            let mut pool = pool();
            pool.directory.rooms[0].role_definer = Some(definer.into());
            members(&pool)
        };
        let own = "documented room 10: override_member - -> true";
        let granted = |ids| format!("documented room 10: member - -> {ids}");
        assert_eq!(with("1"), [granted("[51, 52, 53, 54]")]);
        assert_eq!(with("2"), [&granted("[52, 53, 54]"), own]);
        assert_eq!(with("4"), [granted("[54]")]);
        assert!(with("10").is_empty());
        assert!(with("99").is_empty(), "it is not known where that is");
    }

    #[test]
    fn else_it_starts_at_the_nearest_override_or_the_root() {
        let with = |at: &[(&str, bool)]| {
            let mut pool = pool();
            for (id, starts) in at {
                if let Some(at) = pool.directory.category_position(id) {
                    pool.directory.categories[at].override_member = Some(*starts);
                } else {
                    pool.directory.rooms[0].override_member = Some(*starts);
                }
            }
            members(&pool).join("; ")
        };
        let all = "documented room 10: member - -> [51, 52, 53, 54]";
        assert_eq!(with(&[("10", false)]), all);
        assert!(with(&[("10", true)]).is_empty());
        assert_eq!(
            with(&[("2", true), ("3", true), ("4", false), ("10", false)]),
            "documented room 10: member - -> [53, 54]; documented room 10: override_member false -> true"
        );
    }

    #[test]
    fn that_a_way_that_breaks_off_goes_on_at_the_root_is_inferred() {
        let mut pool = pool();
        pool.directory.categories[1].parent = Some("98".into());
        pool.directory.rooms[0].override_member = Some(false);
        assert_eq!(
            members(&pool),
            ["inferred room 10: member - -> [51, 52, 53, 54]"]
        );
    }

    #[test]
    fn flattening_moves_no_start_and_drops_stay_dropped() {
        let mut pool = pool();
        pool.directory.categories[2].override_member = Some(true);
        pool.directory.categories[3].override_member = Some(false);
        let decisions = [("disabled-principal", "principal 54", Action::Drop)];
        let plan = pool.decide(decisions).unwrap();
        let after = pool.after(&plan);
        assert_eq!(after.plan().changes, []);
        let roles = &after.directory.rooms[0].roles;
        let ids: Vec<&str> = roles
            .iter()
            .map(|grant| after.directory.principals.id(grant.principal))
            .collect();
        assert_eq!(ids, ["55", "53"]);
    }
}
