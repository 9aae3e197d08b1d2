//! What a database can hold of a pool. A package may say more than its database could, and a later database has no
//! place for everything that an earlier one knows (reference: database-schema, 4 and 7). What is left is the same
//! whatever it is written as.
//!
//! Primary keys hold: nobody has a role, a scope or a chat id twice. Foreign keys need not: tables are taken out one
//! after the other, while the server runs.

use super::messages::{IMPLAUSIBLE, Kind, Message, Time};
use super::rooms::Trouble;
use crate::directory::{
    Behavior, Category, Directory, Grant, Id, NAME_LIMIT, Principal, PrincipalKind, Principals,
    Room, ScopeEntry, Settings, Visibility, natural_order, utf16_len,
};
use crate::source::sql::schema::Generation;

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

/// The same for a message: its time is a number, and text of a database holds no U+0000.
pub(super) fn message(message: &mut Message, schema: Generation) {
    if let Time::Unreadable(_) = message.time {
        message.time = Time::At(IMPLAUSIBLE[0]);
    }
    message.kind = match message.kind {
        Kind::UnknownParts => Kind::Plain,
        Kind::Forbidden => Kind::Control,
        Kind::Rtf if schema == Generation::Legacy => Kind::Plain,
        Kind::Rtf => Kind::AsciiRtf,
        kind => kind,
    };
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

/// In the order of the primary key, nobody twice.
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
