use std::collections::HashSet;

use super::{Id, Inherited, Map, PrincipalKind, Principals, Room, ScopeEntry, Tree};
use crate::directory::ids::PrincipalRef;

/// What all scopes of a pool have in common.
#[derive(Debug)]
pub struct Scopes<'a> {
    principals: &'a Principals,
    /// The groups that belong directly to each group. Users are left out: there are many, and none holds another.
    inner: Map<PrincipalRef, Vec<PrincipalRef>>,
}

/// Who may be a member of the rooms below a category (or, in legacy data, of one room).
#[derive(Debug)]
pub struct Scope<'a> {
    principals: &'a Principals,
    allowed: Listed,
    denied: Listed,
    needs_affiliations: bool,
}

/// What a scope says of one principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Admitted.
    Admitted,
    /// Neither it nor anything it belongs to is on the list.
    NotListed,
    /// Denied, which beats being admitted.
    Denied,
}

impl<'a> Tree<'a> {
    /// The scope that holds for a room, and the id of the room or category that sets it: the room's own, else that of
    /// the nearest category above that has one. `None` where none is set: then it admits everybody.
    ///
    /// `of_categories` are [`Tree::scopes`].
    pub fn scope_of(
        &self,
        room: &'a Room,
        of_categories: &Inherited<'a, &'a [ScopeEntry]>,
    ) -> Option<(&'a Id, &'a [ScopeEntry])> {
        if !room.scope.is_empty() {
            return Some((&room.id, &room.scope));
        }
        let (category, scope) = of_categories.of(self.category_above(room)?)?;
        Some((&category.id, scope))
    }

    /// The scope that holds for each category: its own, else that of the nearest one above that has one.
    pub fn scopes(&self) -> Inherited<'a, &'a [ScopeEntry]> {
        self.inherited(|it| Some(it.scope.as_slice()).filter(|scope| !scope.is_empty()))
    }
}

impl<'a> Scopes<'a> {
    /// Finds out which groups hold groups.
    pub fn new(principals: &'a Principals) -> Self {
        let affiliations = &principals.affiliations;
        let mut is_group = vec![false; principals.references().count()];
        for holder in affiliations.holders() {
            for group in affiliations.of(holder).filter(|group| *group != holder) {
                is_group[group.0 as usize] = true;
            }
        }
        let mut inner: Map<PrincipalRef, Vec<PrincipalRef>> = Map::default();
        for holder in affiliations.holders() {
            if is_group[holder.0 as usize] {
                for group in affiliations.of(holder) {
                    inner.entry(group).or_default().push(holder);
                }
            }
        }
        Scopes { principals, inner }
    }

    /// Makes the entries of a scope ready for questions.
    pub fn scope(&self, entries: &[ScopeEntry]) -> Scope<'a> {
        let mut scope = Scope {
            principals: self.principals,
            allowed: Listed::default(),
            denied: Listed::default(),
            needs_affiliations: false,
        };
        for entry in entries {
            let list = if entry.denied {
                &mut scope.denied
            } else {
                &mut scope.allowed
            };
            list.inside.insert(entry.principal);
            match self.principals.get(entry.principal) {
                Some(user) if user.kind.is_user() => {}
                Some(place)
                    if matches!(place.kind, PrincipalKind::Folder | PrincipalKind::Domain)
                        && !place.ad_path.is_empty() =>
                {
                    list.places.push(place.ad_path.to_lowercase());
                }
                _ => scope.needs_affiliations = true,
            }
            let mut next = vec![entry.principal];
            while let Some(at) = next.pop() {
                let groups = self.inner.get(&at).into_iter().flatten().copied();
                next.extend(groups.filter(|group| list.inside.insert(*group)));
            }
        }
        scope
    }
}

impl Scope<'_> {
    /// Whether answers need the affiliations: some entry is neither a user nor known by its place in the directory.
    pub fn needs_affiliations(&self) -> bool {
        self.needs_affiliations
    }

    /// What the scope says of a principal, its groups and its place in the directory taken into account.
    pub fn admits(&self, at: PrincipalRef) -> Admission {
        if self.denied.holds(self.principals, at) {
            Admission::Denied
        } else if self.allowed.inside.is_empty() || self.allowed.holds(self.principals, at) {
            Admission::Admitted
        } else {
            Admission::NotListed
        }
    }
}

