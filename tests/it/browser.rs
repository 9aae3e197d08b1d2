//! The page in a real browser: what a reader sees, decides and saves. Needs Node.js with what `tests/browser` asks for, and
//! Chromium: `.ci/run` gets both where they can be had.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::common::package::Package;
use crate::common::{Place, copy_sample};

/// What the driver saw of this page; `decisions` is a file to load.
fn look(page: &Path, folder: &Path, decisions: Option<&Path>) -> Value {
    drive(
        "page.mjs",
        [page, folder]
            .into_iter()
            .chain(decisions)
            .map(Path::to_owned),
    )
}

fn drive(driver: &str, paths: impl IntoIterator<Item = PathBuf>) -> Value {
    let drivers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let mut node = Command::new("node");
    node.arg(drivers.join(driver)).args(paths);
    let output = node.output().expect("node is installed");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).expect("the driver writes JSON")
}

/// What has to hold for every page.
fn is_well_made(seen: &Value) {
    for none in ["requests", "console", "axe", "invalid"] {
        assert_eq!(seen[none], serde_json::json!([]), "{none}");
    }
}

fn text<'a>(seen: &'a Value, name: &str) -> &'a str {
    seen[name].as_str().expect("what the driver saw")
}

#[test]
#[ignore = "needs Node.js and Chromium"]
fn the_sample_is_decided_in_the_page_and_converted_with_it() {
    let place = Place::new();
    copy_sample("contoso.zip", &place.path("contoso.zip"));
    // Not under the name that the page gives its own.
    copy_sample("decisions.csv", &place.path("mine.csv"));
    place
        .pchat("analyze contoso.zip --report report --decisions analyzed.csv")
        .exits(1);
    let decisions = place.path("mine.csv");
    let seen = look(
        &place.path("report/report.html"),
        &place.path(""),
        Some(&decisions),
    );
    is_well_made(&seen);

    // What is proposed is what `analyze` proposes, to the byte.
    assert_eq!(place.read("as-proposed.csv"), place.read("analyzed.csv"));

    // The check of names while they are written.
    assert!(text(&seen, "tooLong").starts_with("257 of 256"));
    assert!(text(&seen, "taken").ends_with("another one has this name"));
    assert!(text(&seen, "free").ends_with("fits and is free"));
    assert_eq!(text(&seen, "state"), "2 otherwise than recommended");

    // What was decided is carried out: a new name, with all that is in it, and a room that stays behind.
    let outcome =
        place.pchat("convert contoso.zip --what-if --decisions decided.csv --format json");
    let plan = outcome.json();
    let changes = plan["changes"].as_array().expect("changes");
    let is_there = |field: &str, value: &str| {
        let value = Value::from(value).to_string();
        let mut of_field = changes.iter().filter(|change| change["field"] == field);
        of_field.any(|change| change.to_string().contains(&value))
    };
    assert!(is_there("name", "  ÉTÉ = “new”, \u{1f600}"));
    assert!(is_there("object", text(&seen, "excluded")));
    let decided = String::from_utf8(place.read("decided.csv")).expect("UTF-8");
    assert!(decided.contains(",'=not needed,"), "no formula: {decided}");

    // A file that was made elsewhere means the same after it went through the page.
    place.pchat("convert contoso.zip -o a.zip --decisions mine.csv");
    place.pchat("convert contoso.zip -o b.zip --decisions loaded.csv");
    assert_eq!(place.read("a.zip"), place.read("b.zip"));

    // Without scripts everything is there to be read.
    let plain = text(&seen, "withoutScripts");
    for part in [
        "Names that would be used twice",
        "What is in it",
        "Messages by month",
    ] {
        assert!(plain.contains(part), "{part}");
    }

    assert_eq!(seen["keyboard"][0], "Skip to the findings");
    assert_eq!(text(&seen, "sortedBy"), "ascending");
    assert_eq!(text(&seen, "first"), "Accounts Payable");
    let filtered = seen["filtered"].as_array().expect("rows");
    assert!(!filtered.is_empty() && filtered.iter().all(|fits| fits == true));
}

