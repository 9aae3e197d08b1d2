//! `analyze --decisions`: a file to decide in, which keeps what was decided.

use crate::common::Place;
use crate::common::package::Package;

/// Two rooms of one name, one of them with a topic and marked as disabled.
fn troubled() -> Package {
    Package::clean()
        .edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>=News</Name>")
        .edit("ChatRooms.xml", "<Name>News</Name>", "<Name>=News</Name>")
        .edit(
            "ChatRooms.xml",
            r#"<ChatRoom id="58" parentId="2" isDisabled="0">"#,
            r#"<ChatRoom id="58" parentId="2" isDisabled="1">"#,
        )
        .edit(
            "ChatRooms.xml",
            "<Desc>What is new</Desc>",
            "<Desc>What is new</Desc><Topic>Büro</Topic>",
        )
}

const FIRST: &str = "\u{feff}rule,kind,id,name,action,value,note,identity\n\
                     name-conflict,room,57,'=News,keep,,,\n\
                     name-conflict,room,58,'=News,rename,'=News (2),,\n\
                     disabled-room,room,58,'=News,keep,,,\n\
                     topic-lost,room,57,'=News,keep,,,\n";

fn text(place: &Place) -> String {
    String::from_utf8(place.read("decisions.csv")).expect("UTF-8")
}

#[test]
fn a_row_for_each_finding_with_what_is_recommended() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    let alone = place.pchat("analyze pool.zip --format csv").exits(1);
    let outcome = place
        .pchat("analyze pool.zip --format csv --decisions decisions.csv")
        .exits(1)
        .says(&["note: decisions in decisions.csv: 4 new, 0 kept, 0 gone\n"]);
    assert_eq!(outcome.stdout, alone.stdout, "the result is the same");
    assert_eq!(text(&place), FIRST);
    assert_eq!(place.list(""), ["decisions.csv", "pool.zip"]);

    place
        .pchat("analyze pool.zip --threads 1 --decisions decisions.csv")
        .exits(1)
        .says(&["0 new, 4 kept, 0 gone"]);
    assert_eq!(text(&place), FIRST, "twice gives the same bytes");
    let quiet = place.pchat("analyze pool.zip --quiet --decisions decisions.csv");
    assert_eq!(quiet.stderr, "");
}

#[test]
fn what_was_decided_survives_a_spreadsheet_and_another_export() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    // As Excel saves it where a comma is part of numbers.
    let saved = "\u{feff}rule;kind;id;name;action;value;note;identity\r\n\
                 name-conflict;room;57;'=News;keep;;;\r\n\
                 name-conflict;room;58;'=News;Rename;Desk, north;\"ask\nSales\";\r\n\
                 disabled-room;room;58;'=News;exclude;;nobody needs it;\r\n";
    place.write("decisions.csv", saved);
    place
        .pchat("analyze pool.zip --decisions decisions.csv")
        .exits(1)
        .says(&["1 new, 3 kept, 0 gone"]);
    let topic = "topic-lost;room;57;'=News;keep;;;\r\n";
    assert_eq!(text(&place), format!("{saved}{topic}"));

    let enabled = troubled().edit("ChatRooms.xml", r#"isDisabled="1""#, r#"isDisabled="0""#);
    place.write("later.zip", enabled.zip());
    place
        .pchat("analyze later.zip --decisions decisions.csv")
        .exits(1)
        .says(&["0 new, 3 kept, 1 gone"]);
    let lines = text(&place);
    assert!(
        lines.ends_with("disabled-room;room;58;'=News;exclude;;gone: nobody needs it;\r\n"),
        "{lines}"
    );

    place
        .pchat("analyze pool.zip --decisions decisions.csv")
        .exits(1)
        .says(&["0 new, 4 kept, 0 gone"]);
    assert_eq!(text(&place), format!("{saved}{topic}"), "it came back");
}

#[test]
fn rules_that_are_not_checked_keep_their_rows() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    let options = "--decisions decisions.csv";
    place
        .pchat(&format!("analyze pool.zip --since 2012-01-01 {options}"))
        .exits(1);
    let all = text(&place);
    assert!(
        all.contains("\nbefore-cutoff,room,57,'=News,keep,,,\n"),
        "{all}"
    );
    // Now without the date.
    place
        .pchat(&format!("analyze pool.zip {options}"))
        .exits(1)
        .says(&["0 new, 5 kept, 0 gone"]);
    let without = text(&place);
    assert!(without.contains("\nbefore-cutoff,room,57,'=News,keep,,,\n"));
    place
        .pchat(&format!("analyze pool.zip --only topic-lost {options}"))
        .exits(0)
        .says(&["0 new, 5 kept, 0 gone"]);
    assert_eq!(text(&place).lines().count(), 6);
    assert!(!text(&place).contains("gone:"));
}

