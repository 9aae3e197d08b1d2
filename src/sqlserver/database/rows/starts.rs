//! Where the records of a page begin.

use super::super::damage::{Content, PageDamage};
use super::super::page::{PAGE, Page};

const WORD: usize = 64;

/// Where the records of a page begin: as a list in the order of its slots, and as a bit for every byte of the page.
pub(super) struct Starts {
    list: Vec<u16>,
    bits: [u64; PAGE / WORD],
}

impl Starts {
    /// Of no page yet.
    pub fn new() -> Self {
        Starts {
            list: Vec::new(),
            bits: [0; PAGE / WORD],
        }
    }

    /// Looks at the slots of a page; empty ones are left out.
    ///
    /// # Errors
    /// Where one points to no record, or two to the same.
    pub fn fill(&mut self, page: Page<'_>) -> Result<(), PageDamage> {
        self.list.clear();
        self.bits.fill(0);
        for slot in 0..page.slots() {
            let Some(start) = page.slot(slot)? else {
                continue;
            };
            let bit = 1 << (start % WORD);
            match self.bits.get_mut(start / WORD) {
                Some(word) if *word & bit == 0 => *word |= bit,
                _ => return Err(Content::SharedRecord { slot }.into()),
            }
            self.list.push(start as u16);
        }
        Ok(())
    }

    /// Each of them, in the order of the slots.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.list.iter().map(|start| usize::from(*start))
    }

    /// Whether a record begins at a place from `from` on, and before `to`.
    #[inline]
    pub fn any(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        while at < to {
            let rest = self
                .bits
                .get(at / WORD)
                .map_or(0, |word| word >> (at % WORD));
            if rest != 0 {
                return at + (rest.trailing_zeros() as usize) < to;
            }
            at = (at / WORD + 1) * WORD;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn records_are_found_by_their_places(
            starts in prop::collection::btree_set(96..PAGE, 0..40),
            from in 96..PAGE,
            length in 0..300_usize,
        ) {
            let mut all = Starts::new();
            for start in &starts {
                all.bits[start / WORD] |= 1 << (start % WORD);
            }
            let to = (from + length).min(PAGE);
            prop_assert_eq!(all.any(from, to), starts.range(from..to).next().is_some());
        }
    }
}
