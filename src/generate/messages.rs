//! The history: how many messages each room has, and each room's messages one after the other.

use super::pool::Pool;
use super::random::Random;
use crate::directory::{PrincipalRef, Room};
use crate::pool::schema::Generation;
use crate::time::Ticks;

/// Times are multiples of 10 ms, which ticks, ISO 8601 and SQL's `datetime` can all express exactly.
const STEP: i64 = 100_000;

/// Messages of a room that does not exist, in pools with at least this many messages.
const ORPHANS: u64 = 3;
const ORPHANS_FROM: u64 = 100;

/// The id of that room.
pub(super) const UNKNOWN_ROOM: &str = "900000001";

/// One message. Its text is drawn from the seed `text` when it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Message {
    /// Which room, as an index; one past the last is the unknown room.
    pub(super) room: usize,
    pub(super) id: u64,
    /// When it was sent.
    pub(super) sent: Ticks,
    /// What it says about that.
    pub(super) time: Time,
    pub(super) author: PrincipalRef,
    pub(super) alert: bool,
    pub(super) kind: Kind,
    pub(super) text: u64,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Time {
    At(Ticks),
    /// A text of no known form.
    Unreadable(&'static str),
}

/// What is special about a message's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// Several lines.
    Lines,
    /// Several lines with carriage returns, which XML keeps only as references.
    WindowsLines,
    /// A link to an uploaded file.
    File,
    /// A formatted copy beside the text.
    Rtf,
    /// A character that XML 1.0 cannot carry.
    Forbidden,
    /// An attribute and an element that no layout knows.
    UnknownParts,
    /// A formatted copy as a database keeps it.
    AsciiRtf,
    /// A character that XML 1.0 cannot carry, and a database can.
    Control,
}

/// The whole history as a plan: nothing but one number per room is kept.
#[derive(Debug)]
pub(super) struct History<'a> {
    pool: &'a Pool,
    seed: u64,
    /// Messages of each room; the last is the unknown room.
    counts: Vec<u64>,
}

impl<'a> History<'a> {
    pub(super) fn new(pool: &'a Pool, seed: u64, messages: u64) -> Self {
        let rooms = pool.directory.rooms.len() as u64;
        let orphans = if messages >= ORPHANS_FROM { ORPHANS } else { 0 };
        // A few rooms are busy and most are quiet. The factor spreads the busy ones over the ids.
        let weight = |room: u64| 1_000_000_000 / (1 + (room * 7_919 + 3) % rooms) + 1;
        let total: u128 = (0..rooms).map(|room| u128::from(weight(room))).sum();
        let mut counts = Vec::with_capacity(rooms as usize + 1);
        let (mut passed, mut given) = (0_u128, 0);
        for room in 0..rooms {
            passed += u128::from(weight(room));
            let until = (u128::from(messages - orphans) * passed / total) as u64;
            counts.push(until - given);
            given = until;
        }
        counts.push(orphans);
        History { pool, seed, counts }
    }

    /// The indexes of the rooms that have messages; the unknown room is the last.
    pub(super) fn rooms(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.counts.len()).filter(|room| self.counts[*room] > 0)
    }

    /// Messages in all rooms.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether the pool has no such room.
    pub(super) fn is_unknown(&self, room: usize) -> bool {
        self.room(room).is_none()
    }

    /// A room's id as its messages give it.
    pub(super) fn room_id(&self, room: usize) -> &'a str {
        self.room(room).map_or(UNKNOWN_ROOM, |room| &room.id)
    }

    /// What the file store calls a room.
    pub(super) fn folder(&self, room: usize) -> &'a str {
        self.room(room)
            .and_then(|room| room.guid.as_deref())
            .unwrap_or_default()
    }

    fn room(&self, room: usize) -> Option<&'a Room> {
        self.pool.directory.rooms.get(room)
    }

    pub(super) fn author(&self, message: &Message) -> &'a str {
        self.pool.directory.principals.id(message.author)
    }

    /// A room's messages, ascending by time and id.
    pub(super) fn of_room(&self, room: usize) -> RoomMessages {
        let mut random = Random::new(self.seed, 30, room as u64);
        let begin = random.below(2 * 365 * 86_400 * 100) as i64;
        let first = DAY_ONE.0 / STEP + begin;
        RoomMessages {
            room,
            troubled: room == 0,
            authors: self.authors(room, &mut random),
            stranger: self.pool.stranger,
            schema: self.pool.schema,
            random,
            next: 0,
            count: self.counts[room],
            first,
            steps: (DAY_LAST.0 / STEP - first) as u64,
        }
    }

    /// All messages by time, the rooms mixed.
    pub(super) fn by_time(&self) -> impl Iterator<Item = Message> {
        use std::cmp::Reverse;
        let mut streams: Vec<RoomMessages> = self.rooms().map(|room| self.of_room(room)).collect();
        let mut heads: Vec<Option<Message>> = streams.iter_mut().map(Iterator::next).collect();
        let key = |message: &Option<Message>, at: usize| {
            message.as_ref().map(|message| Reverse((message.sent, at)))
        };
        let mut order: std::collections::BinaryHeap<_> = heads
            .iter()
            .enumerate()
            .filter_map(|(at, head)| key(head, at))
            .collect();
        std::iter::from_fn(move || {
            let Reverse((_, at)) = order.pop()?;
            let message = std::mem::replace(&mut heads[at], streams[at].next());
            order.extend(key(&heads[at], at));
            message
        })
    }

    /// Who writes in a room: the users among those who have a role there, else anybody.
    fn authors(&self, room: usize, random: &mut Random) -> Vec<PrincipalRef> {
        let principals = &self.pool.directory.principals;
        let roles = self.room(room).map_or(&[][..], |room| &room.roles);
        let mut authors: Vec<PrincipalRef> = roles
            .iter()
            .map(|grant| grant.principal)
            .filter(|at| {
                principals
                    .get(*at)
                    .is_some_and(|principal| principal.kind.is_user())
            })
            .collect();
        if authors.is_empty() {
            authors.extend((0..3).filter_map(|_| random.pick(&self.pool.ordinary)));
        }
        authors
    }
}

