//! What a database can hold of a pool. A package may say more than its database could, and a later database has no
//! place for everything that an earlier one knows (reference: database-schema, 4 and 7). What is left is the same
//! whatever it is written as.
//!
//! Primary keys hold: no role, scope or chat id is there twice. Foreign keys need not: tables are taken out one
//! after the other, while the server runs.

use super::rooms::Trouble;
use crate::directory::{
    Behavior, Category, Directory, Grant, Id, NAME_LIMIT, Principal, PrincipalKind, Principals,
    Room, ScopeEntry, Settings, Visibility, natural_order, utf16_len,
};
use crate::pool::schema::Generation;

/// The root's `nodeID`.
const ROOT: &str = "1";

/// The longest distinguished name (`prinADPath`).
fn path_limit(schema: Generation) -> usize {
    match schema {
        Generation::Legacy => 256,
        Generation::Current => 384,
    }
}
const ADDIN_NAME: usize = 50;
const ADDIN_URL: usize = 255;

/// Takes out of a pool what these tables have no place for, and adds what they always say.
pub(super) fn directory(directory: &mut Directory, schema: Generation) {
    principals(&mut directory.principals, schema);
    let principals = &directory.principals;
    for category in &mut directory.categories {
        shorten(&mut category.name, NAME_LIMIT);
        shorten(&mut category.description, NAME_LIMIT);
        settings(&mut category.settings, schema);
        roles(principals, &mut category.roles, schema);
        scope(principals, &mut category.scope, schema);
    }
    for room in &mut directory.rooms {
        shorten(&mut room.name, NAME_LIMIT);
        shorten(&mut room.description, NAME_LIMIT);
        shorten(&mut room.topic, NAME_LIMIT);
        settings(&mut room.settings, schema);
        if schema == Generation::Current {
            room.topic.clear();
            room.settings.logged = None;
            room.settings.file_post = None;
            room.settings.invite = room.settings.invite.filter(|invite| !invite);
        }
        roles(principals, &mut room.roles, schema);
        scope(principals, &mut room.scope, schema);
    }
    for addin in &mut directory.addins {
        shorten(&mut addin.name, ADDIN_NAME);
        shorten(&mut addin.url, ADDIN_URL);
    }
    member_lists(directory, schema);
}

/// A room's trouble as far as a database can have it: it has neither attributes nor elements.
pub(super) fn trouble(trouble: Option<Trouble>) -> Option<Trouble> {
    trouble.filter(|trouble| *trouble != Trouble::UnknownParts)
}

fn principals(principals: &mut Principals, schema: Generation) {
    let all: Vec<_> = principals.iter().map(|(at, _)| at).collect();
    for at in all {
        let Some(principal) = principals.get_mut(at) else {
            continue;
        };
        one_principal(principal, schema);
        // Everybody but the system is affiliated with himself.
        if principal.kind != PrincipalKind::System {
            principals.affiliations.set(at, &mut vec![at]);
        }
    }
}

fn one_principal(principal: &mut Principal, schema: Generation) {
    match schema {
        Generation::Legacy => principal.display_name.clear(),
        Generation::Current => {
            principal.kind = match principal.kind {
                PrincipalKind::FederatedUser => PrincipalKind::User,
                PrincipalKind::FederatedGroup => PrincipalKind::Group,
                kind => kind,
            }
        }
    }
    for text in [
        &mut principal.uri,
        &mut principal.name,
        &mut principal.display_name,
        &mut principal.company,
        &mut principal.email,
        &mut principal.user_principal_name,
    ] {
        shorten(text, NAME_LIMIT);
    }
    shorten(&mut principal.ad_path, path_limit(schema));
}

fn settings(settings: &mut Settings, schema: Generation) {
    settings.behavior.get_or_insert(Behavior::Normal);
    if schema == Generation::Current && settings.unclear.visibility.is_none() {
        settings.visibility.get_or_insert(Visibility::Scope);
    }
}

