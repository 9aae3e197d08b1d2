//! The keys of rows, by which those are known that are there twice (reference: database-schema, 3 and 4: the primary keys of
//! the tables).

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use super::binding::{AFFILIATION_INDEX, Binding, Meaning, chat};
use super::fault::Named;
use crate::directory::{IdSet, Map};
use crate::sqlserver::once::{ReadsKeys, RowKey, RowKeys};
use crate::sqlserver::{Row, Table, Value};

/// What no two rows of a table share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Of a message.
    Message {
        /// The room.
        room: i64,
        /// The id, which counts the messages of the room.
        id: i64,
    },
    /// Of a row of one of the other tables.
    Row(Numbers),
}

/// The numbers of a key, or the parts of a GUID; 0 where there are fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numbers(Meaning, [i32; 4]);

impl Key {
    /// That of a row; none where it has no key, or none that can be read.
    pub fn of(binding: &Binding, row: &Row<'_>) -> Option<Key> {
        let value = |field| binding.get(row, field);
        let number = |field| value(field).int()?.try_into().ok();
        let numbers = match binding.meaning {
            Meaning::Chat => {
                let (room, id) = (value(chat::ROOM).int()?, value(chat::ID).int()?);
                return Some(Key::Message { room, id });
            }
            Meaning::Node | Meaning::Principal | Meaning::RoleType => [number(0)?, 0, 0, 0],
            Meaning::Scope => [number(0)?, number(1)?, 0, 0],
            Meaning::Roles => [number(0)?, number(1)?, number(2)?, 0],
            Meaning::Affiliations => [number(0)?, number(1)?, number(AFFILIATION_INDEX)?, 0],
            Meaning::Addins => guid(value(0))?,
            Meaning::Other | Meaning::Unknown => return None,
        };
        Some(Key::Row(Numbers(binding.meaning, numbers)))
    }

    fn meaning(&self) -> Meaning {
        match self {
            Key::Message { .. } => Meaning::Chat,
            Key::Row(Numbers(meaning, _)) => *meaning,
        }
    }
}

impl RowKey for Key {
    fn table(&self) -> &str {
        self.meaning().table()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = match self {
            Key::Message { room, id } => Named::OfMessage {
                id: id.to_string(),
                room: room.to_string(),
            },
            Key::Row(numbers) => numbers.named(),
        };
        named.fmt(f)
    }
}

impl Numbers {
    fn named(&self) -> Named {
        let Numbers(meaning, [a, b, c, d]) = self;
        match meaning {
            Meaning::Roles | Meaning::Scope => Named::AtNode {
                principal: b.to_string(),
                node: a.to_string(),
            },
            Meaning::Affiliations => Named::InGroup {
                principal: a.to_string(),
                group: b.to_string(),
            },
            Meaning::RoleType => Named::ByNumber {
                number: a.to_string(),
            },
            Meaning::Addins => {
                let digits = format!("{a:08X}{b:08X}{c:08X}{d:08X}");
                let (first, rest) = digits.split_at(8);
                let parts = [first, &rest[..4], &rest[4..8], &rest[8..12], &rest[12..]];
                let id = parts.join("-");
                Named::ById { id }
            }
            _ => Named::ById { id: a.to_string() },
        }
    }
}

/// A GUID in any of its spellings.
fn guid(value: Value<'_>) -> Option<[i32; 4]> {
    const DIGITS: usize = 32;
    let Value::Text(text) = value else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let is_digit = |byte: &&u8| !matches!(byte, b'-' | b'{' | b'}' | b' ');
    let digits: Option<Vec<u32>> = text.iter().filter(is_digit).map(digit).collect();
    let digits = digits.filter(|digits| digits.len() == DIGITS)?;
    let part = |at: usize| digits[at..at + 8].iter().fold(0, |all, it| all << 4 | it);
    Some([part(0), part(8), part(16), part(24)].map(u32::cast_signed))
}

/// How many rooms are looked for where they were met last.
const RECENT: usize = 32;

