use super::{Directory, Grant, ScopeEntry};
use crate::directory::Id;
use crate::directory::ids::PrincipalRef;

/// A record whose id is that of another one of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// A user or group.
    Principal(Id),
    /// A category.
    Category(Id),
    /// A room.
    Room(Id),
    /// An add-in.
    Addin(Id),
}

impl Directory {
    /// Whether a record of another directory has an id that a record of the same kind has here.
    pub fn shares_an_id(&self, other: &Directory) -> bool {
        let is_described = |id: &str| {
            let known = self.principals.find(id);
            known.is_some_and(|at| self.principals.get(at).is_some())
        };
        let mut principals = other.principals.iter();
        let mut categories = other.categories.iter();
        let mut rooms = other.rooms.iter();
        let mut addins = other.addins.iter();
        principals.any(|(at, _)| is_described(other.principals.id(at)))
            || categories.any(|it| self.category_index.contains_key(&it.id))
            || rooms.any(|it| self.room_index.contains_key(&it.id))
            || addins.any(|it| self.addin_index.contains_key(&it.id))
    }

    /// Takes over everything of another directory, as one input may be spread over several files. Gives the records that
    /// were left out because their ids are known already.
    pub fn absorb(&mut self, mut other: Directory) -> Vec<Repeated> {
        self.undefined.append(&mut other.undefined);
        if self.principals.is_empty()
            && self.categories.is_empty()
            && self.rooms.is_empty()
            && self.addins.is_empty()
        {
            let parts = self.parts.or(other.parts);
            let undefined = std::mem::take(&mut self.undefined);
            *self = Directory {
                parts,
                undefined,
                ..other
            };
            return Vec::new();
        }
        let mut refused = Vec::new();
        self.parts = self.parts.or(other.parts);
        let mut principals = other.principals;
        let here: Vec<PrincipalRef> = principals
            .references()
            .map(|at| self.principals.refer(principals.id(at)))
            .collect();
        for (at, principal) in principals.take_records() {
            if !self.principals.put(here[at.0 as usize], principal) {
                refused.push(Repeated::Principal(principals.id(at).into()));
            }
        }
        let mut groups = Vec::new();
        for at in principals.affiliations.holders() {
            groups.clear();
            groups.extend(
                principals
                    .affiliations
                    .of(at)
                    .map(|group| here[group.0 as usize]),
            );
            self.principals
                .affiliations
                .set(here[at.0 as usize], &mut groups);
        }
        let grant = |grant: &mut Grant| grant.principal = here[grant.principal.0 as usize];
        let entry = |entry: &mut ScopeEntry| entry.principal = here[entry.principal.0 as usize];
        for category in &mut other.categories {
            category.roles.iter_mut().for_each(grant);
            category.scope.iter_mut().for_each(entry);
        }
        for room in &mut other.rooms {
            room.roles.iter_mut().for_each(grant);
            room.scope.iter_mut().for_each(entry);
        }
        // A million of them are not worth being taken one by one where there is nothing yet that they could repeat.
        if self.categories.is_empty() {
            self.categories = other.categories;
            self.category_index = other.category_index;
        } else {
            for category in other.categories {
                let id = category.id.clone();
                if !self.add_category(category) {
                    refused.push(Repeated::Category(id));
                }
            }
        }
        if self.rooms.is_empty() {
            self.rooms = other.rooms;
            self.room_index = other.room_index;
        } else {
            for room in other.rooms {
                let id = room.id.clone();
                if !self.add_room(room) {
                    refused.push(Repeated::Room(id));
                }
            }
        }
        for addin in other.addins {
            let id = addin.id.clone();
            if !self.add_addin(addin) {
                refused.push(Repeated::Addin(id));
            }
        }
        refused
    }
}

#[cfg(test)]
mod tests {
    use crate::directory::{Directory, Principal, PrincipalRef, Repeated, Room};

    /// A directory in which principal `id` is a member of `group` and of the room `room`.
    fn part(id: &str, group: &str, room: &str) -> Directory {
        let mut directory = Directory::default();
        let name = format!("User {id}");
        let at = directory
            .principals
            .describe(
                id,
                Principal {
                    name,
                    ..Principal::default()
                },
            )
            .unwrap();
        let group = directory.principals.refer(group);
        directory.principals.affiliations.set(at, &mut vec![group]);
        let grant = crate::directory::Grant {
            principal: at,
            manager: false,
            member: true,
            creator: false,
            presenter: false,
        };
        assert!(directory.add_room(Room {
            id: room.into(),
            roles: vec![grant],
            ..Room::default()
        }));
        directory
    }

    #[test]
    fn references_mean_the_same_principal_afterwards() {
        let mut all = part("7", "9", "20");
        assert!(all.absorb(part("8", "7", "21")).is_empty());
        let member = all.room("21").unwrap().roles[0].principal;
        assert_eq!(
            (all.principals.id(member), all.principals.label(member)),
            ("8", "User 8")
        );
        let groups: Vec<&str> = all
            .principals
            .affiliations
            .of(member)
            .map(|at| all.principals.id(at))
            .collect();
        assert_eq!(groups, ["7"]);
        assert_eq!(all.principals.find("7"), Some(PrincipalRef(0)));
    }

    #[test]
    fn what_is_there_already_is_named() {
        let mut all = part("7", "9", "20");
        let refused = all.absorb(part("7", "9", "20"));
        assert_eq!(
            refused,
            [Repeated::Principal("7".into()), Repeated::Room("20".into())]
        );
        assert_eq!(all.rooms.len(), 1);
    }
}
