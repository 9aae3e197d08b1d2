//! Workbooks held against readers and writers that are not ours.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::hostile;
use crate::common::Place;

/// Says why a test did not look at anything.
#[allow(clippy::print_stderr)]
fn skipped(missing: &str) {
    eprintln!("skipped, as it is not here: {missing}");
}

/// What it says when it runs well; nothing, and a word about it, where it is not at hand.
fn other(command: &mut Command) -> Option<String> {
    match command.stdin(Stdio::null()).output() {
        Err(error) => {
            skipped(&format!("{:?}: {error}", command.get_program()));
            None
        }
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}");
            Some(String::from_utf8(output.stdout).expect("UTF-8"))
        }
    }
}

/// Shows a workbook as JSON: of each sheet its rows, with times as `time ...`, its tables and its lists of choices.
const SHOW: &str = r#"
import datetime, json, sys
try:
    import openpyxl
except ImportError:
    print("null"); sys.exit()
def plain(cell):
    assert cell.data_type != "f", cell.coordinate
    assert cell.hyperlink is None, cell.coordinate
    value = cell.value
    if isinstance(value, datetime.datetime):
        return "time " + value.isoformat()
    return value
book = openpyxl.load_workbook(sys.argv[1])
shown = {}
for sheet in book:
    choices = {}
    for validation in sheet.data_validations.dataValidation:
        for places in validation.sqref.ranges:
            for row in range(places.min_row, places.max_row + 1):
                choices[str(row)] = validation.formula1.strip('"').split(",")
    shown[sheet.title] = {
        "rows": [[plain(cell) for cell in row] for row in sheet.iter_rows()],
        "frozen": sheet.freeze_panes,
        "tables": [table.ref for table in sheet.tables.values()],
        "filtered": all(table.autoFilter is not None for table in sheet.tables.values()),
        "choices": choices,
    }
json.dump(shown, sys.stdout)
"#;

/// The workbook as openpyxl reads it.
fn by_openpyxl(workbook: &Path) -> Option<Value> {
    let shown = other(Command::new("python3").args(["-c", SHOW]).arg(workbook))?;
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    if shown.is_null() {
        skipped("openpyxl");
        return None;
    }
    Some(shown)
}

fn rows<'a>(shown: &'a Value, sheet: &str) -> &'a Vec<Value> {
    shown[sheet]["rows"].as_array().expect("a sheet")
}

/// The rows of a CSV, as the cells of a workbook have them: without the apostrophes that are for CSV alone.
fn of_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes);
    let unguarded = |cell: &str| match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(['=', '+', '-', '@']) => text.to_owned(),
        _ => cell.to_owned(),
    };
    let records = reader.records();
    records
        .map(|record| record.expect("CSV").iter().map(unguarded).collect())
        .collect()
}

#[test]
#[ignore = "needs Python with openpyxl"]
fn openpyxl_reads_the_same_as_the_csv_has_with_real_numbers_and_dates() {
    let place = Place::new();
    for pool in ["hostile.zip", "pool.zip"] {
        match pool {
            "pool.zip" => place.generate(pool, (300, 200, 3_000), ""),
            pool => place.write(pool, hostile().zip()),
        }
        let line = format!("analyze {pool} --quiet --force --report report --decisions {pool}.csv");
        place.pchat(&line).exits(1);
        let Some(shown) = by_openpyxl(&place.path("report/report.xlsx")) else {
            return;
        };
        for (sheet, file) in [
            ("Findings", "report/findings.csv".to_owned()),
            ("Decisions", format!("{pool}.csv")),
            ("Rooms", "report/rooms.csv".to_owned()),
            ("Categories", "report/categories.csv".to_owned()),
            ("People", "report/people.csv".to_owned()),
        ] {
            let expected = of_csv(&place.read(&file));
            let found = rows(&shown, sheet);
            assert_eq!(found.len(), expected.len(), "{sheet}");
            for (found, expected) in found.iter().zip(&expected) {
                let found: Vec<String> = found.as_array().unwrap().iter().map(as_in_csv).collect();
                assert_eq!(&found, expected, "{sheet}");
            }
            assert_eq!(shown[sheet]["frozen"], "A2");
            assert_eq!(shown[sheet]["tables"].as_array().unwrap().len(), 1);
            assert_eq!(shown[sheet]["filtered"], true);
        }
        let rooms = rows(&shown, "Rooms");
        let at = |name: &str| {
            let heads = rooms[0].as_array().unwrap();
            heads.iter().position(|head| head == name).unwrap()
        };
        assert!(rooms[1][at("messages")].is_u64() && rooms[1][at("disabled")].is_boolean());
        let first = rooms[1][at("first_message (UTC)")].as_str().unwrap();
        assert!(first.starts_with("time 20"), "{first}");

        let decisions = rows(&shown, "Decisions");
        let choices = &shown["Decisions"]["choices"];
        for (number, row) in (1..).zip(decisions).skip(1) {
            let possible = choices[number.to_string()].as_array().expect("choices");
            assert!(possible.contains(&row[4]), "{row} and {possible:?}");
            let can_be_renamed = possible.iter().any(|it| it == "rename");
            let rule = row[0].as_str().unwrap();
            let renames = [
                "long-name",
                "name-conflict",
                "target-conflict",
                "nested-category",
            ];
            let is_name = row[1] == "addin" || renames.contains(&rule);
            assert_eq!(can_be_renamed, is_name, "{row}");
        }
    }
}

