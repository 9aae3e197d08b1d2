//! Values that are put together from pages made here.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::address::RowAddress;
use super::super::page::{PAGE, kind};
use super::super::rows::testing::{fragment, page, place, put, seal, slot, storage};
use super::Lobs;
use crate::seeded::cases;
use crate::wording::Sentence;

const DATA: u16 = 3;
const INTERNAL: u16 = 2;

/// What a pointer leads to.
fn read(pages: &[[u8; PAGE]], pointer: &[u8]) -> Result<Option<Vec<u8>>, Sentence> {
    let storage = storage(pages);
    let mut value = Vec::new();
    let read = Lobs::new(&storage).read(pointer, &mut value);
    read.map(|is_value| is_value.then_some(value))
}

/// A page of parts: the one with this number.
fn lob(number: u32, fragments: &[Vec<u8>]) -> [u8; PAGE] {
    page(kind::LOB_MIX, number, fragments)
}

/// A pointer of `text`.
fn text(at: RowAddress) -> Vec<u8> {
    [&[7; 8][..], &place(at)].concat()
}

/// Links with the ends of their parts in so many bytes.
fn links(ends: &[(u64, RowAddress)], width: usize) -> Vec<u8> {
    let link = |(end, at): &(u64, RowAddress)| [&end.to_le_bytes()[..width], &place(*at)].concat();
    ends.iter().flat_map(link).collect()
}

/// A root that stands in the row.
fn root(kind: u8, ends: &[(u64, RowAddress)]) -> Vec<u8> {
    let mut root = vec![kind];
    root.extend([9; 11]);
    root.extend(links(ends, 4));
    root
}

/// A root on a page, of kind 4 or 5.
fn large(kind: u16, most: u16, ends: &[(u64, RowAddress)]) -> Vec<u8> {
    let head = [most, ends.len() as u16, 0, 0, 0].map(u16::to_le_bytes);
    fragment(kind, &[&head.concat()[..], &links(ends, 4)].concat())
}

/// An inner place of a tree.
fn inner(ends: &[(u64, RowAddress)]) -> Vec<u8> {
    let head = [500, ends.len() as u16, 1].map(u16::to_le_bytes);
    fragment(INTERNAL, &[&head.concat()[..], &links(ends, 8)].concat())
}

/// A root of which all is in it.
fn small(length: u16, bytes: &[u8]) -> Vec<u8> {
    let head = [&length.to_le_bytes()[..], &[0; 4]].concat();
    fragment(0, &[&head[..], bytes].concat())
}

#[test]
fn a_small_value_is_in_its_root() {
    let pages = [lob(
        0,
        &[small(3, b"abcdef"), small(0, b""), fragment(8, &[0; 6])],
    )];
    let value = |at| read(&pages, &text(slot(0, at))).unwrap();
    assert_eq!(value(0).unwrap(), b"abc");
    assert_eq!(value(1).unwrap(), b"");
    assert_eq!(value(2), None);
}

#[test]
fn a_large_root_says_where_the_parts_are() {
    for kind in [4, 5] {
        let parts = [(2, slot(1, 0)), (2, RowAddress::default()), (5, slot(1, 1))];
        let pages = [
            lob(0, &[large(kind, 5, &parts), large(kind, 5, &[])]),
            lob(1, &[fragment(DATA, b"ab"), fragment(DATA, b"cde")]),
        ];
        let value = |at| read(&pages, &text(slot(0, at))).unwrap().unwrap();
        assert_eq!(value(0), b"abcde");
        assert_eq!(value(1), b"");
    }
}

#[test]
fn a_root_may_stand_in_the_row() {
    let pages = [lob(0, &[fragment(DATA, b"ab"), fragment(DATA, b"c")])];
    let value = |pointer: &[u8]| read(&pages, pointer).unwrap().unwrap();
    assert_eq!(value(&root(4, &[(2, slot(0, 0)), (3, slot(0, 1))])), b"abc");
    // Row overflow.
    assert_eq!(value(&root(2, &[(2, slot(0, 0))])), b"ab");
    let five: Vec<_> = (1..=5).map(|end| (end, slot(0, 1))).collect();
    assert_eq!(value(&root(4, &five)), b"ccccc");
}

