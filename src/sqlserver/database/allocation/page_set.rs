//! A set of pages: a bit for each, in blocks that come into being when a page of theirs does.

use std::collections::BTreeMap;

use super::super::address::PageAddress;

/// Pages of a block: 8 KB of bits.
const BLOCK: u32 = 1 << 16;
const WORD: u32 = u64::BITS;
const WORDS: usize = (BLOCK / WORD) as usize;

/// Pages.
#[derive(Debug, Default)]
pub(crate) struct PageSet {
    /// By file and number.
    blocks: BTreeMap<(u16, u32), Box<[u64; WORDS]>>,
}

impl PageSet {
    /// Adds a page; `false` where it is in the set already.
    pub fn insert(&mut self, page: PageAddress) -> bool {
        let (block, word, bit) = place(page);
        let block = self.blocks.entry(block);
        let word = &mut block.or_insert_with(|| Box::new([0; WORDS]))[word];
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Takes a page out; `false` where it is not in the set.
    pub fn remove(&mut self, page: PageAddress) -> bool {
        let (block, word, bit) = place(page);
        let Some(block) = self.blocks.get_mut(&block) else {
            return false;
        };
        let was_there = block[word] & bit != 0;
        block[word] &= !bit;
        was_there
    }

    /// Whether a page is in the set.
    pub fn contains(&self, page: PageAddress) -> bool {
        let (block, word, bit) = place(page);
        let block = self.blocks.get(&block);
        block.is_some_and(|block| block[word] & bit != 0)
    }

    /// Takes the first page out, by address.
    pub fn pop_first(&mut self) -> Option<PageAddress> {
        loop {
            let mut first = self.blocks.first_entry()?;
            let (file, number) = *first.key();
            let words = first.get_mut();
            let Some(at) = words.iter().position(|word| *word != 0) else {
                first.remove();
                continue;
            };
            let bit = words[at].trailing_zeros();
            words[at] &= words[at] - 1;
            let page = number * BLOCK + at as u32 * WORD + bit;
            return Some(PageAddress { file, page });
        }
    }
}

/// The block of a page, the word in it, and the bit of that.
fn place(page: PageAddress) -> ((u16, u32), usize, u64) {
    let block = (page.file, page.page / BLOCK);
    let at = page.page % BLOCK;
    (block, (at / WORD) as usize, 1 << (at % WORD))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set(pages in prop::collection::vec((1..3_u16, prop::sample::select(vec![
            0_u32, 1, 63, 64, 65_535, 65_536, 511_232, u32::MAX,
        ]), any::<bool>()), 0..40)) {
            let (mut set, mut expected) = (PageSet::default(), BTreeSet::new());
            for (file, page, add) in pages {
                let page = PageAddress::new(file, page);
                if add {
                    prop_assert_eq!(set.insert(page), expected.insert(page));
                } else {
                    prop_assert_eq!(set.remove(page), expected.remove(&page));
                }
                prop_assert_eq!(set.contains(page), add);
            }
            let rest: Vec<_> = std::iter::from_fn(|| set.pop_first()).collect();
            prop_assert_eq!(rest, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
