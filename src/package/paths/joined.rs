//! Paths that were counted apart, and are counted together.

use super::{Node, Paths};

impl Paths<'_> {
    /// Where the paths of another one are here, if all that it has is known here and means the same.
    pub fn all_of(&self, other: &Paths<'_>) -> Option<Vec<usize>> {
        let is_plain = self.late.is_none() && other.late.is_none();
        let places = self.places_of(other).filter(|_| is_plain)?;
        let fits = |(there, here): (&Node<'_>, usize)| {
            let here = &self.nodes[here];
            let mut attributes = there.attributes.iter();
            there.claim == here.claim
                && attributes.all(|(name, claim, _)| {
                    let known = here.attribute(name).map(|at| here.attributes[at].1);
                    known == Ok(*claim)
                })
        };
        let mut nodes = other.nodes.iter().zip(places.iter().copied());
        let is_known =
            nodes.all(fits) && other.extra.keys().all(|path| self.extra.contains_key(path));
        is_known.then_some(places)
    }

    /// Adds what another one counted, whose paths are in these places: what [`Paths::all_of`] gave.
    pub fn add(&mut self, other: Paths<'_>, places: Vec<usize>) {
        for (there, here) in other.nodes.iter().zip(places) {
            let here = &mut self.nodes[here];
            here.count += there.count;
            for (name, _, count) in &there.attributes {
                if let Ok(at) = here.attribute(name) {
                    here.attributes[at].2 += count;
                }
            }
        }
        for (path, count) in other.extra {
            self.count_path(path, count);
        }
    }

    /// Where the paths of another one are here; `None` where one is not.
    fn places_of(&self, other: &Paths<'_>) -> Option<Vec<usize>> {
        let mut here = Vec::with_capacity(other.nodes.len());
        here.push(0);
        for node in &other.nodes[1..] {
            let parent = &self.nodes[here[node.parent]];
            let child = parent.child(&node.name).ok()?;
            here.push(parent.children[child].1);
        }
        Some(here)
    }
}
