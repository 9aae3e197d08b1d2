//! What a room inherits of visibility and behavior is written down: in the target every room has them.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::{Basis, nested_category};

/// That rooms inherit these from their categories is inferred. Categories are left alone: what the target stores for
/// them is not documented.
pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let visibility = ground.effective(|settings| settings.visibility);
    let behavior = ground.effective(|settings| settings.behavior);
    let mut changes = Vec::new();
    for (at, room, category) in ground.rooms_with_category() {
        let own = &room.settings;
        let edits = [
            behavior[category]
                .filter(|_| own.behavior.is_none())
                .map(|(after, _)| Edit::Behavior {
                    before: None,
                    after,
                }),
            visibility[category]
                .filter(|_| own.visibility.is_none())
                .map(|(after, _)| Edit::Visibility {
                    before: None,
                    after,
                }),
        ];
        changes.extend(edits.into_iter().flatten().map(|edit| Change {
            subject: Subject::Room(at),
            edit,
            rule: nested_category::RULE.id,
            basis: Basis::Inferred,
            noticed: true,
        }));
    }
    changes
}

#[cfg(test)]
mod tests {
    use crate::directory::{Behavior, Visibility};
    use crate::rules::testing::Pool;

    #[test]
    fn what_is_not_understood_is_not_written_over() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT").settings.visibility = Some(Visibility::Private);
        pool.room("10", "2", "News").settings.unclear.visibility = Some("9".into());
        assert_eq!(pool.plan().changes, []);
    }

    #[test]
    fn only_what_a_room_lacks_and_a_category_has_is_written_down() {
        let mut pool = Pool::new();
        pool.directory.categories[0].settings.behavior = Some(Behavior::Normal);
        pool.category("2", "1", "IT").settings.visibility = Some(Visibility::Private);
        pool.room("10", "2", "News");
        pool.room("11", "2", "Help").settings.visibility = Some(Visibility::Open);
        pool.room("12", "1", "below the root");
        assert_eq!(
            pool.planned("nested-category", []),
            [
                "inferred room 10: behavior - -> normal",
                "inferred room 10: visibility - -> private",
                "inferred room 11: behavior - -> normal",
                "inferred room 12: behavior - -> normal",
            ]
        );
    }
}
