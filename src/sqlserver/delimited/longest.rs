//! The longest values of each column: where several are just as long, something may have cut them there.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Shorter texts may well share a length by chance, or since they are of one make.
pub(crate) const LEAST: usize = 100;

/// The longest values that were seen of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Longest {
    /// The column.
    pub column: u16,
    /// In UTF-16 units; 0 where none is long.
    pub length: usize,
    pub count: u64,
    /// Whether not all of them are the same.
    pub differ: bool,
    /// Whether one at least ends like a whole text does.
    pub whole: bool,
    first: u64,
}

impl Longest {
    /// None so far.
    pub fn new(column: u16) -> Self {
        Longest {
            column,
            ..Longest::default()
        }
    }

    /// Takes a value that has this length.
    pub fn take(&mut self, length: usize, value: &[u8]) {
        if length < self.length.max(LEAST) {
            return;
        }
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        self.merge(Longest {
            length,
            count: 1,
            differ: false,
            whole: matches!(value, [.., b'.' | b'!' | b'?' | b')' | b'>' | b'}' | b'"']),
            first: hasher.finish(),
            ..*self
        });
    }

    /// Takes over what was seen elsewhere; in whatever order, it comes to the same.
    pub fn merge(&mut self, other: Longest) {
        match other.length.cmp(&self.length) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Greater => *self = other,
            std::cmp::Ordering::Equal => {
                self.count += other.count;
                self.differ |= other.differ || other.first != self.first;
                self.whole |= other.whole;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_longest_count_in_any_order() {
        let values = [
            "a".repeat(120),
            "b".repeat(150),
            "c".repeat(150),
            "d".repeat(99),
        ];
        let all = |order: &[usize]| {
            let mut all = Longest::new(3);
            for at in order {
                all.take(values[*at].len(), values[*at].as_bytes());
            }
            (all.length, all.count, all.differ)
        };
        assert_eq!(all(&[0, 1, 2, 3]), (150, 2, true));
        assert_eq!(all(&[2, 3, 1, 0]), (150, 2, true));
        assert_eq!(all(&[1, 1, 0]), (150, 2, false));
        assert_eq!(all(&[3]), (0, 0, false));
    }
}
