use std::collections::BTreeSet;

use crate::directory::{Collation, Directory, Id, Unclaimed, UnclaimedReason};
use crate::plan::Plan;
use crate::reading::{Digests, InputKind, Reading};
use crate::verify::{self, Counts, Difference, Leeway, Matching, Pairs, RoomPair};

/// What a plan promises of a source.
#[derive(Debug)]
pub struct Promise {
    /// The source, as it is promised: the pool is as it is afterwards, and rooms that are left out have no digests.
    pub reading: Reading<Digests>,
    /// The rooms that are left out.
    pub left_out: BTreeSet<Id>,
    /// What of the rest may be different.
    pub leeway: Leeway,
    /// What names are compared by.
    pub collation: Collation,
    /// Which object of the result is which of the source.
    pub matching: Matching,
}

/// A result held against what was promised.
#[derive(Debug)]
pub struct Compared {
    /// What differs: objects, then rooms with other messages, then members, then what is not understood.
    pub differences: Vec<Difference>,
    /// How much was compared.
    pub counts: Counts,
    /// The rooms with other messages that have some on both sides: where a search for single messages makes sense.
    pub suspects: Vec<RoomPair>,
}

impl Promise {
    /// Carries the plan out on the source. The digests are those of the messages that are kept.
    pub fn new(
        mut reading: Reading<Digests>,
        plan: &Plan,
        collation: Collation,
        matching: Matching,
    ) -> Promise {
        // Messages before the date are no change of this plan.
        let before = reading.total.rooms.values().any(|room| room.before > 0);
        let leeway = Leeway {
            may_be_fewer: plan.takes_away() || before,
            is_edited: !plan.changes.is_empty(),
        };
        let after = plan.apply(&reading.directory);
        let rooms = reading.directory.rooms.iter().map(|room| &room.id);
        let left_out: BTreeSet<Id> = rooms
            .filter(|id| after.room(id).is_none())
            .cloned()
            .collect();
        let kept = |room: &Id| !left_out.contains(room);
        reading.total.rooms.retain(|room, _| kept(room));
        reading.directory = after;
        Promise {
            reading,
            left_out,
            leeway,
            collation,
            matching,
        }
    }

    /// Which object of the result is which of the promise.
    pub fn pairs<'a>(&'a self, result: &'a Directory) -> Pairs<'a> {
        let promised = &self.reading.directory;
        Pairs::new(promised, result, self.matching, &self.collation)
    }

    /// Holds the result, with the digests of its messages, against the promise. Members that are not understood are compared where both have checksums
    /// (see [`crate::package::fill_in_checksums`]); after an import, what is not understood is not looked at.
    pub fn compare<T>(
        &self,
        pairs: &Pairs<'_>,
        result: &Reading<T>,
        digests: &Digests,
    ) -> Compared {
        let (mut differences, mut counts) = verify::pool(pairs);
        let rooms = verify::rooms(pairs, &self.reading.total, digests);
        counts.messages = rooms.messages;
        differences.extend(rooms.differences);
        if self.matching == Matching::SameIds {
            let (more, count) = self.compare_rest(result);
            differences.extend(more);
            counts.members = count;
        }
        Compared {
            differences,
            counts,
            suspects: rooms.suspects,
        }
    }

    /// Compares members, and what is not understood in them.
    fn compare_rest<T>(&self, result: &Reading<T>) -> (Vec<Difference>, u64) {
        if self.reading.kind == InputKind::Extract {
            // Files of an extract are no members of a package, and nothing of it is carried over that is not understood.
            // Settings of no known value are carried over, and compared as settings.
            let is_value = |it: &&Unclaimed| it.reason == UnclaimedReason::UnknownValue;
            let unclaimed = result.unclaimed.iter();
            let there: Vec<_> = unclaimed.filter(|it| !is_value(it)).cloned().collect();
            let (mut differences, count) = verify::members(&[], &result.members);
            differences.extend(verify::unclaimed(&[], &there, self.leeway));
            return (differences, count);
        }
        let (here, there) = (&self.reading, result);
        let mut differences = verify::names(&here.members, &there.members);
        let (members, count) = verify::members(&here.members, &there.members);
        differences.extend(members);
        let (here, there) = (&here.unclaimed, &there.unclaimed);
        differences.extend(verify::unclaimed(here, there, self.leeway));
        (differences, count + here.len() as u64)
    }
}
