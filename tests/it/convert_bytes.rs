//! What a conversion need not change comes out byte for byte as it went in.

use std::io::{Cursor, Read, Write};

use crate::common::Place;
use crate::common::package::Package;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A category below another one, and a room in it: both get other names.
fn nested() -> Package {
    let category =
        r#"<Category id="3" parentId="2" invite="1"><Name>Bonds</Name></Category></Categories>"#;
    Package::clean()
        .edit("Categories.xml", "</Categories>", category)
        .edit(
            "ChatRooms.xml",
            r#"id="57" parentId="2""#,
            r#"id="57" parentId="3""#,
        )
}

/// Converts the package and proves the result.
fn convert(package: &Package) -> Package {
    let place = Place::new();
    place.write("pool.zip", package.zip());
    place.pchat("convert pool.zip -o out.zip").exits(0);
    place.pchat("verify pool.zip out.zip").exits(0);
    Package::open(place.read("out.zip"))
}

fn manifest(place: &Place) -> Value {
    serde_json::from_slice(&place.read("out.manifest.json")).expect("JSON")
}

/// The names of the members that changed.
fn changed(manifest: &Value) -> Vec<&str> {
    let members = manifest["result"]["members"].as_array().expect("members");
    let changed = members.iter().filter(|member| member["changed"] == true);
    changed
        .map(|member| member["name"].as_str().expect("a name"))
        .collect()
}

