//! Messages that are missing, added, changed or twice.

use std::cmp::Ordering;

use super::{Difference, Search, Seen, Suspects};
use crate::directory::{Id, natural_order};
use crate::reading::Time;
use crate::rules::{Object, ObjectKind, Value};
use crate::verify::search::LISTED;

/// How many of them for one room.
const LISTED_OF_ROOM: usize = 20;

/// How much of a time of no known form is shown, in characters.
const TIME_SHOWN: usize = 64;

/// Messages that are not as promised.
#[derive(Debug, Default)]
pub struct Listing {
    /// The first of them, by room and message id. What a message says is never shown.
    pub differences: Vec<Difference>,
    /// How many more were found.
    pub unlisted: u64,
    /// Whether there are still more, which were not looked for: the rooms that differ are all known, the messages not.
    pub incomplete: bool,
}

/// Matches the messages that the search has kept: by room and id, after an import by room and time.
///
/// Several messages of one id or time are matched by what they say: of those, equal ones are taken out first.
pub fn list(
    search: &Search,
    suspects: &Suspects,
    mut expected: Vec<Seen>,
    mut found: Vec<Seen>,
) -> Listing {
    let order = |a: &Seen, b: &Seen| match_order(a, b, search.imported());
    // What is equal in every way is the same whichever comes first.
    let whole =
        |a: &Seen, b: &Seen| order(a, b).then_with(|| (a.hash, &a.id).cmp(&(b.hash, &b.id)));
    expected.sort_by(whole);
    found.sort_by(whole);
    let mut all = Vec::new();
    let (mut here, mut there) = (expected.as_slice(), found.as_slice());
    while let Some(first) = match (here.first(), there.first()) {
        (Some(a), Some(b)) if order(b, a) == Ordering::Less => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    } {
        let same = |list: &[Seen]| list.partition_point(|it| order(it, first) != Ordering::Greater);
        let (promised, rest) = here.split_at(same(here));
        here = rest;
        let (present, rest) = there.split_at(same(there));
        there = rest;
        compare(search, promised, present, &mut all);
    }
    if search.imported() {
        all.sort_by(|(a, x), (b, y)| {
            a.cmp(b)
                .then_with(|| natural_order(&x.object.id, &y.object.id))
        });
    }
    let mut listing = Listing {
        incomplete: suspects.more || search.more_rooms,
        ..Listing::default()
    };
    for of_room in all.chunk_by(|(a, _), (b, _)| a == b) {
        let left = LISTED - listing.differences.len();
        let listed = of_room.len().min(LISTED_OF_ROOM).min(left);
        let differences = of_room[..listed].iter().map(|(_, it)| it.clone());
        listing.differences.extend(differences);
        listing.unlisted += (of_room.len() - listed) as u64;
    }
    listing
}

/// The order of what two messages are matched by.
fn match_order(a: &Seen, b: &Seen, imported: bool) -> Ordering {
    let by_time = |it: &Seen| imported || it.id.is_empty();
    let order = a.room.cmp(&b.room).then(by_time(a).cmp(&by_time(b)));
    order.then_with(|| {
        if by_time(a) {
            a.time.cmp(&b.time)
        } else {
            natural_order(&a.id, &b.id)
        }
    })
}

/// Compares the messages of one room that have one id, or one time.
fn compare(search: &Search, promised: &[Seen], present: &[Seen], out: &mut Vec<(u32, Difference)>) {
    let mut missing: Vec<&Seen> = Vec::new();
    let mut added: Vec<&Seen> = present.iter().collect();
    for message in promised {
        match added.iter().position(|it| it.hash == message.hash) {
            Some(at) => {
                added.remove(at);
            }
            None => missing.push(message),
        }
    }
    let mut note = |message: &Seen, field, expected: Value, found: Value| {
        let room: &Id = &search.rooms[message.room as usize].expected;
        let difference = Difference {
            object: Object::new(ObjectKind::Message, &message.id, ""),
            room: Some(room.clone()),
            field,
            expected,
            found,
        };
        out.push((message.room, difference));
    };
    for (old, new) in missing.iter().zip(&added) {
        if old.time != new.time {
            note(old, "time", time(&old.time), time(&new.time));
        }
        if old.author_key != new.author_key {
            note(old, "author", text(&old.author), text(&new.author));
        }
        if old.alert != new.alert {
            note(old, "alert", old.alert.into(), new.alert.into());
        }
        for (field, differs) in [
            ("content", old.content != new.content),
            ("rtf", old.rtf != new.rtf),
        ] {
            if differs {
                note(old, field, Value::Nothing, Value::Nothing);
            }
        }
    }
    let both = missing.len().min(added.len());
    let mut left: Vec<&Seen> = [&missing[both..], &added[both..]].concat();
    left.dedup_by_key(|message| message.hash);
    for message in left {
        let count = |list: &[Seen]| list.iter().filter(|it| it.hash == message.hash).count();
        let counts = (count(promised), count(present));
        note(message, "message", counts.0.into(), counts.1.into());
    }
}

fn time(time: &Time) -> Value {
    match time {
        Time::Absent => Value::Nothing,
        Time::Known(ticks) => ticks.to_string().into(),
        Time::Text(text) => text.chars().take(TIME_SHOWN).collect::<String>().into(),
    }
}

fn text(text: &str) -> Value {
    Some(text).filter(|text| !text.is_empty()).into()
}
