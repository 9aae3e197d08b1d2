//! Which page of the database lies where in the files of a backup.

use std::collections::BTreeSet;

use super::extents::{EXTENT, Extents};
use super::media::{BackupSet, Medium, Region};
use super::order::{Order, by_all, by_gaps};
use crate::sqlserver::database::PageAddress;
use crate::sqlserver::database::storage::{Map, StoredRun};

/// Where all pages are.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub map: Map,
    /// How many pages there are in the first regions of the files of the database: those that were not written once more
    /// because they changed meanwhile.
    pub there: u64,
    /// How many extents of these regions have no place, as their pages do not say which ones they are.
    pub lost: u64,
}

/// Places the pages of a backup that is spread over these files.
pub(super) fn place(media: &[Medium], sets: &[&BackupSet]) -> Placed {
    let mut placed = Placed::default();
    let mut files = BTreeSet::new();
    let mut maps = Vec::new();
    let regions = || sets.iter().flat_map(|set| &set.regions);
    let sections = regions()
        .map(|region| region.section)
        .collect::<BTreeSet<_>>();
    for section in sections {
        let mut runs = Vec::new();
        let mut there = 0;
        let mut lost = 0;
        for (source, (medium, set)) in media.iter().zip(sets).enumerate() {
            let own = set
                .regions
                .iter()
                .filter(|region| region.section == section);
            for region in own {
                let order = runs_of(medium, region, source, media.len() > 1, &mut runs);
                there += region.there;
                lost += u64::from(order.lost);
            }
        }
        // Stable: where two have the same pages, the order of the files decides.
        runs.sort_by_key(|run| run.first);
        let mut map = Map::default();
        let mut is_first = false;
        for run in runs {
            is_first |= files.insert(run.first.file);
            map.add(run);
        }
        if is_first {
            placed.there += there;
            placed.lost += lost;
        }
        maps.push(map);
    }
    placed.map = newest(maps);
    placed
}

/// Adds the pages of a region.
fn runs_of(
    medium: &Medium,
    region: &Region,
    source: usize,
    is_shared: bool,
    runs: &mut Vec<StoredRun>,
) -> Order {
    let mut extents = Extents::new(&*medium.bytes, region.at, region.there);
    let order = match is_shared {
        true => by_all(&mut extents),
        false => by_gaps(&mut extents),
    };
    runs.extend(order.stretches.iter().map(|stretch| {
        let page = stretch.key.extent().saturating_mul(EXTENT as u32);
        let count = extents.pages(stretch.number, stretch.count);
        StoredRun {
            first: PageAddress::new(stretch.key.file(), page),
            // There are no pages with higher numbers.
            count: count.min(u32::MAX - page),
            source,
            at: extents.place(stretch.number),
        }
    }));
    order
}

/// The pages of all; of several that are the same one, the last. By halves, so that many sections cost little.
fn newest(mut maps: Vec<Map>) -> Map {
    while maps.len() > 1 {
        let mut pairs = maps.into_iter();
        let mut half = Vec::new();
        while let Some(older) = pairs.next() {
            half.push(match pairs.next() {
                Some(newer) => older.replaced_by(newer),
                None => older,
            });
        }
        maps = half;
    }
    maps.pop().unwrap_or_default()
}
