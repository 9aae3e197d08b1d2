//! Categories and rooms.

use crate::directory::{
    Behavior, Category, Grant, Id, PrincipalRef, Room, ScopeEntry, Settings, Visibility,
};
use crate::plan::{Flag, Role};
use crate::rules::{Object, Value};
use crate::verify::sheet::{Sheet, same_list};

pub(super) fn categories(sheet: &mut Sheet<'_>) {
    let pairs = sheet.pairs;
    let tree = pairs.expected.tree();
    for (at, other) in pairs.categories.iter() {
        let category = &pairs.expected.categories[at];
        if sheet.imported() && tree.is_root(&category.id) {
            continue;
        }
        sheet.counts.categories += 1;
        match other {
            Some(other) => one_category(sheet, category, &pairs.found.categories[other]),
            None => sheet.missing(category),
        }
    }
    let tree = pairs.found.tree();
    for at in pairs.categories.only_found() {
        let category = &pairs.found.categories[at];
        if !(sheet.imported() && tree.is_root(&category.id)) {
            sheet.added(category);
        }
    }
}

fn one_category(sheet: &mut Sheet<'_>, category: &Category, other: &Category) {
    let texts = |it: &Category| (it.name.clone(), it.description.clone(), it.guid.clone());
    same_texts(sheet, category, texts(category), texts(other));
    same_parent(sheet, category, "parent", &category.parent, &other.parent);
    same_settings(sheet, category, &category.settings, &other.settings, true);
    same_roles(sheet, category, &category.roles, &other.roles);
    same_scope(sheet, category, &category.scope, &other.scope);
    if !sheet.imported() {
        let legacy = |it: &Category| (it.role_definer.clone(), it.override_member);
        same_legacy(sheet, category, legacy(category), legacy(other));
        let (expected, found) = (category.restrict_child_create, other.restrict_child_create);
        sheet.same(category, "restrict_child_create", expected, found);
    }
}

pub(super) fn rooms(sheet: &mut Sheet<'_>) {
    let pairs = sheet.pairs;
    for (at, other) in pairs.rooms.iter() {
        let room = &pairs.expected.rooms[at];
        sheet.counts.rooms += 1;
        match other {
            Some(other) => one_room(sheet, room, &pairs.found.rooms[other]),
            None => sheet.missing(room),
        }
    }
    for at in pairs.rooms.only_found() {
        sheet.added(&pairs.found.rooms[at]);
    }
}

fn one_room(sheet: &mut Sheet<'_>, room: &Room, other: &Room) {
    let texts = |it: &Room| (it.name.clone(), it.description.clone(), it.guid.clone());
    same_texts(sheet, room, texts(room), texts(other));
    same_parent(sheet, room, "category", &room.category, &other.category);
    sheet.same(room, "disabled", room.disabled, other.disabled);
    same_settings(sheet, room, &room.settings, &other.settings, false);
    same_addin(sheet, room, other);
    if !sheet.imported() {
        sheet.same(room, "topic", room.topic.as_str(), other.topic.as_str());
        let legacy = |it: &Room| (it.role_definer.clone(), it.override_member);
        same_legacy(sheet, room, legacy(room), legacy(other));
    }
    same_roles(sheet, room, &room.roles, &other.roles);
    if !sheet.imported() {
        same_scope(sheet, room, &room.scope, &other.scope);
    }
}

/// Where the list of members begins.
fn same_legacy<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    expected: (Option<Id>, Option<bool>),
    found: (Option<Id>, Option<bool>),
) {
    sheet.same(
        object,
        "role_definer",
        expected.0.as_deref(),
        found.0.as_deref(),
    );
    sheet.same(object, "override_member", expected.1, found.1);
}

/// Name, description and GUID.
fn same_texts<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    expected: (String, String, Option<Id>),
    found: (String, String, Option<Id>),
) {
    sheet.same(object, "name", expected.0, found.0);
    sheet.same(object, "description", expected.1, found.1);
    if !sheet.imported() {
        sheet.same(object, "guid", expected.2.as_deref(), found.2.as_deref());
    }
}

