use crate::directory::utf16_len;
use crate::rules::Evidence;

/// How many UTF-16 units one step of the counts covers.
const STEP: usize = 32;

/// How long the names of categories and rooms are, in UTF-16 units.
#[derive(Debug, Default)]
pub struct NameLengths {
    /// How many units a step covers: the first counts names of 0 to 31 units where it is 32.
    pub step: usize,
    /// How many names there are in each step: their own, and as the import would write them.
    pub counts: Vec<[u64; 2]>,
}

impl NameLengths {
    pub(super) fn of(evidence: &Evidence<'_>) -> Self {
        let mut lengths = NameLengths {
            step: STEP,
            counts: Vec::new(),
        };
        let directory = evidence.directory;
        for (category, name) in directory.categories.iter().zip(&evidence.names.categories) {
            if !evidence.tree.is_root(&category.id) {
                lengths.count(utf16_len(&category.name), name.flat.units);
            }
        }
        for (room, name) in directory.rooms.iter().zip(&evidence.names.rooms) {
            lengths.count(utf16_len(&room.name), name.flat.units);
        }
        lengths
    }

    fn count(&mut self, own: usize, flat: usize) {
        let (own, flat) = (own / STEP, flat / STEP);
        let most = own.max(flat);
        if self.counts.len() <= most {
            self.counts.resize(most + 1, [0, 0]);
        }
        self.counts[own][0] += 1;
        self.counts[flat][1] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Pool;

    #[test]
    fn names_are_counted_before_and_after() {
        let mut pool = Pool::new();
        pool.category("2", "1", &"a".repeat(31));
        pool.category("3", "2", &"b".repeat(32));
        pool.room("10", "3", "\u{1f600}");
        let lengths = NameLengths::of(&pool.evidence());
        // 31, 32 and 2 units before; 31, 64 and 67 with the blanks between.
        assert_eq!(lengths.counts, [[2, 1], [1, 0], [0, 2]]);
    }
}
