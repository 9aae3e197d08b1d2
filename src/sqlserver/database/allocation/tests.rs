//! Which pages belong to a table.

use super::*;
use crate::sqlserver::database::catalogue::testing::DataPages;
use crate::sqlserver::database::damage::Content;
use crate::sqlserver::database::page::kind;

const UNIT: u64 = 1 << 56 | 7 << 16;
const OTHER: u64 = 1 << 56 | 8 << 16;
const IAM: u32 = 20;

fn rowset() -> Rowset {
    Rowset {
        unit: UNIT,
        first_iam: Some(PageAddress::new(1, IAM)),
        ..Rowset::default()
    }
}

/// Two single pages and two extents; of these, one page is not in use, and one is the one of another table.
fn pages() -> DataPages {
    let mut pages = DataPages::new(80);
    pages.iam(IAM, UNIT, &[30, 21], &[8, 6]);
    for at in [21, 30].into_iter().chain(48..56).chain(64..72) {
        pages.put(at, kind::DATA, 0, UNIT, &[]);
    }
    pages.set_in_use(50, false);
    pages.put(51, kind::DATA, 0, OTHER, &[]);
    pages
}

fn found(pages: &DataPages) -> (Vec<u32>, Vec<(u32, PageDamage)>) {
    let storage = pages.storage();
    let mut pages = Pages::new(&storage, rowset());
    let found = pages.by_ref().map(|at| at.page).collect();
    let damaged = pages.damaged.into_iter().map(|(at, it)| (at.page, it));
    (found, damaged.collect())
}

#[test]
fn they_come_by_address_and_dead_ones_do_not() {
    let expected: Vec<u32> = [21, 30, 48, 49]
        .into_iter()
        .chain(51..56)
        .chain(64..72)
        .collect();
    assert_eq!(found(&pages()), (expected, Vec::new()));
}

#[test]
fn where_it_is_not_known_which_are_in_use_the_pages_tell() {
    let mut pages = pages();
    pages.damage(1, 5000);
    // Of this one it is not known.
    pages.damage(53, 5000);
    let (found, damaged) = found(&pages);
    // Page 50 says that it belongs to the table; that it is not in use stood on the damaged page.
    let expected: Vec<u32> = [21, 30, 48, 49, 50]
        .into_iter()
        .chain(52..56)
        .chain(64..72)
        .collect();
    assert_eq!(found, expected);
    assert_eq!(damaged, [(1, PageDamage::Checksum)]);
}

#[test]
fn pages_that_should_be_in_use_and_are_missing_are_not_left_out() {
    let mut pages = pages();
    pages.cut(70);
    let (found, damaged) = found(&pages);
    assert_eq!(found.last(), Some(&71));
    assert_eq!(damaged, []);
}

#[test]
fn a_damaged_list_is_reported() {
    let mut pages = pages();
    pages.damage(IAM, 300);
    assert_eq!(found(&pages), (vec![], vec![(IAM, PageDamage::Checksum)]));
}

#[test]
fn a_list_of_another_table_is_no_list() {
    for (kind, unit) in [(kind::IAM, OTHER), (kind::DATA, UNIT)] {
        let mut pages = pages();
        pages.put(IAM, kind, 0, unit, &[]);
        let (found, damaged) = found(&pages);
        assert!(found.is_empty());
        let [(IAM, PageDamage::Content { what })] = &damaged[..] else {
            panic!("{damaged:?}");
        };
        assert!(matches!(what, Content::NoAllocation), "{what}");
    }
}

#[test]
fn a_list_that_follows_itself_ends() {
    let mut pages = pages();
    let expected = found(&pages).0;
    pages.edit(IAM, |page| {
        page[16..22].copy_from_slice(&[IAM as u8, 0, 0, 0, 1, 0]);
    });
    let (found, damaged) = found(&pages);
    assert_eq!(found, expected);
    let [(IAM, PageDamage::Content { what })] = &damaged[..] else {
        panic!("{damaged:?}");
    };
    assert!(matches!(what, Content::AllocatedTwice { .. }), "{what}");
}

#[test]
fn the_part_of_a_file_that_is_missing_is_reported_once() {
    let mut pages = pages();
    let expected = found(&pages).0;
    pages.edit(IAM, |page| {
        page[16..22].copy_from_slice(&[22, 0, 0, 0, 1, 0]);
    });
    pages.iam(22, UNIT, &[], &[0, 1, 2, 3, 4]);
    pages.edit(22, |page| {
        page[136..140].copy_from_slice(&INTERVAL.to_le_bytes());
    });
    let missing = vec![(INTERVAL, PageDamage::Missing)];
    assert_eq!(found(&pages), (expected, missing));
}

#[test]
fn what_is_in_a_list_more_than_once_comes_once() {
    let mut pages = pages();
    let expected = found(&pages).0;
    pages.iam(IAM, UNIT, &[30, 21, 30, 48, 64], &[8, 6]);
    assert_eq!(found(&pages), (expected, Vec::new()));
}
