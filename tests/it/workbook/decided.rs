//! Decisions that come back from a workbook.

use rust_xlsxwriter::{Chart, ChartType, Format, Formula, Workbook, Worksheet};

use super::hostile;
use crate::common::Place;
use crate::common::package::Package;

const COLUMNS: [&str; 8] = [
    "rule", "kind", "id", "name", "action", "value", "note", "identity",
];

/// A sheet whose first row has the columns, and then these rows of texts.
fn sheet(name: &str, rows: &[&[&str]]) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name(name).expect("a name");
    for (row, cells) in (0..).zip([&COLUMNS[..]].iter().chain(rows)) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a text");
        }
    }
    sheet
}

fn workbook(sheets: impl IntoIterator<Item = Worksheet>) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer().expect("a workbook")
}

/// A place with the clean pool, in which room 58 is disabled.
fn place() -> Place {
    let place = Place::new();
    let pool = Package::clean().edit(
        "ChatRooms.xml",
        r#"<ChatRoom id="58" parentId="2" isDisabled="0">"#,
        r#"<ChatRoom id="58" parentId="2" isDisabled="1">"#,
    );
    place.write("pool.zip", pool.zip());
    place
}

const EXCLUDED: &[&str] = &["disabled-room", "room", "58", "Desk", "exclude"];

#[test]
fn a_workbook_and_a_csv_with_the_same_decisions_give_the_same_package() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    for file in ["decisions.csv", "decisions.xlsx"] {
        place
            .pchat(&format!("analyze pool.zip --decisions {file}"))
            .exits(1)
            .says(&[": 4 new, 0 kept, 0 gone"]);
    }
    let first = place.read("decisions.xlsx");
    place
        .pchat("analyze pool.zip --decisions decisions.xlsx")
        .exits(1)
        .says(&[": 0 new, 4 kept, 0 gone"]);
    assert!(
        place.read("decisions.xlsx") == first,
        "twice gives the same bytes"
    );
    // The report has a sheet of decisions, too.
    place
        .pchat("analyze pool.zip --quiet --report report")
        .exits(1);
    let converted = |file: &str| {
        place
            .pchat(&format!(
                "convert pool.zip -o out.zip --force --fail-on never --decisions {file}"
            ))
            .exits(0);
        place
            .pchat(&format!("verify pool.zip out.zip --decisions {file}"))
            .exits(0);
        place.read("out.zip")
    };
    let expected = converted("decisions.csv");
    assert!(converted("decisions.xlsx") == expected);
    assert!(converted("report/report.xlsx") == expected);
}

#[test]
fn what_was_decided_is_kept_with_columns_of_ones_own() {
    let place = place();
    let mut decided = sheet(
        "Our decisions",
        &[
            EXCLUDED,
            &[
                "topic-lost",
                "room",
                "57",
                "News",
                "exclude",
                "",
                "so we said",
            ],
        ],
    );
    decided.write_string(0, 9, "who").unwrap();
    decided.write_string(1, 9, "Sales").unwrap();
    decided.write_number(2, 10, 2.5).unwrap();
    // By what it holds, not by its name.
    place.write("decisions.csv", workbook([decided]));
    let update = "analyze pool.zip --decisions decisions.csv";
    place.pchat(update).says(&[": 0 new, 1 kept, 1 gone"]);
    let first = place.read("decisions.csv");
    assert!(first.starts_with(b"PK"));
    let texts = super::parts(&first);
    let (_, shared) = texts
        .iter()
        .find(|(name, _)| name.ends_with("sharedStrings.xml"))
        .unwrap();
    for text in ["who", "Sales", "2.5", "gone: so we said"] {
        assert!(shared.contains(&format!(">{text}<")), "{text} in {shared}");
    }
    let (_, book) = texts
        .iter()
        .find(|(name, _)| name == "xl/workbook.xml")
        .unwrap();
    assert!(book.contains("\"Our decisions\""), "{book}");
    place.pchat(update).says(&[": 0 new, 1 kept, 1 gone"]);
    assert!(place.read("decisions.csv") == first);
    place
        .pchat("convert pool.zip --what-if --decisions decisions.csv")
        .prints(&["rooms          1 kept    1 left out"]);
}

#[test]
fn numbers_that_are_as_they_were_typed_are_understood() {
    let place = place();
    let mut decided = sheet(
        "Decisions",
        &[
            EXCLUDED,
            &["manual", "room", "", "News", "rename", "", "2026-11-30"],
        ],
    );
    decided.write_number(1, 2, 58).unwrap();
    decided.write_number(2, 2, 57).unwrap();
    decided.write_number(2, 5, 2012).unwrap();
    // A note may be whatever it is.
    let day = Format::new().set_num_format("dd/mm/yyyy");
    decided
        .write_number_with_format(2, 6, 46_000, &day)
        .unwrap();
    place.write("decisions.xlsx", workbook([decided]));
    place
        .pchat("convert pool.zip --what-if --decisions decisions.xlsx --fail-on never")
        .exits(0)
        .prints(&["room 57", "2012", "1 left out"]);
}

