mod clashes;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use self::clashes::{ClashLists, Equals};
use super::inventory::InventoryIndex;
use super::{
    Collation, Directory, FlatName, Flattener, Inventory, InventoryItem, Map, NAME_LIMIT, cut,
    cut_at_word, natural_order, utf16_len,
};

/// The longest add-in name in UTF-16 units (`nvarchar(50)`).
pub const ADDIN_NAME_LIMIT: usize = 50;

/// What every object of the pool will be called, which of these names clash, and what to call an object instead.
#[derive(Debug, Default)]
pub struct PoolNames {
    /// One for each of [`Directory::categories`], in that order.
    pub categories: Vec<FinalName>,
    /// One for each of [`Directory::rooms`], in that order.
    pub rooms: Vec<FinalName>,
    /// One for each of [`Directory::addins`], in that order.
    pub addins: Vec<FinalName>,
}

/// What one object will be called.
#[derive(Debug)]
pub struct FinalName {
    /// The name, flattened.
    pub flat: FlatName,
    /// The other objects that would have an equal name, as kind and id, in order; the first of them. Those of a large
    /// group share one list.
    pub clashes: ClashList,
    /// How many of them there are.
    pub clash_count: usize,
    /// Whether both rooms and categories would have that name.
    pub clash_mixed: bool,
    /// Whether that it clashes rests on what is not known exactly: on the text between the names of a chain, or on
    /// weights that are not the server's own.
    pub clash_uncertain: bool,
    /// Whether it may keep the name: it clashes with nothing, or is the first of its equals.
    pub keeps: bool,
    /// The object of the same kind in the target pool that has an equal name and would be overwritten.
    pub overwrites: Option<Box<InventoryItem>>,
    /// The object of the other kind in the target pool that has an equal name: a room may not be called like a
    /// category.
    pub refused_by: Option<Box<InventoryItem>>,
    /// A name that is free, short enough and the same from run to run; only where this one is too long or not free.
    pub suggestion: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum NamedKind {
    Category,
    Room,
    Addin,
}

impl NamedKind {
    fn word(self) -> &'static str {
        match self {
            NamedKind::Category => "category",
            NamedKind::Room => "room",
            NamedKind::Addin => "addin",
        }
    }
}

/// An object on its way to its final name.
struct Named<'a> {
    kind: NamedKind,
    id: &'a str,
    own: &'a str,
    flat: FlatName,
    /// The root category: it has no name in the new pool, so it can neither clash nor be too long.
    root: bool,
    /// It is disabled: no user can enter it.
    disabled: bool,
}

impl PoolNames {
    /// Works out all names, with this separator between the names of a chain, compared by this collation and, where
    /// known, with what the target has.
    pub fn new(
        directory: &Directory,
        separator: &str,
        collation: &Collation,
        target: Option<&Inventory>,
    ) -> Self {
        let target = target.map(|target| InventoryIndex::new(target, collation));
        let known = Known {
            separator,
            collation,
            target: target.as_ref(),
        };
        let tree = directory.tree();
        let named = |kind, id, own, flat| Named {
            kind,
            id,
            own,
            flat,
            root: false,
            disabled: false,
        };
        // Rooms and categories share one space of names; add-ins have their own.
        let mut nodes = Vec::with_capacity(directory.categories.len() + directory.rooms.len());
        let flattener = Flattener::new(&tree, separator);
        for (at, category) in directory.categories.iter().enumerate() {
            let flat = flattener.category(at);
            let root = tree.is_root(&category.id);
            nodes.push(Named {
                root,
                ..named(NamedKind::Category, &category.id, &category.name, flat)
            });
        }
        for room in &directory.rooms {
            let flat = flattener.room(room);
            nodes.push(Named {
                disabled: room.disabled,
                ..named(NamedKind::Room, &room.id, &room.name, flat)
            });
        }
        let mut addins = Vec::with_capacity(directory.addins.len());
        for addin in &directory.addins {
            addins.push(named(
                NamedKind::Addin,
                &addin.id,
                &addin.name,
                FlatName::plain(&addin.name),
            ));
        }
        let mut categories = settle(nodes, known);
        let rooms = categories.split_off(directory.categories.len());
        let mut names = PoolNames {
            categories,
            rooms,
            addins: settle(addins, known),
        };
        names.mark_uncertain(directory, &tree, collation);
        names
    }
}

/// What names are made and compared by.
#[derive(Clone, Copy)]
struct Known<'a> {
    separator: &'a str,
    collation: &'a Collation,
    target: Option<&'a InventoryIndex<'a>>,
}

