//! Chat history and file upload: the target has them on the category only.

use super::ground::Ground;
use super::{Change, Edit, Flag, Subject};
use crate::rules::{Basis, nested_category, room_setting_lost};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for flag in [Flag::Logged, Flag::FilePost] {
        let effective = ground.effective(|settings| flag.of(settings));
        let change = |subject, rule, before, after, basis| Change {
            subject,
            edit: Edit::Flag {
                flag,
                before,
                after,
            },
            rule,
            basis,
            noticed: true,
        };
        for (at, category) in ground.heirs() {
            let before = flag.of(&category.settings);
            if let Some((after, basis)) = effective[at as usize]
                && before != Some(after)
            {
                let (subject, after) = (Subject::Category(at), Some(after));
                changes.push(change(
                    subject,
                    nested_category::RULE.id,
                    before,
                    after,
                    basis,
                ));
            }
        }
        // Where it is not known what holds for the category, the room's own value is all there is.
        for (at, room, category) in ground.rooms_with_category() {
            let own = flag.of(&room.settings);
            if own.is_some() && effective[category].is_some() {
                let subject = Subject::Room(at);
                let basis = Basis::Documented;
                changes.push(change(
                    subject,
                    room_setting_lost::RULE.id,
                    own,
                    None,
                    basis,
                ));
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Pool;

    #[test]
    fn a_category_gets_what_it_inherits_and_a_room_nothing_of_its_own() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT").settings.logged = Some(true);
        pool.category("3", "2", "Network");
        let settings = &mut pool.room("10", "3", "News").settings;
        settings.logged = Some(false);
        settings.file_post = Some(true);
        pool.room("11", "3", "Help");
        assert_eq!(
            pool.planned("nested-category", [])[2],
            "documented category 3: logged - -> true",
        );
        assert_eq!(
            pool.planned("room-setting-lost", []),
            ["documented room 10: logged false -> -"],
            "it is not said whether the category takes files"
        );
    }

    #[test]
    fn the_root_and_circles_stay_as_they_are() {
        let mut pool = Pool::new();
        pool.directory.categories[0].settings.logged = Some(true);
        pool.category("2", "3", "ring").settings.logged = Some(true);
        pool.category("3", "2", "ring 2");
        pool.room("10", "3", "News").settings.logged = Some(false);
        assert_eq!(pool.plan().changes, []);
    }
}
