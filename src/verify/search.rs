//! Finds the messages behind digests that differ, in two more passes over both inputs and little memory, whatever the
//! number of messages.
//!
//! The first pass sums the messages of those rooms in buckets, by their id. The second keeps the messages of buckets
//! whose sums differ: nearly all others are equal on both sides, so few are kept.

use std::sync::{Mutex, PoisonError};

use super::{Pairs, RoomPair, Side};
use crate::directory::{Id, Map};
use crate::reading::{ByRoom, Digest, Field, Fingerprint, Message, MessageDigests, Survey, Time};

/// Rooms that are searched: each has at least one message to list, and no more are listed.
pub(crate) const ROOMS: usize = LISTED;

/// More buckets than there will be messages that differ, so that a bucket that differs holds few others.
const BUCKETS: usize = 1 << 18;

/// How many messages are kept for each side.
const KEPT: u64 = 10_000;

/// Which messages are searched, and how they are matched.
#[derive(Debug)]
pub struct Search {
    /// In the order of their ids.
    pub(super) rooms: Vec<RoomPair>,
    /// Whether some rooms are not searched because there are too many.
    pub(super) more_rooms: bool,
    expected: Known,
    found: Known,
    digests: MessageDigests,
}

/// What is known of the ids of one side.
#[derive(Debug, Default)]
struct Known {
    /// The number of each room that is searched.
    rooms: Map<Id, u32>,
    /// The numbers that stand for authors after an import.
    authors: Map<Id, u64>,
}

/// A message that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number of its room in the search.
    pub(super) room: u32,
    pub(super) id: Box<str>,
    pub(super) author: Box<str>,
    pub(super) time: Time,
    pub(super) alert: bool,
    /// What stands for the author on both sides.
    pub(super) author_key: u64,
    pub(super) content: u128,
    pub(super) rtf: u128,
    /// Of everything that is compared.
    pub(super) hash: u128,
}

/// The first pass over one side.
#[derive(Debug)]
pub struct Sums<'a> {
    side: Look<'a>,
    // Shared by all members: one table for each would need memory for each. Sums do not depend on the order.
    buckets: Mutex<Vec<Digest>>,
}

/// The buckets that the second pass looks into.
#[derive(Debug)]
pub struct Suspects {
    chosen: Vec<bool>,
    /// Whether there are more that differ, whose messages would be too many to keep.
    pub(super) more: bool,
}

/// The second pass over one side.
#[derive(Debug)]
pub struct Collector<'a> {
    side: Look<'a>,
    suspects: &'a Suspects,
}

#[derive(Debug)]
struct Look<'a> {
    known: &'a Known,
    digests: MessageDigests,
}

impl Search {
    /// A search in these rooms. `since` leaves out earlier messages of the expected side, as in the digests.
    pub fn new(pairs: &Pairs<'_>, suspects: &[RoomPair], digests: MessageDigests) -> Self {
        let rooms: Vec<RoomPair> = suspects.iter().take(ROOMS).cloned().collect();
        let known = |side, room: fn(&RoomPair) -> &Id| {
            let numbers = rooms.iter().map(|pair| room(pair).clone()).zip(0..);
            Known {
                rooms: numbers.collect(),
                authors: if digests.imported {
                    authors(pairs, side)
                } else {
                    Map::default()
                },
            }
        };
        Search {
            expected: known(Side::Expected, |pair| &pair.expected),
            found: known(Side::Found, |pair| &pair.found),
            more_rooms: suspects.len() > rooms.len(),
            rooms,
            digests,
        }
    }

    /// The survey of the first pass over one side.
    pub fn sums(&self, side: Side) -> Sums<'_> {
        Sums {
            side: self.look(side),
            buckets: Mutex::new(vec![Digest::default(); BUCKETS]),
        }
    }

    /// The survey of the second pass over one side.
    pub fn collector<'a>(&'a self, side: Side, suspects: &'a Suspects) -> Collector<'a> {
        let side = self.look(side);
        Collector { side, suspects }
    }

    fn look(&self, side: Side) -> Look<'_> {
        let (known, since) = match side {
            Side::Expected => (&self.expected, self.digests.since),
            Side::Found => (&self.found, None),
        };
        let imported = self.digests.imported;
        let digests = MessageDigests { since, imported };
        Look { known, digests }
    }

    pub(super) fn imported(&self) -> bool {
        self.digests.imported
    }
}

fn authors(pairs: &Pairs<'_>, side: Side) -> Map<Id, u64> {
    let principals = match side {
        Side::Expected => &pairs.expected.principals,
        Side::Found => &pairs.found.principals,
    };
    let ids = principals.references().map(|at| principals.id(at));
    ids.map(|id| (id.into(), pairs.author(side, id))).collect()
}

