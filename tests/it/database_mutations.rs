//! Data files and backups with a byte changed or their end missing, at many places: an answer or a clear error, never a
//! panic, and never a row that was not there.

use std::collections::BTreeSet;

use crate::chat::Pool;
use crate::common::{Outcome, Place};
use crate::sqlserver::page::{PAGE, kind};
use crate::sqlserver::{Backup, Compression, Protection, Set};
use serde_json::json;

/// The table whose pages are damaged one by one, and which one of the database it is.
const TABLE: &str = "tblChat";

/// A small pool, as tables.
fn pool(place: &Place) -> Pool {
    let line = "generate --rooms 3 --users 4 --messages 150 --seed 7 -q -o csv --form csv";
    place.pchat(line).exits(0);
    Pool::open(&place.path("csv"), "legacy")
}

/// So many places in a file of this length, spread over all of it, and both ends.
fn places(length: usize, count: usize) -> BTreeSet<usize> {
    let spread = (0..count).map(|at| (2 * at + 1) * length / (2 * count));
    spread.chain([0, 1, length - 1]).collect()
}

/// The rows of the chat, each as one text; also those before an error.
fn rows(place: &Place, input: &str) -> (Outcome, Vec<String>) {
    let outcome = place.pchat(&format!("tables {input} --table {TABLE} --format json"));
    let text = outcome.text();
    let lines = text.lines().filter(|line| line.contains('{'));
    let rows = lines.map(|line| line.trim().trim_end_matches(',').to_owned());
    let rows = rows.collect();
    (outcome, rows)
}

/// Reads a file that is damaged somewhere; what is given is true.
#[track_caller]
fn check(place: &Place, input: &str, truth: &[String], what: &str) -> (Outcome, Vec<String>) {
    let (outcome, found) = rows(place, input);
    let code = outcome.code;
    assert!(
        [Some(0), Some(3), Some(4)].contains(&code),
        "{what}: {outcome:?}"
    );
    if code == Some(3) {
        assert!(outcome.stderr.contains("error: "), "{what}: {outcome:?}");
        assert!(outcome.stderr.contains("mgc"), "{what}: {outcome:?}");
    }
    let all: BTreeSet<&String> = truth.iter().collect();
    let untrue: Vec<&String> = found.iter().filter(|row| !all.contains(row)).collect();
    assert_eq!(untrue, Vec::<&String>::new(), "{what}");
    if code == Some(0) {
        assert_eq!(found, truth, "{what}: rows are missing without a word");
    }
    (outcome, found)
}

/// The page of a file that the builder wrote for rows of the table, by its header.
fn is_of_table(page: &[u8], number: usize) -> bool {
    let unit = 0x40 + 2 * number as u32;
    page[1] == kind::DATA && page[6..8] == [0, 1] && page[24..28] == unit.to_le_bytes()
}

#[test]
fn a_damaged_page_of_a_table_is_named_and_all_other_rows_are_true() {
    let place = Place::new();
    let pool = pool(&place);
    let number = pool.tables.iter().position(|it| it.name == TABLE);
    let number = number.expect("it is there");
    let whole = pool.database(655).mdf();
    place.write("mgc.mdf", &whole);
    let (_, truth) = check(&place, "mgc.mdf", &rows(&place, "mgc.mdf").1, "whole");
    assert_eq!(truth.len(), 150);
    let mut damaged = 0;
    for (at, page) in whole.chunks(PAGE).enumerate() {
        if !is_of_table(page, number) {
            continue;
        }
        damaged += 1;
        for byte in [40, 96, 3000, PAGE - 3] {
            let mut changed = whole.clone();
            changed[at * PAGE + byte] ^= 0x10;
            place.write("mgc.mdf", changed);
            let what = format!("page {at}, byte {byte}");
            let (outcome, found) = check(&place, "mgc.mdf", &truth, &what);
            let outcome = outcome.exits(4).says(&[&format!("1:{at}")]);
            assert!(found.len() < truth.len(), "{what}: {outcome:?}");
            if byte == 3000 {
                // What the table says of it, JSON says, too.
                let table = place.pchat("analyze mgc.mdf --fail-on never");
                table
                    .exits(4)
                    .prints(&["1 damaged page", &format!("1:{at}")]);
                let skip = "convert mgc.mdf --what-if --skip-damaged-pages";
                for line in ["analyze mgc.mdf", "inspect mgc.mdf", skip] {
                    let fail_on = ["", " --fail-on never"][usize::from(!line.contains("inspect"))];
                    let run = place.pchat(&format!("{line} --format json{fail_on}"));
                    let skipped = run.exits(4).json()["skipped"].clone();
                    assert_eq!(
                        (&skipped["count"], &skipped["pages"]),
                        (&json!(1), &json!(1))
                    );
                    let page = skipped["places"][0].as_str().unwrap_or_default();
                    assert!(page.contains(&format!("1:{at}")), "{skipped}");
                }
                place.pchat("convert mgc.mdf -o out.zip --force").exits(3);
                let skip =
                    "convert mgc.mdf -o out.zip --force --skip-damaged-pages --fail-on never";
                place.pchat(skip).exits(4);
                place.pchat("verify mgc.mdf out.zip").exits(4);
            }
        }
    }
    assert!(damaged >= 5, "{damaged} pages of the table");
}

