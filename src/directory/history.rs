use std::collections::{BTreeMap, BTreeSet};

use super::{Days, Id, Ids, Map};
use crate::time::Ticks;

/// How many notes of one sort are kept for a room; the rest are counted only.
const NOTES_KEPT: usize = 100;

/// How many stretches of ids are kept for a room before the search for repeated ids is given up.
const STRETCHES_KEPT: usize = 4_096;

/// What one pass over the messages learned, room by room.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// By the room's id, whether or not the directory knows such a room.
    pub rooms: BTreeMap<Id, RoomHistory>,
    /// The ids of all authors; their numbers are those of [`RoomHistory::authors`].
    pub authors: Ids,
    /// How many were written on each day; only where that was asked for.
    pub days: Days,
}

/// How many messages each author has, by the author's number.
pub type Authors = Map<u32, u64>;

/// What one pass over the messages learned of one room.
#[derive(Clone, Debug, Default)]
pub struct RoomHistory {
    /// Messages.
    pub messages: u64,
    /// Their text without markup, in bytes of UTF-8; formatted copies (`rtf`) are not counted.
    pub bytes: u64,
    /// The earliest plausible time.
    pub first: Option<Ticks>,
    /// The latest plausible time.
    pub last: Option<Ticks>,
    /// Who wrote how many.
    pub authors: Authors,
    /// High-priority messages.
    pub alerts: u64,
    /// Uploaded files that the messages link to (`ma-filelink:`), each once: hashes of 64 bits in place of the links,
    /// so that a file costs a few bytes.
    pub files: BTreeSet<u64>,
    /// The links themselves; only where they were asked for.
    pub file_links: BTreeSet<String>,
    /// Messages before the cut-off date; those without a plausible time do not count.
    pub before_cutoff: u64,
    /// The message ids seen.
    pub ids: IdSet,
    /// Messages whose time is of no known form or implausible.
    pub odd_times: u64,
    /// Messages with an id that an earlier one of the room has.
    pub repeated_ids: u64,
    /// Messages with characters that XML 1.0 cannot carry.
    pub invalid_texts: u64,
    /// Places of the three sorts above, one sort after the other: see [`RoomHistory::keep`].
    pub notes: Vec<Note>,
}

/// Something odd about one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The message's id; may be empty.
    pub message: Id,
    /// What is odd.
    pub kind: NoteKind,
}

/// What is odd about a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Its time is of no known form; the text, cut to 64 characters.
    UnknownTime(String),
    /// Its time lies outside 2004 to 2030.
    ImplausibleTime(Ticks),
    /// Its id was used before in the room.
    RepeatedId,
    /// Its text has characters that XML 1.0 cannot carry.
    InvalidText {
        /// The field: content, rtf, or an attribute's name.
        field: &'static str,
        /// The first such character.
        character: u32,
        /// Where it stands in the field, in UTF-16 units.
        at: u64,
        /// How many there are in the field.
        count: u64,
    },
}

impl History {
    /// Messages in all rooms.
    pub fn messages(&self) -> u64 {
        self.rooms.values().map(|room| room.messages).sum()
    }

    /// Messages in one room.
    pub fn messages_in(&self, room: &str) -> u64 {
        self.rooms.get(room).map_or(0, |room| room.messages)
    }

    /// The earliest plausible time.
    pub fn first(&self) -> Option<Ticks> {
        self.rooms.values().filter_map(|room| room.first).min()
    }

    /// The latest plausible time.
    pub fn last(&self) -> Option<Ticks> {
        self.rooms.values().filter_map(|room| room.last).max()
    }

    /// Uploaded files that messages link to, each counted once in every room.
    pub fn files(&self) -> u64 {
        self.rooms
            .values()
            .map(|room| room.files.len() as u64)
            .sum()
    }

    /// How many messages each author has, by the author's id.
    pub fn by_author(&self) -> BTreeMap<&str, u64> {
        let mut counts = vec![0; self.authors.len()];
        for room in self.rooms.values() {
            #[expect(
                clippy::iter_over_hash_type,
                reason = "sums do not depend on the order"
            )]
            for (author, count) in &room.authors {
                counts[*author as usize] += count;
            }
        }
        let counts = self.authors.iter().zip(counts);
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

