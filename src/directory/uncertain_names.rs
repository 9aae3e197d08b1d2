//! Which names are only equal by what is not known exactly: by the text that stands between the names of a chain, or by
//! weights that are not the server's own.

use super::{Collation, Directory, FinalName, Flattener, Map, PoolNames, Tree};

/// Stands in for any other separator: no name has it.
const OTHER: &str = "\u{F8FF}\u{F8FF}";

impl PoolNames {
    /// Marks the names of which no other one is certainly equal.
    pub(super) fn mark_uncertain(
        &mut self,
        directory: &Directory,
        tree: &Tree<'_>,
        collation: &Collation,
    ) {
        let mut all = self.categories.iter().chain(&self.rooms);
        let any = all.any(|name| name.clash_count > 0);
        let other = any.then(|| Flattener::new(tree, OTHER));
        let clashing = |name: &FinalName| name.clash_count > 0;
        // What is certainly equal may differ by the weights all the same, so that both count.
        let keys = |name: &FinalName, certain: &str| {
            let key = collation.key(&name.flat.text);
            (key, collation.certain_key(certain))
        };
        let other = |name: &FinalName| other.as_ref().filter(|_| clashing(name));
        let categories = self.categories.iter().enumerate();
        let categories = categories.map(|(at, name)| {
            let flat = other(name)?.category(at);
            Some(keys(name, &flat.text))
        });
        let rooms = directory.rooms.iter().zip(&self.rooms);
        let rooms = rooms.map(|(it, name)| {
            let flat = other(name)?.room(it);
            Some(keys(name, &flat.text))
        });
        let nodes = categories.chain(rooms).collect();
        let addins = self.addins.iter();
        let addins = addins.map(|name| clashing(name).then(|| keys(name, &name.flat.text)));
        let addins = addins.collect();
        mark(self.categories.iter_mut().chain(&mut self.rooms), nodes);
        mark(self.addins.iter_mut(), addins);
    }
}

/// Marks those whose keys no other one has.
fn mark<'a>(names: impl Iterator<Item = &'a mut FinalName>, keys: Vec<Option<(String, String)>>) {
    let mut equals: Map<&(String, String), usize> = Map::default();
    for key in keys.iter().flatten() {
        *equals.entry(key).or_default() += 1;
    }
    for (name, key) in names.zip(&keys) {
        name.clash_uncertain = key.as_ref().is_some_and(|key| equals[key] == 1);
    }
}
