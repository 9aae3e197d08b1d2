//! Suggested names, on pools made to clash: whatever the names are, following the suggestions leaves every object with a
//! name of its own that fits.

use std::collections::{BTreeMap, BTreeSet};

use pchat::directory::{
    Category, Collation, Directory, Inventory, NAME_LIMIT, PoolNames, Room, utf16_len,
};
use proptest::prelude::*;

/// Few different names, so that they clash: by case, by blanks at the end, by being cut.
fn name() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Sales"),
        Just("SALES"),
        Just("sales "),
        Just("News"),
        Just("É"),
        Just("e\u{301}"),
        Just("")
    ];
    let filler = prop_oneof![Just("x"), Just("😀"), Just("wide "), Just("👩\u{200D}💻")];
    (word, filler, 0..200_usize).prop_map(|(word, filler, count)| {
        let count = if count % 3 == 0 { count } else { 0 };
        format!("{word}{}", filler.repeat(count))
    })
}

#[derive(Debug, Clone)]
struct Pool {
    categories: Vec<(String, usize)>,
    rooms: Vec<(String, usize)>,
    target: Vec<String>,
}

fn pool() -> impl Strategy<Value = Pool> {
    let below = |most: usize| proptest::collection::vec((name(), 0..8_usize), 0..most);
    (below(8), below(12), proptest::collection::vec(name(), 0..3)).prop_map(
        |(categories, rooms, target)| Pool {
            categories,
            rooms,
            target,
        },
    )
}

impl Pool {
    /// The objects in the order of the list, or against it.
    fn directory(&self, backwards: bool) -> Directory {
        let mut categories: Vec<Category> = Vec::new();
        for (at, (name, parent)) in self.categories.iter().enumerate() {
            // A parent among those before, or the root.
            let parent = if *parent < at { parent + 2 } else { 1 };
            let (id, parent) = ((at + 2).to_string().into(), Some(parent.to_string().into()));
            categories.push(Category {
                id,
                parent,
                name: name.clone(),
                ..Category::default()
            });
        }
        let mut rooms: Vec<Room> = Vec::new();
        for (at, (name, category)) in self.rooms.iter().enumerate() {
            let category = if *category < self.categories.len() {
                category + 2
            } else {
                1
            };
            let (id, category) = (
                (at + 100).to_string().into(),
                Some(category.to_string().into()),
            );
            rooms.push(Room {
                id,
                category,
                name: name.clone(),
                ..Room::default()
            });
        }
        if backwards {
            categories.reverse();
            rooms.reverse();
        }
        let mut directory = Directory::default();
        let root = Category {
            id: "1".into(),
            parent: Some("1".into()),
            ..Category::default()
        };
        assert!(directory.add_category(root));
        assert!(
            categories
                .into_iter()
                .all(|category| directory.add_category(category))
        );
        assert!(rooms.into_iter().all(|room| directory.add_room(room)));
        directory
    }

    fn inventory(&self) -> Inventory {
        let mut inventory = Inventory::default();
        self.target
            .iter()
            .for_each(|name| inventory.rooms.add("", name));
        inventory
    }
}

/// What every object is called when all suggestions are followed, by id.
fn followed(directory: &Directory, names: &PoolNames) -> BTreeMap<String, String> {
    let categories = directory
        .categories
        .iter()
        .map(|category| &category.id)
        .zip(&names.categories);
    let rooms = directory
        .rooms
        .iter()
        .map(|room| &room.id)
        .zip(&names.rooms);
    categories
        .chain(rooms)
        .filter(|(id, _)| &***id != "1")
        .map(|(id, name)| {
            (
                id.to_string(),
                name.suggestion
                    .clone()
                    .unwrap_or_else(|| name.flat.text.clone()),
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_that_follow_the_suggestions_fit_and_are_unique(pool in pool()) {
        let directory = pool.directory(false);
        let inventory = pool.inventory();
        let collation = Collation::default();
        let key = |name: &str| collation.key(name);
        let names = PoolNames::new(&directory, " ", &collation, Some(&inventory));
        let names = followed(&directory, &names);
        let there: Vec<String> = pool.target.iter().map(|name| key(name)).collect();
        let keys: BTreeSet<String> = names.values().map(|name| key(name)).collect();
        prop_assert_eq!(keys.len(), names.len(), "{:?}", names);
        for name in names.values() {
            prop_assert!(utf16_len(name) <= NAME_LIMIT, "{}", name);
            prop_assert!(!there.contains(&key(name)), "{}", name);
        }
    }

    #[test]
    fn suggestions_do_not_depend_on_the_order_of_the_input(pool in pool()) {
        let of = |backwards| {
            let directory = pool.directory(backwards);
            let names = PoolNames::new(&directory, " ", &Collation::default(), None);
            followed(&directory, &names)
        };
        prop_assert_eq!(of(false), of(true));
    }
}