impl RoomHistory {
    /// Adds what was learned of later messages of the same room. Authors' numbers must be those of one table.
    pub fn merge(&mut self, later: RoomHistory) {
        self.messages += later.messages;
        self.bytes += later.bytes;
        self.first = self.first.into_iter().chain(later.first).min();
        self.last = self.last.into_iter().chain(later.last).max();
        #[expect(
            clippy::iter_over_hash_type,
            reason = "sums do not depend on the order"
        )]
        for (author, count) in later.authors {
            *self.authors.entry(author).or_default() += count;
        }
        self.alerts += later.alerts;
        self.files.extend(later.files);
        self.file_links.extend(later.file_links);
        self.before_cutoff += later.before_cutoff;
        self.odd_times += later.odd_times;
        self.repeated_ids += later.repeated_ids;
        self.invalid_texts += later.invalid_texts;
        for note in later.notes {
            self.keep(note);
        }
        let mut repeated = Vec::new();
        self.repeated_ids += self.ids.merge(later.ids, &mut repeated);
        for id in repeated {
            self.keep(Note {
                message: id.to_string().into(),
                kind: NoteKind::RepeatedId,
            });
        }
    }

    /// Notes an oddity, unless enough of its sort are kept. Of times and texts the first ones stay, of repeated ids the
    /// lowest: so the notes are the same in whatever pieces a history was read and joined.
    pub fn keep(&mut self, note: Note) {
        let sort = sort_of(&note.kind);
        let first = self
            .notes
            .partition_point(|other| sort_of(&other.kind) < sort);
        let end = self
            .notes
            .partition_point(|other| sort_of(&other.kind) <= sort);
        let at = match note.kind {
            NoteKind::RepeatedId => {
                let number = |note: &Note| note.message.parse::<i64>().ok();
                let known = &self.notes[first..end];
                first + known.partition_point(|other| number(other) <= number(&note))
            }
            _ => end,
        };
        if at < first + NOTES_KEPT {
            self.notes.insert(at, note);
            if end - first == NOTES_KEPT {
                self.notes.remove(end);
            }
        }
    }
}

/// Notes stand sort by sort, and so many of each are kept.
fn sort_of(kind: &NoteKind) -> u8 {
    match kind {
        NoteKind::UnknownTime(_) | NoteKind::ImplausibleTime(_) => 0,
        NoteKind::RepeatedId => 1,
        NoteKind::InvalidText { .. } => 2,
    }
}

/// A set of message ids, kept as stretches without gaps: ids are sequential in a room (documented), so a whole history
/// is one stretch. A set that would need too many stretches gives up and says so.
#[derive(Clone, Debug, Default)]
pub struct IdSet {
    /// First and last of each stretch, ascending, never touching.
    stretches: Vec<(i64, i64)>,
    gave_up: bool,
}

