//! Roles in a room that its scope does not admit, and presenters who are not members.

use std::collections::HashSet;

use super::{Basis, Evidence, Finding, NotRun, Object, Value};
use crate::directory::{
    Admission, Grant, Id, Map, PrincipalRef, Principals, Room, Scope, ScopeEntry, Scopes,
    natural_order,
};

/// Principals that nobody knows are left out: what they belong to is not known either.
pub(super) fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoCategories.unless(directory.parts.categories)?;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let principals = &directory.principals;
    let scopes = Scopes::new(principals);
    // By the place of their entries: an id may be a room's and a category's.
    let mut known_scopes: Map<*const ScopeEntry, Scope<'_>> = Map::default();
    let mut findings = Vec::new();
    for room in &directory.rooms {
        let known = |grant: &&Grant| principals.get(grant.principal).is_some();
        if let Some((scope_of, entries)) = tree.scope_of(room) {
            let scope = known_scopes
                .entry(entries.as_ptr())
                .or_insert_with(|| scopes.scope(entries));
            if scope.needs_affiliations() && !directory.parts.affiliations {
                return Err(NotRun::NoAffiliations);
            }
            let scoped = |grant: &&Grant| grant.member || grant.manager || grant.presenter;
            let roles = room.roles.iter().filter(known).filter(scoped);
            let outside = roles.map(|grant| grant.principal);
            let outside = outside.filter(|at| scope.admits(*at) != Admission::Admitted);
            let outside = outside.collect();
            findings.extend(finding(
                room,
                "not-admitted",
                Some(scope_of),
                outside,
                principals,
            ));
        }
        let presenters = room.roles.iter().filter(known);
        let presenters = presenters.filter(|grant| grant.presenter && !grant.member);
        let mut presenters: Vec<PrincipalRef> = presenters.map(|grant| grant.principal).collect();
        if !presenters.is_empty() {
            let members = members(evidence, room);
            let groups = &principals.affiliations;
            presenters.retain(|at| !groups.closure(*at).iter().any(|it| members.contains(it)));
        }
        let found = finding(room, "presenter-not-member", None, presenters, principals);
        // Without affiliations nobody knows who is a member through a group.
        findings.extend(found.map(|found| {
            if directory.parts.affiliations {
                found
            } else {
                found.with_basis(Basis::Inferred)
            }
        }));
    }
    Ok(findings)
}

fn finding(
    room: &Room,
    case: &str,
    scope_of: Option<&Id>,
    mut found: Vec<PrincipalRef>,
    principals: &Principals,
) -> Option<Finding> {
    if found.is_empty() {
        return None;
    }
    found.sort_by(|a, b| natural_order(principals.id(*a), principals.id(*b)));
    let ids = found.iter().map(|at| principals.id(*at).to_owned());
    Some(Finding::new(
        "outside-scope",
        Object::from(room),
        [
            case.into(),
            scope_of.map(|id| &**id).into(),
            Value::List(ids.collect()),
            found.len().into(),
        ],
    ))
}

/// The members of a room: its own and those of the categories above, whose member lists reach down to it.
fn members<'a>(evidence: &'a Evidence<'_>, room: &'a Room) -> HashSet<PrincipalRef> {
    let tree = &evidence.tree;
    let above = tree.category_above(room);
    let chain = above.map(|category| tree.chain(category).categories);
    let categories = chain.into_iter().flatten().chain(above.and(tree.root()));
    categories
        .map(|category| &category.roles)
        .chain([&room.roles])
        .flatten()
        .filter(|grant| grant.member)
        .map(|grant| grant.principal)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    fn pool() -> Pool {
        let mut pool = Pool::new();
        for id in ["5", "6", "10"] {
            pool.user(id);
        }
        pool.principal("9", PrincipalKind::Group, |_| {});
        pool.belongs("5", &["5", "9"]);
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.room("20", "3", "News");
        pool
    }

    #[test]
    fn roles_that_the_nearest_scope_does_not_admit_are_found() {
        let mut pool = pool();
        pool.scope("2", "9", false);
        pool.room("21", "2", "Own scope");
        pool.scope("21", "6", false);
        pool.room("22", "1", "No scope");
        for room in ["20", "21", "22"] {
            pool.grant(room, "10", "manager");
            pool.grant(room, "6", "member");
            pool.grant(room, "5", "member");
            pool.grant(room, "99", "member");
        }
        assert_eq!(
            pool.says("outside-scope"),
            [
                "warning documented room 20: case=not-admitted scope_of=2 principals=[6, 10] count=2",
                "warning documented room 21: case=not-admitted scope_of=21 principals=[5, 10] count=2",
            ]
        );
        pool.directory.parts.affiliations = false;
        let reason = pool.not_run("outside-scope");
        assert_eq!(reason, Some(NotRun::NoAffiliations));
        pool.directory.parts.categories = false;
        let reason = pool.not_run("outside-scope");
        assert_eq!(reason, Some(NotRun::NoCategories));
    }

    #[test]
    fn a_presenter_may_be_a_member_through_a_group_or_a_category() {
        let mut pool = pool();
        for id in ["5", "6", "10", "99"] {
            pool.grant("20", id, "presenter");
        }
        pool.grant("20", "9", "member");
        pool.grant("2", "10", "member");
        let found = "presenter-not-member scope_of=- principals=[6] count=1";
        assert_eq!(
            pool.says("outside-scope"),
            [format!("warning documented room 20: case={found}")]
        );
    }
}
