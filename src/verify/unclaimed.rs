//! What is not understood, whole members and what is inside of others: it is carried over as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Difference;
use crate::directory::{ContentKind, Unclaimed, UnclaimedReason};
use crate::reading::{MemberReading, MemberState};
use crate::rules::{Object, ObjectKind, Value};

/// Where something stands: the member, and the end of its path. Categories move, and what is in them moves along.
type Key<'a> = (&'a str, &'a str);

/// How often something occurs here and there, and whether fewer are right.
#[derive(Default)]
struct Occurrences {
    expected: u64,
    found: u64,
    may_be_fewer: bool,
}

/// What else may be different where a plan was carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leeway {
    /// Something is left out, and what is not understood in it along with it.
    pub may_be_fewer: bool,
    /// Fields are changed: of those that are written twice, one or both.
    pub is_edited: bool,
}

/// Compares how often elements, attributes, texts and values occur that are not understood. What they say is not looked
/// at.
pub fn unclaimed(expected: &[Unclaimed], found: &[Unclaimed], leeway: Leeway) -> Vec<Difference> {
    let may_be_fewer = leeway.may_be_fewer;
    let is_compared = |it: &&Unclaimed| is_inside(it) && !(leeway.is_edited && it.is_again());
    let mut all: BTreeMap<Key<'_>, Occurrences> = BTreeMap::new();
    for unclaimed in expected.iter().filter(is_compared) {
        let known = all.entry(key(unclaimed)).or_default();
        known.expected += unclaimed.count;
        // A setting of no known value may get one.
        known.may_be_fewer |= unclaimed.reason == UnclaimedReason::UnknownValue;
    }
    for unclaimed in found.iter().filter(is_compared) {
        all.entry(key(unclaimed)).or_default().found += unclaimed.count;
    }
    let differs = |it: &Occurrences| {
        it.found > it.expected || (it.found < it.expected && !may_be_fewer && !it.may_be_fewer)
    };
    all.into_iter()
        .filter(|(_, it)| differs(it))
        .map(|((member, path), it)| {
            let object = Object::new(ObjectKind::Member, member, path);
            Difference::new(object, "not_understood", it.expected, it.found)
        })
        .collect()
}

fn is_inside(unclaimed: &Unclaimed) -> bool {
    matches!(
        unclaimed.reason,
        UnclaimedReason::UnknownPath | UnclaimedReason::UnknownValue
    )
}

fn key(unclaimed: &Unclaimed) -> Key<'_> {
    /// The element that it stands in, and its own name.
    const STEPS: usize = 2;
    let path = unclaimed.path.as_str();
    let begin = path.rmatch_indices('/').nth(STEPS - 1);
    (
        &unclaimed.member,
        begin.map_or(path, |(at, _)| &path[at + 1..]),
    )
}

/// Members that are understood and have another name, or are new: whether an import finds them by their names is not known.
/// Of a kind of content that is missing altogether, that is said elsewhere.
pub fn names(expected: &[MemberReading], found: &[MemberReading]) -> Vec<Difference> {
    let understood = |members: &'_ [MemberReading]| -> BTreeMap<String, BTreeSet<ContentKind>> {
        let of = |member: &MemberReading| {
            let kinds = member.holds.iter().map(|(kind, _)| *kind);
            (member.name.clone(), kinds.collect())
        };
        members
            .iter()
            .filter(|it| is_understood(it))
            .map(of)
            .collect()
    };
    let (here, there) = (understood(expected), understood(found));
    let object = |name: &str| Object::new(ObjectKind::Member, name, "");
    let is_there = |kind: &ContentKind| there.values().any(|kinds| kinds.contains(kind));
    let missing = here.iter().filter(|(name, kinds)| {
        !there.contains_key(*name) && (kinds.is_empty() || kinds.iter().any(&is_there))
    });
    let added = there.keys().filter(|name| !here.contains_key(*name));
    missing
        .map(|(name, _)| Difference::missing(object(name)))
        .chain(added.map(|name| Difference::added(object(name))))
        .collect()
}

fn is_understood(member: &MemberReading) -> bool {
    matches!(
        member.state,
        MemberState::Understood | MemberState::PartlyUnderstood
    )
}

/// Compares the members of which nothing is known, by their checksums where both have them
/// ([`crate::package::fill_in_checksums`]). Gives how many there should be.
pub fn members(expected: &[MemberReading], found: &[MemberReading]) -> (Vec<Difference>, u64) {
    let mut differences = Vec::new();
    let mut compared = 0;
    for member in expected.iter().filter(|member| is_unknown(member)) {
        compared += 1;
        let Some(other) = find(found, &member.name) else {
            differences.push(Difference::missing(whole(member)));
            continue;
        };
        let mut note = |field, expected: Value, found: Value| {
            if expected != found {
                differences.push(Difference::new(whole(member), field, expected, found));
            }
        };
        note("bytes", member.bytes.into(), other.bytes.into());
        if let (Some(crc), Some(other)) = (member.crc, other.crc) {
            note("checksum", shown(crc), shown(other));
        }
    }
    let only_found = found.iter().filter(|member| is_unknown(member));
    let only_found = only_found.filter(|member| find(expected, &member.name).is_none());
    differences.extend(only_found.map(|member| Difference::added(whole(member))));
    (differences, compared)
}

/// Whether nothing is known of a member: it is carried over as it is.
pub fn is_unknown(member: &MemberReading) -> bool {
    matches!(
        member.state,
        MemberState::NotUnderstood | MemberState::NotXml
    )
}

fn find<'a>(members: &'a [MemberReading], name: &str) -> Option<&'a MemberReading> {
    members.iter().find(|member| member.name == name)
}

fn whole(member: &MemberReading) -> Object {
    Object::new(ObjectKind::Member, &member.name, "")
}

fn shown(crc: u32) -> Value {
    format!("{crc:08x}").into()
}
