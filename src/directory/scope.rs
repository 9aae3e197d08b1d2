use std::collections::HashSet;

use super::{Category, Parent, PrincipalKind, PrincipalRef, Principals, Room, ScopeEntry, Tree};

/// Who may be a member of the rooms below a category (or, in legacy data, of one room).
#[derive(Debug)]
pub struct Scope<'a> {
    principals: &'a Principals,
    allowed: HashSet<PrincipalRef>,
    denied: HashSet<PrincipalRef>,
    /// Distinguished names of admitted and denied containers and domains: whoever lies below them is meant too.
    allowed_below: Vec<String>,
    denied_below: Vec<String>,
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
    /// The scope that holds for a room: its own, else that of the nearest category above that has one. `None` where
    /// nobody set one: then it admits everybody.
    pub fn scope_of(&self, room: &'a Room) -> Option<&'a [ScopeEntry]> {
        if !room.scope.is_empty() {
            return Some(&room.scope);
        }
        match self.category_of(room) {
            Parent::Category(category) => self.category_scope(category),
            Parent::Root => self.root().and_then(|root| self.category_scope(root)),
            Parent::Unnamed | Parent::Missing(_) => None,
        }
    }

    /// The scope that holds for a category: its own, else that of the nearest category above that has one.
    pub fn category_scope(&self, category: &'a Category) -> Option<&'a [ScopeEntry]> {
        let chain = self.chain(category);
        let mut upwards = chain.categories.iter().rev().copied().chain(self.root());
        upwards
            .find(|category| !category.scope.is_empty())
            .map(|category| category.scope.as_slice())
    }
}

impl<'a> Scope<'a> {
    /// Makes the entries ready for questions.
    pub fn new(principals: &'a Principals, entries: &[ScopeEntry]) -> Self {
        let mut scope = Scope {
            principals,
            allowed: HashSet::new(),
            denied: HashSet::new(),
            allowed_below: Vec::new(),
            denied_below: Vec::new(),
        };
        for entry in entries {
            let (set, below) = if entry.denied {
                (&mut scope.denied, &mut scope.denied_below)
            } else {
                (&mut scope.allowed, &mut scope.allowed_below)
            };
            set.insert(entry.principal);
            if let Some(principal) = principals.get(entry.principal)
                && matches!(
                    principal.kind,
                    PrincipalKind::Folder | PrincipalKind::Domain
                )
                && !principal.ad_path.is_empty()
            {
                below.push(principal.ad_path.to_lowercase());
            }
        }
        scope
    }

    /// Whether answers need the affiliations: some entry is neither a user nor known by its place in the directory.
    pub fn needs_affiliations(&self) -> bool {
        let mut listed = self.allowed.iter().chain(&self.denied);
        listed.any(|at| {
            self.principals
                .get(*at)
                .is_none_or(|principal| !principal.kind.is_user())
        })
    }

    /// What the scope says of a principal, its groups and its place in the directory taken into account.
    pub fn admits(&self, at: PrincipalRef) -> Admission {
        let belongs_to = self.principals.affiliations.closure(at);
        let place = self
            .principals
            .get(at)
            .map(|principal| principal.ad_path.to_lowercase())
            .unwrap_or_default();
        let is_in = |set: &HashSet<PrincipalRef>, below: &[String]| {
            belongs_to.iter().any(|group| set.contains(group))
                || below.iter().any(|above| lies_below(&place, above))
        };
        if is_in(&self.denied, &self.denied_below) {
            Admission::Denied
        } else if self.allowed.is_empty() || is_in(&self.allowed, &self.allowed_below) {
            Admission::Admitted
        } else {
            Admission::NotListed
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

        let by_group = Scope::new(&principals, &[entry(group, false)]);
        assert_eq!(by_group.admits(user), Admission::NotListed);
        assert_eq!(by_group.admits(other), Admission::Admitted);
        assert!(by_group.needs_affiliations());

        let by_place = Scope::new(&principals, &[entry(folder, false), entry(group, true)]);
        assert_eq!(by_place.admits(user), Admission::Admitted);
        assert_eq!(by_place.admits(other), Admission::Denied);

        let only_denied = Scope::new(&principals, &[entry(other, true)]);
        assert_eq!(only_denied.admits(user), Admission::Admitted);
        assert!(!only_denied.needs_affiliations());
    }
}