#[test]
fn a_tree_has_its_parts_in_order() {
    let parts: Vec<Vec<u8>> = (0..6).map(|part| fragment(DATA, &[part; 100])).collect();
    let ends =
        |from: u16| (1..=3).map(move |part| (u64::from(part) * 100, slot(2, from + part - 1)));
    let half = |from| inner(&ends(from).collect::<Vec<_>>());
    let tree = [(300, slot(1, 0)), (600, slot(1, 1))];
    let pages = [
        lob(0, &[large(5, 5, &tree)]),
        page(kind::LOB_TREE, 1, &[half(0), half(3)]),
        lob(2, &parts),
    ];
    let expected: Vec<u8> = (0..600_u16).map(|at| (at / 100) as u8).collect();
    assert_eq!(read(&pages, &text(slot(0, 0))).unwrap().unwrap(), expected);
    assert_eq!(read(&pages, &root(4, &tree)).unwrap().unwrap(), expected);
}

#[test]
fn pages_that_share_a_place_in_the_cache_are_told_apart() {
    let pages: Vec<_> = (0..130)
        .map(|number| lob(number, &[fragment(DATA, &number.to_le_bytes())]))
        .collect();
    let order = [1, 65, 129, 1, 65];
    let ends: Vec<_> = (1..)
        .zip(order)
        .map(|(part, page)| (4 * part, slot(page, 0)))
        .collect();
    let expected: Vec<u8> = order.iter().flat_map(|page| page.to_le_bytes()).collect();
    assert_eq!(read(&pages, &root(4, &ends)).unwrap().unwrap(), expected);
}

/// Why a pointer leads to nothing.
fn why(pages: &[[u8; PAGE]], pointer: &[u8]) -> String {
    read(pages, pointer).unwrap_err().to_string()
}

#[test]
fn a_part_that_is_not_there_is_named() {
    let mut damaged = lob(1, &[fragment(DATA, b"ab")]);
    damaged[4000] ^= 1;
    let pages = [
        lob(
            0,
            &[fragment(DATA, b"ab"), small(9, b"ab"), fragment(7, b"?")],
        ),
        damaged,
        page(kind::DATA, 2, &[fragment(DATA, b"ab")]),
    ];
    let says = |at, part: &str| {
        for _ in 0..2 {
            let why = why(&pages, &root(4, &[(2, at)]));
            assert!(why.contains(part), "{why}");
        }
    };
    says(
        slot(1, 0),
        "page 1:1, where a part of it is, is damaged: its bytes do not fit its checksum",
    );
    says(slot(3, 0), "page 1:3, where a part of it is, is missing");
    says(
        slot(2, 0),
        "slot 0 of page 1:2, and that page is of another kind",
    );
    says(slot(0, 3), "slot 3 of page 1:0, and nothing is there");
    says(slot(0, 1), "slot 1 of page 1:0, and it is cut off");
    says(
        slot(0, 2),
        "slot 2 of page 1:0, and it is of a kind that pchat does not know",
    );
}

#[test]
fn a_row_is_no_part_of_a_value() {
    let mut row = fragment(DATA, b"ab");
    row[0] = 0x10;
    let why = why(&[lob(0, &[row])], &root(4, &[(2, slot(0, 0))]));
    assert!(why.ends_with("and something else is there"), "{why}");
}

#[test]
fn lengths_must_agree() {
    let pages = [lob(
        0,
        &[
            fragment(DATA, b"ab"),
            inner(&[(2, slot(0, 0))]),
            large(5, 1, &[(2, slot(0, 0)), (4, slot(0, 0))]),
            fragment(8, &[0; 6]),
            large(5, 5, &[(4, slot(0, 0)), (2, slot(0, 0))]),
            large(5, 5, &[(2, RowAddress::default())]),
        ],
    )];
    let says = |pointer: &[u8], part: &str| {
        let why = why(&pages, pointer);
        assert!(why.contains(part), "{why}");
    };
    says(&root(4, &[(3, slot(0, 0))]), "it has 2 bytes, not 3");
    says(&root(2, &[(1, slot(0, 0))]), "it has 2 bytes, not 1");
    says(&root(4, &[(3, slot(0, 1))]), "it has 2 bytes, not 3");
    says(&root(4, &[(2, slot(0, 3))]), "there is no value");
    says(
        &root(4, &[(2, slot(0, 0)), (1, slot(0, 0))]),
        "not in order",
    );
    says(&text(slot(0, 2)), "more links than it has room for");
    says(&text(slot(0, 4)), "not in order");
    says(&text(slot(0, 5)), "one of its parts is nowhere");
}

