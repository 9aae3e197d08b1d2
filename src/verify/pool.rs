use super::nodes;
use super::principals;
use super::{Counts, Difference, Matching, Pairs};
use crate::directory::{Directory, Parts, Principal};
use crate::rules::{Object, ObjectKind, Value};

/// Compares everything but the messages. The differences come by kind and id; the counts say how much was compared.
///
/// A kind of content that the other side lacks altogether is one difference, not one for each object of it.
///
/// After an import some things cannot be the same, or are the target's own, and are not compared:
///
/// * the root category, whose managers are those of every room (documented);
/// * topics, a room's own history and file settings: the target has no place for them (documented), and none for a room's
///   own scope (inferred: only its categories are said to have one);
/// * GUIDs, names, addresses and affiliations of principals: the target reads them from Active Directory (documented);
/// * the kind of federated principals, which the target does not have (documented);
/// * settings that were not made, whose value in the target is not published; but a room that inherits whether it sends
///   invitations has to go on doing so.
pub fn pool(pairs: &Pairs<'_>) -> (Vec<Difference>, Counts) {
    let mut sheet = Sheet::new(pairs);
    let absent = Absent::new(pairs, &mut sheet);
    if !absent.categories {
        nodes::categories(&mut sheet);
    }
    if !absent.rooms {
        nodes::rooms(&mut sheet);
    }
    principals::compare(&mut sheet, &absent);
    if !absent.addins {
        addins(&mut sheet);
    }
    let Sheet {
        mut differences,
        counts,
        ..
    } = sheet;
    differences.sort_by(Difference::order);
    (differences, counts)
}

/// Where differences and counts are noted.
pub(super) struct Sheet<'a> {
    pub pairs: &'a Pairs<'a>,
    pub differences: Vec<Difference>,
    pub counts: Counts,
}

/// Kinds of content that the other side lacks altogether.
pub(super) struct Absent {
    pub users: bool,
    pub groups: bool,
    pub affiliations: bool,
    pub categories: bool,
    pub rooms: bool,
    pub addins: bool,
}

impl<'a> Sheet<'a> {
    fn new(pairs: &'a Pairs<'a>) -> Self {
        Sheet {
            pairs,
            differences: Vec::new(),
            counts: Counts::default(),
        }
    }

    pub fn imported(&self) -> bool {
        self.pairs.matching == Matching::Imported
    }

    /// Notes a value that is not as promised.
    pub fn same(
        &mut self,
        object: impl Into<Object>,
        field: &'static str,
        expected: impl Into<Value>,
        found: impl Into<Value>,
    ) {
        let (expected, found) = (expected.into(), found.into());
        if expected != found {
            self.note(object, field, expected, found);
        }
    }

    pub fn note(
        &mut self,
        object: impl Into<Object>,
        field: &'static str,
        expected: Value,
        found: Value,
    ) {
        self.differences
            .push(Difference::new(object.into(), field, expected, found));
    }

    pub fn missing(&mut self, object: impl Into<Object>) {
        self.differences.push(Difference::missing(object.into()));
    }

    /// Notes what was not promised; a target may hold more than was imported.
    pub fn added(&mut self, object: impl Into<Object>) {
        if self.imported() {
            self.counts.only_in_result += 1;
        } else {
            self.differences.push(Difference::added(object.into()));
        }
    }
}

impl Absent {
    fn new(pairs: &Pairs<'_>, sheet: &mut Sheet<'_>) -> Self {
        let here = pairs.expected;
        let mut absent = |kind, is_part: fn(Parts) -> bool, count: usize| {
            // A group may stand among users: then neither side has groups of its own.
            let absent = is_part(here.parts) && !is_part(pairs.found.parts) && count > 0;
            if absent {
                sheet.missing(Object::new(ObjectKind::Member, kind, ""));
            }
            absent
        };
        let principals = here.principals.iter().count();
        let groups = here.principals.iter().filter(|(_, it)| is_group(it));
        let groups = groups.count();
        Absent {
            users: absent("users", |it| it.users, principals - groups),
            groups: absent("groups", |it| it.groups, groups),
            affiliations: pairs.matching == Matching::SameIds
                && absent(
                    "affiliations",
                    |it| it.affiliations,
                    here.principals.affiliations.len() as usize,
                ),
            categories: absent("categories", |it| it.categories, here.categories.len()),
            rooms: absent("rooms", |it| it.rooms, here.rooms.len()),
            addins: absent("addins", |it| it.addins, here.addins.len()),
        }
    }

    /// Whether all principals of this one's kind are absent.
    pub fn has(&self, principal: &Principal) -> bool {
        if is_group(principal) {
            self.groups
        } else {
            self.users
        }
    }
}

/// Anything that is no user: what a package keeps apart from them.
fn is_group(principal: &Principal) -> bool {
    use crate::directory::PrincipalKind::System;
    !principal.kind.is_user() && principal.kind != System
}

fn addins(sheet: &mut Sheet<'_>) {
    let pairs = sheet.pairs;
    let (here, there): (&Directory, &Directory) = (pairs.expected, pairs.found);
    for (at, other) in pairs.addins.iter() {
        let addin = &here.addins[at];
        sheet.counts.addins += 1;
        let Some(other) = other.map(|at| &there.addins[at]) else {
            sheet.missing(addin);
            continue;
        };
        sheet.same(addin, "name", addin.name.as_str(), other.name.as_str());
        sheet.same(addin, "url", addin.url.as_str(), other.url.as_str());
    }
    for at in pairs.addins.only_found() {
        sheet.added(&there.addins[at]);
    }
}