fn settle(objects: Vec<Named<'_>>, known: Known<'_>) -> Vec<FinalName> {
    let key = |name: &str| known.collation.key(name);
    let mut order: Vec<usize> = (0..objects.len()).filter(|at| !objects[*at].root).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&objects[*a], &objects[*b]);
        // What is in use keeps its name before what is not.
        (a.kind, a.disabled)
            .cmp(&(b.kind, b.disabled))
            .then_with(|| natural_order(a.id, b.id))
    });
    let keys: Vec<String> = objects.par_iter().map(|it| key(&it.flat.text)).collect();
    let equals = Equals::new(&order, &keys);

    let mut suggested: HashSet<String> = HashSet::new();
    let mut in_targets: Map<usize, InTarget> = Map::default();
    let mut next_number: Map<String, u64> = Map::default();
    let mut suggestions: Map<usize, String> = Map::default();
    for at in order {
        let object = &objects[at];
        let limit = if object.kind == NamedKind::Addin {
            ADDIN_NAME_LIMIT
        } else {
            NAME_LIMIT
        };
        let is_first = equals.first(&keys[at]) == Some(at);
        let in_target = in_target(object.kind, &object.flat.text, known);
        let is_there = in_target != (None, None);
        if is_there {
            in_targets.insert(at, in_target);
        }
        if object.flat.units > limit || !is_first || is_there {
            let short = shorten(object, known.separator, limit);
            // Whatever is below the number that the last of equals got is taken.
            let number = next_number.entry(key(&short)).or_insert(1);
            let mut take = |key: String| equals.first(&key).is_none() && suggested.insert(key);
            let free = free_name(&short, number, limit, &mut take, known, object.kind);
            suggestions.insert(at, free);
        }
    }

    let mut lists = ClashLists::default();
    let mut names = Vec::with_capacity(objects.len());
    for (at, object) in objects.iter().enumerate() {
        let first = match object.root {
            true => at,
            false => equals.first(&keys[at]).unwrap_or(at),
        };
        let others = equals.others(first);
        let (overwrites, refused_by) = in_targets.remove(&at).unwrap_or_default();
        // They are in the order of the kinds.
        let last = others.last().map_or(first, |last| *last);
        let clash_mixed = objects[first].kind != objects[last].kind;
        names.push(FinalName {
            flat: FlatName::default(),
            clashes: lists.of(at, first, others, &objects),
            clash_count: others.len(),
            clash_mixed,
            clash_uncertain: false,
            keeps: first == at,
            overwrites,
            refused_by,
            suggestion: suggestions.remove(&at),
        });
    }
    for (name, object) in names.iter_mut().zip(objects) {
        name.flat = object.flat;
    }
    names
}

