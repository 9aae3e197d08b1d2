//! Which extents of the database a region has: in ascending order, as all backups have them (reference: sql-extracts, 7.2).
//!
//! What is sought are the gaps: between two extents of a region that are as far from each other in the database, all those
//! between them are there too. So a few headers place all pages, and nothing rests on the allocation pages, which may have
//! changed between the moment when it was decided what to write and the one when they were written themselves. A backup of
//! 100 GB with a thousand gaps takes fewer than 25,000 looks: each halves the stretch that a gap is in.
//!
//! A header that does not fit between its neighbours, or a stretch without headers, is a reason to look at every extent.
//! Then the longest ascending order counts: a damaged header, or an old image of another page, is not in it, and what lies
//! between two that agree is placed by them.
//!
//! A place that is wrong all the same costs the rows of its pages, and never makes wrong ones: each page is held against its
//! own address when it is read.

use super::extents::{Extents, Key, Sight};

/// How far is looked for a header around the middle of a stretch.
const AROUND: u32 = 8;

/// How far is looked for the last extent from the end of a region: fillers go up to 1 MB.
const FROM_END: u32 = 64;

/// An extent that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    /// Which one of the region it is.
    number: u32,
    /// How many before it only fill up the region.
    fillers: u32,
    key: Key,
}

/// Extents that follow each other in the region and in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The first one in the region.
    pub number: u32,
    /// The first one in the database.
    pub key: Key,
    /// How many there are.
    pub count: u32,
}

/// The extents of a region.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Those that have a place in the database, in their order.
    pub stretches: Vec<Stretch>,
    /// How many have none.
    pub lost: u32,
}

impl Found {
    /// How many extents of the database are before it, and not in the region.
    fn left_out(&self) -> u64 {
        // The file's id is above all numbers of extents.
        self.key.0 + u64::from(self.fillers) - u64::from(self.number)
    }
}

/// Finds the order with as few looks as possible.
pub(super) fn by_gaps(extents: &mut Extents<'_>) -> Order {
    match gaps(extents) {
        Some(order) => order,
        None => by_all(extents),
    }
}

/// Finds the order by looking at all extents. It takes this where files share the pages of a backup: each has gaps nearly
/// everywhere.
pub(super) fn by_all(extents: &mut Extents<'_>) -> Order {
    let mut all: Vec<Found> = Vec::new();
    let mut fillers = 0;
    let mut step = 1;
    for number in 0..extents.count() {
        let expected = all.last().map(|last| Key(last.key.0.saturating_add(step)));
        match extents.look(number, expected.as_slice()) {
            Sight::Filler => fillers += 1,
            Sight::Nothing => {}
            Sight::Extent(key) => {
                let last = all.last().filter(|last| last.number + 1 == number);
                step = last
                    .and_then(|last| key.0.checked_sub(last.key.0))
                    .unwrap_or(1);
                all.push(Found {
                    number,
                    fillers,
                    key,
                });
            }
        }
    }
    stretches(&ascending(all), extents.count(), fillers)
}

/// `None` where all extents are to be looked at.
fn gaps(extents: &mut Extents<'_>) -> Option<Order> {
    let count = extents.count();
    let mut at = |number: u32, expected: &[Key]| match extents.look(number, expected) {
        Sight::Extent(key) => Ok(Found {
            number,
            fillers: 0,
            key,
        }),
        other => Err(other),
    };
    let first = at(0, &[Key::new(1, 0)]).ok()?;
    let mut fillers = 0;
    let mut last = None;
    for number in (0..count).rev().take(FROM_END as usize) {
        match at(number, &[]) {
            Ok(found) => {
                last = Some(found);
                break;
            }
            Err(Sight::Filler) => fillers += 1,
            Err(_) => {}
        }
    }
    let mut all = vec![first];
    let mut before = first;
    let mut open = vec![last?];
    while let Some(behind) = open.last().copied() {
        let between = before.left_out()..=behind.left_out();
        if between.is_empty() {
            return None;
        }
        let apart = behind.number - before.number;
        let found = match apart {
            _ if between.start() == between.end() => None,
            0 | 1 => None,
            _ => {
                let middle = before.number + apart / 2;
                let mut found = None;
                for number in around(middle, before.number, behind.number) {
                    let expected = [between.start(), between.end()]
                        .map(|left_out| Key(left_out + u64::from(number)));
                    match at(number, &expected) {
                        Ok(it) if between.contains(&it.left_out()) => {
                            found = Some(it);
                            break;
                        }
                        Err(Sight::Nothing) => {}
                        _ => return None,
                    }
                }
                if found.is_none() && apart > AROUND {
                    return None;
                }
                found
            }
        };
        match found {
            Some(found) => open.push(found),
            None => {
                all.push(behind);
                before = behind;
                open.pop();
            }
        }
    }
    Some(stretches(&all, count, fillers))
}

/// The numbers next to the middle, and between these two.
fn around(middle: u32, before: u32, behind: u32) -> impl Iterator<Item = u32> {
    let near = (0..AROUND).map(move |place| {
        let distance = place.div_ceil(2);
        match place % 2 {
            0 => middle.checked_add(distance),
            _ => middle.checked_sub(distance),
        }
    });
    near.flatten()
        .filter(move |number| (before + 1..behind).contains(number))
}

/// The most of them that are in ascending order, with room for those between them.
fn ascending(all: Vec<Found>) -> Vec<Found> {
    if all.is_sorted_by_key(Found::left_out) {
        return all;
    }
    let all = without_outvoted(&all);
    // For each length, the order of so many that ends lowest: its last one. For each one, the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; all.len()];
    for (place, found) in all.iter().enumerate() {
        let lower = |end: &usize| {
            let end = all.get(*end).map(Found::left_out);
            end.is_some_and(|end| end <= found.left_out())
        };
        let length = ends.partition_point(lower);
        if let Some(last) = length.checked_sub(1).and_then(|last| ends.get(last)) {
            before[place] = *last;
        }
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut kept = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(found) = next.and_then(|place| all.get(place)) {
        kept.push(*found);
        next = next.map(|place| before[place]);
    }
    kept.reverse();
    kept
}

/// Without those whose two neighbours agree with each other and not with it: where an order would be as long with it and
/// without one of them, they count.
fn without_outvoted(all: &[Found]) -> Vec<Found> {
    let outvoted = |place: usize| {
        let around = place
            .checked_sub(1)
            .and_then(|place| all.get(place..place + 3));
        around.is_some_and(|around| {
            let [before, own, behind] = [0, 1, 2].map(|at| around.get(at).map(Found::left_out));
            before == behind && before != own
        })
    };
    let kept = all
        .iter()
        .enumerate()
        .filter(|(place, _)| !outvoted(*place));
    kept.map(|(_, found)| *found).collect()
}

/// Joins those that follow each other, with what is between them.
fn stretches(all: &[Found], count: u32, fillers: u32) -> Order {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut placed = 0;
    let mut before: Option<&Found> = None;
    for found in all {
        let joined = before.filter(|before| {
            before.left_out() == found.left_out() && before.fillers == found.fillers
        });
        let apart = joined.map(|before| found.number - before.number);
        match (apart, stretches.last_mut()) {
            (Some(apart), Some(last)) => {
                last.count += apart;
                placed += apart;
            }
            _ => {
                stretches.push(Stretch {
                    number: found.number,
                    key: found.key,
                    count: 1,
                });
                placed += 1;
            }
        }
        before = Some(found);
    }
    Order {
        stretches,
        lost: count.saturating_sub(placed).saturating_sub(fillers),
    }
}