/// 2008-01-01 and the last day of 2014, between which everything was written.
const DAY_ONE: Ticks = Ticks(633_347_424_000_000_000);
const DAY_LAST: Ticks = Ticks(635_555_808_000_000_000);
/// Times that no chat can have, in units of [`STEP`] from 0001 on: 1601 (a lost epoch) and 2099 (a wrong clock).
pub(super) const IMPLAUSIBLE: [Ticks; 2] = [
    Ticks(504_911_232_000_000_000),
    Ticks(662_379_552_000_000_000),
];
const UNREADABLE: [&str; 3] = ["31.12.2010 08:15", "2010-02-30T10:00:00", "yesterday"];

/// One room's messages.
#[derive(Debug)]
pub(super) struct RoomMessages {
    room: usize,
    /// Begins with one message of each trouble.
    troubled: bool,
    authors: Vec<PrincipalRef>,
    stranger: PrincipalRef,
    /// Whose tables must hold the messages.
    schema: Option<Generation>,
    random: Random,
    next: u64,
    count: u64,
    first: i64,
    steps: u64,
}

/// Everything that can be special, with its share of 100,000 messages.
const SHARES: [(Special, u64); 12] = [
    (Special::Text(Kind::Lines), 3_000),
    (Special::Text(Kind::WindowsLines), 1_500),
    (Special::Text(Kind::File), 800),
    (Special::Text(Kind::Rtf), 2_500),
    (Special::Alert, 600),
    (Special::Text(Kind::UnknownParts), 5),
    (Special::Text(Kind::Forbidden), 3),
    (Special::Stranger, 10),
    (Special::Unreadable, 1),
    (Special::Implausible, 1),
    (Special::Repeated, 1),
    (Special::None, 0),
];

#[derive(Clone, Copy)]
enum Special {
    None,
    Text(Kind),
    Alert,
    Stranger,
    Unreadable,
    Implausible,
    Repeated,
}

impl RoomMessages {
    fn special(&mut self) -> Special {
        let mut draw = self.random.below(100_000);
        // Room 0 has one of each from its second message on: a repeated id needs one before it.
        if self.troubled && (1..=SHARES.len() as u64).contains(&self.next) {
            return SHARES[self.next as usize - 1].0;
        }
        for (special, share) in SHARES {
            if draw < share {
                return special;
            }
            draw -= share;
        }
        Special::None
    }
}

impl Iterator for RoomMessages {
    type Item = Message;

    fn next(&mut self) -> Option<Message> {
        if self.next == self.count {
            return None;
        }
        let special = self.special();
        // The lot twice: the first authors write more than the last.
        let writers = self.random.below(self.authors.len() as u64) + 1;
        let author = self.random.below(writers) as usize;
        let slot = self.steps / self.count;
        let place =
            (u128::from(self.steps) * u128::from(self.next) / u128::from(self.count)) as u64;
        let step = self.first + (place + self.random.below(slot)) as i64;
        let sent = Ticks(step * STEP);
        let mut message = Message {
            room: self.room,
            id: self.next + 1,
            sent,
            time: Time::At(sent),
            author: self.authors.get(author).copied().unwrap_or(self.stranger),
            alert: false,
            kind: Kind::Plain,
            text: self.random.next(),
        };
        match special {
            Special::None => {}
            Special::Text(kind) => message.kind = kind,
            Special::Alert => message.alert = true,
            Special::Stranger => message.author = self.stranger,
            Special::Unreadable => {
                message.time = Time::Unreadable(UNREADABLE[self.next as usize % UNREADABLE.len()]);
            }
            Special::Implausible => {
                message.time = Time::At(IMPLAUSIBLE[self.next as usize % IMPLAUSIBLE.len()]);
            }
            // No database holds an id twice.
            Special::Repeated if self.schema.is_some() => {}
            Special::Repeated => message.id = self.next.max(1),
        }
        if let Some(schema) = self.schema {
            fitted(&mut message, schema);
        }
        self.next += 1;
        Some(message)
    }
}

/// A message as a database can have it: its time is a number, and text of a database holds no U+0000.
pub(super) fn fitted(message: &mut Message, schema: Generation) {
    if let Time::Unreadable(_) = message.time {
        message.time = Time::At(IMPLAUSIBLE[0]);
    }
    message.kind = match message.kind {
        Kind::UnknownParts => Kind::Plain,
        Kind::Forbidden => Kind::Control,
        Kind::Rtf if schema == Generation::Legacy => Kind::Plain,
        Kind::Rtf => Kind::AsciiRtf,
        kind => kind,
    };
}