/// The admitted or the denied entries of a scope.
#[derive(Debug, Default)]
struct Listed {
    /// The entries, and the groups that belong to one of them, directly or through other groups.
    inside: HashSet<PrincipalRef, foldhash::fast::RandomState>,
    /// Distinguished names of containers and domains: principals below them are meant too.
    places: Vec<String>,
}

impl Listed {
    fn holds(&self, principals: &Principals, at: PrincipalRef) -> bool {
        if self.inside.is_empty() {
            return false;
        }
        let mut groups = principals.affiliations.of(at);
        self.inside.contains(&at)
            || groups.any(|group| self.inside.contains(&group))
            || !self.places.is_empty() && {
                let place = principals.get(at).map(|it| it.ad_path.to_lowercase());
                let place = place.unwrap_or_default();
                self.places.iter().any(|above| lies_below(&place, above))
            }
    }
}

/// Whether a distinguished name is another one or lies below it; both in lower case.
fn lies_below(name: &str, above: &str) -> bool {
    name.strip_suffix(above)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with(','))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Principal;

    #[test]
    fn groups_places_and_denials_count() {
        let mut principals = Principals::default();
        let mut add = |id: &str, kind, ad_path: &str| {
            let ad_path = ad_path.to_owned();
            principals
                .describe(
                    id,
                    Principal {
                        kind,
                        ad_path,
                        ..Principal::default()
                    },
                )
                .unwrap()
        };
        let user = add(
            "1",
            PrincipalKind::User,
            "CN=U1,OU=People,DC=contoso,DC=com",
        );
        let other = add(
            "2",
            PrincipalKind::User,
            "CN=U2,OU=NotPeople,DC=contoso,DC=com",
        );
        let group = add("9", PrincipalKind::Group, "CN=G,DC=contoso,DC=com");
        let folder = add("10", PrincipalKind::Folder, "ou=people,dc=contoso,dc=com");
        principals.affiliations.set(other, &mut vec![other, group]);
        let entry = |principal, denied| ScopeEntry { principal, denied };
        let scopes = Scopes::new(&principals);

        let by_group = scopes.scope(&[entry(group, false)]);
        assert_eq!(by_group.admits(user), Admission::NotListed);
        assert_eq!(by_group.admits(other), Admission::Admitted);
        assert!(by_group.needs_affiliations());

        let by_place = scopes.scope(&[entry(folder, false), entry(group, true)]);
        assert_eq!(by_place.admits(user), Admission::Admitted);
        assert_eq!(by_place.admits(other), Admission::Denied);
        assert!(by_place.needs_affiliations());
        let only_places = scopes.scope(&[entry(folder, false)]);
        assert!(!only_places.needs_affiliations());

        let only_denied = scopes.scope(&[entry(other, true)]);
        assert_eq!(only_denied.admits(user), Admission::Admitted);
        assert!(!only_denied.needs_affiliations());
    }

    #[test]
    fn groups_in_groups_count_and_circles_end() {
        let mut principals = Principals::default();
        let ids = ["1", "2", "3", "outer", "inner", "ring a", "ring b"];
        let [one, two, three, outer, inner, a, b] = ids.map(|id| principals.refer(id));
        for (of, group) in [
            (one, inner),
            (two, inner),
            (inner, outer),
            (three, a),
            (a, b),
            (b, a),
            (b, outer),
        ] {
            principals.affiliations.set(of, &mut vec![of, group]);
        }
        let scopes = Scopes::new(&principals);
        let admitted = |principal, by: [PrincipalRef; 5]| {
            let scope = scopes.scope(&[ScopeEntry {
                principal,
                denied: false,
            }]);
            by.map(|at| scope.admits(at) == Admission::Admitted)
        };
        assert_eq!(admitted(outer, [one, inner, outer, three, b]), [true; 5]);
        assert_eq!(
            admitted(inner, [two, inner, outer, three, b]),
            [true, true, false, false, false]
        );
    }
}