impl IdSet {
    /// Adds an id; `false` where it was there before.
    #[inline]
    pub fn insert(&mut self, id: i64) -> bool {
        match self.stretches.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(id) => {
                *last = id;
                true
            }
            _ => self.insert_between(id),
        }
    }

    fn insert_between(&mut self, id: i64) -> bool {
        let next = self.stretches.partition_point(|(first, _)| *first <= id);
        if next > 0 && self.stretches[next - 1].1 >= id {
            return false;
        }
        let joins_before = next > 0 && self.stretches[next - 1].1 + 1 == id;
        let joins_after = self
            .stretches
            .get(next)
            .is_some_and(|(first, _)| first - 1 == id);
        match (joins_before, joins_after) {
            (true, true) => {
                self.stretches[next - 1].1 = self.stretches[next].1;
                self.stretches.remove(next);
            }
            (true, false) => self.stretches[next - 1].1 = id,
            (false, true) => self.stretches[next].0 = id,
            (false, false) if self.gave_up || self.stretches.len() == STRETCHES_KEPT => {
                self.gave_up = true
            }
            (false, false) => self.stretches.insert(next, (id, id)),
        }
        true
    }

    /// Adds another set. Says how many ids were in both, and lists the first of them.
    pub fn merge(&mut self, other: IdSet, repeated: &mut Vec<i64>) -> u64 {
        self.gave_up |= other.gave_up;
        let mut all = std::mem::take(&mut self.stretches);
        let first_new = all.len();
        all.extend(other.stretches);
        // Both halves are sorted: a stable sort is a merge here.
        debug_assert!(all[first_new..].is_sorted());
        all.sort();
        let mut both = 0;
        for (first, last) in all {
            match self.stretches.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => {
                    let shared = last.min(*end);
                    if first <= shared {
                        both += (shared - first) as u64 + 1;
                        let room = NOTES_KEPT.saturating_sub(repeated.len());
                        repeated.extend((first..=shared).take(room));
                    }
                    *end = (*end).max(last);
                }
                _ => self.stretches.push((first, last)),
            }
        }
        if self.stretches.len() > STRETCHES_KEPT {
            self.gave_up = true;
            self.stretches.truncate(STRETCHES_KEPT);
        }
        both
    }

    /// Whether an id is in the set, as far as it was kept.
    pub fn contains(&self, id: i64) -> bool {
        let next = self.stretches.partition_point(|(first, _)| *first <= id);
        next > 0 && self.stretches[next - 1].1 >= id
    }

    /// The ids that both sets have.
    pub fn shared(&self, other: &IdSet) -> IdSet {
        let mut shared = IdSet {
            gave_up: self.gave_up || other.gave_up,
            ..IdSet::default()
        };
        let (mut own, mut others) = (self.stretches.iter(), other.stretches.iter());
        let (mut a, mut b) = (own.next(), others.next());
        while let (Some((first, last)), Some((other_first, other_last))) = (a, b) {
            let (from, to) = ((*first).max(*other_first), (*last).min(*other_last));
            if from <= to {
                shared.stretches.push((from, to));
            }
            if last < other_last {
                a = own.next();
            } else {
                b = others.next();
            }
        }
        shared
    }

    /// The lowest id; `None` where there is none.
    pub fn first(&self) -> Option<i64> {
        self.stretches.first().map(|(first, _)| *first)
    }

    /// How many ids it has, as far as they were kept.
    pub fn count(&self) -> u64 {
        let counts = self.stretches.iter();
        let count = |(first, last): &(i64, i64)| last.abs_diff(*first).saturating_add(1);
        counts.map(count).fold(0, u64::saturating_add)
    }

    /// Whether some ids were not compared because too many gaps lie between them.
    pub fn gave_up(&self) -> bool {
        self.gave_up
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_any_order_are_told_apart() {
        let mut ids = IdSet::default();
        let new: Vec<bool> = [5, 6, 7, 3, 4, 6, 1, 2, 9, 8, 9, -4]
            .into_iter()
            .map(|id| ids.insert(id))
            .collect();
        assert_eq!(
            new,
            [
                true, true, true, true, true, false, true, true, true, true, false, true
            ]
        );
        assert_eq!(ids.stretches, [(-4, -4), (1, 9)]);
    }

    #[test]
    fn merging_counts_what_is_in_both() {
        let set = |ids: &[i64]| {
            let mut set = IdSet::default();
            for id in ids {
                set.insert(*id);
            }
            set
        };
        let mut all = set(&[1, 2, 3, 10, 11]);
        let mut repeated = Vec::new();
        assert_eq!(all.merge(set(&[3, 4, 5, 9, 10, 11, 12]), &mut repeated), 3);
        assert_eq!(repeated, [3, 10, 11]);
        assert_eq!(all.stretches, [(1, 5), (9, 12)]);
        assert_eq!(all.merge(set(&[6, 7, 8]), &mut repeated), 0);
        assert_eq!(all.stretches, [(1, 12)]);
    }

    #[test]
    fn what_two_sets_share_is_told() {
        let set = |ids: &[i64]| {
            let mut set = IdSet::default();
            for id in ids {
                set.insert(*id);
            }
            set
        };
        let (a, b) = (set(&[1, 2, 3, 7, 9]), set(&[0, 2, 3, 4, 9, 10]));
        let shared = a.shared(&b);
        assert_eq!(shared.stretches, [(2, 3), (9, 9)]);
        assert_eq!(b.shared(&a).stretches, shared.stretches);
        assert_eq!((shared.first(), shared.count()), (Some(2), 3));
        assert!(shared.contains(3) && !shared.contains(4) && !shared.contains(7));
        assert_eq!(a.shared(&set(&[4, 5, 6, 8])).count(), 0);
    }

    #[test]
    fn too_many_gaps_end_the_search_and_say_so() {
        let mut ids = IdSet::default();
        for id in 0..STRETCHES_KEPT as i64 {
            assert!(ids.insert(id * 2));
        }
        assert!(!ids.gave_up());
        ids.insert(i64::MAX);
        assert!(ids.gave_up());
        assert!(!ids.insert(0), "what was kept is still compared");
    }
}
