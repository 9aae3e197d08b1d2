//! The same input and options give the same bytes, whatever the number of threads.

mod common;

use std::fs;

use common::Place;

const THREADS: [usize; 3] = [1, 2, 5];

/// A member from this size on is read by several threads at once, if it outweighs the others.
const LARGE: u64 = 8 << 20;

/// Every format, and every file of a report, with its name.
fn results(place: &Place, input: &str, threads: usize) -> Vec<(String, Vec<u8>)> {
    let common = format!("{input} --threads {threads} --since 2012-01-01 --fail-on never");
    let report = format!("report-{threads}");
    let mut results: Vec<(String, Vec<u8>)> = ["table", "json", "csv"]
        .into_iter()
        .map(|format| {
            let line = format!("analyze {common} --format {format}");
            let line = if format == "json" {
                format!("{line} --report {report}")
            } else {
                line
            };
            (format.to_owned(), place.pchat(&line).exits(0).stdout)
        })
        .collect();
    for name in place.list(&report) {
        let content = place.read(&format!("{report}/{name}"));
        results.push((name, content));
    }
    results
}

fn assert_equal_for_all_threads(place: &Place, input: &str) {
    let expected = results(place, input, THREADS[0]);
    assert!(expected.len() > 20, "a report with the files of many rules");
    assert!(expected.iter().all(|(_, content)| !content.is_empty()));
    for threads in &THREADS[1..] {
        let results = results(place, input, *threads);
        let names = |results: &[(String, Vec<u8>)]| -> Vec<String> {
            results.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&results), names(&expected));
        for ((name, content), (_, expected)) in results.iter().zip(&expected) {
            assert!(content == expected, "{name} with {threads} threads");
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
    let expected = json(THREADS[0]);
    for threads in &THREADS[1..] {
        assert!(json(*threads) == expected, "{threads} threads");
    }
}