#[test]
fn a_file_that_cannot_be_understood_is_wrong_use_and_stays_as_it_is() {
    let place = Place::new();
    for (content, parts) in [
        (
            "rule,kind,id,action,value\nlong-name,room,57,delete,\ntopic-lost,rooms,1,keep,\n",
            &[
                "decisions.csv, line 2: there is no action delete",
                "expected: one of keep, rename, exclude",
                "decisions.csv, line 3: rooms is no kind",
            ][..],
        ),
        (
            "id,name\n",
            &["decisions.csv, line 1: there is no column rule"],
        ),
        ("", &["the file is empty"]),
    ] {
        place.write("decisions.csv", content);
        // Before anything is read.
        place
            .pchat("analyze nowhere.zip --decisions decisions.csv")
            .fails(2, parts);
        assert_eq!(text(&place), content);
    }
    place
        .pchat("analyze nowhere.zip --decisions none/decisions.csv")
        .fails(2, &["none/decisions.csv: the decisions cannot be written"]);
    assert_eq!(place.list(""), ["decisions.csv"]);
}

#[test]
fn unreadable_input_leaves_the_file_alone() {
    let place = Place::new();
    place.write("pool.zip", "no zip");
    place
        .pchat("analyze pool.zip --decisions new.csv")
        .fails(3, &["pool.zip"]);
    place.write("decisions.csv", FIRST);
    place
        .pchat("analyze pool.zip --decisions decisions.csv")
        .fails(3, &["pool.zip"]);
    assert_eq!(text(&place), FIRST);
    assert_eq!(place.list(""), ["decisions.csv", "pool.zip"]);
}

#[test]
fn a_big_pool_gives_a_file_that_can_be_read_again() {
    let place = Place::new();
    place.generate("pool.zip", (300, 200, 3_000), "");
    let line = "analyze pool.zip --quiet --since 2012-01-01 --decisions decisions.csv";
    place.pchat(line).exits(1);
    let first = text(&place);
    assert!(first.lines().count() > 200);
    place.pchat(line).exits(1);
    assert_eq!(text(&place), first);
}

/// The clean pool, in which room 58 is disabled.
fn disabled() -> Package {
    Package::clean().edit(
        "ChatRooms.xml",
        r#"<ChatRoom id="58" parentId="2" isDisabled="0">"#,
        r#"<ChatRoom id="58" parentId="2" isDisabled="1">"#,
    )
}

#[test]
fn a_row_for_another_object_is_refused_and_never_carried_over_in_silence() {
    let place = Place::new();
    place.write("pool.zip", disabled().zip());
    let row =
        "rule,kind,id,name,action,value,note\ndisabled-room,room,58,Helpdesk 2009,exclude,,\n";
    place.write("decisions.csv", row);
    let parts = [
        "decisions.csv, line 2: the row was made for the room “Helpdesk 2009”",
        "room 58 is “Desk” now",
        "pchat analyze INPUT --decisions FILE",
    ];
    place
        .pchat("convert pool.zip --what-if --decisions decisions.csv")
        .fails(2, &parts);
    place
        .pchat("verify pool.zip pool.zip --decisions decisions.csv")
        .fails(2, &parts);
    place
        .pchat("analyze pool.zip --decisions decisions.csv --fail-on never")
        .exits(0)
        .says(&["1 gone", "1 made for another object"]);
    let now = text(&place);
    assert!(now.contains("disabled-room,room,58,Desk,"), "{now}");
    assert!(now.contains("Helpdesk 2009,exclude,,gone: "), "{now}");
    place
        .pchat("convert pool.zip --what-if --decisions decisions.csv --fail-on never")
        .exits(0)
        .says(&["1 marked as gone, which are not carried out"]);
}

