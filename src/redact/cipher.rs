//! A keyed permutation of words: every word of the same places becomes another one, and no two become the same.
//!
//! A word is a list of places, each with its own number of characters to choose from. The halves of the list are added
//! to each other in turn, through a keyed hash (a Feistel network, as format-preserving encryption has it), so that
//! nothing has to be remembered and the order of the words makes no difference.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A character by its number among those that may stand in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    /// Which characters may stand here.
    pub set: u32,
    /// Which of them does.
    pub index: u32,
}

/// How often the halves are added. Ten is what the published ciphers of this kind have at most for large alphabets.
const ROUNDS: u64 = 10;

/// The key, and what it does.
#[derive(Clone, Debug)]
pub(super) struct Cipher {
    key: [u64; 2],
}

impl Cipher {
    /// One that cannot be made again.
    pub fn random() -> Self {
        let part = |number: u64| {
            let mut hasher = RandomState::new().build_hasher();
            hasher.write_u64(number);
            hasher.finish()
        };
        Cipher {
            key: [part(0), part(1)],
        }
    }

    /// The one of this seed.
    pub fn seeded(seed: u64) -> Self {
        let fixed = [0x7063_6861_7420_7265, 0x6461_6374_2073_6565];
        Cipher {
            key: [siphash(fixed, [seed, 0]), siphash(fixed, [seed, 1])],
        }
    }

    /// A number for anything, which cannot be found without the key.
    pub fn hash(&self, parts: impl IntoIterator<Item = u64>) -> u64 {
        siphash(self.key, parts)
    }

    /// Replaces a word. Each `variant` is another permutation; `size` tells how many characters a set has.
    pub fn replace(&self, word: &mut [Place], variant: u64, size: impl Fn(u32) -> u32) {
        for round in 0..ROUNDS {
            self.round(word, variant, round, &size, |index, by, size| {
                (index + by) % size
            });
        }
    }

    /// The inverse of [`Cipher::replace`].
    pub fn restore(&self, word: &mut [Place], variant: u64, size: impl Fn(u32) -> u32) {
        for round in (0..ROUNDS).rev() {
            self.round(word, variant, round, &size, |index, by, size| {
                (index + size - by) % size
            });
        }
    }

    fn round(
        &self,
        word: &mut [Place],
        variant: u64,
        round: u64,
        size: &impl Fn(u32) -> u32,
        add: impl Fn(u32, u32, u32) -> u32,
    ) {
        let length = word.len() as u64;
        let (left, right) = word.split_at_mut(word.len() / 2);
        let (from, to) = if round.is_multiple_of(2) {
            (left, right)
        } else {
            (right, left)
        };
        let number = |place: &Place| u64::from(place.set) << 32 | u64::from(place.index);
        let tweak = [variant << 8 | round, length];
        let parts = tweak.into_iter().chain(from.iter().map(number));
        let mut state = self.hash(parts);
        for place in to {
            let size = size(place.set).max(1);
            let by = (u128::from(next(&mut state)) * u128::from(size)) >> 64;
            place.index = add(place.index, by as u32, size);
        }
    }
}

/// The next of many numbers that come from one (SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// SipHash-2-4 of whole words (Aumasson and Bernstein, "SipHash: a fast short-input PRF").
fn siphash(key: [u64; 2], parts: impl IntoIterator<Item = u64>) -> u64 {
    let mut state = [
        key[0] ^ 0x736f_6d65_7073_6575,
        key[1] ^ 0x646f_7261_6e64_6f6d,
        key[0] ^ 0x6c79_6765_6e65_7261,
        key[1] ^ 0x7465_6462_7974_6573,
    ];
    let mut length: u64 = 0;
    let compress = |state: &mut [u64; 4], part: u64| {
        state[3] ^= part;
        rounds(state, 2);
        state[0] ^= part;
    };
    for part in parts {
        compress(&mut state, part);
        length += 8;
    }
    compress(&mut state, length << 56);
    state[2] ^= 0xff;
    rounds(&mut state, 4);
    state[0] ^ state[1] ^ state[2] ^ state[3]
}

fn rounds([a, b, c, d]: &mut [u64; 4], count: usize) {
    for _ in 0..count {
        *a = a.wrapping_add(*b);
        *b = b.rotate_left(13) ^ *a;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*d);
        *d = d.rotate_left(16) ^ *c;
        *a = a.wrapping_add(*d);
        *d = d.rotate_left(21) ^ *a;
        *c = c.wrapping_add(*b);
        *b = b.rotate_left(17) ^ *c;
        *c = c.rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // The reference's test vectors: the key 00 01 .. 0f, and the first 0 and 8 numbers.
        let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        assert_eq!(siphash(key, []), 0x726f_db47_dd0e_0e31);
        assert_eq!(siphash(key, [0x0706_0504_0302_0100]), 0x93f5_f579_9a93_2462);
    }

    #[test]
    fn it_is_a_permutation_of_words_of_any_length() {
        let cipher = Cipher::seeded(1);
        let size = |set: u32| [7, 5, 1][set as usize];
        for sets in [&[0][..], &[0, 1], &[1, 0, 0], &[0, 2, 1, 0]] {
            let all: usize = sets.iter().map(|set| size(*set) as usize).product();
            let mut seen = HashSet::new();
            for number in 0..all {
                let mut rest = number as u32;
                let mut word: Vec<Place> = Vec::new();
                for set in sets {
                    let index = rest % size(*set);
                    word.push(Place { set: *set, index });
                    rest /= size(*set);
                }
                let before = word.clone();
                cipher.replace(&mut word, 3, size);
                assert!(word.iter().all(|it| it.index < size(it.set)));
                seen.insert(word.clone());
                cipher.restore(&mut word, 3, size);
                assert_eq!(word, before);
            }
            assert_eq!(seen.len(), all, "{sets:?}");
        }
    }

    #[test]
    fn other_keys_and_variants_are_other_permutations() {
        let word = |cipher: Cipher, variant| {
            let mut word: Vec<Place> = (0..8).map(|index| Place { set: 0, index }).collect();
            cipher.replace(&mut word, variant, |_| 26);
            word
        };
        assert_eq!(word(Cipher::seeded(1), 0), word(Cipher::seeded(1), 0));
        assert_ne!(word(Cipher::seeded(1), 0), word(Cipher::seeded(2), 0));
        assert_ne!(word(Cipher::seeded(1), 0), word(Cipher::seeded(1), 1));
        assert_ne!(word(Cipher::random(), 0), word(Cipher::random(), 0));
    }
}
