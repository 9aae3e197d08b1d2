use std::io;

use super::*;
use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::damage::Content;
use crate::sqlserver::database::file::PlainFile;
use crate::sqlserver::database::page::{checksum, kind};
use crate::sqlserver::database::storage::{Bytes, StoredRun};
use crate::sqlserver::real_files;

/// Where the bytes of the pages begin on the page that knows of them.
const BYTES: usize = 100;
const IN_USE: u8 = 0x40;

struct Memory(Vec<u8>);

impl Bytes for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let bytes = self.0.get(at as usize..at as usize + buffer.len());
        buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// A page of file 1 with its checksum.
fn page(number: u32, kind: u8, content: &[u8]) -> [u8; PAGE] {
    let mut page = [0; PAGE];
    page[..2].copy_from_slice(&[1, kind]);
    page[4..6].copy_from_slice(&0x200u16.to_le_bytes());
    page[32..36].copy_from_slice(&number.to_le_bytes());
    page[36] = 1;
    page[BYTES..BYTES + content.len()].copy_from_slice(content);
    let sum = checksum(&page);
    page[60..64].copy_from_slice(&sum.to_le_bytes());
    page
}

/// A file of 16 pages: the first ten are in use, and what the others hold is no page.
fn file() -> Vec<u8> {
    let mut file = vec![0xEE; 16 * PAGE];
    for number in 0..10 {
        let page = match number {
            1 => page(1, kind::PFS, &[IN_USE; 10]),
            _ => page(number, kind::DATA, b"Contoso"),
        };
        file[number as usize * PAGE..][..PAGE].copy_from_slice(&page);
    }
    file
}

/// What is wrong with a file of which so many pages are here.
fn damaged(file: Vec<u8>, count: u32) -> Vec<(u32, PageDamage)> {
    let mut map = Map::default();
    let first = PageAddress::new(1, 0);
    map.add(StoredRun {
        first,
        count,
        source: 0,
        at: 0,
    });
    let storage = Storage::new(vec![Box::new(Memory(file))], map);
    let intervals = intervals(storage.map());
    assert_eq!(intervals, [first]);
    let damaged = intervals
        .iter()
        .flat_map(|it| check_interval(&storage, *it));
    damaged.map(|(at, damage)| (at.page, damage)).collect()
}

#[test]
fn pages_that_are_not_in_use_are_not_looked_at() {
    assert_eq!(damaged(file(), 16), []);
}

#[test]
fn each_damaged_page_in_use_is_named() {
    let mut file = file();
    file[3 * PAGE + 5000] ^= 1;
    file[8 * PAGE + 32] = 7;
    let expected = [(3, PageDamage::Checksum), (8, PageDamage::Address)];
    assert_eq!(damaged(file, 16), expected);
}

#[test]
fn pages_in_use_behind_the_end_are_missing() {
    assert_eq!(
        damaged(file(), 8),
        [(8, PageDamage::Missing), (9, PageDamage::Missing)]
    );
    let mut cut = file();
    cut.truncate(9 * PAGE);
    assert_eq!(damaged(cut, 16), [(9, PageDamage::Missing)]);
}

#[test]
fn where_nothing_says_what_is_in_use_that_is_told() {
    let mut file = file();
    file[3 * PAGE + 5000] ^= 1;
    file[PAGE + 5000] ^= 1;
    assert_eq!(damaged(file.clone(), 16), [(1, PageDamage::Checksum)]);
    file[PAGE..2 * PAGE].copy_from_slice(&page(1, kind::DATA, b""));
    let [(1, PageDamage::Content { what })] = &damaged(file, 16)[..] else {
        panic!("one damaged page");
    };
    assert!(matches!(what, Content::NoUse), "{what}");
}

#[test]
fn intervals_are_those_that_have_pages() {
    let mut map = Map::default();
    for (file, page, count) in [(1, 0, 9000), (1, 16_180, 8), (1, 40_000, 8), (3, 8, 8)] {
        map.add(StoredRun {
            first: PageAddress::new(file, page),
            count,
            source: 0,
            at: 0,
        });
    }
    let expected = [(1, 0), (1, 8088), (1, 16_176), (1, 32_352), (3, 0)];
    let expected = expected.map(|(file, page)| PageAddress::new(file, page));
    assert_eq!(intervals(&map), expected);
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn all_pages_in_use_of_real_data_files_are_whole() {
    for name in ["northwnd.itsligo.mdf", "aspnetdb-2005.c29m.mdf"] {
        let file = PlainFile::open(&real_files::path(&format!("mdf/{name}"))).unwrap();
        let mut map = Map::default();
        map.add(StoredRun {
            first: PageAddress::new(1, 0),
            count: (file.length() / PAGE as u64) as u32,
            source: 0,
            at: 0,
        });
        let storage = Storage::new(vec![Box::new(file)], map);
        let pages = pfs::read(&storage, PageAddress::new(1, 1)).unwrap();
        assert!(
            pages.iter().filter(|it| pfs::is_in_use(**it)).count() > 100,
            "{name}"
        );
        assert_eq!(
            check_interval(&storage, PageAddress::new(1, 0)),
            [],
            "{name}"
        );
    }
}
