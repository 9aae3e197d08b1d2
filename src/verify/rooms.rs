//! The messages of every room, by their digests.

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Matching, Pairs, Side};
use crate::directory::{ContentKind, Id, natural_order};
use crate::reading::{Digest, Digests, RoomDigest};
use crate::rules::{LISTED, Object, ObjectKind, with_rest};

/// A room with messages, on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomPair {
    /// Its id in what was promised.
    pub expected: Id,
    /// Its id in what is there.
    pub found: Id,
}

/// What the digests say.
#[derive(Debug, Default)]
pub struct Rooms {
    /// Rooms with other messages than were promised, in the order of their ids.
    pub differences: Vec<Difference>,
    /// How many messages were promised in the rooms that were compared.
    pub messages: u64,
    /// The rooms that differ and have messages on both sides: where a search for single messages makes sense.
    pub suspects: Vec<RoomPair>,
}

/// Compares the messages of all rooms by their digests. Rooms that are left out must not be in `expected`.
///
/// After an import, messages of rooms that the source does not describe, and of rooms that only the target has, are not
/// compared. Where the other side has no messages at all, that is one difference.
pub fn rooms(pairs: &Pairs<'_>, expected: &Digests, found: &Digests) -> Rooms {
    let mut rooms = Rooms::default();
    if !pairs.found.parts.messages && expected.messages() > 0 {
        let all = Object::new(ObjectKind::Member, ContentKind::Messages.word(), "");
        rooms.differences.push(Difference::missing(all));
        return rooms;
    }
    let nothing = RoomDigest::default();
    for (here, there) in ids(pairs, expected, found) {
        let promised = of(expected, here).unwrap_or(&nothing);
        let present = of(found, there).unwrap_or(&nothing);
        rooms.messages += promised.all.messages;
        let object = match (here, there) {
            (Some(id), _) if pairs.expected.room(id).is_some() => Object::room(pairs.expected, id),
            (_, Some(id)) => Object::room(pairs.found, id),
            (Some(id), None) => Object::room(pairs.expected, id),
            (None, None) => continue,
        };
        let difference = if promised.all.messages != present.all.messages {
            let counts = (promised.all.messages, present.all.messages);
            Difference::new(object, "messages", counts.0, counts.1)
        } else if promised.all != present.all {
            let digests = (promised.all.to_string(), present.all.to_string());
            Difference::new(object, "digest", digests.0, digests.1)
        } else {
            let authors = authors(pairs, (expected, promised), (found, present));
            if authors.is_empty() {
                continue;
            }
            let listed = authors.iter().take(LISTED).cloned().collect();
            let authors = with_rest(listed, authors.len());
            Difference::new(object, "authors", authors, None::<&str>)
        };
        rooms.differences.push(difference);
        if let (Some(here), Some(there)) = (here, there)
            && promised.all.messages > 0
            && present.all.messages > 0
        {
            rooms.suspects.push(RoomPair {
                expected: here.into(),
                found: there.into(),
            });
        }
    }
    rooms
}

fn of<'d>(digests: &'d Digests, room: Option<&str>) -> Option<&'d RoomDigest> {
    digests.rooms.get(room?)
}

/// The rooms that have messages on some side, by their ids on both, in the order of their ids.
fn ids<'a>(
    pairs: &Pairs<'a>,
    expected: &'a Digests,
    found: &'a Digests,
) -> Vec<(Option<&'a str>, Option<&'a str>)> {
    let mut ids: Vec<(Option<&str>, Option<&str>)> = match pairs.matching {
        Matching::SameIds => {
            let all: BTreeSet<&str> = (expected.rooms.keys())
                .chain(found.rooms.keys())
                .map(|id| &**id)
                .collect();
            all.into_iter().map(|id| (Some(id), Some(id))).collect()
        }
        Matching::Imported => pairs
            .rooms
            .iter()
            .map(|(here, there)| {
                let there = there.map(|at| &*pairs.found.rooms[at].id);
                (Some(&*pairs.expected.rooms[here].id), there)
            })
            .collect(),
    };
    let id = |pair: &(Option<&'a str>, Option<&'a str>)| pair.0.or(pair.1).unwrap_or_default();
    ids.sort_by(|a, b| natural_order(id(a), id(b)));
    ids
}

/// The authors, by their ids in what was promised, whose messages in the room are not all the same ones.
fn authors(
    pairs: &Pairs<'_>,
    expected: (&Digests, &RoomDigest),
    found: (&Digests, &RoomDigest),
) -> Vec<String> {
    let here = by_author(pairs, Side::Expected, expected);
    let there = by_author(pairs, Side::Found, found);
    let mut ids: Vec<String> = (here.iter())
        .filter(|(author, (digest, _))| there.get(author).map(|it| it.0) != Some(*digest))
        .map(|(_, (_, id))| id.clone())
        .collect();
    ids.sort_by(|a, b| natural_order(a, b));
    ids
}

/// The messages of each author by the number that he has on both sides, and an id of his.
fn by_author(
    pairs: &Pairs<'_>,
    side: Side,
    (digests, room): (&Digests, &RoomDigest),
) -> BTreeMap<u64, (Digest, String)> {
    let mut authors: BTreeMap<u64, (Digest, String)> = BTreeMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "into a sorted map")]
    for (author, digest) in &room.authors {
        let id = author.map_or("", |author| digests.authors.name(author));
        let author = authors.entry(pairs.author(side, id)).or_default();
        author.0.join(*digest);
        // Of those that are not known, the first by name: the order of the map must not show.
        if author.1.is_empty() || id < author.1.as_str() {
            author.1 = id.to_owned();
        }
    }
    authors
}