#[test]
fn every_bad_row_is_told_with_its_number_in_the_sheet() {
    type Edit = fn(&mut Worksheet);
    let cases: [(Edit, &[&str]); 8] = [
        (
            |sheet| {
                drop(sheet.write_formula(4, 4, Formula::new("=\"exclude\"").set_result("exclude")))
            },
            &["row 5: the action has a formula", "write in its place"],
        ),
        (
            |sheet| {
                let day = Format::new().set_num_format("d/m/yy");
                drop(sheet.write_number_with_format(4, 2, 40_940, &day));
            },
            &[
                "row 5: the id is a date, 2012-02-01",
                "format the cell as text",
            ],
        ),
        (
            |sheet| drop(sheet.write_number(4, 2, 1.5)),
            &["row 5: the id is a number, 1.5, which may have been rounded"],
        ),
        (
            |sheet| drop(sheet.write_number(4, 2, 1.234_567_890_123_45e18)),
            &["row 5: the id is a number, 1234567890123450000"],
        ),
        (
            |sheet| drop(sheet.write_boolean(4, 3, true)),
            &["row 5: the name is a truth value, true"],
        ),
        (
            |sheet| drop(sheet.write_string(4, 5, "#NAME?")),
            &["row 5: the value is #NAME?"],
        ),
        (
            |sheet| drop(sheet.write_string(4, 4, "remove")),
            &[
                "row 5: there is no action remove",
                "expected: one of keep, exclude",
            ],
        ),
        (
            |sheet| drop(sheet.write_number(4, 2, 58)),
            &["row 5: disabled-room of room 58 is decided in row 2 already"],
        ),
    ];
    let place = place();
    for (edit, parts) in cases {
        // An empty row and one of a note's lines count as the spreadsheet counts them.
        let rows: [&[&str]; 4] = [
            EXCLUDED,
            &["manual", "room", "57", "News", "keep", "", "two\nlines"],
            &[],
            &["disabled-room", "room", "59", "", "exclude", ""],
        ];
        let mut decided = sheet("Decisions", &rows);
        edit(&mut decided);
        let bytes = workbook([decided]);
        place.write("decisions.xlsx", &bytes);
        for line in [
            "convert pool.zip --what-if --decisions decisions.xlsx",
            "analyze pool.zip --decisions decisions.xlsx",
        ] {
            place.pchat(line).fails(2, parts);
        }
        assert!(place.read("decisions.xlsx") == bytes);
    }
}

#[test]
fn the_sheet_is_found_by_its_first_row_and_nothing_else_is_lost() {
    let place = place();
    let other = || {
        let mut other = Worksheet::new();
        other.set_name("Costs").unwrap();
        other.write_formula(0, 0, "=1+1").unwrap();
        other
    };
    let convert = "convert pool.zip --what-if --decisions decisions.xlsx --fail-on never";
    let bytes = workbook([other(), Worksheet::new(), sheet("To do", &[EXCLUDED])]);
    place.write("decisions.xlsx", &bytes);
    place.pchat(convert).exits(0).prints(&["1 left out"]);
    place
        .pchat("analyze pool.zip --decisions decisions.xlsx")
        .fails(
            2,
            &["other sheets than “To do”, which would be lost: Costs"],
        );
    assert!(place.read("decisions.xlsx") == bytes);
    let mut with_chart = Workbook::new();
    with_chart.push_worksheet(sheet("To do", &[EXCLUDED]));
    let mut chart = Chart::new(ChartType::Bar);
    chart.add_series().set_values(("To do", 0, 0, 1, 0));
    with_chart
        .add_chartsheet()
        .insert_chart(0, 0, &chart)
        .unwrap();
    place.write("decisions.xlsx", with_chart.save_to_buffer().unwrap());
    place.pchat(convert).exits(0).prints(&["1 left out"]);
    place
        .pchat("analyze pool.zip --decisions decisions.xlsx")
        .fails(2, &["would be lost: Chart1"]);
    for (sheets, parts) in [
        (
            vec![sheet("Old", &[]), sheet("New", &[EXCLUDED])],
            &["several sheets", "Old, New"][..],
        ),
        (
            vec![other(), {
                let mut sheet = Worksheet::new();
                sheet.write_string(0, 0, "id").unwrap();
                sheet
            }],
            &["no sheet of the workbook begins with the columns"],
        ),
        (vec![other()], &["row 1: there is no column rule"]),
        (vec![Worksheet::new()], &["the file is empty"]),
    ] {
        place.write("decisions.xlsx", workbook(sheets));
        place.pchat(convert).fails(2, parts);
    }
}

#[test]
fn what_is_no_workbook_of_this_kind_or_damaged_is_told() {
    let place = place();
    let convert = "convert pool.zip --what-if --decisions decisions.xlsx";
    let whole = workbook([sheet("Decisions", &[EXCLUDED])]);
    for (bytes, parts) in [
        (
            place.read("pool.zip"),
            &["a zip or a workbook of another kind", ".xlsx"][..],
        ),
        (whole[..whole.len() / 2].to_vec(), &["and damaged: "]),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one, or one with a password".to_vec(),
            &["has a password", "without a password"],
        ),
    ] {
        place.write("decisions.xlsx", &bytes);
        place.pchat(convert).fails(2, parts);
        place
            .pchat("analyze pool.zip --decisions decisions.xlsx")
            .fails(2, parts);
        assert!(place.read("decisions.xlsx") == bytes);
    }
}