#[test]
#[ignore = "needs Node.js and Chromium"]
fn hostile_texts_are_texts() {
    let place = Place::new();
    let hostile = [
        "&lt;/script&gt;&lt;script&gt;fetch('http://contoso.com')&lt;/script&gt;",
        "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;",
        "=HYPERLINK(1)\u{202e}gnp.exe\u{2067}\u{200b}",
        "' onfocus=alert(1) autofocus x='{{7*7}}${1}",
    ];
    // Names that clash, so that each stands in findings, decisions, the tree and the table of rooms.
    let names = hostile
        .iter()
        .map(|name| format!("{name}{}", "x".repeat(10_000)));
    let rooms: String = names
        .chain(hostile.map(str::to_owned))
        .enumerate()
        .map(|(at, name)| {
            let (id, topic) = (at + 100, hostile[at % hostile.len()]);
            format!(
                "<ChatRoom id=\"{id}\" parentId=\"2\"><Name>{name}</Name><Topic>{topic}</Topic></ChatRoom>\
                 <ChatRoom id=\"{}\" parentId=\"2\"><Name>{name}</Name></ChatRoom>",
                id + 100
            )
        })
        .collect();
    let package = Package::clean().edit(
        "ChatRooms.xml",
        "</ChatRooms>",
        &format!("{rooms}</ChatRooms>"),
    );
    place.write("pool.zip", package.zip());
    place.pchat("analyze pool.zip --report report").exits(1);
    let seen = look(&place.path("report/report.html"), &place.path(""), None);
    is_well_made(&seen);
    let shown = text(&seen, "withoutScripts");
    for part in [
        "</script><script>fetch(",
        "<img src=x",
        "\\u{202e}gnp.exe",
        "autofocus",
    ] {
        assert!(shown.contains(part), "{part} is shown as it stands");
    }
}

#[test]
#[ignore = "needs Node.js and Chromium"]
fn a_conversion_and_its_proof_are_pages_too() {
    let place = Place::new();
    copy_sample("contoso.zip", &place.path("contoso.zip"));
    copy_sample("decisions.csv", &place.path("decisions.csv"));
    place.pchat("convert contoso.zip -o new.zip --decisions decisions.csv --report converted");
    let seen = look(&place.path("converted/report.html"), &place.path(""), None);
    is_well_made(&seen);
    let shown = text(&seen, "withoutScripts");
    for part in [
        "Sales before 2010",
        "manager: User 01 (IT)",
        "User 15 (Trading)",
        "caused by",
    ] {
        assert!(shown.contains(part), "{part}");
    }

    place.pchat("verify contoso.zip new.zip --decisions decisions.csv --report proved");
    let seen = look(&place.path("proved/report.html"), &place.path(""), None);
    is_well_made(&seen);
    assert!(text(&seen, "withoutScripts").contains("There is none."));

    // Against another pool than was promised, every room that differs says so.
    place.pchat("verify contoso.zip new.zip --report other");
    let seen = look(&place.path("other/report.html"), &place.path(""), None);
    is_well_made(&seen);
    assert!(text(&seen, "withoutScripts").contains("no: it is not there"));
}

#[test]
#[ignore = "needs Node.js and Chromium"]
fn the_runbook_is_a_page_to_work_down() {
    let place = Place::new();
    copy_sample("contoso.zip", &place.path("contoso.zip"));
    copy_sample("decisions.csv", &place.path("decisions.csv"));
    place
        .pchat("runbook contoso.zip -o runbook.html --decisions decisions.csv")
        .exits(0);
    let seen = look(&place.path("runbook.html"), &place.path(""), None);
    is_well_made(&seen);
    for part in ["Copy the uploaded files", "Import-CsPersistentChatData"] {
        assert!(text(&seen, "withoutScripts").contains(part), "{part}");
    }
}

/// Texts of other languages are longer; those of the one that no language writes are a third longer than in English.
#[test]
#[ignore = "needs Node.js and Chromium"]
fn every_language_fits_a_telephone() {
    let place = Place::new();
    copy_sample("contoso.zip", &place.path("contoso.zip"));
    copy_sample("decisions.csv", &place.path("decisions.csv"));
    let made_up = cfg!(debug_assertions).then_some("qps");
    let mut pages = Vec::new();
    for language in ["en", "de", "fr", "it"].into_iter().chain(made_up) {
        for (command, folder) in [
            ("analyze contoso.zip --since 2010-01-01", "analyzed"),
            (
                "convert contoso.zip --what-if --decisions decisions.csv",
                "converted",
            ),
            ("verify contoso.zip contoso.zip", "proved"),
        ] {
            let folder = format!("{folder}-{language}");
            place.pchat(&format!("{command} --report {folder} --lang {language}"));
            pages.push(place.path(&format!("{folder}/report.html")));
        }
        let runbook = format!("runbook-{language}.html");
        place.pchat(&format!(
            "runbook contoso.zip -o {runbook} --lang {language}"
        ));
        pages.push(place.path(&runbook));
    }
    assert_eq!(drive("phone.mjs", pages), serde_json::json!([]));
}
