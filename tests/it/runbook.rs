//! The runbook: every step of the guide, with what a pool needs, and lines that can be run.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::package::Package;
use crate::common::{Place, copy_sample, pchat, root};
use crate::powershell::texts;

const SAMPLE: &str = "runbook samples/contoso.zip --decisions samples/decisions.csv --target samples/target --since 2010-01-01 --target-pool pchat01.contoso.com";

pub fn steps(runbook: &Value) -> Vec<&Value> {
    let chapters = runbook["chapters"].as_array().expect("chapters");
    let steps = chapters.iter().map(|it| it["steps"].as_array());
    steps.flat_map(|it| it.expect("steps")).collect()
}

fn step<'a>(runbook: &'a Value, id: &str) -> &'a Value {
    let mut steps = steps(runbook).into_iter();
    steps.find(|it| it["id"] == id).expect(id)
}

/// All lines that are to be typed, with the language of each.
fn lines(runbook: &Value) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    for commands in steps(runbook)
        .iter()
        .flat_map(|it| it["commands"].as_array().expect("commands"))
    {
        let language = commands["language"].as_str().expect("a language");
        let all = commands["lines"].as_array().expect("lines");
        lines.extend(
            all.iter()
                .map(|line| (language, line.as_str().expect("a line"))),
        );
    }
    lines
}

pub fn json(place: &Place, line: &str) -> Value {
    place
        .pchat(&format!("{line} --format json"))
        .exits(0)
        .json()
}

#[test]
fn the_sample_as_markdown() {
    assert_snapshot!(pchat(SAMPLE).exits(0).text());
}

#[test]
fn every_step_of_the_guide_is_there_with_what_it_rests_on() {
    let runbook = pchat(&format!("{SAMPLE} --format json")).exits(0).json();
    let guide: Vec<&str> = steps(&runbook)
        .iter()
        .filter_map(|it| it["guide"].as_str())
        .collect();
    for (part, last) in [("prerequisites", 2), ("prepare", 8), ("perform", 13)] {
        for number in 1..=last {
            let step = format!("{part}, {number}");
            assert!(guide.contains(&step.as_str()), "{step}");
        }
    }
    for step in steps(&runbook) {
        for todo in step["todo"].as_array().expect("instructions") {
            let has_page = todo["page"].is_string();
            assert_eq!(todo["rests"] == "documented", has_page, "{todo}");
        }
        let says = step["todo"].as_array().is_some_and(|it| !it.is_empty());
        let found = step["found"].as_array().is_some_and(|it| !it.is_empty());
        assert!(says || found || step["why_not"].is_string(), "{step}");
    }
}

#[test]
fn nothing_that_analyze_finds_is_missing() {
    let options = "samples/contoso.zip --target samples/target --format json";
    let runbook = pchat(&format!("runbook {options}")).exits(0).json();
    let listed: Vec<(&Value, &Value)> = steps(&runbook)
        .into_iter()
        .flat_map(|step| step["found"].as_array().expect("a list"))
        .map(|found| (&found["rule"], &found["items"]))
        .collect();
    let analysis = pchat(&format!("analyze {options}")).exits(1).json();
    for finding in analysis["findings"].as_array().expect("findings") {
        let object = &finding["object"];
        let is_listed = listed.iter().any(|(rule, items)| {
            **rule == finding["rule"]
                && (items.as_array().expect("items").iter()).any(|item| item["id"] == object["id"])
        });
        assert!(is_listed, "{finding}");
    }
}

#[test]
fn what_the_pool_does_not_need_stays_with_the_reason() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let runbook = json(&place, "runbook pool.zip");
    for id in [
        "prepare-1",
        "prepare-2",
        "prepare-3",
        "prepare-4",
        "prepare-5",
        "prepare-6",
        "perform-7",
        "beyond-orphan",
    ] {
        let step = step(&runbook, id);
        assert_eq!(step["needed"], false, "{id}");
        assert!(
            step["why_not"]
                .as_str()
                .is_some_and(|it| it.contains("nothing")),
            "{id}"
        );
    }
    for id in [
        "prerequisites-2",
        "prepare-backup",
        "perform-2",
        "perform-6",
        "perform-13",
    ] {
        assert_eq!(step(&runbook, id)["needed"], true, "{id}");
    }
    let bare = Package::clean().without("ChatMessages.xml");
    place.write("bare.zip", bare.zip());
    let runbook = json(&place, "runbook bare.zip");
    let files = step(&runbook, "prepare-5");
    assert_eq!(
        files["needed"], true,
        "what could not be looked for may be there"
    );
    assert!(
        files["why_not"]
            .as_str()
            .is_some_and(|it| it.contains("no messages"))
    );
}

