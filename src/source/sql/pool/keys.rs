//! Which messages a file has, to see whether another one has them, too: room and id are the key of the table (reference:
//! database-schema, 4.19).

use std::collections::BTreeMap;

use super::super::form::Fault;
use super::super::row::{Row, Value};
use super::binding::{Binding, chat};
use crate::directory::{IdSet, Map};

/// The messages of a file, room by room. As ids are sequential in a room, that is little however many there are.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The ids of each room.
    pub rooms: BTreeMap<i64, IdSet>,
}

/// Those of a piece, in the order in which rooms were met.
#[derive(Default)]
pub struct KeysOfPiece {
    rooms: Vec<(i64, IdSet)>,
    places: Map<i64, usize>,
    last: usize,
}

impl KeysOfPiece {
    /// Notes a message.
    #[inline]
    pub fn note(&mut self, binding: &Binding, row: &Row<'_>) {
        let Some((room, id)) = key(binding, row) else {
            return;
        };
        if self.rooms.get(self.last).is_none_or(|(it, _)| *it != room) {
            self.last = *self.places.entry(room).or_insert(self.rooms.len());
            if self.last == self.rooms.len() {
                self.rooms.push((room, IdSet::default()));
            }
        }
        self.rooms[self.last].1.insert(id);
    }
}

impl Keys {
    /// Adds those of a later piece.
    pub fn absorb(&mut self, piece: KeysOfPiece) {
        for (room, ids) in piece.rooms {
            self.add(room, ids);
        }
    }

    /// Adds ids of a room.
    pub fn add(&mut self, room: i64, ids: IdSet) {
        // What one file has twice is for the rule about message ids.
        self.rooms
            .entry(room)
            .or_default()
            .merge(ids, &mut Vec::new());
    }

    /// Whether the message of this row is among them.
    pub fn has(&self, binding: &Binding, row: &Row<'_>) -> bool {
        key(binding, row).is_some_and(|(room, id)| {
            let ids = self.rooms.get(&room);
            ids.is_some_and(|ids| ids.contains(id))
        })
    }

    /// The messages that both have.
    pub fn shared(&self, other: &Keys) -> Keys {
        let shared = |(room, ids): (&i64, &IdSet)| {
            let shared = ids.shared(other.rooms.get(room)?);
            shared.first().map(|_| (*room, shared))
        };
        Keys {
            rooms: self.rooms.iter().filter_map(shared).collect(),
        }
    }

    /// The first message: room and id.
    pub fn first(&self) -> Option<(i64, i64)> {
        let (room, ids) = self.rooms.first_key_value()?;
        Some((*room, ids.first()?))
    }

    /// How many messages there are.
    pub fn count(&self) -> u64 {
        let counts = self.rooms.values().map(IdSet::count);
        counts.fold(0, u64::saturating_add)
    }
}

/// Why a row is not taken.
#[cold]
pub fn elsewhere(binding: &Binding, row: &Row<'_>) -> Fault {
    let (room, id) = key(binding, row).unwrap_or_default();
    Fault::new(
        0,
        format!("message {id} of room {room} is in another file already"),
    )
}

#[inline]
fn key(binding: &Binding, row: &Row<'_>) -> Option<(i64, i64)> {
    let room = number(binding.get(row, chat::ROOM))?;
    Some((room, number(binding.get(row, chat::ID))?))
}

#[inline]
fn number(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(number),
        Value::Text(text) => str::from_utf8(text).ok()?.trim().parse().ok(),
        Value::Null | Value::Float(_) | Value::Bytes(_) => None,
    }
}
