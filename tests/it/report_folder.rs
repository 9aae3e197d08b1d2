//! `--report`: the result as files.

use crate::common::package::Package;
use crate::common::{Place, findings};
use serde_json::Value;

/// Two rooms of one name, one of them with a topic.
fn troubled() -> Package {
    Package::clean()
        .edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>News</Name>")
        .edit(
            "ChatRooms.xml",
            "<Desc>What is new</Desc>",
            "<Desc>What is new</Desc><Topic>=Büro</Topic>",
        )
}

fn rows(place: &Place, name: &str) -> Vec<Vec<String>> {
    let bytes = place.read(name);
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let records = reader
        .records()
        .map(|record| record.expect("the same columns in all rows"));
    records
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn all_files_are_written_and_agree() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    let outcome = place
        .pchat("analyze pool.zip --format json --report out/of/today")
        .exits(1);
    let outcome = outcome.says(&["7 files written to out/of/today"]);
    let names = [
        "analysis.json",
        "categories.csv",
        "findings.csv",
        "name-conflict.csv",
        "report.xlsx",
        "rooms.csv",
        "topic-lost.csv",
    ];
    assert_eq!(place.list("out/of/today"), names);
    assert!(place.read("out/of/today/analysis.json") == outcome.stdout);

    let csv = place.pchat("analyze pool.zip --format csv").exits(1).stdout;
    let file = place.read("out/of/today/findings.csv");
    assert!(
        file.strip_prefix(b"\xef\xbb\xbf") == Some(&csv[..]),
        "the same but for the byte order mark"
    );

    let analysis: Value = outcome.json();
    let conflicts = rows(&place, "out/of/today/name-conflict.csv");
    assert_eq!(
        conflicts[0][..6],
        ["severity", "basis", "kind", "id", "name", "case"]
    );
    assert_eq!(
        conflicts.len() - 1,
        findings(&analysis, "name-conflict").len()
    );
    let topics = rows(&place, "out/of/today/topic-lost.csv");
    assert_eq!(
        topics[1][3..6],
        ["57", "News", "'=Büro"],
        "no formula for a spreadsheet"
    );
    let rooms = rows(&place, "out/of/today/rooms.csv");
    assert_eq!(rooms.len(), 3);
    assert_eq!(rows(&place, "out/of/today/categories.csv").len(), 3);
}

#[test]
fn a_folder_with_something_in_it_is_kept() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    std::fs::create_dir(place.path("out")).unwrap();
    place.write("out/mine.txt", "mine");
    place
        .pchat("analyze pool.zip --report out")
        .fails(2, &["out: the folder holds files already", "--force"]);
    assert_eq!(place.list("out"), ["mine.txt"]);
}

#[test]
fn force_replaces_an_earlier_report_and_removes_what_is_no_more() {
    let place = Place::new();
    place.write("before.zip", troubled().zip());
    place.write("after.zip", Package::clean().zip());
    place.pchat("analyze before.zip --report out").exits(1);
    place.write("out/mine.csv", "mine");
    place
        .pchat("analyze after.zip --report out --force")
        .exits(0);
    let names = [
        "analysis.json",
        "categories.csv",
        "findings.csv",
        "mine.csv",
        "report.xlsx",
        "rooms.csv",
    ];
    assert_eq!(place.list("out"), names);
    assert_eq!(
        rows(&place, "out/findings.csv").len(),
        1,
        "nothing but the header"
    );
    assert_eq!(place.read("out/mine.csv"), b"mine");
}

#[test]
fn unreadable_input_leaves_no_folder() {
    let place = Place::new();
    place.write("pool.zip", "no zip");
    place
        .pchat("analyze pool.zip --report out")
        .fails(3, &["pool.zip"]);
    assert_eq!(place.list(""), ["pool.zip"]);
}

#[test]
fn a_file_is_no_folder_for_a_report() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    place.write("report", "a file");
    place
        .pchat("analyze pool.zip --report report --force")
        .fails(2, &["cannot write the report to report", "what to do: "]);
    assert_eq!(place.read("report"), b"a file");
}

#[test]
fn the_separator_of_tables_can_be_chosen() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    place
        .pchat("analyze pool.zip --report out --csv-separator semicolon")
        .exits(1);
    for name in [
        "findings.csv",
        "name-conflict.csv",
        "rooms.csv",
        "categories.csv",
    ] {
        let bytes = place.read(&format!("out/{name}"));
        let text = String::from_utf8(bytes).unwrap();
        let header = text.lines().next().unwrap();
        assert!(
            header.contains(';') && !header.contains(','),
            "{name}: {header}"
        );
    }
    let changes = place
        .pchat("convert pool.zip --what-if --format csv --csv-separator semicolon")
        .text();
    assert!(changes.starts_with("rule;basis;by;"), "{changes}");
}

#[test]
fn an_earlier_report_that_lost_its_name_is_told() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place
        .pchat("analyze pool.zip --report .pchat-out.replaced")
        .exits(0);
    for force in ["", " --force"] {
        place
            .pchat(&format!("analyze pool.zip --report out{force}"))
            .fails(
                2,
                &[
                    "out: an earlier run",
                    "what was there before is in",
                    ".pchat-out.replaced",
                    "give that its name back",
                ],
            );
    }
    assert_eq!(place.list(""), [".pchat-out.replaced", "pool.zip"]);
}

#[test]
fn nothing_is_written_over_an_input_or_into_one() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    for folder in ["pool", "target", "store"] {
        std::fs::create_dir(place.path(folder)).unwrap();
    }
    troubled().unpack(&place.path("pool"));
    Package::clean().unpack(&place.path("target"));
    let before = ["pool", "target", "store"].map(|folder| place.list(folder));
    let pool = place.read("pool.zip");
    for line in [
        "pool.zip --decisions pool.zip",
        "pool --decisions pool/decisions.csv",
        "pool --report pool --force",
        "pool --report pool/report",
        "pool.zip --target target --report target --force",
        "pool.zip --target target --decisions target/decisions.csv",
        "pool.zip --store store --report store/report",
    ] {
        place
            .pchat(&format!("analyze {line}"))
            .fails(2, &["is the input", "never changed"]);
    }
    let after = ["pool", "target", "store"].map(|folder| place.list(folder));
    assert_eq!(after, before);
    assert_eq!(place.read("pool.zip"), pool);
}