/// Nothing to change, and much that a program could lose.
fn odd() -> Package {
    Package::clean()
        .edit("ChatRooms.xml", "<Pool>", "\u{feff}<?xml version='1.0'?>\r\n<!-- by hand -->\r\n<?tool a=\"b\"?><Pool  >\r\n\t")
        .edit("ChatRooms.xml", r#"<ChatRoom id="58" parentId="2" isDisabled="0">"#, "<ChatRoom\n id = '58'\tisDisabled='0' own:x='&#10;' parentId=\"2\" >")
        .edit("ChatRooms.xml", "<Desc/>", "<Desc></Desc >")
        .edit("ChatRooms.xml", "</Pool>", "<Own><Deep a='1'/>text &amp; &#x8; &unknown; <![CDATA[]]></Own></Pool>\n<!-- end -->\n\n")
        .edit("ChatMessages.xml", "Good morning", "Good\u{8} <b/>morning ]]&gt; <![CDATA[<x>]]><!-- x -->")
        .edit("Categories.xml", "\n</Categories>", "  </Categories>\r\n ")
        .with("Own.xml", "<own xmlns='urn:contoso'><a/></own>")
        .with("broken.txt", [0xff, 0xfe, 0, 0xd8, 1])
        .with("empty.dat", "")
        .with("deep/down/notes.txt", "kept")
}

#[test]
fn where_nothing_changes_every_member_is_as_it_was() {
    for package in [Package::clean(), odd()] {
        let place = Place::new();
        place.write("pool.zip", package.zip());
        package.unpack(&place.path("pool"));
        for input in ["pool.zip", "pool"] {
            place
                .pchat(&format!("convert {input} -o out.zip --force --quiet"))
                .exits(0);
            assert_eq!(Package::open(place.read("out.zip")), package, "{input}");
            let manifest = manifest(&place);
            assert_eq!(changed(&manifest), [""; 0]);
            assert_eq!(manifest["changes"].as_array().map(Vec::len), Some(0));
            place
                .pchat(&format!("verify {input} out.zip --quiet"))
                .exits(0);
        }
    }
}

/// A member of a zip as it stands there: its name, how it is compressed, and its compressed bytes.
#[derive(Debug, PartialEq)]
struct Entry {
    name: String,
    method: CompressionMethod,
    packed: Vec<u8>,
}

fn entries(zip: Vec<u8>) -> Vec<Entry> {
    let mut zip = ZipArchive::new(Cursor::new(zip)).expect("a zip");
    let count = zip.len();
    let entries = (0..count).map(|at| {
        let mut member = zip.by_index_raw(at).expect("a member");
        let mut packed = Vec::new();
        member.read_to_end(&mut packed).expect("its bytes");
        Entry {
            name: member.name().expect("a name").into_owned(),
            method: member.compression(),
            packed,
        }
    });
    entries.collect()
}

/// Makes sure that members that do not change are copied as they are compressed, and that all keep their order.
fn assert_copied(place: &Place, expected_changed: &[&str]) {
    place
        .pchat("convert pool.zip -o out.zip --quiet --fail-on never --level 9")
        .exits(0);
    let [before, after] = ["pool.zip", "out.zip"].map(|name| entries(place.read(name)));
    let manifest = manifest(place);
    let changed = changed(&manifest);
    assert_eq!(changed, expected_changed);
    assert_eq!(after.len(), before.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(after.name, before.name);
        if !changed.contains(&&*after.name) {
            assert_eq!(after, before);
        }
    }
}

#[test]
fn members_without_a_change_stay_compressed_as_they_are() {
    let package = nested().with("notes.txt", "kept ".repeat(200));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // In an order of its own; every second member stored, the others compressed as no other program does.
    for (at, name) in package.names().into_iter().rev().enumerate() {
        let options = match at % 2 {
            0 => SimpleFileOptions::default().compression_method(CompressionMethod::Stored),
            _ => SimpleFileOptions::default().compression_level(Some(1)),
        };
        zip.start_file_with_options(options.name(name.as_bytes()))
            .expect("an entry");
        zip.write_all(package.bytes(name)).expect("it is written");
    }
    let place = Place::new();
    place.write("pool.zip", zip.finish().expect("a zip").into_inner());
    assert_copied(&place, &["ChatRooms.xml", "Categories.xml"]);
}

#[test]
fn a_higher_level_makes_it_smaller_and_nothing_else() {
    let place = Place::new();
    // The messages stand in the rooms, whose member changes: all of it is written anew.
    place.generate("pool.zip", (20, 20, 2_000), "nested");
    let convert = |level: u32| {
        let line = format!("convert pool.zip -o {level}.zip --level {level} --fail-on never");
        place.pchat(&line).exits(0);
        place.read(&format!("{level}.zip"))
    };
    let (fast, small) = (convert(1), convert(9));
    assert!(small.len() < fast.len());
    assert_eq!(Package::open(small), Package::open(fast));
}

#[test]
fn deflate64_stays_deflate64() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 600), "deflate64");
    assert_copied(
        &place,
        &[
            "AdUsers.xml",
            "AdGroups.xml",
            "Categories.xml",
            "ChatRooms.xml",
        ],
    );
    let messages = entries(place.read("out.zip")).into_iter();
    let mut messages = messages.filter(|entry| entry.name == "ChatMessages.xml");
    let method = messages.next().map(|entry| entry.method);
    assert_eq!(method, Some(CompressionMethod::Deflate64));
}

/// A name with everything that can stand in one, and messages beside it that do not change.
const ROOM: &str = "<ChatRoom id='57' parentId='3'><Name>R&amp;D &#x8;&#228;<![CDATA[<A&B>]]><!-- c -->\u{1d11e} end</Name>\
                    <Desc>x</Desc><Roles><Principal id='10' isManager='1'/></Roles>\r\n\t<Message id='1' date='1' userId='10'>\
                    <Content>\u{e000}\u{1d11e}&#xD83D;<![CDATA[]]></Content></Message></ChatRoom>";

/// The name as it becomes, written as before.
fn renamed(text: &str) -> String {
    assert_eq!(text.matches("Name>R&amp;D").count(), 1);
    text.replace("Name>R&amp;D", "Name>Sales Bonds R&amp;D")
}

