//! Names: flattened, as the import makes them, or decided.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::directory::FlatName;
use crate::rules::{Basis, nested_category};

pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let evidence = ground.evidence;
    let directory = evidence.directory;
    let names = &evidence.names;
    let mut changes = Vec::new();
    let mut compare = |subject, own: &str, flat: &FlatName| {
        let decided = ground.choices.name(subject);
        let (name, rule, basis) = match decided {
            Some((name, decision)) => (name, ground.choices.rule(decision), Basis::Documented),
            // What stands between the names is not documented.
            None if flat.joins > 0 => (
                flat.text.as_str(),
                nested_category::RULE.id,
                Basis::Inferred,
            ),
            None => (
                flat.text.as_str(),
                nested_category::RULE.id,
                Basis::Documented,
            ),
        };
        if name != own {
            let edit = Edit::Name {
                before: own.to_owned(),
                after: name.to_owned(),
                is_whole: decided.is_some() || flat.is_whole(),
            };
            changes.push(Change {
                subject,
                edit,
                rule,
                basis,
                noticed: true,
            });
        }
    };
    for (at, category) in ground.categories() {
        if !evidence.tree.is_root(&category.id) {
            let flat = &names.categories[at as usize].flat;
            compare(Subject::Category(at), &category.name, flat);
        }
    }
    for (at, room) in ground.rooms() {
        compare(
            Subject::Room(at),
            &room.name,
            &names.rooms[at as usize].flat,
        );
    }
    for ((at, addin), name) in (0..).zip(&directory.addins).zip(&names.addins) {
        compare(Subject::Addin(at), &addin.name, &name.flat);
    }
    changes
}

#[cfg(test)]
mod tests {
    use crate::plan::Action;
    use crate::rules::testing::Pool;

    fn rename(name: &str) -> Action {
        Action::Rename(name.into())
    }

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.category("3", "2", "Network");
        pool.room("10", "3", "News");
        pool.room("11", "2", "Help");
        pool.addin("a", "Clock", "https://contoso.com/clock");
        pool
    }

    #[test]
    fn what_is_below_a_nested_category_gets_its_whole_name() {
        assert_eq!(
            pool().planned("nested-category", []),
            [
                "inferred category 3: name Network -> IT Network",
                "documented category 3: parent 2 -> 1",
                "inferred room 10: name News -> IT Network News",
            ]
        );
    }

    #[test]
    fn a_decided_name_is_the_whole_name_and_changes_no_other() {
        let decisions = [
            ("long-name", "category 2", rename("Information Technology")),
            ("long-name", "room 10", rename("Net News")),
            ("long-name", "addin a", rename("Watch")),
        ];
        assert_eq!(
            pool().planned("long-name", decisions.clone()),
            [
                "documented category 2: name IT -> Information Technology",
                "documented room 10: name News -> Net News",
                "documented addin a: name Clock -> Watch",
            ]
        );
        assert_eq!(
            pool().planned("nested-category", decisions)[0],
            "inferred category 3: name Network -> IT Network"
        );
    }

    #[test]
    fn a_decided_name_may_be_the_one_it_has() {
        let decisions = [("nested-category", "room 10", rename("News"))];
        let plan = pool().decide(decisions).unwrap();
        let after = pool().after(&plan);
        assert_eq!(after.directory.room("10").unwrap().name, "News");
        assert!(after.plan().changes.is_empty());
    }

    #[test]
    fn names_in_a_circle_of_categories_stay() {
        let mut pool = Pool::new();
        pool.category("2", "3", "ring");
        pool.category("3", "2", "ring 2");
        pool.category("4", "3", "below the ring");
        pool.room("10", "4", "News");
        assert_eq!(pool.plan().changes, []);
    }
}