#[test]
fn people_have_names_and_addresses() {
    let runbook = pchat(&format!("{SAMPLE} --format json")).exits(0).json();
    let found = &step(&runbook, "prepare-6")["found"];
    let rooms = found[1]["items"].as_array().expect("rooms");
    let room = rooms.iter().find(|it| it["id"] == "31").expect("room 31");
    assert_eq!(room["people"][0]["name"], "User 18 (Litware)");
    assert_eq!(room["people"][0]["address"], "sip:user18@litware.com");
    assert_eq!(found[0]["items"][0]["address"], "sip:user18@litware.com");
}

#[test]
fn who_sees_to_it_depends_on_the_decisions() {
    let fate = |line: &str| {
        let runbook = pchat(&format!("{line} --format json")).exits(0).json();
        let items = &step(&runbook, "prepare-7")["found"][0]["items"];
        items[0]["fate"].as_str().map(str::to_owned)
    };
    let decided = "runbook samples/contoso.zip --decisions samples/decisions.csv";
    assert_eq!(fate("runbook samples/contoso.zip").as_deref(), Some("open"));
    assert_eq!(fate(decided).as_deref(), Some("converted"));
}

#[test]
fn long_lists_are_cut_and_say_where_the_rest_is() {
    let place = Place::new();
    let rooms: String = (100..150)
        .map(|id| format!(r#"<ChatRoom id="{id}" parentId="2" isDisabled="1"><Name>Room {id}</Name></ChatRoom>"#))
        .collect();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        "</ChatRooms>",
        &format!("{rooms}</ChatRooms>"),
    );
    place.write("pool.zip", package.zip());
    let runbook = json(&place, "runbook pool.zip");
    let found = &step(&runbook, "prepare-7")["found"][0];
    assert_eq!(
        (found["count"].as_u64(), found["left_off"].as_u64()),
        (Some(50), Some(30))
    );
    place
        .pchat("runbook pool.zip")
        .exits(0)
        .prints(&["and 30 more, in disabled-room.csv"]);
}

#[test]
fn lines_have_the_values_that_were_given_and_refuse_to_run_without() {
    let site = r"--source-sql sql01.contoso.com\gc --target-sql sql02.contoso.com\rtc --target-pool chat02.contoso.com --source-pool chat01.contoso.com --source-store \\old\files\ --target-store \\new\files --lookup sip:ocschat@contoso.com --folder D:\Move";
    let all = pchat(&format!("runbook samples/contoso.zip {site} --format json"))
        .exits(0)
        .json();
    let has = |line: &str| lines(&all).iter().any(|(_, it)| *it == line);
    for line in [
        r"Export-CsPersistentChatData -DBInstance 'sql01.contoso.com\gc' -FileName 'D:\Move\export.zip' -Report 'D:\Move\export.html'",
        r"Import-CsPersistentChatData -DBInstance 'sql02.contoso.com\rtc' -FileName 'D:\Move\new.zip' -Report 'D:\Move\import-what-if.html' -WhatIf",
        r"Import-CsPersistentChatData -DBInstance 'sql02.contoso.com\rtc' -FileName 'D:\Move\new.zip' -Report 'D:\Move\import.html'",
        "New-CsPersistentChatEndpoint -SipAddress 'sip:ocschat@contoso.com' -PersistentChatPoolFqdn 'chat02.contoso.com'",
        r"robocopy '\\old\files' '\\new\files' /E /COPY:DAT /DCOPY:T /R:2 /W:5 /TEE ('/LOG+:' + 'D:\Move\files.log')",
        "Get-CsPersistentChatRoom -PersistentChatPoolFqdn 'chat01.contoso.com' -Disabled $false",
        "SELECT COUNT(*) FROM tblNode WHERE nodeType = 0 AND disabled = 0;",
    ] {
        assert!(has(line), "{line}\n{:#?}", lines(&all));
    }
    let none = pchat("runbook samples/contoso.zip --format json")
        .exits(0)
        .json();
    let export = lines(&none)
        .into_iter()
        .find(|(_, it)| it.starts_with("Export-"))
        .expect("the export");
    assert!(export.1.contains("-DBInstance <"), "{}", export.1);
}

/// Word by word as PowerShell would give them to the program, on files that have the names in the lines.
#[test]
fn its_own_lines_run() {
    let place = Place::new();
    fs::create_dir(place.path("m")).expect("a folder");
    copy_sample("contoso.zip", &place.path("my pool.zip"));
    copy_sample("decisions.csv", &place.path("it's decided.csv"));
    copy_sample("target", &place.path("target"));
    // A name with a backslash, where that separates no folders.
    for name in ["m\\export.zip", "m\\closed.zip"] {
        copy_sample("contoso.zip", &place.path(name));
    }
    let made = [
        "runbook",
        "my pool.zip",
        "--decisions",
        "it's decided.csv",
        "--target",
        "target",
        "--since",
        "2010-01-01",
        "--folder",
        "m",
        "--format",
        "json",
    ];
    let runbook = place.pchat_with(&made).exits(0).json();
    let mut run = Vec::new();
    for (language, line) in lines(&runbook) {
        let Some(line) = line.strip_prefix("pchat ") else {
            continue;
        };
        assert_eq!(language, "powershell");
        // The shares were not named, and are on other machines.
        if line.starts_with("files ") {
            assert!(line.contains("--to <file share of the new pool>"), "{line}");
            continue;
        }
        let line = line.trim_end_matches("; $LASTEXITCODE");
        let line = texts(line);
        let arguments: Vec<&str> = line.iter().map(String::as_str).collect();
        if arguments.contains(&"--imported") {
            fs::copy(place.path("m\\new.zip"), place.path("m\\after.zip")).expect("a copy");
        }
        let outcome = place.pchat_with(&arguments);
        assert!(matches!(outcome.code, Some(0 | 1)), "{outcome:?}");
        run.push(arguments[0].to_owned());
    }
    for command in ["inspect", "analyze", "convert", "verify"] {
        assert!(run.iter().any(|it| it == command), "{command} in {run:?}");
    }
}

#[test]
fn an_empty_separator_reaches_the_program() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let made = ["runbook", "pool.zip", "--separator", "", "--format", "json"];
    let runbook = place.pchat_with(&made).exits(0).json();
    let (_, analyze) = (lines(&runbook).into_iter())
        .find(|(_, line)| line.starts_with("pchat analyze"))
        .expect("a line");
    let words = texts(analyze.strip_prefix("pchat ").expect("a program"));
    assert!(words.contains(&"--separator=".to_owned()), "{words:?}");
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let place = Place::new();
    place.generate("pool", (40, 60, 2_000), "");
    for format in ["md", "html", "json"] {
        let of = |threads: u32| {
            let line = format!("runbook pool --threads {threads} --format {format}");
            let made = place.pchat(&format!("{line} --script repair.ps1 --force"));
            (made.exits(0).stdout, place.read("repair.ps1"))
        };
        assert!(of(1) == of(4), "{format}");
    }
}

