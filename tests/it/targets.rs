//! What is said of the target pool: inventories as people write them, and the target's database.

use crate::common::package::Package;
use crate::common::{Outcome, Place, findings, pchat};

const HEADER: &str = r#""Identity","ChatRoomUri","Name""#;

/// The clean package with a room of this name, and an inventory with these bytes.
fn with(room: &str, inventory: impl AsRef<[u8]>) -> Place {
    let place = Place::new();
    let name = format!("<Name>{room}</Name>");
    let package = Package::clean().edit("ChatRooms.xml", "<Name>News</Name>", &name);
    place.write("pool.zip", package.zip());
    place.write("rooms.csv", inventory);
    place
}

fn analyze(place: &Place, options: &str) -> Outcome {
    place.pchat(&format!(
        "analyze pool.zip --only target-conflict --format json --target rooms.csv {options}"
    ))
}

/// The case, basis and target's name of the only finding.
#[track_caller]
fn finding(outcome: &Outcome) -> (String, String, String) {
    let analysis = outcome.json();
    let found = findings(&analysis, "target-conflict");
    assert_eq!(found.len(), 1, "{found:?}");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let details = &found[0]["details"];
    (
        text(&details["case"]),
        text(&found[0]["basis"]),
        text(&details["target_name"]),
    )
}

#[test]
fn a_name_that_lost_characters_is_found_and_said_to_be_doubtful() {
    // What Windows PowerShell writes without -Encoding: ASCII, and `?` for each UTF-16 unit of all else.
    let type_line = "#TYPE Microsoft.Rtc.Management.PersistentChat.Cmdlets.ChatRoomObject";
    for (room, listed) in [
        ("Größe", "GR??E"),
        ("Общий чат", "????? ???"),
        ("Party 🎉", "Party ??"),
        ("Größe", "Gr\u{fffd}\u{fffd}e"),
        ("Größe", "GrÃ¶ÃŸe"),
        ("Größe", "Gr÷▀e"),
    ] {
        let rows = format!(
            "{type_line}\r\n{HEADER}\r\n\"chat01.contoso.com\\{listed}\",\"ma-chan://contoso.com/1\",\"{listed}\"\r\n"
        );
        let outcome = analyze(&with(room, rows), "").exits(1);
        let (case, basis, name) = finding(&outcome);
        assert_eq!(
            (&*case, &*basis, &*name),
            ("perhaps-overwritten", "inferred", listed)
        );
    }
}

#[test]
fn a_question_mark_that_belongs_there_is_one() {
    let rows = format!("{HEADER}\n\"chat01.contoso.com\\Why?\",\"\",\"Why?\"\n");
    let outcome = analyze(&with("why?", &rows), "").exits(1);
    let (case, basis, _) = finding(&outcome);
    assert_eq!((&*case, &*basis), ("overwritten", "documented"));
    for other in ["Whys", "Why", "Who?", "Why??"] {
        let outcome = analyze(&with(other, &rows), "").exits(0);
        assert!(findings(&outcome.json(), "target-conflict").is_empty());
    }
}

#[test]
fn one_pool_of_several_is_chosen() {
    let rows = format!(
        "{HEADER}\n\"chat01.contoso.com\\News\",\"\",\"News\"\n\"Chat02.contoso.com\\Lobby\",\"\",\"Lobby\"\n"
    );
    let place = with("News", rows);
    analyze(&place, "").fails(
        3,
        &[
            "2 pools",
            "chat01.contoso.com (1), Chat02.contoso.com (1)",
            "--target-pool",
        ],
    );
    let source = analyze(&place, "--target-pool CHAT01.contoso.com").exits(1);
    assert_eq!(finding(&source).2, "News");
    // The source's own rows are no conflict.
    let outcome = analyze(&place, "--target-pool chat02.contoso.com").exits(0);
    assert!(findings(&outcome.json(), "target-conflict").is_empty());
    analyze(&place, "--target-pool chat03.contoso.com").fails(
        3,
        &[
            "no object of the pool chat03.contoso.com",
            "chat01.contoso.com",
        ],
    );
    place.write("rooms.csv", "\"ChatRoomUri\",\"Name\"\n\"\",\"News\"\n");
    analyze(&place, "--target-pool chat01.contoso.com").fails(3, &["do not say", "Identity"]);
    analyze(&place, "").exits(1);
    place
        .pchat("analyze pool.zip --target-pool chat01.contoso.com")
        .exits(2);
}

#[test]
fn pools_are_counted_over_all_files() {
    let row = |pool: &str| format!("{HEADER}\n\"{pool}\\News\",\"\",\"News\"\n");
    let place = with("News", row("chat01.contoso.com"));
    place.write("more.csv", row("chat02.contoso.com"));
    analyze(&place, "--target more.csv").fails(3, &["2 pools"]);
    let chosen = "--target more.csv --target-pool chat02.contoso.com";
    analyze(&place, chosen).exits(1);
    let line = format!("convert pool.zip -o out.zip --target rooms.csv {chosen} --fail-on never");
    place.pchat(&line).exits(0);
    let manifest = String::from_utf8(place.read("out.manifest.json")).unwrap();
    assert!(
        manifest.contains(r#""target_pool": "chat02.contoso.com""#),
        "{manifest}"
    );
}

#[test]
fn a_code_page_is_refused_or_given() {
    let mut rows = format!("{HEADER}\n\"chat01.contoso.com\\Gr").into_bytes();
    rows.extend(b"\xF6\xDFe\",\"\",\"Gr\xF6\xDFe\"\n");
    let place = with("Größe", rows);
    analyze(&place, "").fails(3, &["neither UTF-8 nor UTF-16", "rooms.csv", "--code-page"]);
    let outcome = analyze(&place, "--code-page 1252").exits(1);
    assert_eq!(finding(&outcome).0, "overwritten");
}

#[test]
fn the_targets_database_is_a_target() {
    let conflicts = |target: &str| {
        let line = format!(
            "analyze samples/contoso.zip --only target-conflict --format json --target samples/{target}"
        );
        let analysis = pchat(&line).exits(1).json();
        let found = findings(&analysis, "target-conflict").into_iter();
        let found: Vec<_> = found
            .filter(|finding| finding["object"]["kind"] != "addin")
            .map(|finding| (finding["object"].clone(), finding["details"].clone()))
            .collect();
        assert!(!found.is_empty());
        found
    };
    let package = conflicts("contoso.zip");
    for extract in ["contoso.bak", "contoso.sql", "contoso-csv"] {
        assert_eq!(conflicts(extract), package, "{extract}");
    }
}

#[test]
fn an_inventory_beside_a_package_is_not_guessed_at() {
    let place = with("News", "");
    std::fs::create_dir(place.path("both")).unwrap();
    Package::clean().unpack(&place.path("both"));
    place.write("both/rooms.csv", format!("{HEADER}\n"));
    let line = "analyze pool.zip --only target-conflict --target both";
    place
        .pchat(line)
        .fails(3, &["both an inventory", "rooms.csv", "one by one"]);
}

#[test]
fn a_target_of_which_something_is_skipped_is_4() {
    let place = with("News", "");
    let target = Package::clean().edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, "<ChatRoom ");
    place.write("target.zip", target.zip());
    for command in ["analyze pool.zip", "convert pool.zip --what-if"] {
        let line = format!("{command} --target target.zip --fail-on never");
        // The name that it had is not compared.
        let says = ["target.zip: 1 record was skipped", "a room without an id"];
        place.pchat(&line).exits(4).says(&says);
    }
}
