use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, TargetKind, looks_like_csv, read, read_csv};
use crate::directory::InventoryItem;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/target")
        .join(name)
}

fn names(name: &str) -> (TargetKind, Vec<String>) {
    let (kind, items) = read_csv(&fixture(name)).unwrap();
    (kind, items.into_iter().map(|item| item.name).collect())
}

/// The text of a fixture in other bytes.
fn rewritten(
    name: &str,
    change: impl FnOnce(String) -> Vec<u8>,
) -> Result<(TargetKind, Vec<InventoryItem>), Error> {
    let text = fs::read_to_string(fixture(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.csv");
    fs::write(&path, change(text)).unwrap();
    read_csv(&path)
}

#[test]
fn the_kind_is_found_by_columns_or_type() {
    assert_eq!(
        names("a.csv"),
        (
            TargetKind::Categories,
            vec!["Finance".into(), "IT & Büro".into()]
        )
    );
    assert_eq!(
        names("b.csv"),
        (
            TargetKind::Rooms,
            vec!["Month-end Close".into(), "Say \"hi\"".into(), "A\\B".into()]
        )
    );
    assert_eq!(
        names("c.csv"),
        (TargetKind::Addins, vec!["Ticket Board".into()])
    );
    assert_eq!(
        names("only-type.csv"),
        (TargetKind::Rooms, vec!["Lobby".into()])
    );
}

#[test]
fn ids_are_uris_where_there_are_some() {
    let (_, rooms) = read_csv(&fixture("b.csv")).unwrap();
    assert_eq!(rooms[0].id, "ma-chan://contoso.com/1");
    let (_, addins) = read_csv(&fixture("c.csv")).unwrap();
    assert_eq!(addins[0].id, "pchat01.contoso.com\\Ticket Board");
}

#[test]
fn encodings_and_separators_make_no_difference() {
    let expected = read_csv(&fixture("a.csv")).unwrap();
    let utf16 = |text: String| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    assert_eq!(rewritten("a.csv", utf16).unwrap(), expected);
    assert_eq!(
        rewritten("a.csv", |text| format!("\u{feff}{text}").into_bytes()).unwrap(),
        expected
    );
    let separated = |by: &'static str| move |text: String| text.replace("\",\"", by).into_bytes();
    assert_eq!(rewritten("a.csv", separated("\";\"")).unwrap(), expected);
    assert_eq!(rewritten("a.csv", separated("\"\t\"")).unwrap(), expected);
}

#[test]
fn errors_say_what_and_where_and_what_to_do() {
    let code_page = rewritten("a.csv", |text| text.chars().map(|c| c as u8).collect());
    assert!(
        code_page
            .unwrap_err()
            .to_string()
            .contains("-Encoding UTF8")
    );

    let short = rewritten("b.csv", |text| {
        format!("{text}\"one field\"\r\n").into_bytes()
    })
    .unwrap_err();
    assert!(short.to_string().contains("line 6"), "{short}");
    assert!(
        short.to_string().contains("1 fields, the header has 5"),
        "{short}"
    );

    let nameless = rewritten("c.csv", |text| {
        format!("{text}\"\",\"\",\"http://x\"\n").into_bytes()
    });
    assert!(nameless.unwrap_err().to_string().contains("line 3"));

    for (name, what) in [
        ("other.csv", "columns"),
        ("empty.csv", "empty"),
        ("none.csv", "cannot read"),
    ] {
        let error = read_csv(&fixture(name)).unwrap_err().to_string();
        assert!(error.contains(what) && error.contains(name), "{error}");
    }
}

#[test]
fn folders_are_read_as_one_inventory() {
    let folder = tempfile::tempdir().unwrap();
    let none = read(folder.path()).map(|inventory| inventory.rooms.len());
    assert!(none.unwrap_err().what.contains("no CSV file"));
    for name in ["a.csv", "b.csv", "empty.csv"] {
        fs::copy(fixture(name), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "not for us").unwrap();
    let inventory = read(folder.path()).unwrap();
    assert_eq!(
        (
            inventory.categories.len(),
            inventory.rooms.len(),
            inventory.addins.len()
        ),
        (2, 3, 0)
    );
    assert!(inventory.rooms.find("MONTH-END CLOSE ").is_some());
}

#[test]
fn packages_are_no_inventories() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(!looks_like_csv(folder.path()));
    assert!(!looks_like_csv(&at("nowhere")));
    fs::write(at("pool.zip"), b"PK\x03\x04").unwrap();
    assert!(!looks_like_csv(&at("pool.zip")));
    assert!(looks_like_csv(&fixture("a.csv")));
    assert!(looks_like_csv(&fixture("")));
    fs::copy(fixture("a.csv"), at("a.csv")).unwrap();
    assert!(looks_like_csv(folder.path()));
    fs::write(at("ChatRooms.xml"), "<Pool/>").unwrap();
    assert!(!looks_like_csv(folder.path()));
}
