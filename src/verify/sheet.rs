//! Where differences and counts are noted.

use crate::directory::{
    ContentKind, ObjectKind, Principal, PrincipalRef, Principals, natural_order,
};
use crate::rules::{Object, Value, with_rest};
use crate::verify::search::LISTED;
use crate::verify::{Counts, Difference, Matching, Pairs};

/// Where differences and counts are noted.
pub(super) struct Sheet<'a> {
    pub pairs: &'a Pairs<'a>,
    pub differences: Vec<Difference>,
    pub counts: Counts,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(pairs: &'a Pairs<'a>) -> Self {
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

/// Kinds of content that the other side lacks altogether.
pub(super) struct Absent {
    pub users: bool,
    pub groups: bool,
    pub affiliations: bool,
    pub categories: bool,
    pub rooms: bool,
    pub addins: bool,
}

impl Absent {
    pub(super) fn new(pairs: &Pairs<'_>, sheet: &mut Sheet<'_>) -> Self {
        let here = pairs.expected;
        let mut absent = |kind: ContentKind, count: usize| {
            // A group may stand among users: then neither side has groups of its own.
            let absent = here.parts.has(kind) && !pairs.found.parts.has(kind) && count > 0;
            if absent {
                sheet.missing(Object::new(ObjectKind::Member, kind.word(), ""));
            }
            absent
        };
        let principals = here.principals.iter().count();
        let groups = here.principals.iter().filter(|(_, it)| is_group(it));
        let groups = groups.count();
        Absent {
            users: absent(ContentKind::Users, principals - groups),
            groups: absent(ContentKind::Groups, groups),
            affiliations: pairs.matching == Matching::SameIds
                && absent(
                    ContentKind::Affiliations,
                    here.principals.affiliations.len() as usize,
                ),
            categories: absent(ContentKind::Categories, here.categories.len()),
            rooms: absent(ContentKind::Rooms, here.rooms.len()),
            addins: absent(ContentKind::Addins, here.addins.len()),
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
pub(super) fn is_group(principal: &Principal) -> bool {
    use crate::directory::PrincipalKind::System;
    !principal.kind.is_user() && principal.kind != System
}

/// Principals that are missing, and principals that are too much.
pub(super) fn same_list<O: Into<Object>>(
    sheet: &mut Sheet<'_>,
    object: O,
    field: &'static str,
    expected: Vec<PrincipalRef>,
    mut found: Vec<PrincipalRef>,
) {
    let pairs = sheet.pairs;
    let mut missing = Vec::new();
    let mut there = Vec::new();
    // Where ids are not the same, ids of no known principal cannot be matched.
    let imported = sheet.imported();
    let is_unknown = |principals: &Principals, at| imported && principals.get(at).is_none();
    for at in expected {
        match pairs.principal(at) {
            Some(other) => there.push((other, at)),
            None if is_unknown(&pairs.expected.principals, at) => sheet.counts.of_unknown += 1,
            None => missing.push(at),
        }
    }
    there.sort_unstable();
    there.dedup_by_key(|(other, _)| *other);
    found.sort_unstable();
    found.dedup();
    let has = |list: &[PrincipalRef], at| list.binary_search(&at).is_ok();
    let lost = there.iter().filter(|(other, _)| !has(&found, *other));
    missing.extend(lost.map(|(_, at)| *at));
    let promised: Vec<PrincipalRef> = there.iter().map(|(other, _)| *other).collect();
    found.retain(|at| !has(&promised, *at) && !is_unknown(&pairs.found.principals, *at));
    if !missing.is_empty() || !found.is_empty() {
        let expected = ids(&pairs.expected.principals, &missing);
        let found = ids(&pairs.found.principals, &found);
        sheet.note(object, field, expected, found);
    }
}

pub(super) fn ids(principals: &Principals, list: &[PrincipalRef]) -> Value {
    if list.is_empty() {
        return Value::Nothing;
    }
    let mut ids: Vec<&str> = list.iter().map(|at| principals.id(*at)).collect();
    ids.sort_unstable_by(|a, b| natural_order(a, b));
    ids.dedup();
    let listed = ids.iter().take(LISTED).map(|id| (*id).to_owned());
    with_rest(listed.collect(), ids.len())
}
