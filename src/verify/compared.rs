//! Source and result room by room: what was promised of each, and what is there.

use super::{Difference, Matching, Pairs};
use crate::directory::{Directory, Grant, Id, Map, natural_order};
use crate::reading::{Digest, Digests};
use crate::rules::ObjectKind;

/// A room as it was promised and as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRoom {
    /// As it was promised; nothing where it was not.
    pub promised: Option<RoomThere>,
    /// As it is in the result; nothing where it is not there.
    pub found: Option<RoomThere>,
    /// How many differences are about it and its messages.
    pub differences: u64,
}

/// A room on one of the two sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomThere {
    /// Its id on this side.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How many manage it.
    pub managers: usize,
    /// How many are members.
    pub members: usize,
    /// Its messages.
    pub messages: Digest,
}

/// Every room that was promised, in the order of the ids; where the result may not have more, then those that only it has.
pub fn compared_rooms(
    pairs: &Pairs<'_>,
    (expected, found): (&Digests, &Digests),
    differences: &[Difference],
) -> Vec<ComparedRoom> {
    let mut counts: Map<&str, u64> = Map::default();
    for difference in differences {
        let object = &difference.object;
        let room = match object.kind {
            ObjectKind::Room => Some(&*object.id),
            _ => difference.room.as_deref(),
        };
        if let Some(room) = room {
            *counts.entry(room).or_default() += 1;
        }
    }
    let promised = pairs.rooms.iter().map(|(here, there)| {
        (
            Some(room(pairs.expected, here, expected)),
            there.map(|there| room(pairs.found, there, found)),
        )
    });
    let more = pairs.rooms.only_found();
    let more = more.filter(|_| pairs.matching == Matching::SameIds);
    let more = more.map(|there| (None, Some(room(pairs.found, there, found))));
    let compared = promised.chain(more).map(|(promised, found)| {
        let id = promised.as_ref().or(found.as_ref()).map(|it| &*it.id);
        ComparedRoom {
            differences: id.and_then(|id| counts.get(id)).copied().unwrap_or(0),
            promised,
            found,
        }
    });
    let mut compared: Vec<ComparedRoom> = compared.collect();
    let key = |room: &ComparedRoom| {
        let of = room.promised.as_ref().or(room.found.as_ref());
        of.map(|it| it.id.clone()).unwrap_or_default()
    };
    compared.sort_by(|a, b| natural_order(&key(a), &key(b)));
    compared
}

fn room(directory: &Directory, at: usize, digests: &Digests) -> RoomThere {
    let room = &directory.rooms[at];
    let holders = |role: fn(&Grant) -> bool| room.roles.iter().filter(|it| role(it)).count();
    RoomThere {
        id: room.id.clone(),
        name: room.name.clone(),
        managers: holders(|grant| grant.manager),
        members: holders(|grant| grant.member),
        messages: (digests.rooms.get(&room.id)).map_or_else(Digest::default, |it| it.all),
    }
}