#[test]
fn a_pointer_that_is_not_known_is_said() {
    let nowhere = [0; 16];
    let link = (2, slot(0, 0));
    let six = [link; 6];
    for pointer in [
        &nowhere[..],
        &root(4, &[]),
        &root(4, &six),
        &root(2, &[link, link]),
        &root(3, &[link]),
        &root(4, &[link])[..23],
        b"",
    ] {
        let why = why(&[lob(0, &[fragment(DATA, b"ab")])], pointer);
        assert!(why.contains("lead nowhere that pchat knows"), "{why}");
    }
}

#[test]
fn a_tree_that_leads_to_itself_comes_to_an_end() {
    let pages = [lob(0, &[inner(&[(2, slot(0, 0))])])];
    let why = why(&pages, &root(4, &[(2, slot(0, 0))]));
    assert!(why.ends_with("its parts are too deep"), "{why}");
}

#[test]
fn a_tree_of_one_page_again_and_again_does_not_grow_beyond_the_database() {
    let part = vec![b'x'; 4000];
    let many = |size: u64, at| (1..=200).map(|part| (part * size, at)).collect::<Vec<_>>();
    let pages = [
        lob(0, &[inner(&many(4000 * 200, slot(1, 0)))]),
        lob(1, &[inner(&many(4000, slot(1, 1))), fragment(DATA, &part)]),
    ];
    let all = 4000 * 200 * 200;
    let why = why(&pages, &text(slot(0, 0)));
    assert!(why.contains(&format!("it would have {all} bytes")), "{why}");
    // Nor do many values together.
    let storage = storage(&pages);
    let mut lobs = Lobs::new(&storage);
    let read = (0..10).map(|_| {
        lobs.begin_row();
        lobs.read(&text(slot(1, 1)), &mut Vec::new())
    });
    let results: Vec<bool> = read.map(|read| read.is_ok()).collect();
    assert_eq!(
        results.iter().filter(|is_read| **is_read).count(),
        2 * PAGE / 4000
    );
}

#[test]
fn what_is_larger_than_a_row_may_be_is_said_before_it_is_read() {
    let mut one = lob(0, &[fragment(DATA, b"ab")]);
    put(&mut one, 0, &[0]);
    let why = why(&[one], &root(4, &[(0x7FFF_FFFF, slot(0, 0))]));
    assert!(why.contains("2147483647 bytes"), "{why}");
    assert!(why.contains("more than 1073741824"), "{why}");
}

/// A value in parts of these lengths, under inner places with so many links each: the pages, and a pointer to it.
fn tree(value: &[u8], lengths: &[usize], most: usize) -> (Vec<[u8; PAGE]>, Vec<u8>) {
    let mut pages = Vec::new();
    let mut add = |fragment| {
        let number = pages.len() as u32;
        pages.push(lob(number, &[fragment]));
        slot(number, 0)
    };
    let mut rest = value;
    let mut parts = Vec::new();
    for length in lengths {
        let (part, behind) = rest.split_at(*length);
        rest = behind;
        parts.push((*length as u64, add(fragment(DATA, part))));
    }
    loop {
        let ends = |parts: &[(u64, RowAddress)]| {
            let sum = |end: &mut u64, (length, at): &(u64, RowAddress)| {
                *end += length;
                Some((*end, *at))
            };
            parts.iter().scan(0, sum).collect::<Vec<_>>()
        };
        if parts.len() <= 5 {
            return (pages, root(4, &ends(&parts)));
        }
        parts = parts
            .chunks(most)
            .map(|parts| {
                let ends = ends(parts);
                (ends.last().unwrap().0, add(inner(&ends)))
            })
            .collect();
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_value_is_the_same_in_any_parts(
        lengths in vec(0..2000_usize, 1..40),
        most in 4..8_usize,
        (page, at, flip) in (any::<Index>(), 0..4000_usize, 1..=u8::MAX),
    ) {
        let total: usize = lengths.iter().sum();
        let value: Vec<u8> = (0..total).map(|at| (at % 251) as u8).collect();
        let (mut pages, pointer) = tree(&value, &lengths, most);
        let read_value = read(&pages, &pointer).unwrap().unwrap();
        prop_assert_eq!(&read_value, &value);
        // Another byte, and a checksum that fits: no value becomes longer or shorter.
        let page = page.index(pages.len());
        pages[page][96 + at] ^= flip;
        pages[page] = seal(pages[page]);
        if let Ok(read) = read(&pages, &pointer) {
            prop_assert_eq!(read.unwrap().len(), total);
        }
    }
}
