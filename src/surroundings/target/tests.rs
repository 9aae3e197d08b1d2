use std::fs;
use std::path::{Path, PathBuf};

use crate::directory::Collation;

use super::{Listing, TargetKind, TargetObject, inventory, read_all};
use crate::input::{Error, Limits};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/target")
        .join(name)
}

fn read_csv(path: &Path) -> Result<(TargetKind, Vec<TargetObject>), Error> {
    super::read_csv(path, None).map(|Listing { kind, rows, .. }| (kind, rows))
}

fn files(path: &Path) -> Result<Option<Vec<PathBuf>>, Error> {
    super::files(path, &Limits::default())
}

fn names(name: &str) -> (TargetKind, Vec<String>) {
    let (kind, rows) = read_csv(&fixture(name)).unwrap();
    (kind, rows.into_iter().map(|row| row.name).collect())
}

/// The text of a fixture in other bytes.
fn rewritten(
    name: &str,
    change: impl FnOnce(String) -> Vec<u8>,
) -> Result<(TargetKind, Vec<TargetObject>), Error> {
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
fn first_lines_of_spreadsheets_are_stepped_over() {
    let expected = read_csv(&fixture("a.csv")).unwrap();
    for before in [
        "sep=,\r\n",
        "SEP=,\n#TYPE Microsoft.Rtc.Management.PersistentChat.Cmdlets.CategoryObject\n",
        "\"#TYPE Microsoft.Rtc.Management.PersistentChat.Cmdlets.CategoryObject\",,,\r\nsep=,\r\n",
        "\r\n\r\n",
    ] {
        let behind = |text: String| format!("{before}{text}").into_bytes();
        assert_eq!(rewritten("a.csv", behind).unwrap(), expected, "{before}");
    }
    let semicolons =
        |text: String| format!("sep=;\n{}", text.replace("\",\"", "\";\"")).into_bytes();
    assert_eq!(rewritten("a.csv", semicolons).unwrap(), expected);
}

#[test]
fn a_code_page_that_is_given_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rooms.csv");
    fs::write(
        &path,
        b"\"Identity\",\"ChatRoomUri\"\n\"c.contoso.com\\Gr\x94\xE1e\",\"\"\n",
    )
    .unwrap();
    let page = "850".parse().ok();
    let listing = super::read_csv(&path, page).unwrap();
    assert_eq!(listing.rows[0].name, "Größe");
    assert_eq!(listing.rows[0].pool, "c.contoso.com");
}

#[test]
fn folders_are_read_as_one_inventory() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(files(folder.path()).unwrap(), None);
    for name in ["a.csv", "b.csv", "empty.csv"] {
        fs::copy(fixture(name), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("notes.txt"), "not for us").unwrap();
    fs::write(folder.path().join("._b.csv"), "\0\0").unwrap();
    let files = files(folder.path()).unwrap().unwrap();
    let inventory = inventory(&read_all(&files, None).unwrap(), None).unwrap();
    assert_eq!(
        (
            inventory.categories.len(),
            inventory.rooms.len(),
            inventory.addins.len()
        ),
        (2, 3, 0)
    );
    assert!(
        inventory
            .rooms
            .find("MONTH-END CLOSE ", &Collation::default())
            .is_some()
    );
}

#[test]
fn packages_and_extracts_are_no_inventories() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(files(&at("nowhere")).unwrap(), None);
    fs::write(at("pool.zip"), b"PK\x03\x04").unwrap();
    assert_eq!(files(&at("pool.zip")).unwrap(), None);
    fs::write(at("tblNode.csv"), "nodeID,nodeName\n1,Contoso\n").unwrap();
    assert_eq!(files(&at("tblNode.csv")).unwrap(), None);
    fs::remove_file(at("pool.zip")).unwrap();
    assert_eq!(files(folder.path()).unwrap(), None);
    fs::copy(fixture("a.csv"), at("a.csv")).unwrap();
    assert_eq!(files(&at("a.csv")).unwrap(), Some(vec![at("a.csv")]));
    // Both: which is meant is not known.
    let both = files(folder.path()).unwrap_err().to_string();
    assert!(both.contains("both") && both.contains("a.csv"), "{both}");
    fs::remove_file(at("tblNode.csv")).unwrap();
    assert_eq!(files(folder.path()).unwrap(), Some(vec![at("a.csv")]));
    fs::write(at("ChatRooms.xml"), "<Pool/>").unwrap();
    assert!(
        files(folder.path())
            .unwrap_err()
            .what
            .to_string()
            .contains("ChatRooms.xml")
    );
}
