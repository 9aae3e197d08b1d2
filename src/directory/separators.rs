//! Which names are only equal because of the text that stands between the names of a chain.

use super::{Category, Directory, FinalName, FlatName, Map, PoolNames, Room, Tree, key};

/// Stands in for any other separator: no name has it.
const OTHER: &str = "\u{F8FF}\u{F8FF}";

impl PoolNames {
    /// Marks the names whose clashes would not be there with another separator.
    pub(super) fn mark_separators(&mut self, directory: &Directory, tree: &Tree<'_>) {
        let category = |it: &Category| key(&FlatName::of_category(tree, it, OTHER).text);
        let room = |it: &Room| key(&FlatName::of_room(tree, it, OTHER).text);
        let categories = directory.categories.iter().zip(&self.categories);
        let rooms = directory.rooms.iter().zip(&self.rooms);
        let clashing = |name: &FinalName| name.clash_count > 0;
        let otherwise: Vec<Option<String>> = categories
            .map(|(it, name)| clashing(name).then(|| category(it)))
            .chain(rooms.map(|(it, name)| clashing(name).then(|| room(it))))
            .collect();
        let mut equals: Map<&str, usize> = Map::default();
        for key in otherwise.iter().flatten() {
            *equals.entry(key).or_default() += 1;
        }
        let names = self.categories.iter_mut().chain(&mut self.rooms);
        for (name, key) in names.zip(&otherwise) {
            name.clash_by_separator = key.as_ref().is_some_and(|key| equals[&**key] == 1);
        }
    }
}