/// A list of objects, as kind and id.
type ClashList = Arc<[(&'static str, String)]>;

/// What the target has under an equal name: an object of the same kind, and one of the kind that shares its names.
type InTarget = (Option<Box<InventoryItem>>, Option<Box<InventoryItem>>);

fn in_target(kind: NamedKind, name: &str, known: Known<'_>) -> InTarget {
    let Some(target) = known.target else {
        return (None, None);
    };
    let (same, other) = match kind {
        NamedKind::Category => (target.categories.find(name), target.rooms.find(name)),
        NamedKind::Room => (target.rooms.find(name), target.categories.find(name)),
        NamedKind::Addin => (target.addins.find(name), None),
    };
    (same.cloned().map(Box::new), other.cloned().map(Box::new))
}

/// The name cut to the limit. What people call the object is its own name, so the prefix gives way first.
fn shorten(object: &Named<'_>, separator: &str, limit: usize) -> String {
    let flat = &object.flat;
    if flat.units <= limit {
        return flat.text.trim_end_matches(' ').to_owned();
    }
    let prefix = match flat.is_whole() {
        true => (flat.text.strip_suffix(object.own))
            .and_then(|rest| rest.strip_suffix(separator))
            .unwrap_or_default(),
        false => &flat.text[..flat.beginning],
    };
    let room_left = limit.saturating_sub(utf16_len(object.own) + utf16_len(separator));
    let prefix = cut_at_word(prefix, room_left);
    if prefix.is_empty() {
        cut_at_word(object.own, limit).to_owned()
    } else {
        format!("{prefix}{separator}{}", object.own)
    }
}

/// The first of `name`, `name (2)`, `name (3)` and so on, from this number on, that nothing is called yet: `take` says
/// so, and takes its key from then on.
fn free_name(
    name: &str,
    number: &mut u64,
    limit: usize,
    take: &mut impl FnMut(String) -> bool,
    known: Known<'_>,
    kind: NamedKind,
) -> String {
    loop {
        let candidate = if *number == 1 && !name.is_empty() {
            name.to_owned()
        } else {
            let ending = format!(" ({number})");
            format!("{}{ending}", cut(name, limit - utf16_len(&ending)))
        };
        *number += 1;
        let free_in_target = in_target(kind, &candidate, known) == (None, None);
        if free_in_target && take(known.collation.key(&candidate)) {
            return candidate;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::{Category, Room};

    fn pool(categories: &[(&str, &str, &str)], rooms: &[(&str, &str, &str)]) -> Directory {
        let mut directory = Directory::default();
        for (id, parent, name) in [("1", "1", "Root")].iter().chain(categories) {
            let (id, parent, name) = ((*id).into(), Some((*parent).into()), (*name).to_owned());
            assert!(directory.add_category(Category {
                id,
                parent,
                name,
                ..Category::default()
            }));
        }
        for (id, category, name) in rooms {
            let (id, category, name) = ((*id).into(), Some((*category).into()), (*name).to_owned());
            assert!(directory.add_room(Room {
                id,
                category,
                name,
                ..Room::default()
            }));
        }
        directory
    }

    fn names_of(directory: &Directory, target: Option<&Inventory>) -> PoolNames {
        PoolNames::new(directory, " ", &Collation::default(), target)
    }

    #[test]
    fn only_rooms_of_nested_categories_are_prefixed() {
        let directory = pool(
            &[("2", "1", "IT"), ("3", "2", "Network")],
            &[("10", "2", "News"), ("11", "3", "News")],
        );
        let names = names_of(&directory, None);
        let text = |names: &[FinalName]| {
            names
                .iter()
                .map(|name| name.flat.text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(text(&names.categories), ["Root", "IT", "IT Network"]);
        assert_eq!(text(&names.rooms), ["News", "IT Network News"]);
        assert!(
            names
                .rooms
                .iter()
                .all(|name| name.keeps && name.suggestion.is_none())
        );
    }

    #[test]
    fn the_first_of_equals_keeps_its_name_and_categories_come_first() {
        let directory = pool(
            &[("2", "1", "News")],
            &[("9", "2", "news "), ("10", "2", "NEWS")],
        );
        let names = names_of(&directory, None);
        assert!(names.categories[1].keeps && names.categories[1].suggestion.is_none());
        assert_eq!(
            *names.categories[1].clashes,
            [("room", "9".to_owned()), ("room", "10".to_owned())]
        );
        assert!(names.categories[1].clash_mixed && names.rooms[1].clash_mixed);
        assert_eq!(names.rooms[0].suggestion.as_deref(), Some("news (2)"));
        assert_eq!(names.rooms[1].suggestion.as_deref(), Some("NEWS (3)"));
    }

    #[test]
    fn the_root_clashes_with_nothing() {
        let directory = pool(&[("2", "1", "Root")], &[]);
        assert!(names_of(&directory, None).categories[1].clashes.is_empty());
    }

    #[test]
    fn suggestions_fit_are_free_and_keep_the_own_name() {
        let long = "😀".repeat(125);
        let directory = pool(
            &[("2", "1", &long), ("3", "2", "Sub")],
            &[
                ("10", "3", "Alpha room"),
                ("11", "3", "Alpha room"),
                ("12", "3", "Alpha room "),
            ],
        );
        let names = names_of(&directory, None);
        let suggestions: Vec<_> = names
            .rooms
            .iter()
            .map(|name| name.suggestion.clone().unwrap())
            .collect();
        assert!(suggestions.iter().all(|name| utf16_len(name) <= NAME_LIMIT));
        assert!(suggestions[0].ends_with(" Alpha room"));
        let keys: HashSet<_> = suggestions
            .iter()
            .map(|name| Collation::default().key(name))
            .collect();
        assert_eq!(keys.len(), 3);
    }

    #[test]
    fn what_the_target_has_is_overwritten_or_refused() {
        let mut target = Inventory::default();
        target.rooms.add("77", "Help Desk");
        target.categories.add("5", "IT");
        target.rooms.add("78", "help desk (2)");
        let directory = pool(
            &[("2", "1", "it")],
            &[("10", "2", "help desk"), ("11", "2", "IT ")],
        );
        let names = names_of(&directory, Some(&target));
        assert_eq!(names.categories[1].overwrites.as_ref().unwrap().id, "5");
        assert_eq!(names.rooms[0].overwrites.as_ref().unwrap().id, "77");
        assert_eq!(names.rooms[0].suggestion.as_deref(), Some("help desk (3)"));
        assert_eq!(names.rooms[1].refused_by.as_ref().unwrap().id, "5");
    }
}