/// In the order of the primary key, none twice.
fn roles(principals: &Principals, roles: &mut Vec<Grant>, schema: Generation) {
    let id = |grant: &Grant| principals.id(grant.principal);
    roles.sort_by(|a, b| natural_order(id(a), id(b)));
    roles.dedup_by(|again, kept| {
        let same = again.principal == kept.principal;
        if same {
            kept.manager |= again.manager;
            kept.member |= again.member;
            kept.creator |= again.creator;
            kept.presenter |= again.presenter;
        }
        same
    });
    if schema == Generation::Legacy {
        roles.iter_mut().for_each(|grant| grant.creator = false);
    }
    roles.retain(|grant| grant.count() > 0);
}

fn scope(principals: &Principals, scope: &mut Vec<ScopeEntry>, schema: Generation) {
    if schema == Generation::Legacy {
        scope.retain(|entry| !entry.denied);
    }
    let id = |entry: &ScopeEntry| principals.id(entry.principal);
    scope.sort_by(|a, b| natural_order(id(a), id(b)));
    scope.dedup_by_key(|entry| entry.principal);
}

/// Where each list of members starts: said for every node in legacy data, and nowhere later.
fn member_lists(directory: &mut Directory, schema: Generation) {
    if schema == Generation::Current {
        for category in &mut directory.categories {
            (category.role_definer, category.override_member) = (None, None);
        }
        for room in &mut directory.rooms {
            (room.role_definer, room.override_member) = (None, None);
        }
        return;
    }
    let starts = |id: &str| {
        let category = directory.category(id);
        category.is_some_and(|category| category.override_member == Some(true))
    };
    let of_category = |category: &Category| nearest(directory, &category.id, starts);
    let of_room = |room: &Room| match &room.category {
        _ if room.override_member == Some(true) => room.id.clone(),
        Some(category) => nearest(directory, category, starts),
        None => ROOT.into(),
    };
    let categories: Vec<Id> = directory.categories.iter().map(of_category).collect();
    let rooms: Vec<Id> = directory.rooms.iter().map(of_room).collect();
    for (category, definer) in directory.categories.iter_mut().zip(categories) {
        category.role_definer = Some(definer);
        category.override_member.get_or_insert(false);
    }
    for (room, definer) in directory.rooms.iter_mut().zip(rooms) {
        room.role_definer = Some(definer);
        room.override_member.get_or_insert(false);
    }
}

/// The nearest category from this one upwards that is such a one, else the root.
pub(super) fn nearest(directory: &Directory, from: &str, is: impl Fn(&str) -> bool) -> Id {
    let mut id = from;
    // No way up is longer than there are categories, unless it goes in a circle.
    for _ in 0..=directory.categories.len() {
        if is(id) {
            return id.into();
        }
        match directory.category(id).and_then(|it| it.parent.as_deref()) {
            Some(above) if above != id => id = above,
            _ => break,
        }
    }
    ROOT.into()
}

