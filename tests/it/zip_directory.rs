//! Zips whose directory does not say what is in them. Written here byte by byte, by APPNOTE.TXT.

use crate::common::Place;
use crate::common::package::Package;

/// An entry to be written.
#[derive(Clone)]
struct Entry {
    /// What stands in front of the data.
    local: String,
    /// What stands in the directory.
    listed: Option<String>,
    data: Vec<u8>,
    behind: Behind,
    /// Attributes in the way of Unix.
    mode: u32,
}

/// What stands behind the data of an entry. Where something does, sizes and checksum stand nowhere in front of them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Behind {
    Nothing,
    /// A signature, and the sizes in four bytes each.
    Marked,
    /// No signature.
    Unmarked,
    /// No signature, and the sizes in eight bytes each.
    UnmarkedLarge,
}

const BEHIND: [Behind; 4] = [
    Behind::Nothing,
    Behind::Marked,
    Behind::Unmarked,
    Behind::UnmarkedLarge,
];

fn entry(name: &str, data: impl Into<Vec<u8>>) -> Entry {
    Entry {
        local: name.to_owned(),
        listed: Some(name.to_owned()),
        data: data.into(),
        behind: Behind::Nothing,
        mode: 0o100_644,
    }
}

/// The entries stored one after the other, then the directory, then its end with this count.
fn zip(entries: &[Entry], count: Option<u16>) -> Vec<u8> {
    let (mut zip, mut directory, mut listed) = (Vec::new(), Vec::new(), 0_u16);
    for entry in entries {
        let start = zip.len() as u32;
        let (crc, size) = (crc32(&entry.data), entry.data.len() as u32);
        let flags: u16 = if entry.behind == Behind::Nothing {
            0
        } else {
            8
        };
        let sizes = |to: &mut Vec<u8>, crc: u32, size: u32| {
            for number in [crc, size, size] {
                to.extend(number.to_le_bytes());
            }
        };
        zip.extend(b"PK\x03\x04\x14\0");
        zip.extend(flags.to_le_bytes());
        // Stored, and the time 0.
        zip.extend([0; 6]);
        if entry.behind == Behind::Nothing {
            sizes(&mut zip, crc, size);
        } else {
            sizes(&mut zip, 0, 0);
        }
        zip.extend((entry.local.len() as u16).to_le_bytes());
        zip.extend([0; 2]);
        zip.extend(entry.local.as_bytes());
        zip.extend(&entry.data);
        match entry.behind {
            Behind::Nothing => {}
            Behind::Marked => {
                zip.extend(b"PK\x07\x08");
                sizes(&mut zip, crc, size);
            }
            Behind::Unmarked => sizes(&mut zip, crc, size),
            Behind::UnmarkedLarge => {
                zip.extend(crc.to_le_bytes());
                zip.extend(u64::from(size).to_le_bytes());
                zip.extend(u64::from(size).to_le_bytes());
            }
        }
        let Some(name) = &entry.listed else {
            continue;
        };
        listed = listed.wrapping_add(1);
        // Made on Unix, by version 2.0.
        directory.extend(b"PK\x01\x02\x14\x03\x14\0");
        directory.extend(flags.to_le_bytes());
        directory.extend([0; 6]);
        sizes(&mut directory, crc, size);
        directory.extend((name.len() as u16).to_le_bytes());
        directory.extend([0; 8]);
        directory.extend((entry.mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = zip.len() as u32;
    let size = directory.len() as u32;
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    for _ in 0..2 {
        zip.extend(count.unwrap_or(listed).to_le_bytes());
    }
    zip.extend(size.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0; 2]);
    zip
}

/// By the definition: no table.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    })
}

/// A clean pool, entry by entry.
fn pool() -> Vec<Entry> {
    let pool = Package::clean();
    let names = pool.names().into_iter();
    names.map(|name| entry(name, pool.bytes(name))).collect()
}

fn at(entries: &[Entry], name: &str) -> usize {
    entries
        .iter()
        .position(|entry| entry.local == name)
        .expect("one of the pool")
}

fn place(zip: Vec<u8>) -> Place {
    let place = Place::new();
    place.write("pool.zip", zip);
    place
}

/// Whoever does not ask for it gets nothing; whoever does gets what can be read, and is told.
#[track_caller]
fn damaged(zip: Vec<u8>, what: &[&str]) -> Place {
    let place = place(zip);
    place.pchat("analyze pool.zip").fails(3, what);
    place.pchat("convert pool.zip -o new.zip").fails(3, what);
    assert_eq!(place.list("."), ["pool.zip"]);
    place
        .pchat("analyze pool.zip --skip-damaged")
        .exits(4)
        .prints(&[what[0]]);
    place
}

fn rooms(place: &Place, line: &str) -> u64 {
    place.pchat(line).json()["totals"]["rooms"]
        .as_u64()
        .expect("a number")
}

#[test]
fn what_the_directory_lists_is_read_whatever_its_end_says() {
    let whole = place(zip(&pool(), None));
    whole.pchat("analyze pool.zip").exits(0);
    for count in [0, 1, 3] {
        let place = place(zip(&pool(), Some(count)));
        let said = format!("says that it has {count} entries, and it has 7: all of them were read");
        let outcome = place
            .pchat("analyze pool.zip --format json")
            .exits(0)
            .says(&[&said]);
        assert_eq!(outcome.json()["totals"]["messages"], 3);
    }
    damaged(
        zip(&pool(), Some(9)),
        &["says that it has 9 entries, and it has 7: some may be missing"],
    );
}

#[test]
fn more_entries_than_the_end_has_numbers_for() {
    let mut entries = pool();
    entries.extend((0..66_000).map(|at| entry(&format!("notes/{at}.txt"), "")));
    let place = place(zip(&entries, None));
    place
        .pchat("inspect pool.zip")
        .exits(0)
        .prints(&["has no room for the number of its entries: all 66007 were read"]);
}

#[test]
fn entries_that_share_bytes() {
    let entries = pool();
    let mut bytes = zip(&entries, None);
    let start = |bytes: &[u8], of: &[u8]| bytes.windows(4).position(|it| it == of).unwrap();
    // The data of the first entry are said to go on to the end of the second one's.
    let second = start(&bytes[4..], b"PK\x03\x04") + 4;
    let third = start(&bytes[second + 4..], b"PK\x03\x04") + second + 4;
    let first = start(&bytes, b"PK\x01\x02");
    let size = (third - 30 - entries[0].local.len()) as u32;
    for at in [first + 20, first + 24] {
        bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    }
    damaged(
        bytes,
        &["the member shares bytes of the zip with another one"],
    );
}

#[test]
fn an_entry_with_two_names() {
    let mut entries = pool();
    let users = at(&entries, "AdUsers.xml");
    entries[users].local = "AdGroups.xml".to_owned();
    damaged(
        zip(&entries, None),
        &["the member has two names", "where: pool.zip, AdUsers.xml"],
    );
}

#[test]
fn an_entry_that_the_directory_does_not_list() {
    for behind in BEHIND {
        let mut entries = pool();
        let rooms_at = at(&entries, "ChatRooms.xml");
        for entry in &mut entries {
            entry.behind = behind;
        }
        entries[rooms_at].listed = None;
        let place = damaged(
            zip(&entries, None),
            &["the zip holds a member that its directory does not list"],
        );
        assert_eq!(
            rooms(&place, "analyze pool.zip --skip-damaged --format json"),
            0
        );
    }
}

#[test]
fn links_are_named_and_never_followed_or_written() {
    let mut entries = pool();
    let mut link = entry("notes.txt", "/etc/hosts");
    link.mode = 0o120_777;
    entries.push(link);
    let place = place(zip(&entries, None));
    place
        .pchat("analyze pool.zip --format json")
        .exits(0)
        .says(&["are links", "notes.txt"]);
    place
        .pchat("convert pool.zip -o new.zip")
        .fails(3, &["a member is a link to another file", "notes.txt"]);
    assert_eq!(place.list("."), ["pool.zip"]);
}

#[test]
fn without_its_directory_a_zip_is_read_from_what_stands_in_front_of_the_data() {
    for behind in BEHIND {
        let mut entries = pool();
        for entry in &mut entries {
            entry.behind = behind;
        }
        let bytes = zip(&entries, None);
        let directory = bytes.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
        let place = damaged(
            bytes[..directory].to_vec(),
            &["the zip has no readable directory"],
        );
        let totals = |line: &str| place.pchat(line).json()["totals"].clone();
        place.write("whole.zip", &bytes);
        assert_eq!(
            totals("analyze pool.zip --skip-damaged --format json"),
            totals("analyze whole.zip --format json")
        );
    }
}

#[test]
fn a_cut_member_whose_size_stood_behind_it_is_read_as_far_as_it_goes() {
    let place = Place::new();
    place.generate("whole.zip", (5, 20, 4_000), "data-descriptors");
    let whole = place.read("whole.zip");
    let start = whole.windows(16).position(|it| it == b"ChatMessages.xml");
    let start = start.expect("it has a header");
    place.write("pool.zip", &whole[..start + (whole.len() - start) / 2]);
    let line = "analyze pool.zip --skip-damaged --fail-on never --format json";
    let read = place.pchat(line).exits(4).json();
    let messages = read["totals"]["messages"].as_u64().unwrap_or(0);
    assert!((1..4_000).contains(&messages), "{messages}");
}

#[test]
fn a_packed_zip_that_was_cut_is_read_as_far_as_it_goes() {
    let bytes = Package::clean().zip();
    let rooms_start = bytes
        .windows(13)
        .position(|it| it == b"ChatRooms.xml")
        .unwrap();
    let place = damaged(
        bytes[..rooms_start + 100].to_vec(),
        &["the zip has no readable directory"],
    );
    let totals = place
        .pchat("analyze pool.zip --skip-damaged --format json")
        .json();
    assert_eq!(
        (&totals["totals"]["users"], &totals["totals"]["messages"]),
        (&2.into(), &3.into())
    );
}

#[test]
fn the_second_opinion_finds_every_entry_whatever_stands_behind_its_data() {
    for behind in BEHIND {
        let mut entries = pool();
        // What only looks like a part of a zip is none.
        entries.push(entry(
            "notes.txt",
            b"PK\x03\x04 PK\x07\x08 PK\x01\x02 PK".repeat(9),
        ));
        entries.push(entry("nothing.txt", ""));
        for entry in &mut entries {
            entry.behind = behind;
        }
        let place = place(zip(&entries, None));
        let verified = place.pchat("verify pool.zip pool.zip --thorough --format json");
        let verified = verified.exits(0).json();
        assert_eq!(verified["differences"], serde_json::json!([]), "{behind:?}");
    }
}