#[test]
fn names_and_their_surroundings_survive_in_every_form() {
    let prefixed = ROOM
        .replace('<', "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:!", "<!");
    for text in [
        format!("<Pool><ChatRooms>{ROOM}</ChatRooms></Pool>"),
        format!("<Pool xmlns='urn:contoso'>\n <ChatRooms>{ROOM}\n</ChatRooms></Pool>"),
        format!("<x:Pool xmlns:x='urn:contoso'><x:ChatRooms>{prefixed}</x:ChatRooms></x:Pool>"),
    ] {
        for encode in [utf_8_with_a_mark, utf_16_le, utf_16_be] {
            // Desk is not in it any more, nor its messages.
            let before = nested()
                .with("ChatRooms.xml", encode(&text))
                .with("ChatMessages.xml", "<Pool><ChatMessages/></Pool>");
            let after = convert(&before);
            assert!(
                after.bytes("ChatRooms.xml") == encode(&renamed(&text)),
                "{text}"
            );
            assert_eq!(convert(&after), after);
        }
    }
}

fn utf_8_with_a_mark(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn utf_16_le(text: &str) -> Vec<u8> {
    utf_16(text).flat_map(u16::to_le_bytes).collect()
}

fn utf_16_be(text: &str) -> Vec<u8> {
    utf_16(text).flat_map(u16::to_be_bytes).collect()
}

/// With a mark, and with half a surrogate pair for U+E000.
fn utf_16(text: &str) -> impl Iterator<Item = u16> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let half = |unit| if unit == 0xe000 { 0xd83d } else { unit };
    std::iter::once(0xfeff).chain(units.into_iter().map(half))
}

/// A member of rooms that says its encoding, with this as the room's name.
fn encoded(encoding: &str, name: &[u8]) -> Vec<u8> {
    let start = format!(
        "<?xml version='1.0' encoding='{encoding}'?>\n<Pool><ChatRooms><ChatRoom id='57' parentId='3'><Name>"
    );
    let end = "</Name><Desc/><Roles><Principal id='10' isManager='1'/></Roles></ChatRoom></ChatRooms></Pool>";
    [start.as_bytes(), name, end.as_bytes()].concat()
}

fn with_rooms(rooms: Vec<u8>) -> Package {
    nested()
        .with("ChatRooms.xml", rooms)
        .with("ChatMessages.xml", "<Pool><ChatMessages/></Pool>")
}

#[test]
fn a_code_page_is_written_back() {
    let before = with_rooms(encoded("windows-1252", b"B\xfcro \x80"));
    let after = convert(&before);
    let expected = encoded("windows-1252", b"Sales Bonds B\xfcro \x80");
    assert!(after.bytes("ChatRooms.xml") == expected);

    // What the code page does not have becomes a reference.
    let before = before.edit("Categories.xml", "Bonds", "Łódź");
    let after = convert(&before);
    let expected = encoded("windows-1252", b"Sales &#321;\xf3d&#378; B\xfcro \x80");
    assert!(after.bytes("ChatRooms.xml") == expected);
}

#[test]
fn an_encoding_that_would_come_out_otherwise_is_refused() {
    // Shift_JIS has two ways to write this sign, and only one is written.
    let package = with_rooms(encoded("Shift_JIS", b"\x87\x90"));
    let place = Place::new();
    place.write("pool.zip", package.zip());
    place.pchat("convert pool.zip -o out.zip").fails(
        3,
        &[
            "cannot be written back the same in its encoding, Shift_JIS",
            "where: pool.zip, ChatRooms.xml",
            "expected: UTF-8 or UTF-16",
            "save this member as UTF-8",
        ],
    );
    assert_eq!(place.list(""), ["pool.zip"]);

    // Where nothing changes it is only copied.
    let flat = package.edit("Categories.xml", r#"parentId="2""#, r#"parentId="1""#);
    assert_eq!(convert(&flat), flat);
    convert(&with_rooms(encoded("Shift_JIS", b"\x81\xe0")));
}