/// The keys of rows. Ids of messages are sequential in a room, so theirs are little however many there are.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The messages of each room, in the order in which rooms were met.
    rooms: Vec<(i64, IdSet)>,
    places: Map<i64, usize>,
    /// Where rooms that were met lately stand, by the last bits of their numbers: most messages are of one of them.
    recent: [Option<(i64, usize)>; RECENT],
    rows: HashSet<Numbers, foldhash::fast::RandomState>,
    repeated: u64,
}

impl Keys {
    #[inline]
    fn ids(&mut self, room: i64) -> &mut IdSet {
        let slot = (room as usize) % RECENT;
        let at = match self.recent[slot] {
            Some((recent, at)) if recent == room => at,
            _ => {
                let at = self.place(room);
                self.recent[slot] = Some((room, at));
                at
            }
        };
        &mut self.rooms[at].1
    }

    fn place(&mut self, room: i64) -> usize {
        let at = *self.places.entry(room).or_insert(self.rooms.len());
        if at == self.rooms.len() {
            self.rooms.push((room, IdSet::default()));
        }
        at
    }
}

impl RowKeys for Keys {
    type Key = Key;
    type Reader = KeyReader;

    #[inline]
    fn insert(&mut self, key: Key) {
        let is_new = match key {
            Key::Message { room, id } => self.ids(room).insert(id),
            Key::Row(key) => self.rows.insert(key),
        };
        self.repeated += u64::from(!is_new);
    }

    fn absorb(&mut self, later: Keys) {
        self.repeated += later.repeated;
        for (room, ids) in later.rooms {
            self.repeated += self.ids(room).merge(ids, &mut Vec::new());
        }
        if self.rows.is_empty() {
            self.rows = later.rows;
        } else {
            let met = self.rows.len() + later.rows.len();
            self.rows.extend(later.rows);
            self.repeated += (met - self.rows.len()) as u64;
        }
    }

    fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.rows.is_empty()
    }

    fn repeated(&self) -> u64 {
        self.repeated
    }

    fn has(&self, key: Key) -> bool {
        match key {
            Key::Message { room, id } => {
                let ids = self.places.get(&room).and_then(|at| self.rooms.get(*at));
                ids.is_some_and(|(_, ids)| ids.contains(id))
            }
            Key::Row(key) => self.rows.contains(&key),
        }
    }

    fn shared(&self, other: &Keys) -> Keys {
        let mut shared = Keys::default();
        for (room, ids) in &self.rooms {
            let others = other.places.get(room).and_then(|at| other.rooms.get(*at));
            let both = others.map(|(_, others)| ids.shared(others));
            if let Some(both) = both.filter(|both| both.first().is_some()) {
                *shared.ids(*room) = both;
            }
        }
        shared.rows = self.rows.intersection(&other.rows).copied().collect();
        shared
    }

    fn by_table(&self) -> Vec<(u64, Key)> {
        let rooms = self.rooms.iter();
        let first = rooms.filter_map(|(room, ids)| Some((*room, ids.first()?)));
        let messages = self.rooms.iter().map(|(_, ids)| ids.count());
        let count = messages.fold(0, u64::saturating_add);
        let first = first.min().map(|(room, id)| Key::Message { room, id });
        let mut found: Vec<_> = first.map(|first| (count, first)).into_iter().collect();
        let mut rows: Vec<Numbers> = self.rows.iter().copied().collect();
        rows.sort_unstable();
        let tables = rows.chunk_by(|a, b| a.0 == b.0);
        found.extend(tables.map(|rows| (rows.len() as u64, Key::Row(rows[0]))));
        found
    }

    fn incomplete(&self) -> usize {
        self.rooms.iter().filter(|(_, ids)| ids.gave_up()).count()
    }
}

/// Tells the keys of rows of any tables, of those that have such.
#[derive(Debug, Default)]
pub struct KeyReader {
    /// The table of the last row, and where its key stands.
    last: Option<(Arc<Table>, Option<Binding>)>,
}

impl ReadsKeys<Key> for KeyReader {
    fn key(&mut self, table: &Arc<Table>, row: &Row<'_>) -> Option<Key> {
        let last = self.last.take();
        let same = last.filter(|(known, _)| Arc::ptr_eq(known, table));
        let (_, binding) = self
            .last
            .insert(same.unwrap_or_else(|| (table.clone(), Binding::new(table).ok())));
        Key::of(binding.as_ref()?, row)
    }
}