#[test]
fn a_row_by_hand_is_carried_out_and_kept_and_one_row_may_stand_for_all() {
    let place = Place::new();
    place.write("pool.zip", disabled().zip());
    let header = "rule,kind,id,name,action,value,note\n";
    place.write(
        "decisions.csv",
        format!("{header}disabled-room,room,57,News,exclude,,\n"),
    );
    place
        .pchat("convert pool.zip --what-if --decisions decisions.csv")
        .fails(
            2,
            &[
                "line 2: disabled-room finds nothing at the room 57",
                "write manual",
            ],
        );
    let rows = "manual,room,57,News,rename,Newsroom,\ndisabled-room,room,*,,exclude,,\n";
    place.write("decisions.csv", format!("{header}{rows}"));
    for _ in 0..2 {
        place
            .pchat("analyze pool.zip --decisions decisions.csv --fail-on never")
            .exits(0)
            .says(&["0 gone"]);
        let now = text(&place);
        assert!(
            now.contains("manual,room,57,News,rename,Newsroom,"),
            "{now}"
        );
        assert!(!now.contains("disabled-room,room,58"), "{now}");
    }
    let outcome = place
        .pchat("convert pool.zip --what-if --format csv --decisions decisions.csv --fail-on never")
        .exits(0);
    let changes = String::from_utf8(outcome.stdout).expect("UTF-8");
    assert!(changes.contains("manual,documented,"), "{changes}");
    assert!(changes.contains("disabled-room,documented,"), "{changes}");
}

#[test]
fn what_a_row_by_hand_or_one_for_all_is_about_is_decided() {
    let place = Place::new();
    place.write("pool.zip", troubled().zip());
    let header = "rule,kind,id,name,action,value,note\n";
    let rows = "manual,room,57,=News,keep,,\ndisabled-room,room,*,,keep,,\n";
    place.write("decisions.csv", format!("{header}{rows}"));
    let outcome = place
        .pchat("convert pool.zip --what-if --format json --decisions decisions.csv --fail-on never")
        .exits(0);
    let json = outcome.json();
    let remaining = json["remaining"].as_array().expect("a list");
    let decided = remaining.iter().map(|finding| {
        let id = &finding["object"]["id"];
        format!("{} {} {}", finding["rule"], id, finding["decided"]).replace('"', "")
    });
    let decided: Vec<String> = decided.collect();
    assert_eq!(
        decided,
        [
            "name-conflict 57 true",
            "name-conflict 58 false",
            "disabled-room 58 true",
            "topic-lost 57 true"
        ]
    );
}

#[test]
fn a_file_that_lost_characters_is_refused_and_a_code_page_can_be_named() {
    let place = Place::new();
    let pool = disabled().edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>Größe</Name>");
    place.write("pool.zip", pool.zip());
    let header = b"rule,kind,id,name,action,value,note\ndisabled-room,room,58,";
    let file = |name: &[u8]| [header, name, b",exclude,,\n"].concat();
    let line = "convert pool.zip --what-if --fail-on never --decisions decisions.csv";
    for name in ["Gr??e", "Gr\u{fffd}\u{fffd}e", "GrÃ¶ÃŸe"] {
        place.write("decisions.csv", file(name.as_bytes()));
        let parts = [
            "line 2: the file lost characters",
            "CSV UTF-8",
            "-Encoding UTF8",
        ];
        place.pchat(line).fails(2, &parts);
        place
            .pchat("analyze pool.zip --decisions decisions.csv")
            .fails(2, &parts);
    }
    place.write("decisions.csv", file(b"Gr\xf6\xdfe"));
    place
        .pchat(line)
        .fails(2, &["the file is not UTF-8", "--code-page"]);
    place.pchat(&format!("{line} --code-page 1252")).exits(0);
    place
        .pchat(&format!("{line} --code-page 850"))
        .fails(2, &["line 2"]);
}

#[test]
fn what_a_spreadsheet_writes_above_the_header_or_into_cells_is_known() {
    let place = Place::new();
    place.write("pool.zip", disabled().zip());
    let line = "convert pool.zip --what-if --fail-on never --decisions decisions.csv";
    let rows = "rule;kind;id;name;action;value;note\r\ndisabled-room;room;58;Desk;exclude;;\r\n";
    for above in [
        "sep=;\r\n",
        "#TYPE System.Management.Automation.PSCustomObject\r\n",
    ] {
        place.write("decisions.csv", format!("{above}{rows}"));
        place.pchat(line).exits(0);
    }
    for (from, to, what) in [
        (";58;", ";1,23E+15;", "line 3: the id is 1,23E+15"),
        ("exclude;;", "rename;#NAME?;", "line 3: the value is #NAME?"),
    ] {
        place.write(
            "decisions.csv",
            format!("sep=;\r\n{}", rows.replace(from, to)),
        );
        place.pchat(line).fails(2, &[what]);
    }
    place
        .pchat("analyze pool.zip --fail-on never --decisions new.csv --csv-separator semicolon")
        .exits(0);
    let new = String::from_utf8(place.read("new.csv")).expect("UTF-8");
    assert!(new.starts_with("\u{feff}rule;kind;id;"), "{new}");
}