/// A value of a cell as the CSV writes it.
fn as_in_csv(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => match text.strip_prefix("time ") {
            Some(time) if time.contains('.') => format!("{}Z", time.trim_end_matches('0')),
            Some(time) => format!("{time}Z"),
            None => text.trim_end_matches(" (UTC)").to_owned(),
        },
        other => other.to_string(),
    }
}

#[test]
#[ignore = "needs Python with openpyxl"]
fn decisions_that_openpyxl_saved_are_the_same() {
    const EDIT: &str = r#"
import sys
try:
    import openpyxl
except ImportError:
    print("null"); sys.exit()
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
sheet["G2"] = "seen"
sheet.title = "Looked at"
book.save(sys.argv[1])
"#;
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    for file in ["decisions.xlsx", "saved.xlsx"] {
        place
            .pchat(&format!("analyze pool.zip --quiet --decisions {file}"))
            .exits(1);
    }
    let saved = place.path("saved.xlsx");
    match other(Command::new("python3").args(["-c", EDIT]).arg(saved)) {
        None => return,
        Some(said) if said.contains("null") => return skipped("openpyxl"),
        Some(_) => {}
    }
    same_plans(&place);
    place
        .pchat("analyze pool.zip --decisions saved.xlsx")
        .says(&[": 0 new, 4 kept, 0 gone"]);
    let shown = by_openpyxl(&place.path("saved.xlsx")).expect("it was there");
    assert_eq!(rows(&shown, "Looked at")[1][6], "seen");
}

#[test]
#[ignore = "needs LibreOffice"]
fn decisions_that_libreoffice_saved_are_the_same() {
    let place = Place::new();
    place.write("pool.zip", hostile().zip());
    place
        .pchat("analyze pool.zip --quiet --decisions decisions.xlsx")
        .exits(1);
    let first = place.read("decisions.xlsx");
    let convert = |from: &str, to: &str, folder: &str| {
        let settings = format!(
            "-env:UserInstallation=file://{}",
            place.path("home").display()
        );
        let mut command = Command::new("soffice");
        command.args(["--headless", &settings, "--convert-to", to, "--outdir"]);
        other(command.arg(place.path(folder)).arg(place.path(from)))
    };
    // By way of its own form, and back.
    if convert("decisions.xlsx", "ods", "own").is_none() {
        return;
    }
    convert("own/decisions.ods", "xlsx", "again");
    place.write("saved.xlsx", place.read("again/decisions.xlsx"));
    same_plans(&place);
    place
        .pchat("analyze pool.zip --decisions saved.xlsx")
        .says(&[": 0 new, 4 kept, 0 gone"]);
    assert!(place.read("saved.xlsx") == first, "written as it was");
}

/// Makes sure that both files of decisions mean the same.
fn same_plans(place: &Place) {
    let plan = |file: &str| {
        let line = format!("convert pool.zip --what-if --format csv --quiet --decisions {file}");
        let outcome = place.pchat(&line);
        assert!(outcome.stdout.len() > 100, "{}", outcome.stderr);
        outcome.stdout
    };
    assert!(plan("saved.xlsx") == plan("decisions.xlsx"));
}