/// Cuts text to what a column takes. Blanks at the end stay: they are data.
fn shorten(text: &mut String, limit: usize) {
    if text.len() <= limit || utf16_len(text) <= limit {
        return;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > limit
    });
    if let Some((end, _)) = end {
        text.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Addin, PrincipalRef};

    fn grant(principal: PrincipalRef) -> Grant {
        Grant {
            principal,
            manager: false,
            member: false,
            creator: false,
            presenter: false,
        }
    }

    /// A federated user 7 and a user 12; a root with category 2, in which room 20 is.
    fn pool() -> (Directory, [PrincipalRef; 2]) {
        let mut pool = Directory::default();
        let kinds = [
            ("12", PrincipalKind::User),
            ("7", PrincipalKind::FederatedUser),
        ];
        let [user, federated] = kinds.map(|(id, kind)| {
            let principal = Principal {
                kind,
                name: "Name".into(),
                display_name: "Shown".into(),
                ..Principal::default()
            };
            pool.principals.describe(id, principal).unwrap()
        });
        for (id, parent) in [("1", "1"), ("2", "1")] {
            let category = Category {
                id: id.into(),
                parent: Some(parent.into()),
                ..Category::default()
            };
            assert!(pool.add_category(category));
        }
        let mut room = Room {
            id: "20".into(),
            category: Some("2".into()),
            topic: "today".into(),
            ..Room::default()
        };
        room.settings.invite = Some(true);
        room.settings.logged = Some(true);
        let (member, manager) = (grant(user), grant(user));
        room.roles = vec![
            Grant {
                member: true,
                ..member
            },
            Grant {
                creator: true,
                ..grant(federated)
            },
            Grant {
                manager: true,
                ..manager
            },
        ];
        room.scope = [(user, true), (federated, false)]
            .map(|(principal, denied)| ScopeEntry { principal, denied })
            .into();
        assert!(pool.add_room(room));
        (pool, [user, federated])
    }

    #[test]
    fn the_older_tables_hold_neither_creators_nor_denials() {
        let (mut pool, [user, federated]) = pool();
        directory(&mut pool, Generation::Legacy);
        let room = &pool.rooms[0];
        // Two grants for one principal are one; of the creator nothing is left.
        let both = Grant {
            member: true,
            manager: true,
            ..grant(user)
        };
        assert_eq!(room.roles, [both]);
        assert_eq!(room.scope.len(), 1);
        assert_eq!((&*room.topic, room.settings.invite), ("today", Some(true)));
        let principal = pool.principals.get(federated).unwrap();
        assert!(principal.kind.is_federated() && principal.display_name.is_empty());
        let own: Vec<_> = pool.principals.affiliations.of(federated).collect();
        assert_eq!(own, [federated]);
    }

    #[test]
    fn the_later_tables_hold_neither_topics_nor_federated_principals() {
        let (mut pool, [user, federated]) = pool();
        directory(&mut pool, Generation::Current);
        let room = &pool.rooms[0];
        assert_eq!((&*room.topic, room.settings.invite), ("", None));
        assert_eq!((room.settings.logged, &room.role_definer), (None, &None));
        // By number: 7 before 12.
        let order: Vec<_> = room.roles.iter().map(|grant| grant.principal).collect();
        assert_eq!(order, [federated, user]);
        assert!(room.scope[1].denied);
        let principal = pool.principals.get(federated).unwrap();
        assert_eq!(principal.kind, PrincipalKind::User);
        assert_eq!(principal.display_name, "Shown");
    }

    #[test]
    fn lists_of_members_start_where_they_are_overridden() {
        let (mut pool, _) = pool();
        directory(&mut pool, Generation::Legacy);
        assert_eq!(pool.rooms[0].role_definer.as_deref(), Some("1"));
        assert_eq!(pool.rooms[0].override_member, Some(false));
        pool.categories[1].override_member = Some(true);
        directory(&mut pool, Generation::Legacy);
        assert_eq!(pool.rooms[0].role_definer.as_deref(), Some("2"));
        pool.rooms[0].override_member = Some(true);
        directory(&mut pool, Generation::Legacy);
        assert_eq!(pool.rooms[0].role_definer.as_deref(), Some("20"));
    }

    #[test]
    fn the_way_up_ends_in_a_circle_too() {
        let (mut pool, _) = pool();
        pool.categories[0].parent = Some("2".into());
        assert_eq!(&*nearest(&pool, "2", |_| false), "1");
    }

    #[test]
    fn text_ends_where_its_column_does_and_no_character_is_split() {
        let (mut pool, _) = pool();
        let addin = Addin {
            id: "A".into(),
            name: format!("{} 😀", "x".repeat(48)),
            url: "y".repeat(300),
        };
        assert!(pool.add_addin(addin));
        directory(&mut pool, Generation::Legacy);
        let addin = &pool.addins[0];
        assert_eq!(addin.name, format!("{} ", "x".repeat(48)));
        assert_eq!(addin.url.len(), 255);
    }
}
