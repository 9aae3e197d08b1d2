//! Messages before the cut-off date.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, Evidence, before_cutoff};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let evidence = ground.evidence;
    if evidence.options.since.is_none() {
        return Vec::new();
    }
    let rooms = ground.rooms().filter_map(|(at, room)| {
        let history = evidence.history.rooms.get(&room.id)?;
        (history.before_cutoff > 0).then_some(Change {
            subject: Subject::Room(at),
            edit: Edit::MessagesLeftOut {
                before: history.before_cutoff,
                after: history.messages,
            },
            rule: before_cutoff::RULE.id,
            basis: Basis::Documented,
            noticed: true,
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

#[cfg(test)]
mod tests {
    use crate::directory::Cutoff;
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    #[test]
    fn messages_before_the_date_are_counted_by_room() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        for (room, kept, before) in [
            ("10", 5, 2),
            ("11", 0, 4),
            ("12", 3, 0),
            ("98", 0, 3),
            ("99", 1, 7),
        ] {
            if room < "98" {
                pool.room(room, "2", room);
            }
            pool.write(room, "5", kept).before_cutoff = before;
        }
        assert!(pool.plan().changes.is_empty(), "no date was given");
        pool.options.since = Cutoff::parse("2012-01-01");
        assert_eq!(
            pool.planned("before-cutoff", []),
            [
                "documented room 10: messages 7 -> 5",
                "documented room 11: messages 4 -> 0",
            ]
        );
        assert_eq!(pool.plan().orphan_messages_left_out, 10);
        let decisions = [("before-cutoff", "room 11", Action::Exclude)];
        assert_eq!(
            pool.planned("before-cutoff", decisions),
            [
                "documented room 10: messages 7 -> 5",
                "documented room 11: object true -> false",
            ]
        );
        let plan = pool.plan();
        let after = pool.after(&plan).history;
        assert_eq!(after.messages(), 9);
        assert!(after.rooms.values().all(|room| room.before_cutoff == 0));
        let is_there = |room: &str| after.rooms.contains_key(room);
        assert!(is_there("11") && is_there("99") && !is_there("98"));
    }
}