#[test]
fn files_are_written_by_name_and_none_is_lost() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    fs::create_dir(place.path("out")).expect("a folder");
    place
        .pchat("runbook pool.zip -o out")
        .exits(0)
        .says(&["runbook.md is written", "runbook.html is written"]);
    assert_eq!(place.list("out"), ["runbook.html", "runbook.md"]);
    let again = "runbook pool.zip -o out/runbook.html";
    place.pchat(again).fails(2, &["runbook.html", "--force"]);
    place.pchat(&format!("{again} --force")).exits(0);
    assert!(
        place
            .read("out/runbook.html")
            .starts_with(b"<!DOCTYPE html>")
    );
    place.pchat("runbook pool.zip -o plain.json").exits(0);
    assert!(place.read("plain.json").starts_with(b"{"));
    place
        .pchat("runbook pool.zip --script pool.zip --force")
        .fails(2, &["pool.zip"]);
    place
        .pchat("runbook pool.zip -o missing/runbook.md")
        .fails(2, &["missing"]);
    place
        .pchat("runbook nowhere.zip -o new.md")
        .fails(3, &["nowhere.zip"]);
    assert!(!place.path("new.md").exists());
}

/// The page that says what the tool does for each step of the guide names every step.
#[test]
fn the_page_about_the_runbook_has_every_step() {
    let page = fs::read_to_string(root().join("docs/runbook.md")).expect("the page");
    let runbook = pchat("runbook samples/contoso.zip --format json")
        .exits(0)
        .json();
    for step in steps(&runbook) {
        let id = step["id"].as_str().expect("an id");
        let id = if id.starts_with("beyond-") {
            "beyond-"
        } else {
            id
        };
        assert!(page.contains(&format!("`{id}")), "{id}");
    }
}
