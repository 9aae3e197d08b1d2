use std::cmp::Ordering;

use indexmap::IndexSet;

use super::Id;

/// A table of distinct ids: each has a number, given in the order of first sight.
#[derive(Clone, Debug, Default)]
pub struct Ids(IndexSet<Id, foldhash::fast::RandomState>);

impl Ids {
    /// The number of this id, a new one where it was not seen before.
    pub fn number(&mut self, id: &str) -> u32 {
        self.find(id).unwrap_or_else(|| self.add(id))
    }

    /// A number for an id that was not seen before.
    pub(super) fn add(&mut self, id: &str) -> u32 {
        self.0.insert_full(id.into()).0 as u32
    }

    /// The number of this id, where it was seen.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.0.get_index_of(id).map(|at| at as u32)
    }

    /// The id of this number.
    pub fn name(&self, number: u32) -> &str {
        &self.0[number as usize]
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All ids, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }
}

/// The order people expect of ids: whole numbers by value and before everything else, the rest as text.
pub fn natural_order(a: &str, b: &str) -> Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(x), Ok(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

/// A principal by number: an id that the input names somewhere, whether or not a principal has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalRef(pub u32);

#[cfg(test)]
mod tests {
    use super::natural_order;

    #[test]
    fn numbers_come_by_value_and_before_text() {
        let mut ids = vec!["b", "10", "9", "a", "007"];
        ids.sort_by(|a, b| natural_order(a, b));
        assert_eq!(ids, ["007", "9", "10", "a", "b"]);
    }
}
