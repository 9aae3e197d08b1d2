//! Members that nobody understands: they are carried over as they are.

use super::Difference;
use crate::reading::{MemberReading, MemberState};
use crate::rules::{Object, ObjectKind, Value};

/// Compares the members of which nothing is known, by their checksums where both have them
/// ([`crate::package::fill_in_checksums`]). Gives how many there should be.
pub fn members(expected: &[MemberReading], found: &[MemberReading]) -> (Vec<Difference>, u64) {
    let mut differences = Vec::new();
    let mut compared = 0;
    for member in expected.iter().filter(|member| is_unknown(member)) {
        compared += 1;
        let Some(other) = find(found, &member.name) else {
            differences.push(Difference::missing(object(member)));
            continue;
        };
        let mut note = |field, expected: Value, found: Value| {
            if expected != found {
                differences.push(Difference::new(object(member), field, expected, found));
            }
        };
        note("bytes", member.bytes.into(), other.bytes.into());
        if let (Some(crc), Some(other)) = (member.crc, other.crc) {
            note("checksum", shown(crc), shown(other));
        }
    }
    let only_found = found.iter().filter(|member| is_unknown(member));
    let only_found = only_found.filter(|member| find(expected, &member.name).is_none());
    differences.extend(only_found.map(|member| Difference::added(object(member))));
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

fn object(member: &MemberReading) -> Object {
    Object::new(ObjectKind::Member, &member.name, "")
}

fn shown(crc: u32) -> Value {
    format!("{crc:08x}").into()
}
