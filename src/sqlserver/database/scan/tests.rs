//! The pages of tables, by address and by key.

use std::sync::Arc;

use super::*;
use crate::sqlserver::Table;
use crate::sqlserver::database::catalogue::testing::DataPages;
use crate::sqlserver::database::damage::PageDamage;
use crate::sqlserver::database::page::kind;

const UNIT: u64 = 1 << 56 | 7 << 16;
const IAM: u32 = 20;
const ROOT: u32 = 21;

fn table(rowsets: Vec<Rowset>) -> StoredTable {
    StoredTable {
        table: Arc::new(Table::default()),
        columns: Vec::new(),
        rowsets,
        rows: 0,
        problem: None,
    }
}

fn clustered() -> StoredTable {
    table(vec![Rowset {
        unit: UNIT,
        first_iam: Some(PageAddress::new(1, IAM)),
        root: Some(PageAddress::new(1, ROOT)),
        pages: 11,
    }])
}

/// A root on level 2, two pages below it, and six leaves, whose keys are in another order than their addresses. A leaf
/// is in use and in no index.
fn pages() -> DataPages {
    let mut pages = DataPages::new(80);
    pages.iam(IAM, UNIT, &[ROOT, 22, 23], &[6]);
    pages.index(ROOT, 2, UNIT, &[(0, 23), (50, 22)]);
    pages.index(23, 1, UNIT, &[(0, 54), (10, 50), (20, 51)]);
    pages.index(22, 1, UNIT, &[(50, 48), (60, 53), (70, 49)]);
    for at in 48..56 {
        pages.put(at, kind::DATA, 0, UNIT, &[]);
    }
    pages.set_in_use(52, false);
    pages
}

fn read(
    pages: &DataPages,
    table: &StoredTable,
    ordered: bool,
) -> (Vec<u32>, Vec<(u32, PageDamage)>) {
    let storage = pages.storage();
    let (mut found, mut damaged) = (Vec::new(), Vec::new());
    for run in Runs::new(&storage, table, ordered) {
        assert!(run.pages.len() <= MOST);
        found.extend(run.pages.iter().map(|at| at.page));
        damaged.extend(run.damaged.into_iter().map(|(at, it)| (at.page, it)));
    }
    (found, damaged)
}

/// By address.
const ALL: [u32; 10] = [21, 22, 23, 48, 49, 50, 51, 53, 54, 55];

#[test]
fn an_index_gives_the_order_and_the_allocation_the_pages() {
    let pages = pages();
    let by_address = read(&pages, &clustered(), false);
    assert_eq!(by_address, (ALL.to_vec(), vec![]));
    let by_key = read(&pages, &clustered(), true);
    let expected = vec![54, 50, 51, 48, 53, 49, 21, 22, 23, 55];
    assert_eq!(by_key, (expected, vec![]));
}

#[test]
fn a_damaged_index_costs_the_order_alone() {
    let mut pages = pages();
    pages.damage(23, 200);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, [48, 53, 49, 21, 22, 23, 50, 51, 54, 55]);
    assert_eq!(damaged, [(23, PageDamage::Checksum)]);

    pages.damage(ROOT, 200);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, ALL);
    assert_eq!(damaged, [(ROOT, PageDamage::Checksum)]);
}

#[test]
fn an_index_adds_no_page_and_none_twice() {
    let mut pages = pages();
    // One is not in use, one comes twice, one is the root itself.
    pages.index(23, 1, UNIT, &[(0, 54), (10, 52), (20, 54), (30, 50)]);
    pages.index(ROOT, 2, UNIT, &[(0, 23), (40, 23), (50, 22), (60, ROOT)]);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, [54, 50, 48, 53, 49, 21, 22, 23, 51, 55]);
    let places: Vec<_> = damaged.iter().map(|(at, _)| *at).collect();
    assert_eq!(places, [23, ROOT]);
    let what = damaged[0].1.to_string();
    assert!(what.contains("names the page 1:52"), "{what}");
}

#[test]
fn a_page_of_another_level_is_not_gone_into() {
    let mut pages = pages();
    pages.index(23, 2, UNIT, &[(0, 22)]);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, [48, 53, 49, 21, 22, 23, 50, 51, 54, 55]);
    assert_eq!(damaged[0].0, 23);
}

#[test]
fn a_root_that_is_none_any_more_is_no_damage() {
    let mut pages = pages();
    pages.set_in_use(ROOT, false);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, ALL[1..]);
    assert_eq!(damaged, []);
}

#[test]
fn the_lowest_level_of_an_index_may_be_that_of_the_leaves() {
    let mut pages = pages();
    let expected = read(&pages, &clustered(), true);
    pages.index(ROOT, 1, UNIT, &[(0, 23), (50, 22)]);
    pages.index(23, 0, UNIT, &[(0, 54), (10, 50), (20, 51)]);
    pages.index(22, 0, UNIT, &[(50, 48), (60, 53), (70, 49)]);
    assert_eq!(read(&pages, &clustered(), true), expected);

    // Right below the root.
    pages.index(ROOT, 0, UNIT, &[(0, 54), (10, 50)]);
    let (found, damaged) = read(&pages, &clustered(), true);
    assert_eq!(found, [54, 50, 21, 22, 23, 48, 49, 51, 53, 55]);
    assert_eq!(damaged, []);
}

#[test]
fn a_table_of_one_page_is_its_own_root() {
    let mut pages = DataPages::new(30);
    pages.iam(IAM, UNIT, &[ROOT], &[]);
    pages.put(ROOT, kind::DATA, 0, UNIT, &[]);
    assert_eq!(read(&pages, &clustered(), true), (vec![ROOT], vec![]));
}

#[test]
fn partitions_follow_each_other_and_runs_have_an_end() {
    let mut pages = DataPages::new(512);
    let units = [UNIT, UNIT + (1 << 16)];
    let rowsets = units.iter().zip([20, 22]).map(|(unit, iam)| Rowset {
        unit: *unit,
        first_iam: Some(PageAddress::new(1, iam)),
        ..Rowset::default()
    });
    // The second one is in front of the first one.
    let firsts = [256_u32, 64];
    for ((unit, iam), first) in units.iter().zip([20, 22]).zip(firsts) {
        let extents: Vec<_> = (first / 8..first / 8 + 20).collect();
        pages.iam(iam, *unit, &[], &extents);
        for at in first..first + 160 {
            pages.put(at, kind::DATA, 0, *unit, &[]);
        }
    }
    let table = table(rowsets.collect());
    let expected: Vec<u32> = (256..416).chain(64..224).collect();
    assert_eq!(read(&pages, &table, false), (expected, vec![]));
    let storage = pages.storage();
    let lengths = Runs::new(&storage, &table, true).map(|run| run.pages.len());
    assert_eq!(lengths.collect::<Vec<_>>(), [128, 128, 64]);
}

#[test]
fn damage_is_told_where_no_page_is_left() {
    let mut pages = pages();
    pages.damage(IAM, 200);
    for ordered in [false, true] {
        let found = read(&pages, &clustered(), ordered);
        assert_eq!(found, (vec![], vec![(IAM, PageDamage::Checksum)]));
    }
}
