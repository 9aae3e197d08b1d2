//! Names that are equal: which objects have them.

use super::super::Map;
use super::{ClashList, Named};

/// Which objects have equal names, by their places.
pub(super) struct Equals<'k> {
    /// The one that keeps a name, by the name's key.
    firsts: Map<&'k str, usize>,
    /// The others in order, by the one that keeps it: few names have any.
    others: Map<usize, Vec<usize>>,
}

impl<'k> Equals<'k> {
    /// The first in this order keeps its name.
    pub(super) fn new(order: &[usize], keys: &'k [String]) -> Self {
        let mut firsts: Map<&str, usize> = Map::default();
        let mut others: Map<usize, Vec<usize>> = Map::default();
        for at in order {
            let first = *firsts.entry(&keys[*at]).or_insert(*at);
            if first != *at {
                others.entry(first).or_default().push(*at);
            }
        }
        Equals { firsts, others }
    }

    pub(super) fn first(&self, key: &str) -> Option<usize> {
        self.firsts.get(key).copied()
    }

    pub(super) fn others(&self, first: usize) -> &[usize] {
        self.others.get(&first).map_or(&[], |others| others)
    }
}

/// The lists of what clashes with what.
#[derive(Default)]
pub(super) struct ClashLists {
    none: ClashList,
    /// By the one that keeps a name: the list of all that stand behind those that are listed.
    shared: Map<usize, ClashList>,
}

impl ClashLists {
    /// What has the same name as the object at this place.
    pub(super) fn of(
        &mut self,
        at: usize,
        first: usize,
        others: &[usize],
        objects: &[Named<'_>],
    ) -> ClashList {
        let list = || {
            let all = std::iter::once(&first).chain(others);
            let listed = all.filter(|other| **other != at).take(CLASHES_KEPT);
            listed
                .map(|other| (objects[*other].kind.word(), objects[*other].id.to_owned()))
                .collect()
        };
        if others.is_empty() {
            self.none.clone()
        } else if first == at || others.iter().take(CLASHES_KEPT).any(|it| *it == at) {
            list()
        } else {
            self.shared.entry(first).or_insert_with(list).clone()
        }
    }
}

/// How many other objects of an equal name are listed: a thousand rooms of one name would else list a million.
pub(super) const CLASHES_KEPT: usize = 100;
