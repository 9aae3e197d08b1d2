//! Workbooks: what is written into them, and decisions that come back from one.

mod decided;
mod others;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::common::package::Package;
use crate::common::{Outcome, Place};

/// Names that would act in a spreadsheet, on a terminal or in XML, if anything let them.
fn hostile() -> Package {
    let long = "x".repeat(10_000);
    Package::clean()
        .edit(
            "ChatRooms.xml",
            "<Name>News</Name>",
            "<Name>=cmd|' /C calc'!A0</Name>",
        )
        .edit(
            "ChatRooms.xml",
            "<Name>Desk</Name>",
            "<Name>=cmd|' /C calc'!A0</Name>",
        )
        .edit(
            "ChatRooms.xml",
            "<Desc>What is new</Desc>",
            "<Desc>What is new</Desc><Topic>@SUM(A1)</Topic>",
        )
        .edit(
            "Categories.xml",
            "<Name>Sales</Name>",
            "<Name>&lt;b&gt;'=1 &#x202e;x _x0041_ https://contoso.com/</Name>",
        )
        .edit(
            "Addins.xml",
            "<Name>Prices</Name>",
            &format!("<Name>{long}</Name>"),
        )
        .edit(
            "AdUsers.xml",
            "<Name>User 10</Name>",
            "<Name>-1+1&#x8;</Name>",
        )
}

/// The parts of a workbook, as they stand in it.
fn parts(workbook: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(workbook)).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("XML");
        parts.push((part.name().expect("a name").into_owned(), text));
    }
    parts
}

#[test]
fn no_text_is_a_formula_or_a_link_in_any_workbook() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    place
        .pchat("analyze pool.zip --quiet --report report --decisions decisions.xlsx")
        .exits(1);
    let analyzed = place
        .pchat("analyze pool.zip --format xlsx --quiet --decisions decisions.xlsx")
        .exits(1);
    assert!(
        analyzed.stdout == place.read("report/report.xlsx"),
        "the same on standard output and in the folder"
    );
    let planned = place
        .pchat("convert pool.zip --what-if --format xlsx --quiet --fail-on never")
        .exits(0);
    for workbook in [
        analyzed.stdout,
        planned.stdout,
        place.read("decisions.xlsx"),
    ] {
        for (name, text) in parts(&workbook) {
            for bad in ["<f>", "<f ", "hyperlink", "\u{202e}", "\u{8}", "<b>'"] {
                assert!(!text.contains(bad), "{bad:?} in {name}");
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_workbook() {
    let place = Place::new();
    place.generate("pool.zip", (300, 200, 3_000), "");
    let of = |threads: usize| {
        let line = format!("analyze pool.zip --format xlsx --quiet --threads {threads}");
        place.pchat(&line).exits(1).stdout
    };
    let first = of(1);
    assert!(first.starts_with(b"PK"));
    assert!(first == of(3));
}

#[cfg(unix)]
#[test]
fn where_a_large_sheet_finds_no_room_that_is_said() {
    let place = Place::new();
    place.generate("pool.zip", (5_100, 20, 20), "");
    // The sheet of the rooms is larger than any of the files.
    let blocks = 4_000;
    let no_room =
        "of the workbook cannot be written into a temporary file: there may be no room for it";
    let line = "analyze pool.zip --quiet --format xlsx";
    place
        .pchat_with_files_up_to(blocks, line)
        .fails(2, &["the result cannot be written", no_room]);
    let line = "analyze pool.zip --quiet --report report";
    place
        .pchat_with_files_up_to(blocks, line)
        .fails(2, &["report.xlsx", no_room]);
    assert_eq!(place.list(""), ["pool.zip"]);
}

#[test]
fn what_a_conversion_changes_and_what_differs_are_workbooks_too() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    let sheets = |outcome: Outcome| -> Vec<String> {
        let parts = parts(&outcome.stdout);
        let (_, book) = parts
            .iter()
            .find(|(name, _)| name == "xl/workbook.xml")
            .unwrap();
        let names = book.split("<sheet name=\"").skip(1);
        names
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect()
    };
    let converted = place
        .pchat("convert pool.zip -o out.zip --format xlsx --fail-on never")
        .exits(0);
    assert_eq!(
        sheets(converted),
        ["Summary", "Changes", "Decided", "What remains"]
    );
    let verified = place
        .pchat("verify pool.zip out.zip --format xlsx")
        .exits(0);
    assert_eq!(sheets(verified), ["Summary", "Differences", "Rooms"]);
    place
        .pchat("tables pool.zip --format xlsx")
        .fails(2, &["invalid value 'xlsx'"]);
}
