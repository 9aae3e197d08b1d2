use std::collections::HashSet;

use super::{
    Affiliations, Category, Id, PrincipalKind, PrincipalRef, Principals, Room, ScopeEntry, Tree,
};

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
    /// the nearest category above that has one. `None` where nobody set one: then it admits everybody.
    pub fn scope_of(&self, room: &'a Room) -> Option<(&'a Id, &'a [ScopeEntry])> {
        if !room.scope.is_empty() {
            return Some((&room.id, &room.scope));
        }
        let category = self.category_above(room)?;
        let upwards = self.chain(category).categories.into_iter().rev();
        upwards
            .chain(self.root())
            .find(|category: &&Category| !category.scope.is_empty())
            .map(|category| (&category.id, category.scope.as_slice()))
    }
}

impl<'a> Scope<'a> {
    /// Makes the entries ready for questions.
    pub fn new(principals: &'a Principals, entries: &[ScopeEntry]) -> Self {
        let mut scope = Scope {
            principals,
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
            match principals.get(entry.principal) {
                Some(user) if user.kind.is_user() => {}
                Some(place)
                    if matches!(place.kind, PrincipalKind::Folder | PrincipalKind::Domain)
                        && !place.ad_path.is_empty() =>
                {
                    list.places.push(place.ad_path.to_lowercase());
                }
                _ => scope.needs_affiliations = true,
            }
        }
        scope
    }

    /// Whether answers need the affiliations: some entry is neither a user nor known by its place in the directory.
    pub fn needs_affiliations(&self) -> bool {
        self.needs_affiliations
    }

    /// What the scope says of a principal, its groups and its place in the directory taken into account. Remembers
    /// what it found out on the way, so many questions cost little.
    pub fn admits(&mut self, at: PrincipalRef) -> Admission {
        if self.denied.holds(self.principals, at) {
            Admission::Denied
        } else if self.allowed.inside.is_empty() || self.allowed.holds(self.principals, at) {
            Admission::Admitted
        } else {
            Admission::NotListed
        }
    }
}

/// A set of principals by number.
type Set = HashSet<PrincipalRef, foldhash::fast::RandomState>;

/// The admitted or the denied entries of a scope.
#[derive(Debug, Default)]
struct Listed {
    /// The entries, and whoever was found to belong to one of them.
    inside: Set,
    /// Whoever was found to belong to none of them.
    outside: Set,
    /// Distinguished names of containers and domains: whoever lies below them is meant too.
    places: Vec<String>,
}

impl Listed {
    fn holds(&mut self, principals: &Principals, at: PrincipalRef) -> bool {
        self.reaches(&principals.affiliations, at)
            || !self.places.is_empty()
                && principals.get(at).is_some_and(|principal| {
                    let place = principal.ad_path.to_lowercase();
                    self.places.iter().any(|above| lies_below(&place, above))
                })
    }

    /// Whether a principal is one of the entries or belongs to one, directly or through groups. Survives groups that
    /// contain each other.
    fn reaches(&mut self, affiliations: &Affiliations, start: PrincipalRef) -> bool {
        if self.inside.contains(&start) {
            return true;
        }
        if self.inside.is_empty() || self.outside.contains(&start) {
            return false;
        }
        // Each with the place in this list of the one that led to it.
        let mut way = vec![(start, 0)];
        let mut seen = Set::from_iter([start]);
        let mut next = 0;
        while let Some((at, _)) = way.get(next).copied() {
            for group in affiliations.of(at) {
                if self.inside.contains(&group) {
                    let mut back = next;
                    while back != 0 {
                        self.inside.insert(way[back].0);
                        back = way[back].1;
                    }
                    self.inside.insert(start);
                    return true;
                }
                if !self.outside.contains(&group) && seen.insert(group) {
                    way.push((group, next));
                }
            }
            next += 1;
        }
        self.outside.extend(way.into_iter().map(|(at, _)| at));
        false
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

        let mut by_group = Scope::new(&principals, &[entry(group, false)]);
        assert_eq!(by_group.admits(user), Admission::NotListed);
        assert_eq!(by_group.admits(other), Admission::Admitted);
        assert!(by_group.needs_affiliations());

        let mut by_place = Scope::new(&principals, &[entry(folder, false), entry(group, true)]);
        assert_eq!(by_place.admits(user), Admission::Admitted);
        assert_eq!(by_place.admits(other), Admission::Denied);
        assert!(by_place.needs_affiliations());
        let only_places = Scope::new(&principals, &[entry(folder, false)]);
        assert!(!only_places.needs_affiliations());

        let mut only_denied = Scope::new(&principals, &[entry(other, true)]);
        assert_eq!(only_denied.admits(user), Admission::Admitted);
        assert!(!only_denied.needs_affiliations());
    }

    #[test]
    fn what_was_found_out_does_not_change_later_answers() {
        let mut principals = Principals::default();
        let ids = ["1", "2", "3", "outer", "inner", "ring a", "ring b"];
        let [one, two, three, outer, inner, a, b] = ids.map(|id| principals.refer(id));
        let belongs = [
            (one, inner),
            (two, inner),
            (inner, outer),
            (three, a),
            (a, b),
            (b, a),
            (b, outer),
        ];
        for (of, group) in belongs {
            principals.affiliations.set(of, &mut vec![of, group]);
        }
        let entry = ScopeEntry {
            principal: outer,
            denied: false,
        };
        let mut scope = Scope::new(&principals, &[entry]);
        for at in [one, two, inner, outer, three, b, one] {
            assert_eq!(scope.admits(at), Admission::Admitted, "{at:?}");
        }
        let mut scope = Scope::new(
            &principals,
            &[ScopeEntry {
                principal: inner,
                denied: false,
            }],
        );
        for at in [three, outer, a, b, three] {
            assert_eq!(scope.admits(at), Admission::NotListed, "{at:?}");
        }
        assert_eq!(scope.admits(two), Admission::Admitted);
    }
}
