use std::collections::BTreeMap;
use std::fmt;

use super::by_room::ByRoom;
use super::fingerprint::{Field, Fingerprint};
use super::run_ids::RunIds;
use super::text::LineEnds;
use super::{Message, Survey};
use crate::directory::{History, Id, Ids, Map, RoomHistory};
use crate::time::Ticks;

/// Digests the messages of each room, so that two inputs can be compared without keeping them.
///
/// A message is its id, time, author, whether it is an alert, and its decoded text and formatted copy: two spellings of
/// one message are one message. Absent text is told from empty text. The hash finds every accident; it is no seal
/// against messages forged on purpose.
#[derive(Clone, Copy, Debug, Default)]
pub struct MessageDigests {
    /// Messages before this time are no part of the digests; those of no plausible time are, as in
    /// [`super::Statistics`].
    pub since: Option<Ticks>,
    /// For comparing with what a server exports after it has imported the other: it may give messages and principals
    /// other ids (whether it does is not published), and it reads line ends as an XML parser does. So ids are left out,
    /// authors are told apart by [`RoomDigest::authors`] only, and line ends written as such are line feeds.
    pub imported: bool,
}

/// How many messages there are and what they say, whatever their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many.
    pub messages: u64,
    /// The sum of the hashes of all of them, modulo 2^128: a message more, less or twice changes it.
    pub sum: u128,
}

/// The messages of one room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomDigest {
    /// All of them.
    pub all: Digest,
    /// How many are no part of it, as they are from before [`MessageDigests::since`].
    pub before: u64,
    /// Those of each author by his number, and those without author; empty unless [`MessageDigests::imported`].
    pub authors: Map<Option<u32>, Digest>,
}

/// The messages of all rooms.
#[derive(Debug, Default)]
pub struct Digests {
    /// By the room's id, whether or not the directory knows such a room, and whether or not any message is left of it.
    pub rooms: BTreeMap<Id, RoomDigest>,
    /// The ids of all authors; their numbers are those of [`RoomDigest::authors`].
    pub authors: Ids,
}

/// What is made of a run of messages.
#[derive(Debug, Default)]
pub struct DigestRun {
    print: Fingerprint,
    rooms: ByRoom<RoomDigest>,
    /// Authors of the run, numbered for it alone.
    authors: RunIds,
}

impl Survey for MessageDigests {
    type Run = DigestRun;
    type Total = Digests;

    fn begin(&self) -> DigestRun {
        DigestRun::default()
    }

    fn message(&self, run: &mut DigestRun, message: &Message<'_>) {
        let room = run.rooms.of(message);
        let author = message
            .known_author()
            .map(|author| run.authors.number(author));
        let time = message.time();
        let left_out = |since| time.is_some_and(|time| time.is_plausibly_before(since));
        if self.since.is_some_and(left_out) {
            room.before += 1;
            return;
        }
        run.print.take(message, time, self.line_ends());
        if !self.imported {
            room.all.add(run.print.hash_from(Field::Id));
            return;
        }
        let hash = run.print.hash_from(Field::Time);
        room.all.add(hash);
        room.authors.entry(author).or_default().add(hash);
    }

    fn finish(&self, total: &mut Digests, room: Option<&str>, run: DigestRun) {
        let numbers = renumber(&mut total.authors, run.authors.iter());
        run.rooms
            .each(room, |id, digest| add(total, id, digest, &numbers));
    }

    fn merge(&self, total: &mut Digests, later: Digests) {
        if total.rooms.is_empty() && total.authors.is_empty() {
            *total = later;
            return;
        }
        let numbers = renumber(&mut total.authors, later.authors.iter());
        for (id, digest) in later.rooms {
            add(total, &id, digest, &numbers);
        }
    }
}

impl MessageDigests {
    pub(crate) fn line_ends(&self) -> LineEnds {
        if self.imported {
            LineEnds::AsParsed
        } else {
            LineEnds::AsWritten
        }
    }
}

impl Digest {
    /// Adds a message by its hash.
    pub(crate) fn add(&mut self, hash: u128) {
        self.join(Digest {
            messages: 1,
            sum: hash,
        });
    }

    /// Adds the messages of another digest.
    pub fn join(&mut self, other: Digest) {
        self.messages += other.messages;
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

impl fmt::Display for Digest {
    /// The sum, in 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.sum)
    }
}

impl Digests {
    /// The messages of one room; none where it has none.
    pub fn of(&self, room: &str) -> Digest {
        self.rooms.get(room).map_or(Digest::default(), |it| it.all)
    }

    /// Messages in all rooms.
    pub fn messages(&self) -> u64 {
        self.rooms.values().map(|room| room.all.messages).sum()
    }
}

impl From<&Digests> for History {
    /// How many messages there are, in which rooms, and who wrote any: no more is known.
    fn from(digests: &Digests) -> Self {
        let mut history = History {
            authors: digests.authors.clone(),
            ..History::default()
        };
        for (id, digest) in &digests.rooms {
            let messages = digest.all.messages;
            let known = RoomHistory {
                messages,
                ..RoomHistory::default()
            };
            history.rooms.insert(id.clone(), known);
        }
        history
    }
}

fn renumber<'a>(all: &mut Ids, authors: impl Iterator<Item = &'a str>) -> Vec<u32> {
    authors.map(|author| all.number(author)).collect()
}

/// Adds what was learned of one room; `numbers` translates its authors' numbers.
fn add(total: &mut Digests, id: &str, digest: RoomDigest, numbers: &[u32]) {
    if !total.rooms.contains_key(id) {
        total.rooms.insert(id.into(), RoomDigest::default());
    }
    let Some(room) = total.rooms.get_mut(id) else {
        return;
    };
    room.all.join(digest.all);
    room.before += digest.before;
    #[expect(
        clippy::iter_over_hash_type,
        reason = "sums do not depend on the order"
    )]
    for (author, digest) in digest.authors {
        let author = author.map(|author| numbers[author as usize]);
        room.authors.entry(author).or_default().join(digest);
    }
}