impl Suspects {
    /// The buckets whose sums differ.
    pub fn new(expected: Sums<'_>, found: Sums<'_>) -> Self {
        let (expected, found) = (expected.into_buckets(), found.into_buckets());
        let mut suspects = Suspects {
            chosen: vec![false; BUCKETS],
            more: false,
        };
        let (mut here, mut there) = (0, 0);
        for (at, (promised, present)) in expected.iter().zip(&found).enumerate() {
            if promised == present {
                continue;
            }
            // Those that are too many to keep are left out whole, on both sides: else some would seem to be missing.
            if here + promised.messages > KEPT || there + present.messages > KEPT {
                suspects.more = true;
                continue;
            }
            here += promised.messages;
            there += present.messages;
            suspects.chosen[at] = true;
        }
        suspects
    }
}

impl Look<'_> {
    /// Takes the message's fields and gives its bucket; nothing where it is not looked at.
    fn take(&self, print: &mut Fingerprint, message: &Message<'_>) -> Option<usize> {
        if self
            .digests
            .since
            .is_some_and(|since| message.is_before(since))
        {
            return None;
        }
        print.take(message, message.time(), self.digests.line_ends());
        let by_time = self.digests.imported || print.text(Field::Id).is_empty();
        let field = if by_time { Field::Time } else { Field::Id };
        Some((print.hash_of(field) as usize) % BUCKETS)
    }

    fn author(&self, print: &Fingerprint) -> u64 {
        if self.digests.imported {
            let number = self.known.authors.get(print.text(Field::Author));
            number.copied().unwrap_or_default()
        } else {
            print.hash_of(Field::Author) as u64
        }
    }

    fn hash(&self, print: &Fingerprint) -> u128 {
        if self.digests.imported {
            print.hash_with_author(self.author(print))
        } else {
            print.hash_from(Field::Id)
        }
    }
}

/// What is made of a run of messages.
#[derive(Debug)]
pub struct Run<T> {
    print: Fingerprint,
    rooms: ByRoom<Vec<T>>,
}

impl<T> Default for Run<T> {
    fn default() -> Self {
        Run {
            print: Fingerprint::default(),
            rooms: ByRoom::default(),
        }
    }
}

impl Sums<'_> {
    fn into_buckets(self) -> Vec<Digest> {
        let buckets = self.buckets.into_inner();
        buckets.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Survey for Sums<'_> {
    type Run = Run<(u32, u128)>;
    type Total = ();

    fn begin(&self) -> Self::Run {
        Run::default()
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        if let Some(bucket) = self.side.take(&mut run.print, message) {
            let hash = self.side.hash(&run.print);
            run.rooms.of(message).push((bucket as u32, hash));
        }
    }

    fn finish(&self, (): &mut (), around: Option<&str>, run: Self::Run) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        run.rooms.each(around, |room, messages| {
            let Some(room) = self.side.known.rooms.get(room) else {
                return;
            };
            for (bucket, hash) in messages {
                // Messages of two rooms must not make up for each other.
                let hash = hash.wrapping_mul(2 * u128::from(*room) + 1);
                buckets[bucket as usize].add(hash);
            }
        });
    }

    fn merge(&self, (): &mut (), (): ()) {}
}

impl Survey for Collector<'_> {
    type Run = Run<Seen>;
    type Total = Vec<Seen>;

    fn begin(&self) -> Self::Run {
        Run::default()
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        let bucket = self.side.take(&mut run.print, message);
        if !bucket.is_some_and(|bucket| self.suspects.chosen[bucket]) {
            return;
        }
        let print = &run.print;
        run.rooms.of(message).push(Seen {
            room: 0,
            id: print.text(Field::Id).into(),
            author: print.text(Field::Author).into(),
            time: print.time_of(),
            alert: message.is_alert(),
            author_key: self.side.author(print),
            content: print.hash_of(Field::Content),
            rtf: print.hash_of(Field::Rtf),
            hash: self.side.hash(print),
        });
    }

    fn finish(&self, total: &mut Vec<Seen>, around: Option<&str>, run: Self::Run) {
        run.rooms.each(around, |room, messages| {
            if let Some(room) = self.side.known.rooms.get(room) {
                total.extend(messages.into_iter().map(|it| Seen { room: *room, ..it }));
            }
        });
    }

    fn merge(&self, total: &mut Vec<Seen>, later: Vec<Seen>) {
        total.extend(later);
    }
}

/// How many differences of messages are listed.
pub(crate) const LISTED: usize = 200;
