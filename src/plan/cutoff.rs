//! Messages before the cut-off date.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, Evidence};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let evidence = ground.evidence;
    if evidence.options.since.is_none() {
        return Vec::new();
    }
    let rooms = ground.rooms().filter_map(|(at, room)| {
        let history = evidence.history.rooms.get(&room.id)?;
        (history.before_cutoff > 0).then(|| Change {
            subject: Subject::Room(at),
            edit: Edit::MessagesLeftOut {
                before: history.before_cutoff,
                after: history.messages,
            },
            rule: "before-cutoff",
            basis: Basis::Documented,
        })
    });
    rooms.collect()
}

/// How many messages before the date are in rooms that the directory does not hold.
pub(super) fn orphans(evidence: &Evidence<'_>) -> u64 {
    if evidence.options.since.is_none() {
        return 0;
    }
    let rooms = evidence.history.rooms.iter();
    rooms
        .filter(|(id, _)| evidence.directory.room(id).is_none())
        .map(|(_, history)| history.before_cutoff)
        .sum()
}
