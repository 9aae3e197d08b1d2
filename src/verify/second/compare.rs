use std::collections::BTreeMap;

use super::Opinion;
use crate::directory::{Directory, natural_order};
use crate::reading::{Digests, MemberReading};
use crate::rules::{Object, ObjectKind, Value};
use crate::verify::{Difference, is_unknown};

/// Which of two inputs it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was converted.
    Source,
    /// What is there.
    Result,
}

impl Side {
    fn field(self, of: &str) -> &'static str {
        match (self, of) {
            (Side::Source, "object") => "second_source_object",
            (Side::Source, "bytes") => "second_source_bytes",
            (Side::Source, "checksum") => "second_source_checksum",
            (Side::Source, "messages") => "second_source_messages",
            (Side::Source, _) => "second_source_xml",
            (Side::Result, "object") => "second_result_object",
            (Side::Result, "bytes") => "second_result_bytes",
            (Side::Result, "checksum") => "second_result_checksum",
            (Side::Result, "messages") => "second_result_messages",
            (Side::Result, _) => "second_result_xml",
        }
    }
}

/// Compares what the reader found in a package (as expected) with the second opinion. Gives how much was compared:
/// members and rooms with messages.
pub fn compare(
    side: Side,
    members: &[MemberReading],
    directory: &Directory,
    digests: &Digests,
    opinion: &Opinion,
) -> (Vec<Difference>, u64) {
    let mut differences = Vec::new();
    let mut note = |object: Object, of, expected: Value, found: Value| {
        if expected != found {
            let field = side.field(of);
            differences.push(Difference::new(object, field, expected, found));
        }
    };
    let object = |name: &str| Object::new(ObjectKind::Member, name, "");
    let first: BTreeMap<&str, &MemberReading> =
        members.iter().map(|it| (it.name.as_str(), it)).collect();
    for (name, member) in &first {
        let Some(seen) = opinion.members.get(*name) else {
            note(object(name), "object", true.into(), false.into());
            continue;
        };
        note(
            object(name),
            "bytes",
            member.bytes.into(),
            seen.bytes.into(),
        );
        if let Some(crc) = member.crc {
            let shown = |crc: u32| Value::from(format!("{crc:08x}"));
            note(object(name), "checksum", shown(crc), shown(seen.crc));
        }
        // What the reader takes for no XML need not be any.
        if let (Some(trouble), false) = (&seen.trouble, is_unknown(member)) {
            note(
                object(name),
                "xml",
                Value::Nothing,
                trouble.to_string().into(),
            );
        }
    }
    let only_seen = opinion.members.keys();
    for name in only_seen.filter(|name| !first.contains_key(name.as_str())) {
        note(object(name), "object", false.into(), true.into());
    }
    let mut rooms: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (id, digest) in &digests.rooms {
        rooms.entry(id).or_default()[0] = digest.all.messages + digest.before;
    }
    for (id, seen) in &opinion.rooms {
        rooms.entry(id).or_default()[1] = seen.messages;
    }
    let compared = (first.len() + rooms.len()) as u64;
    let mut rooms: Vec<(&str, [u64; 2])> = rooms.into_iter().collect();
    rooms.sort_by(|(a, _), (b, _)| natural_order(a, b));
    for (id, [counted, seen]) in rooms {
        let object = Object::room(directory, id);
        note(object, "messages", counted.into(), seen.into());
    }
    (differences, compared)
}

/// Compares the messages of rooms that have as many in both, with the same ids: those that come in another order (which
/// is no difference), and differences in the form of their dates.
pub fn reordered(
    directory: &Directory,
    source: &Opinion,
    result: &Opinion,
) -> (Vec<String>, Vec<Difference>) {
    let mut rooms = Vec::new();
    let mut differences = Vec::new();
    for (id, there) in &result.rooms {
        let Some(here) = source.rooms.get(id) else {
            continue;
        };
        if here.messages != there.messages {
            continue;
        }
        if here.order != there.order {
            rooms.push(id.clone());
        }
        for (field, expected, found) in [
            ("second_dates_ticks", here.dates.ticks, there.dates.ticks),
            ("second_dates_utc", here.dates.utc, there.dates.utc),
            ("second_dates_other", here.dates.other, there.dates.other),
        ] {
            if expected != found {
                let room = Object::room(directory, id);
                differences.push(Difference::new(room, field, expected, found));
            }
        }
    }
    rooms.sort_by(|a, b| natural_order(a, b));
    differences.sort_by(Difference::order);
    (rooms, differences)
}