#[test]
fn a_byte_changed_anywhere_in_a_data_file_hides_nothing() {
    let place = Place::new();
    let pool = pool(&place);
    for version in [611, 655] {
        let whole = pool.database(version).mdf();
        place.write("mgc.mdf", &whole);
        let (_, truth) = rows(&place, "mgc.mdf");
        // Every page, at a place that wanders over it.
        for page in 0..whole.len() / PAGE {
            let at = page * PAGE + (page * 997 + 61) % PAGE;
            let mut changed = whole.clone();
            changed[at] ^= 1 << (page % 8);
            place.write("mgc.mdf", changed);
            let what = format!("version {version}, byte {at}, page {page}");
            check(&place, "mgc.mdf", &truth, &what);
        }
    }
}

#[test]
fn a_damaged_page_of_the_catalogue_makes_no_table_vanish_without_a_word() {
    let place = Place::new();
    let pool = pool(&place);
    for version in [611, 655] {
        let whole = pool.database(version).mdf();
        place.write("mgc.mdf", &whole);
        let list = |place: &Place| place.pchat("tables mgc.mdf --format json");
        let truth = list(&place).exits(0).json();
        for (at, page) in whole.chunks(PAGE).enumerate() {
            // What users create has other allocation units.
            if page[0] == 0 || page[6..8] == [0, 1] {
                continue;
            }
            let mut changed = whole.clone();
            changed[at * PAGE + 3000] ^= 0x10;
            place.write("mgc.mdf", changed);
            let outcome = list(&place);
            let what = format!("version {version}, page {at}: {}", outcome.stderr);
            match outcome.code {
                Some(0) => assert!(outcome.json() == truth, "{what}{}", outcome.text()),
                Some(3 | 4) => assert!(outcome.stderr.contains(&format!("1:{at}")), "{what}"),
                _ => unreachable!("{what}"),
            }
        }
    }
}

#[test]
fn a_file_with_its_end_missing_hides_nothing() {
    let place = Place::new();
    let pool = pool(&place);
    let mdf = pool.database(655).mdf();
    let backup = || Backup::new(vec![Set::new("mgc", 655).file(1, mdf.clone())]);
    for (name, whole) in [
        ("mgc.mdf", mdf.clone()),
        ("mgc.bak", backup().bak()),
        ("mgc.bak", backup().compressed(Compression::Two).bak()),
    ] {
        place.write(name, &whole);
        let (_, truth) = rows(&place, name);
        assert_eq!(truth.len(), 150);
        for at in places(whole.len(), 40) {
            place.write(name, &whole[..at]);
            check(
                &place,
                name,
                &truth,
                &format!("{name} cut at {at} of {}", whole.len()),
            );
        }
    }
}

#[test]
fn a_byte_changed_anywhere_in_a_backup_hides_nothing() {
    let place = Place::new();
    let pool = pool(&place);
    let mdf = pool.database(655).mdf();
    for compression in [Compression::None, Compression::Two, Compression::One] {
        let set = Set::new("mgc", 655).file(1, mdf.clone());
        let whole = Backup::new(vec![set]).compressed(compression).bak();
        place.write("mgc.bak", &whole);
        let (_, truth) = rows(&place, "mgc.bak");
        assert_eq!(truth.len(), 150);
        for at in places(whole.len(), 80) {
            let mut changed = whole.clone();
            changed[at] ^= 1 << (at % 8);
            place.write("mgc.bak", changed);
            check(
                &place,
                "mgc.bak",
                &truth,
                &format!("{compression:?}, byte {at}"),
            );
        }
    }
}

/// Without checksums a changed value cannot be told; everything else still holds.
#[test]
fn without_checksums_no_byte_makes_it_panic_or_hang() {
    let place = Place::new();
    let pool = pool(&place);
    for protection in [Protection::None, Protection::TornBits] {
        let whole = pool.database(655).protected_by(protection).mdf();
        for at in places(whole.len(), 150) {
            let mut changed = whole.clone();
            changed[at] ^= 1 << (at % 8);
            place.write("mgc.mdf", changed);
            let (outcome, _) = rows(&place, "mgc.mdf");
            let code = outcome.code;
            assert!(
                [Some(0), Some(3), Some(4)].contains(&code),
                "{at}: {outcome:?}"
            );
        }
    }
}
