//! Paths that were counted apart, and are counted together.

use super::{Node, Paths};

impl Paths<'_> {
    /// Whether all that another one has is known here and means the same.
    pub fn has_all_of(&self, other: &Paths<'_>) -> bool {
        let is_plain = self.late.is_none() && other.late.is_none();
        let Some(here) = self.places_of(other).filter(|_| is_plain) else {
            return false;
        };
        let fits = |(there, here): (&Node<'_>, usize)| {
            let here = &self.nodes[here];
            let mut attributes = there.attributes.iter();
            there.claim == here.claim
                && attributes.all(|(name, claim, _)| {
                    let known = here.attribute(name).map(|at| here.attributes[at].1);
                    known == Ok(*claim)
                })
        };
        other.nodes.iter().zip(here).all(fits)
            && other.extra.keys().all(|path| self.extra.contains_key(path))
    }

    /// Adds what another one counted, all of which is known here.
    pub fn add(&mut self, other: Paths<'_>) {
        for (there, here) in other
            .nodes
            .iter()
            .zip(self.places_of(&other).unwrap_or_default())
        {
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