/// The category above. Where the source names none, or one it does not hold, it is not known where an import puts it.
fn same_parent<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    field: &'static str,
    expected: &Option<Id>,
    found: &Option<Id>,
) {
    let (expected, found) = (expected.as_deref(), found.as_deref());
    let there = match expected {
        Some(id) if sheet.imported() => match sheet.pairs.category_id(id) {
            Some(there) => Some(there),
            None => return,
        },
        None if sheet.imported() => return,
        expected => expected,
    };
    if there != found {
        sheet.note(object, field, expected.into(), found.into());
    }
}

fn same_settings<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    expected: &Settings,
    found: &Settings,
    of_category: bool,
) {
    let imported = sheet.imported();
    let mut same = |name: &'static str, on_both: bool, must_be_set, expected: Value, found| {
        let unset = expected == Value::Nothing;
        if imported && (!on_both || (must_be_set && unset)) {
            return;
        }
        sheet.counts.settings += 1;
        sheet.same(object, name, expected, found);
    };
    for flag in Flag::ALL {
        // The target has history and file upload on categories only. A room without a value of its own for invitations
        // follows its category; a category without one follows nothing there.
        let on_both = of_category || flag == Flag::Invite;
        let value = |it| known(imported, flag.of(it), flag.unclear(it));
        same(
            flag.word(),
            on_both,
            of_category,
            value(expected),
            value(found),
        );
    }
    let behavior = |it: &Settings| {
        let word = it.behavior.map(Behavior::word);
        known(imported, word, it.unclear.behavior.as_deref())
    };
    let visibility = |it: &Settings| {
        let word = it.visibility.map(Visibility::word);
        known(imported, word, it.unclear.visibility.as_deref())
    };
    let of_room = !of_category;
    same(
        "behavior",
        of_room,
        true,
        behavior(expected),
        behavior(found),
    );
    same(
        "visibility",
        of_room,
        true,
        visibility(expected),
        visibility(found),
    );
}

/// A setting. What is not understood is carried over as it is; what an import makes of it is not known.
fn known(imported: bool, value: Option<impl Into<Value>>, unclear: Option<&str>) -> Value {
    match (value, unclear) {
        (None, Some(text)) if !imported => text.into(),
        (value, _) => value.map_or(Value::Nothing, Into::into),
    }
}

fn same_addin(sheet: &mut Sheet<'_>, room: &Room, other: &Room) {
    let (expected, found) = (room.addin.as_deref(), other.addin.as_deref());
    let there = match expected {
        Some(id) if sheet.imported() => sheet.pairs.addin_id(id),
        expected => expected,
    };
    // An add-in that is missing altogether is missing here too: `there` is nothing, `expected` is not.
    if there != found || there.is_some() != expected.is_some() {
        sheet.note(room, "addin", expected.into(), found.into());
    }
}

fn same_roles<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    expected: &[Grant],
    found: &[Grant],
) {
    for role in Role::ALL {
        let of = |grants: &[Grant]| -> Vec<PrincipalRef> {
            let having = grants.iter().filter(|grant| role.of(grant));
            having.map(|grant| grant.principal).collect()
        };
        let (expected, found) = (of(expected), of(found));
        sheet.counts.roles += expected.len() as u64;
        same_list(sheet, object, role.word(), expected, found);
    }
}

fn same_scope<O: Into<Object> + Copy>(
    sheet: &mut Sheet<'_>,
    object: O,
    expected: &[ScopeEntry],
    found: &[ScopeEntry],
) {
    sheet.counts.scopes += expected.len() as u64;
    for (field, denied) in [("scope", false), ("scope_denied", true)] {
        let of = |entries: &[ScopeEntry]| -> Vec<PrincipalRef> {
            let entries = entries.iter().filter(|entry| entry.denied == denied);
            entries.map(|entry| entry.principal).collect()
        };
        same_list(sheet, object, field, of(expected), of(found));
    }
}
