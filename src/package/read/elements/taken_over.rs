//! Elements that others read ahead, and how they are taken over.

use std::collections::BTreeMap;

use super::Elements;
use crate::input::Limits;
use crate::package::Layout;

impl<'l> Elements<'l> {
    /// The same as if these elements were open already; damage is not stepped over.
    pub(in super::super) fn within(layout: &'l Layout, names: &[Box<str>], limits: Limits) -> Self {
        let mut elements = Elements::new(layout, "", false, limits);
        elements.begun = true;
        for name in names {
            let parent = elements.open.last().map_or(0, |open| open.path);
            let path = elements.paths.below(parent, name);
            // Nothing that is read ends them.
            elements.open(path, "");
        }
        elements
    }

    /// Whether all that began inside of so many elements ended, and nothing is to be said of it.
    pub(in super::super) fn is_where_it_began(&self, open: usize) -> bool {
        let is_closed = self.open.len() == open && self.entities.is_empty();
        is_closed && self.skipped.count == 0
    }

    /// Whether what comes next stands in the element of this path, with no record around it.
    pub(in super::super) fn is_directly_in(&self, path: usize) -> bool {
        self.entities.is_empty() && self.open.last().is_some_and(|open| open.path == path)
    }

    /// Takes what others read that comes next, where it shows nothing new: no path, no id that is known, no name of
    /// anything odd. Says whether it did.
    pub(in super::super) fn take_over(&mut self, next: Elements<'l>) -> bool {
        let is_known = |new: &BTreeMap<String, u64>, known: &BTreeMap<String, u64>| {
            new.keys().all(|key| known.contains_key(key))
        };
        let (records, unknown) = (&next.records, &self.records.unknown_values);
        let Some(places) = self.paths.all_of(&next.paths) else {
            return false;
        };
        let fits = is_known(&next.undefined, &self.undefined)
            && is_known(&records.unknown_values, unknown)
            && !self.records.directory.shares_an_id(&records.directory);
        if !fits {
            return false;
        }
        self.paths.add(next.paths, places);
        for (key, count) in next.undefined {
            *self.undefined.entry(key).or_default() += count;
        }
        for (key, count) in next.records.unknown_values {
            *self.records.unknown_values.entry(key).or_default() += count;
        }
        let refused = self.records.directory.absorb(next.records.directory);
        debug_assert!(refused.is_empty(), "{refused:?}");
        self.parts = self.parts.or(next.parts);
        self.malformed += next.malformed;
        self.odd.late_declaration |= next.odd.late_declaration;
        self.odd.own_entities |= next.odd.own_entities;
        true
    }
}
