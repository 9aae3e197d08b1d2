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
    let outcome = outcome.says(&["10 files written to out/of/today"]);
    let names = [
        "README.txt",
        "analysis.json",
        "categories.csv",
        "findings.csv",
        "name-conflict.csv",
        "people.csv",
        "report.html",
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
fn people_are_listed_with_what_they_hold() {
    let place = Place::new();
    let pool = Package::clean().edit("AdUsers.xml", "<Name>User 10", "<Name>=1+User 10");
    place.write("pool.zip", pool.zip());
    place.pchat("analyze pool.zip --report out").exits(0);
    let people = rows(&place, "out/people.csv");
    let header = "id guid kind name display_name address email company federated disabled roles \
                  rooms managed_rooms messages";
    assert_eq!(people[0].join(" "), header);
    for row in [
        "10||user|'=1+User 10||sip:user10@contoso.com|||false|false|2|1|1|1",
        "11||user|User 11||sip:user11@contoso.com|||false|false|2|2|1|2",
        "20||group|Traders||ma-grp:20@u.g|||false|false|1|1|0|0",
    ] {
        let row: Vec<String> = row.split('|').map(str::to_owned).collect();
        assert!(people.contains(&row), "{row:?} in {people:?}");
    }
    assert_eq!(people.len(), 4);
}

#[test]
fn a_conversion_is_reported_as_it_is_printed() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    place
        .pchat("analyze pool.zip -q --decisions decisions.csv")
        .exits(1);
    let options = "--decisions decisions.csv --report out";
    let outcome = place
        .pchat(&format!(
            "convert pool.zip --what-if --format json {options}"
        ))
        .exits(0);
    let names = [
        "README.txt",
        "changes.csv",
        "conversion.json",
        "decided.csv",
        "remaining.csv",
        "report.html",
        "report.xlsx",
    ];
    assert_eq!(place.list("out"), names);
    assert!(place.read("out/conversion.json") == outcome.stdout);
    let json: Value = outcome.json();
    for (name, list) in [("changes.csv", "changes"), ("remaining.csv", "remaining")] {
        let listed = json[list].as_array().expect("a list").len();
        assert_eq!(
            rows(&place, &format!("out/{name}")).len() - 1,
            listed,
            "{name}"
        );
    }
    let changes = rows(&place, "out/changes.csv");
    let rename = [
        "name-conflict",
        "documented",
        "convert",
        "room",
        "58",
        "News",
        "name",
    ];
    assert!(changes.iter().any(|row| row[..7] == rename), "{changes:?}");
    let decided = rows(&place, "out/decided.csv");
    assert!(
        decided
            .iter()
            .any(|row| row[..4] == ["name-conflict", "room", "58", "rename"])
    );
    let readme = || String::from_utf8(place.read("out/README.txt")).unwrap();
    for name in &names[1..] {
        assert!(
            readme().contains(&format!("\n{name} ")),
            "{name} in\n{}",
            readme()
        );
    }
    assert!(readme().contains("would change"), "{}", readme());
    // The package and a report of what was done in the place of the one before.
    place
        .pchat(&format!("convert pool.zip -o new.zip {options}"))
        .fails(2, &["out: the folder holds files already"]);
    assert_eq!(place.list(""), ["decisions.csv", "out", "pool.zip"]);
    place
        .pchat(&format!("convert pool.zip -o new.zip {options} --force"))
        .exits(0)
        .says(&["7 files written to out"]);
    assert!(readme().contains("What was changed"), "{}", readme());
    place
        .pchat("convert pool.zip -o other/new.zip --report other")
        .fails(
            2,
            &["other/new.zip would be among the files of the report in other"],
        );
}

#[test]
fn a_verification_is_reported_room_by_room() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let changed = Package::clean().edit("ChatMessages.xml", "Closing", "Opening");
    let changed = changed.edit("ChatRooms.xml", "<Name>News</Name>", "<Name>Olds</Name>");
    place.write("changed.zip", changed.zip());
    place
        .pchat("verify pool.zip pool.zip --report out")
        .exits(0);
    assert_eq!(rows(&place, "out/differences.csv").len(), 1);
    let equal = rows(&place, "out/compared-rooms.csv");
    let of = |row: &[String], column: &str| {
        let at = equal[0].iter().position(|it| it == column);
        row[at.expect("a column")].clone()
    };
    assert_eq!(equal.len() - 1, 2);
    for row in &equal[1..] {
        assert_eq!(of(row, "equal"), "true");
        for column in ["id", "name", "managers", "members", "messages", "digest"] {
            let side = |side: &str| of(row, &format!("{side}_{column}"));
            assert_eq!(side("promised"), side("found"));
        }
    }
    let outcome = place
        .pchat("verify pool.zip changed.zip --report out --force --format json")
        .exits(5);
    assert!(place.read("out/verification.json") == outcome.stdout);
    let differences = outcome.json()["differences"]
        .as_array()
        .expect("a list")
        .len();
    assert_eq!(rows(&place, "out/differences.csv").len() - 1, differences);
    let rooms = rows(&place, "out/compared-rooms.csv");
    let (news, desk) = (&rooms[1], &rooms[2]);
    assert_eq!(
        (of(news, "equal"), of(news, "differences")),
        ("false".into(), "1".into())
    );
    assert_eq!(
        (of(news, "promised_name"), of(news, "found_name")),
        ("News".into(), "Olds".into())
    );
    assert_eq!(of(desk, "equal"), "false");
    assert_eq!(of(desk, "promised_messages"), of(desk, "found_messages"));
    assert_ne!(of(desk, "promised_digest"), of(desk, "found_digest"));
    // A room that is missing has nothing on that side.
    let lost = Package::clean().edit("ChatRooms.xml", "<ChatRoom id=\"58\" parentId=\"2\" isDisabled=\"0\"><Name>Desk</Name><Desc/><Roles><Principal id=\"11\" isManager=\"1\"/><Principal id=\"20\" isMember=\"1\"/></Roles></ChatRoom>", "");
    place.write("lost.zip", lost.zip());
    place
        .pchat("verify pool.zip lost.zip --report lost")
        .exits(5);
    let rooms = rows(&place, "lost/compared-rooms.csv");
    assert_eq!(
        (of(&rooms[2], "promised_id"), of(&rooms[2], "found_id")),
        ("58".into(), String::new())
    );
    // Nothing is written over what is compared.
    place
        .pchat("verify pool.zip changed.zip --report changed.zip --force")
        .fails(2, &["is the input"]);
}

#[test]
fn a_report_of_another_command_goes_as_a_whole() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    place.pchat("analyze pool.zip --report out").exits(1);
    place.write("out/mine.csv", "mine");
    place
        .pchat("verify pool.zip pool.zip --report out --force")
        .exits(0);
    let names = [
        "README.txt",
        "compared-rooms.csv",
        "differences.csv",
        "mine.csv",
        "report.html",
        "report.xlsx",
        "verification.json",
    ];
    assert_eq!(place.list("out"), names);
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
        "README.txt",
        "analysis.json",
        "categories.csv",
        "findings.csv",
        "mine.csv",
        "people.csv",
        "report.html",
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
        "people.csv",
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
