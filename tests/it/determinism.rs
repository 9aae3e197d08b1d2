//! The same input and options give the same bytes, whatever the number of threads.

use std::collections::BTreeMap;
use std::fs;

use crate::common::Place;

/// A member from this size on is read by several threads at once, if it outweighs the others.
const LARGE: u64 = 8 << 20;

/// The result in each of the formats, and every file of a report, with its name.
fn results(
    place: &Place,
    input: &str,
    threads: usize,
    formats: &[&str],
) -> BTreeMap<String, Vec<u8>> {
    let common = format!("analyze {input} --threads {threads} --since 2012-01-01 --fail-on never");
    let report = format!("report-{threads}");
    let mut results = BTreeMap::new();
    for format in formats {
        let mut line = format!("{common} --format {format}");
        if *format == "json" {
            line = format!("{line} --report {report}");
        }
        results.insert((*format).to_owned(), place.pchat(&line).exits(0).stdout);
    }
    for name in place.list(&report) {
        let content = place.read(&format!("{report}/{name}"));
        results.insert(name, content);
    }
    results
}

fn assert_equal_for_all_threads(place: &Place, input: &str) {
    let expected = results(place, input, 1, &["json", "table", "csv"]);
    assert!(expected.len() > 20, "a report with the files of many rules");
    assert!(expected.values().all(|content| !content.is_empty()));
    // The table and the CSV show what the JSON and the report hold: once is enough.
    for (threads, formats) in [(2, &["json", "table", "csv"][..]), (5, &["json"])] {
        let results = results(place, input, threads, formats);
        let missing = expected
            .keys()
            .find(|name| !results.contains_key(*name) && (threads == 2 || name.contains('.')));
        assert_eq!(missing, None, "with {threads} threads");
        for (name, content) in results {
            assert!(
                expected.get(&name) == Some(&content),
                "{name} with {threads} threads"
            );
        }
    }
}

#[test]
fn one_large_member() {
    let place = Place::new();
    place.generate("pool", (60, 80, 34_000), "");
    let size = fs::metadata(place.path("pool/ChatMessages.xml"))
        .unwrap()
        .len();
    assert!(size > LARGE, "{size}: too small for several threads");
    assert_equal_for_all_threads(&place, "pool");
}

#[test]
fn several_members_of_messages() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 3_000), "split");
    assert_equal_for_all_threads(&place, "pool.zip");
}

#[test]
fn one_member_for_each_room() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 3_000), "per-room,utf-16le");
    assert_equal_for_all_threads(&place, "pool.zip");
}

#[test]
fn one_large_member_of_rooms_in_utf_16() {
    let place = Place::new();
    place.generate("pool", (60, 80, 17_500), "nested,utf-16le");
    let size = fs::metadata(place.path("pool/ChatRooms.xml"))
        .unwrap()
        .len();
    assert!(size > LARGE, "{size}: too small for several threads");
    let json = |threads| {
        let line = format!("analyze pool --format json --threads {threads}");
        place.pchat(&line).exits(1).text()
    };
    let expected = json(1);
    for threads in [2, 5] {
        assert!(json(threads) == expected, "{threads} threads");
    }
}
