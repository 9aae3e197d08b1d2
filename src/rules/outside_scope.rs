//! Roles in a room that its scope does not admit, and presenters who are not members.

use std::collections::HashSet;

use super::{
    ActionKind, Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, details,
};
use crate::directory::{
    Admission, Grant, Id, Inherited, Map, PrincipalRef, Principals, Room, Scope, ScopeEntry,
    Scopes, Step,
};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "outside-scope",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: &[(
        ObjectKind::Room,
        &[ActionKind::Keep, ActionKind::Drop, ActionKind::Exclude],
    )],
    check,
};

details! {
    struct Found {
        case: &'static str,
        scope_of: Option<String>,
        principals: Vec<String>,
        count: usize,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    let mut watch = Watch::new(evidence)?;
    let mut findings = Vec::new();
    for room in &directory.rooms {
        let Outside {
            scope_of,
            not_admitted,
            presenters,
        } = watch.outside(room)?;
        let principals = &directory.principals;
        findings.extend(finding(
            room,
            "not-admitted",
            scope_of,
            &not_admitted,
            principals,
        ));
        let found = finding(room, "presenter-not-member", None, &presenters, principals);
        // Without affiliations it is not known who is a member through a group.
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

/// Who is in a room without belonging there; all in the order of their ids.
#[derive(Debug)]
pub(crate) struct Outside<'a> {
    /// The room or category that sets the scope.
    pub scope_of: Option<&'a Id>,
    /// Principals with a role there whom the scope does not admit.
    pub not_admitted: Vec<PrincipalRef>,
    /// Presenters who are not members.
    pub presenters: Vec<PrincipalRef>,
}

/// Looks at one room after the other. Principals that the input does not describe are left out: what they belong to is not
/// known either.
pub(crate) struct Watch<'a> {
    evidence: &'a Evidence<'a>,
    scopes: Scopes<'a>,
    /// By the place of their entries: an id may be a room's and a category's.
    known: Map<*const ScopeEntry, Scope<'a>>,
    of_categories: Inherited<'a, &'a [ScopeEntry]>,
    presenters: Map<&'a str, Vec<PrincipalRef>>,
}

impl<'a> Watch<'a> {
    pub fn new(evidence: &'a Evidence<'a>) -> Result<Self, NotRun> {
        let directory = evidence.directory;
        NotRun::NoRooms.unless(directory.parts.rooms)?;
        NotRun::NoCategories.unless(directory.parts.categories)?;
        NotRun::NoPrincipals.unless(directory.parts.principals())?;
        NotRun::NoRoles.unless(directory.parts.roles)?;
        NotRun::NoScopes.unless(directory.parts.scopes)?;
        Ok(Watch {
            evidence,
            scopes: Scopes::new(&directory.principals),
            known: Map::default(),
            of_categories: evidence.tree.scopes(),
            presenters: presenters(evidence),
        })
    }

    pub fn outside(&mut self, room: &'a Room) -> Result<Outside<'a>, NotRun> {
        let directory = self.evidence.directory;
        let principals = &directory.principals;
        let known = |grant: &&Grant| principals.get(grant.principal).is_some();
        let mut outside = Outside {
            scope_of: None,
            not_admitted: Vec::new(),
            presenters: Vec::new(),
        };
        if let Some((scope_of, entries)) = self.evidence.tree.scope_of(room, &self.of_categories) {
            let scope = self
                .known
                .entry(entries.as_ptr())
                .or_insert_with(|| self.scopes.scope(entries));
            if scope.needs_affiliations() && !directory.parts.affiliations {
                return Err(NotRun::NoAffiliations);
            }
            let scoped = |grant: &&Grant| grant.member || grant.manager || grant.presenter;
            let roles = room.roles.iter().filter(known).filter(scoped);
            let principals = roles.map(|grant| grant.principal);
            outside.scope_of = Some(scope_of);
            outside
                .not_admitted
                .extend(principals.filter(|at| scope.admits(*at) != Admission::Admitted));
        }
        let presenters = self.presenters.get(&*room.id);
        outside.presenters.extend(presenters.into_iter().flatten());
        principals.sort(&mut outside.not_admitted);
        principals.sort(&mut outside.presenters);
        Ok(outside)
    }
}

fn finding(
    room: &Room,
    case: &'static str,
    scope_of: Option<&Id>,
    found: &[PrincipalRef],
    principals: &Principals,
) -> Option<Finding> {
    if found.is_empty() {
        return None;
    }
    let ids = found.iter().map(|at| principals.id(*at).to_owned());
    Some(RULE.finding(
        Object::from(room),
        Found {
            case,
            scope_of: scope_of.map(Id::to_string),
            principals: ids.collect(),
            count: found.len(),
        },
    ))
}

/// By the ids of rooms: the presenters who are not members, neither of the room nor of a category above, whose member
/// lists reach down to it.
fn presenters<'a>(evidence: &Evidence<'a>) -> Map<&'a str, Vec<PrincipalRef>> {
    let Evidence {
        directory, tree, ..
    } = evidence;
    let principals = &directory.principals;
    let mut found: Map<&str, Vec<PrincipalRef>> = Map::default();
    let mut by_category: Map<u32, Vec<&Room>> = Map::default();
    for room in &directory.rooms {
        let known = |grant: &&Grant| principals.get(grant.principal).is_some();
        let presenters = room.roles.iter().filter(known);
        let presenters = presenters.filter(|grant| grant.presenter && !grant.member);
        let presenters: Vec<PrincipalRef> = presenters.map(|grant| grant.principal).collect();
        if presenters.is_empty() {
            continue;
        }
        found.insert(&room.id, presenters);
        match tree.category_above(room) {
            Some(category) => {
                let at = directory.category_position(&category.id);
                let rooms = at.map(|at| by_category.entry(at as u32).or_default());
                rooms.into_iter().for_each(|rooms| rooms.push(room));
            }
            None => drop_members(principals, room, &Map::default(), &mut found),
        }
    }
    if by_category.is_empty() {
        return found;
    }
    // By principal: how many of the categories above have it as a member.
    let mut above: Map<PrincipalRef, usize> = Map::default();
    for member in tree
        .root()
        .into_iter()
        .flat_map(|root| members(&root.roles))
    {
        *above.entry(member).or_default() += 1;
    }
    for step in tree.descent() {
        let members_at = |at: u32| members(&directory.categories[at as usize].roles);
        match step {
            Step::Enter(at) => members_at(at).for_each(|it| *above.entry(it).or_default() += 1),
            Step::Leave(at) => members_at(at).for_each(|it| *above.entry(it).or_default() -= 1),
            Step::At(at) => {
                for room in by_category.get(&at).into_iter().flatten() {
                    drop_members(principals, room, &above, &mut found);
                }
            }
        }
    }
    found
}

fn members(roles: &[Grant]) -> impl Iterator<Item = PrincipalRef> {
    let members = roles.iter().filter(|grant| grant.member);
    members.map(|grant| grant.principal)
}

/// Takes the members, directly or through a group, out of the presenters of a room.
fn drop_members<'a>(
    principals: &Principals,
    room: &'a Room,
    above: &Map<PrincipalRef, usize>,
    found: &mut Map<&'a str, Vec<PrincipalRef>>,
) {
    let own: HashSet<PrincipalRef> = members(&room.roles).collect();
    let is_member = |at: &PrincipalRef| own.contains(at) || above.get(at).is_some_and(|it| *it > 0);
    if let Some(presenters) = found.get_mut(&*room.id) {
        presenters.retain(|at| !principals.affiliations.closure(*at).iter().any(is_member));
    }
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
