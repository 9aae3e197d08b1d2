//! Extents whose headers do not say what they are, and regions too large to be looked at.

use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::extents::{Extents, Key};
use super::super::fuzzing::InMemory;
use super::super::order::{Order, Stretch, by_all, by_gaps};
use super::pages_of_1;
use super::tape::{FULL, Tape, extents, mark, page, there};
use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::storage::Bytes;

/// A region whose pages have nothing but their headers: so many extents, with a gap of one behind each so many.
struct Region {
    count: u64,
    stretch: u64,
    looks: AtomicU64,
}

impl Region {
    fn key(&self, number: u64) -> u64 {
        number + number / self.stretch
    }
}

impl Bytes for Region {
    fn length(&self) -> u64 {
        self.count * 8 * PAGE as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.looks.fetch_add(1, Ordering::Relaxed);
        let first = at / PAGE as u64;
        for (number, page) in (first..).zip(buffer.chunks_mut(PAGE)) {
            let address = self.key(number / 8) * 8 + number % 8;
            page[..38].fill(0);
            page[0] = 1;
            page[32..36].copy_from_slice(&(address as u32).to_le_bytes());
            page[36] = 1;
        }
        Ok(())
    }
}

#[test]
fn a_large_region_takes_few_looks() {
    // 100 GB with a thousand gaps.
    let region = Region {
        count: 1_600_000,
        stretch: 1_600,
        looks: AtomicU64::default(),
    };
    let mut extents = Extents::new(&region, 0, region.count * 8);
    let Order { stretches, lost } = by_gaps(&mut extents);
    assert_eq!(lost, 0);
    assert_eq!(stretches.len(), 1000);
    for (place, stretch) in (0..).zip(&stretches) {
        let number = place * 1600;
        let key = Key::new(1, region.key(number.into()) as u32);
        let expected = Stretch {
            number,
            key,
            count: 1600,
        };
        assert_eq!(*stretch, expected);
    }
    let looks = region.looks.into_inner();
    assert!(looks < 25_000, "{looks}");
}

#[test]
fn looking_at_all_finds_the_same_as_looking_for_gaps() {
    for stretch in [1, 2, 3, 7, 64] {
        let region = || Region {
            count: 150,
            stretch,
            looks: AtomicU64::default(),
        };
        let (gaps, all) = (region(), region());
        let gaps = by_gaps(&mut Extents::new(&gaps, 0, 1200));
        let all = by_all(&mut Extents::new(&all, 0, 1200));
        assert_eq!(gaps.stretches, all.stretches);
        assert_eq!((gaps.lost, all.lost), (0, 0));
    }
}

/// A backup of these pages.
fn tape(pages: &[Vec<u8>]) -> Tape {
    Tape::new()
        .set(FULL, "Contoso", pages.len() as u32)
        .data(pages)
        .end()
}

#[test]
fn a_damaged_header_does_not_move_its_neighbours() {
    // The first page of any extent says that it is of the next one, or of none.
    for extent in 0..4 {
        for other in [
            page(1, extent * 8 + 8, 9),
            vec![0; PAGE],
            page(7, extent * 8, 9),
        ] {
            let mut pages = extents(1, &[0, 1, 5, 6], 1);
            let damaged = [0, 1, 5, 6][extent as usize] * 8;
            pages[extent as usize * 8] = other;
            let backup = tape(&pages).open(None).unwrap();
            let missing = (0..64).filter(|page| {
                [0, 1, 5, 6].contains(&(page / 8)) && mark(&backup, 1, *page).is_none()
            });
            assert_eq!(missing.collect::<Vec<_>>(), [damaged], "{extent}");
        }
    }
}

#[test]
fn an_extent_without_headers_is_placed_by_its_neighbours() {
    let mut pages = extents(1, &[0, 1, 2, 3, 4, 8, 9], 1);
    let blank = || vec![vec![0; PAGE]; 8];
    pages.splice(16..24, blank());
    let backup = tape(&pages).open(None).unwrap();
    assert_eq!(there(&backup, 1), [0, 1, 3, 4, 8, 9]);
    assert_eq!(pages_of_1(&backup.storage), 56);
    assert_eq!(backup.notices, Vec::<String>::new());

    // At a gap there is no telling on which side of it.
    pages.splice(32..40, blank());
    let backup = tape(&pages).open(None).unwrap();
    assert_eq!(there(&backup, 1), [0, 1, 3, 8, 9]);
    assert_eq!(
        backup.notices,
        ["1 times 8 pages do not say which ones they are, and were left out."]
    );
}

#[test]
fn an_extent_full_of_another_ones_pages_takes_nothing_away() {
    // Never used, and still what it was before: pages of extents that are also there, or of one that is not.
    for stale in [0, 2, 12, 20, 30, 63] {
        for place in 1..15 {
            let numbers: Vec<u32> = (0..10).chain(14..20).collect();
            let mut pages = extents(1, &numbers, 1);
            pages.splice(place * 8..place * 8 + 8, extents(1, &[stale], 9));
            let backup = tape(&pages).open(None).unwrap();
            for (number, extent) in numbers.iter().enumerate() {
                let is_there = mark(&backup, 1, extent * 8) == Some(1);
                assert_eq!(is_there, number != place, "{stale} at {place}: {extent}");
            }
        }
    }
}

/// A file of which these bytes cannot be read.
struct Broken(InMemory, Range<u64>);

impl Bytes for Broken {
    fn length(&self) -> u64 {
        self.0.length()
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        if at < self.1.end && at + buffer.len() as u64 > self.1.start {
            return Err(io::Error::other("bad sector"));
        }
        self.0.read(at, buffer)
    }
}

#[test]
fn what_cannot_be_read_is_placed_by_what_can() {
    // The gap is behind the extent whose first three pages cannot be read.
    let pages = extents(1, &[0, 1, 2, 6], 1);
    let first = pages.concat().len() as u64 / 4 * 2;
    let bytes = Broken(
        InMemory(pages.concat()),
        first + 5..first + 2 * PAGE as u64 + 10,
    );
    for order in [by_gaps, by_all] {
        let Order { stretches, lost } = order(&mut Extents::new(&bytes, 0, 32));
        let keys = stretches.iter().map(|stretch| (stretch.key, stretch.count));
        let expected = [(Key::new(1, 0), 3), (Key::new(1, 6), 1)];
        assert_eq!((keys.collect::<Vec<_>>(), lost), (expected.to_vec(), 0));
    }
}
