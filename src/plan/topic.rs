//! Topics, which the target has no place for.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, topic_lost};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let rooms = ground.rooms();
    rooms
        .filter(|(_, room)| !room.topic.trim().is_empty())
        .map(|(at, room)| Change {
            subject: Subject::Room(at),
            edit: Edit::TopicLost {
                topic: room.topic.clone(),
            },
            rule: topic_lost::RULE.id,
            basis: Basis::Documented,
            noticed: true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn a_topic_is_lost_by_the_import_and_stays_in_the_package() {
        let mut pool = Pool::new();
        pool.room("10", "1", "News").topic = "Go".into();
        pool.room("11", "1", "Help").topic = " ".into();
        let plan = pool.plan();
        assert_eq!(
            pool.planned("topic-lost", []),
            ["documented room 10: topic Go -> -"]
        );
        assert_eq!(plan.changes[0].by(), "import");
        assert_eq!(pool.after(&plan).directory.rooms[0].topic, "Go");
    }
}
