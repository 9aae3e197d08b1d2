use std::sync::Arc;

use crate::directory::ids::PrincipalRef;

/// The groups, containers and domains each principal belongs to (`tblPrincipalAffiliations`).
///
/// A pool at its limits has tens of millions of entries (reference: export-package, 5), so each list is kept sorted
/// and packed: the gaps between its numbers, seven bits to a byte. One to two bytes an entry, read in order. A clone
/// shares the lists until one of both is changed.
#[derive(Clone, Debug, Default)]
pub struct Affiliations(Arc<Lists>);

const NONE: u64 = u64::MAX;

#[derive(Clone, Debug, Default)]
struct Lists {
    /// Where the list of each principal starts, by its number; [`NONE`] where it has none.
    start: Vec<u64>,
    packed: Vec<u8>,
    entries: u64,
}

impl Affiliations {
    /// Sets the list of one principal. The list is sorted and freed of repetitions. A second list for the same
    /// principal is joined with the first.
    pub fn set(&mut self, of: PrincipalRef, groups: &mut Vec<PrincipalRef>) {
        let before = groups.len();
        groups.extend(self.of(of));
        let lists = Arc::make_mut(&mut self.0);
        lists.entries -= (groups.len() - before) as u64;
        groups.sort_unstable();
        groups.dedup();
        lists.entries += groups.len() as u64;
        let of = of.0 as usize;
        if lists.start.len() <= of {
            lists.start.resize(of + 1, NONE);
        }
        lists.start[of] = lists.packed.len() as u64;
        put(&mut lists.packed, groups.len() as u32);
        let mut last = 0;
        for group in groups.iter() {
            put(&mut lists.packed, group.0 - last);
            last = group.0;
        }
    }

    /// The direct affiliations of a principal, in the order of their numbers. A principal may be its own.
    pub fn of(&self, of: PrincipalRef) -> impl Iterator<Item = PrincipalRef> + '_ {
        let Lists { start, packed, .. } = &*self.0;
        let start = start.get(of.0 as usize).filter(|start| **start != NONE);
        let mut at = start.map_or(0, |start| *start as usize);
        let mut left = start.map_or(0, |_| take(packed, &mut at));
        let mut last = 0;
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            last += take(packed, &mut at);
            Some(PrincipalRef(last))
        })
    }

    /// Everything a principal belongs to, directly or through groups, itself included. Survives groups that
    /// contain each other.
    pub fn closure(&self, of: PrincipalRef) -> Vec<PrincipalRef> {
        let mut seen = vec![of];
        let mut known: std::collections::HashSet<PrincipalRef, foldhash::fast::RandomState> =
            std::iter::once(of).collect();
        let mut next = 0;
        while let Some(at) = seen.get(next).copied() {
            next += 1;
            for group in self.of(at) {
                if known.insert(group) {
                    seen.push(group);
                }
            }
        }
        seen
    }

    /// How many entries there are in all lists.
    pub fn len(&self) -> u64 {
        self.0.entries
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.entries == 0
    }

    /// The principals that have a list, in the order of their numbers.
    pub fn holders(&self) -> impl Iterator<Item = PrincipalRef> + '_ {
        let starts = (0..).zip(&self.0.start);
        starts.filter_map(|(number, start)| (*start != NONE).then_some(PrincipalRef(number)))
    }
}

fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(packed: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = packed[*at];
        *at += 1;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(numbers: &[u32]) -> Vec<PrincipalRef> {
        numbers.iter().copied().map(PrincipalRef).collect()
    }

    #[test]
    fn lists_come_back_sorted_and_without_repetition() {
        let mut affiliations = Affiliations::default();
        affiliations.set(PrincipalRef(7), &mut list(&[70_000, 3, 3, 900]));
        affiliations.set(PrincipalRef(1), &mut list(&[]));
        assert_eq!(
            affiliations.of(PrincipalRef(7)).collect::<Vec<_>>(),
            list(&[3, 900, 70_000])
        );
        assert_eq!(affiliations.of(PrincipalRef(1)).count(), 0);
        assert_eq!(affiliations.of(PrincipalRef(2)).count(), 0);
        assert_eq!(affiliations.len(), 3);
    }

    #[test]
    fn a_second_list_joins_the_first() {
        let mut affiliations = Affiliations::default();
        affiliations.set(PrincipalRef(0), &mut list(&[1, 2]));
        affiliations.set(PrincipalRef(0), &mut list(&[2, 3]));
        assert_eq!(
            affiliations.of(PrincipalRef(0)).collect::<Vec<_>>(),
            list(&[1, 2, 3])
        );
        assert_eq!(affiliations.len(), 3);
    }

    #[test]
    fn groups_that_contain_each_other_end() {
        let mut affiliations = Affiliations::default();
        affiliations.set(PrincipalRef(0), &mut list(&[0, 1]));
        affiliations.set(PrincipalRef(1), &mut list(&[2]));
        affiliations.set(PrincipalRef(2), &mut list(&[1]));
        assert_eq!(affiliations.closure(PrincipalRef(0)), list(&[0, 1, 2]));
    }
}
