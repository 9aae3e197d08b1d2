//! `generate`: synthetic packages, the same for the same numbers.

use crate::common::{self, Place};
use pchat::generate::Spelling;

const SMALL: &str = "--rooms 6 --users 8 --messages 40";

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let place = Place::new();
    for (name, options) in [
        ("a.zip", ""),
        ("b.zip", ""),
        ("c.zip", "--seed 2"),
        ("d.zip", "--spell utf-16le"),
    ] {
        let outcome = place
            .pchat(&format!("generate -o {name} {SMALL} {options}"))
            .exits(0);
        assert_eq!(outcome.text(), "");
        outcome.says(&[name, "8 users", "6 rooms", "40 messages"]);
    }
    assert!(place.read("a.zip") == place.read("b.zip"));
    assert!(place.read("a.zip") != place.read("c.zip"));
    assert!(place.read("a.zip") != place.read("d.zip"));
    assert_eq!(
        place.list(""),
        ["a.zip", "b.zip", "c.zip", "d.zip"],
        "nothing is left beside them"
    );
}

#[test]
fn what_was_generated_can_be_analyzed() {
    let place = Place::new();
    for name in ["pool.zip", "pool"] {
        place
            .pchat(&format!("generate --output {name} {SMALL} --quiet"))
            .exits(0);
        let line = format!("analyze {name} --format json --fail-on never");
        let totals = &place.pchat(&line).exits(0).json()["totals"];
        assert_eq!(
            (&totals["rooms"], &totals["users"], &totals["messages"]),
            (&6.into(), &8.into(), &40.into())
        );
    }
}

#[test]
fn nothing_is_replaced_without_force() {
    let place = Place::new();
    place.write("pool.zip", "mine");
    place
        .pchat(&format!("generate -o pool.zip {SMALL}"))
        .fails(2, &["pool.zip exists", "--force"]);
    assert_eq!(place.read("pool.zip"), b"mine");
    place
        .pchat(&format!("generate -o pool.zip {SMALL} --force"))
        .exits(0);
    place.pchat("inspect pool.zip").exits(0);
    std::fs::create_dir(place.path("pool")).unwrap();
    place
        .pchat(&format!("generate -o pool {SMALL} --force"))
        .fails(2, &["a folder is never replaced"]);
}

#[test]
fn wrong_wishes_are_answered_with_the_right_ones() {
    let place = Place::new();
    let outcome = place.pchat("generate -o pool.zip --spell upside-down");
    let outcome = outcome.fails(2, &["upside-down"]);
    assert!(
        Spelling::words()
            .iter()
            .all(|word| outcome.stderr.contains(word))
    );
    place
        .pchat("generate -o pool.zip --spell ticks,iso-times")
        .fails(2, &["ticks", "iso-times"]);
    place
        .pchat("generate -o pool --spell zip64")
        .fails(2, &["zip64", ".zip"]);
    place
        .pchat("generate -o pool.zip --rooms 0")
        .fails(2, &["at least one room"]);
    place
        .pchat("generate -o no/such/folder/pool.zip")
        .fails(2, &["cannot write", "pool.zip", "make the folder first"]);
    assert!(place.list("").is_empty());
}

#[test]
fn the_same_pool_is_written_as_an_extract() {
    let place = Place::new();
    for (name, form) in [
        ("pool.sql", "script"),
        ("csv", "csv"),
        ("native", "bcp-n --schema 2013"),
        ("pool.bacpac", "bacpac"),
    ] {
        let line = format!("generate -o {name} {SMALL} --form {form}");
        let outcome = place.pchat(&line).exits(0);
        outcome.says(&[name, "8 users", "6 rooms", "40 messages", "bytes of rows"]);
    }
    assert_eq!(
        place.list(""),
        ["csv", "native", "pool.bacpac", "pool.sql"],
        "nothing is left beside them"
    );
    let tables = place.list("csv");
    assert!(tables.contains(&"dbo.tblChat.csv".to_owned()), "{tables:?}");
    assert_eq!(tables.len(), place.list("native").len());
}

#[test]
fn forms_that_cannot_be_are_refused() {
    let place = Place::new();
    for (line, said) in [
        ("-o pool --form excel", &["excel", "bcp-wide-n"][..]),
        ("-o pool --form csv --schema 2010", &["legacy or 2013"]),
        ("-o pool --form script", &["script", ".sql"]),
        ("-o pool --form csv --spell nested", &["nested", "csv"]),
        ("-o pool.zip --schema 2013", &["--spell database-2013"]),
    ] {
        place.pchat(&format!("generate {line}")).fails(2, said);
    }
    assert!(place.list("").is_empty());
}

/// More than can be written before the signal arrives.
#[cfg(unix)]
const MANY: [&str; 4] = ["generate", "-o", "pool.zip", "--messages=50000000"];

#[cfg(unix)]
#[test]
fn a_signal_while_writing_leaves_nothing_behind() {
    use std::process::{Command, Stdio};

    for signal in ["-INT", "-TERM"] {
        let place = Place::new();
        let mut running = common::command(&place.path(""))
            .args(MANY)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while place.list("").is_empty() && running.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let id = running.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let ended = running.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(2));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(said.contains("stopped before pool.zip was whole"), "{said}");
        assert!(place.list("").is_empty());
    }
}
