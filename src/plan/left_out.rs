//! Categories and rooms that were decided to stay behind.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::Basis;

/// What is below a category has changes of its own; so the messages are counted with the rooms alone.
pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let Ground {
        evidence, choices, ..
    } = ground;
    let directory = evidence.directory;
    let categories = (0..directory.categories.len() as u32).filter_map(|at| {
        let decision = choices.category_left_out(at)?;
        Some((Subject::Category(at), 0, decision))
    });
    let rooms = (0..).zip(&directory.rooms).filter_map(|(at, room)| {
        let decision = choices.room_left_out(at)?;
        let messages = evidence.history.messages_in(&room.id);
        Some((Subject::Room(at), messages, decision))
    });
    categories
        .chain(rooms)
        .map(|(subject, messages, decision)| Change {
            subject,
            edit: Edit::LeftOut { messages },
            rule: choices.rule(decision),
            basis: Basis::Documented,
            noticed: true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.category("4", "1", "Sales");
        pool.room("10", "3", "News");
        pool.room("11", "2", "Help");
        pool.room("12", "4", "Offers").topic = "Go".into();
        for (room, messages) in [("10", 3), ("11", 4), ("12", 5)] {
            pool.write(room, "5", messages);
        }
        pool
    }

    #[test]
    fn a_category_takes_along_all_that_is_below_it() {
        let decisions = [
            ("long-name", "category 2", Action::Exclude),
            ("disabled-room", "room 11", Action::Exclude),
            ("topic-lost", "room 12", Action::Exclude),
        ];
        let plan = pool().decide(decisions.clone()).unwrap();
        let messages = |rule| pool().planned(rule, decisions.clone());
        assert_eq!(
            messages("long-name"),
            [
                "documented category 2: object true -> false",
                "documented category 3: object true -> false",
                "documented room 10: object true -> false",
            ]
        );
        assert_eq!(
            messages("disabled-room"),
            ["documented room 11: object true -> false"]
        );
        assert_eq!(plan.changes.len(), 5, "nothing else happens to them");
        let after = pool().after(&plan);
        let ids: Vec<&str> = after
            .directory
            .categories
            .iter()
            .map(|it| &*it.id)
            .collect();
        assert_eq!(ids, ["1", "4"]);
        assert!(after.directory.rooms.is_empty());
        assert_eq!(after.history.messages(), 0);
    }

    #[test]
    fn to_be_left_out_beats_all_else() {
        let decisions = [
            ("long-name", "room 12", Action::Rename("Deals".into())),
            ("topic-lost", "room 12", Action::Exclude),
            ("nested-category", "category 3", Action::Keep),
        ];
        let plan = pool().decide(decisions).unwrap();
        let pool = pool();
        let of_room: Vec<_> = (plan.changes.iter())
            .filter(|it| it.subject.object(&pool.directory).id == "12")
            .collect();
        assert_eq!(of_room.len(), 1);
        assert_eq!(of_room[0].edit.field(), "object");
        assert!(matches!(
            of_room[0].edit,
            crate::plan::Edit::LeftOut { messages: 5 }
        ));
    }

    #[test]
    fn a_circle_goes_as_a_whole() {
        let mut pool = Pool::new();
        pool.category("2", "3", "ring");
        pool.category("3", "2", "ring 2");
        pool.category("4", "3", "below the ring");
        pool.room("10", "4", "News");
        let plan = pool.decide([("orphan", "category 2", Action::Exclude)]);
        assert_eq!(pool.after(&plan.unwrap()).directory.categories.len(), 1);
    }
}
