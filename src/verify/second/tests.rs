use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{MemberSeen, Opinion, Side, XmlTrouble, compare, read, reordered};
use crate::directory::Directory;
use crate::package::Layout;
use crate::reading::{Digests, MemberReading, MemberState, RoomDigest};
use crate::rules::Value;
use crate::verify::Difference;

const ROOMS: &str = r#"<Pool><ChatRooms><ChatRoom id="57"><Name>News</Name><Message id="9" date="x"/></ChatRoom></ChatRooms></Pool>"#;

const MESSAGES: &str = r#"<?xml version="1.0"?><p:Pool xmlns:p="urn:p"><p:ChatMessages><!-- <Message/> -->
<ChatRoom id="57"><Message id="1" date="2011-03-01T08:00:00Z"><Content>a &amp; <![CDATA[<Message>]]></Content></Message>
<Message id="2" date="634345632050000000"/><p:Message channelId=" 58 "><id>3</id></p:Message></ChatRoom>
<ChatRoom><id>&#53;8</id><Message><channelId> </channelId><Message/></Message></ChatRoom><Message/>
</p:ChatMessages><Message id="4"/></p:Pool>"#;

fn opinion(path: &Path) -> Opinion {
    read(path, &Layout::built_in()).unwrap()
}

fn counts(opinion: &Opinion) -> Vec<(&str, u64)> {
    let rooms = opinion.rooms.iter();
    rooms
        .map(|(id, room)| (id.as_str(), room.messages))
        .collect()
}

fn folder(members: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in members {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn zip(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file_with_options(options.name(name.as_bytes()))
            .unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = "\u{feff}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn messages_are_counted_by_the_rooms_that_they_name_or_are_in() {
    let folder = folder(&[
        ("Chat/ChatMessages.xml", MESSAGES.as_bytes()),
        ("Rooms.xml", ROOMS.as_bytes()),
    ]);
    let opinion = opinion(folder.path());
    assert_eq!(counts(&opinion), [("57", 3), ("58", 2)]);
    let dates = opinion.rooms["57"].dates;
    assert_eq!((dates.utc, dates.ticks, dates.other), (1, 1, 1));
}

#[test]
fn a_package_is_the_same_however_it_is_stored() {
    let members: [(&str, &[u8]); 3] = [
        ("ChatMessages.xml", MESSAGES.as_bytes()),
        ("Rooms.xml", ROOMS.as_bytes()),
        ("notes.txt", b"no XML <"),
    ];
    let unpacked = folder(&members);
    let expected = opinion(unpacked.path());
    let size = |name: &str| expected.members[name].bytes;
    assert_eq!(
        (size("ChatMessages.xml"), size("notes.txt")),
        (MESSAGES.len() as u64, 8)
    );
    assert_eq!(
        expected.members["notes.txt"].crc,
        crc32fast::hash(b"no XML <")
    );
    let place = tempfile::tempdir().unwrap();
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let path = place.path().join("pool.zip");
        fs::write(&path, zip(&members, method)).unwrap();
        assert_eq!(opinion(&path), expected);
    }
    let wide = folder(&[
        ("ChatMessages.xml", &utf16(MESSAGES)),
        ("Rooms.xml", ROOMS.as_bytes()),
    ]);
    assert_eq!(opinion(wide.path()).rooms, expected.rooms);
}

#[test]
fn a_zip_is_read_without_its_directory() {
    let members: [(&str, &[u8]); 2] = [
        ("ChatMessages.xml", MESSAGES.as_bytes()),
        ("Rooms.xml", ROOMS.as_bytes()),
    ];
    let whole = zip(&members, CompressionMethod::Deflated);
    let directory = whole.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("pool.zip");
    fs::write(&path, &whole[..directory]).unwrap();
    assert_eq!(opinion(&path), opinion(folder(&members).path()));
}

#[test]
fn damage_is_an_error_and_xml_that_is_refused_is_trouble() {
    let folder = folder(&[
        ("ChatMessages.xml", b"<Pool><a></b></Pool>"),
        ("Rooms.xml", b"<Pool>"),
    ]);
    let trouble = |name: &str| {
        opinion(folder.path()).members[name]
            .trouble
            .clone()
            .unwrap()
            .to_string()
    };
    assert_eq!(
        trouble("ChatMessages.xml"),
        "tags that do not match, byte 9"
    );
    assert_eq!(trouble("Rooms.xml"), "an element does not end");
    let mut cut = zip(
        &[("ChatMessages.xml", MESSAGES.as_bytes())],
        CompressionMethod::Deflated,
    );
    // In the middle of the data.
    cut[80] ^= 0xff;
    let path = folder.path().join("pool.zip");
    fs::write(&path, cut).unwrap();
    let read = read(&path, &Layout::built_in());
    let differs = |opinion: Opinion| {
        opinion.members["ChatMessages.xml"].crc != crc32fast::hash(MESSAGES.as_bytes())
    };
    assert!(read.map_or(true, differs));
}

/// What a reader says that finds one member and two messages in room 57, one of them from before the date.
fn first() -> (MemberReading, Digests) {
    let member = MemberReading {
        name: "ChatMessages.xml".into(),
        bytes: 10,
        packed: 10,
        crc: Some(7),
        packed_digest: None,
        method: String::new(),
        encoding: String::new(),
        state: MemberState::Understood,
        holds: Vec::new(),
        without_room: 0,
        census: Vec::new(),
    };
    let mut digests = Digests::default();
    let mut room = RoomDigest::default();
    room.all.add(1);
    room.before = 1;
    digests.rooms.insert("57".into(), room);
    (member, digests)
}

fn second() -> Opinion {
    let mut opinion = Opinion::default();
    let seen = MemberSeen {
        bytes: 10,
        crc: 7,
        trouble: None,
    };
    opinion.members.insert("ChatMessages.xml".into(), seen);
    opinion.rooms.entry("57".into()).or_default().messages = 2;
    opinion
}

fn fields(differences: &[Difference]) -> Vec<(&str, &str, Value, Value)> {
    let all = differences.iter();
    all.map(|it| {
        (
            it.object.id.as_str(),
            it.field,
            it.expected.clone(),
            it.found.clone(),
        )
    })
    .collect()
}

#[test]
fn whatever_the_two_see_otherwise_is_a_difference() {
    let (member, digests) = first();
    let members = [member];
    let compare = |opinion: &Opinion| {
        compare(
            Side::Source,
            &members,
            &Directory::default(),
            &digests,
            opinion,
        )
    };
    assert_eq!(compare(&second()), (Vec::new(), 2));
    type Change = fn(&mut Opinion);
    type Said<'a> = (&'a str, &'a str, Value, Value);
    let changes: [(Change, Said<'_>); 6] = [
        (
            |it| it.rooms.clear(),
            ("57", "second_source_messages", 2_u64.into(), 0_u64.into()),
        ),
        (
            |it| it.rooms.entry("58".into()).or_default().messages = 5,
            ("58", "second_source_messages", 0_u64.into(), 5_u64.into()),
        ),
        (
            |it| it.members.clear(),
            (
                "ChatMessages.xml",
                "second_source_object",
                true.into(),
                false.into(),
            ),
        ),
        (
            |it| {
                it.members
                    .insert("Addins.xml".into(), MemberSeen::default());
            },
            (
                "Addins.xml",
                "second_source_object",
                false.into(),
                true.into(),
            ),
        ),
        (
            |it| it.members.values_mut().for_each(|it| it.bytes = 11),
            (
                "ChatMessages.xml",
                "second_source_bytes",
                10_u64.into(),
                11_u64.into(),
            ),
        ),
        (
            |it| {
                it.members
                    .values_mut()
                    .for_each(|it| it.trouble = Some(XmlTrouble::OpenElement))
            },
            (
                "ChatMessages.xml",
                "second_source_xml",
                Value::Nothing,
                "an element does not end".into(),
            ),
        ),
    ];
    for (change, expected) in changes {
        let mut opinion = second();
        change(&mut opinion);
        let (differences, _) = compare(&opinion);
        assert_eq!(fields(&differences), [expected]);
    }
}

#[test]
fn another_order_is_noted_and_other_dates_differ() {
    let messages = |ids: [u32; 2], z: &str| {
        let message = |id| format!(r#"<Message id="{id}" date="2011-03-01T08:00:00{z}"/>"#);
        let all = ids.map(message).concat();
        format!(r#"<Pool><ChatMessages><ChatRoom id="57">{all}</ChatRoom></ChatMessages></Pool>"#)
    };
    let opinion =
        |ids, z| opinion(folder(&[("ChatMessages.xml", messages(ids, z).as_bytes())]).path());
    let compare = |other: &Opinion| reordered(&Directory::default(), &opinion([1, 2], "Z"), other);
    assert_eq!(compare(&opinion([1, 2], "Z")), (Vec::new(), Vec::new()));
    assert_eq!(
        compare(&opinion([2, 1], "Z")),
        (vec!["57".into()], Vec::new())
    );
    let (rooms, differences) = compare(&opinion([1, 2], ""));
    assert_eq!(rooms, [""; 0]);
    let expected: BTreeMap<&str, (Value, Value)> = [
        ("second_dates_utc", (2_u64.into(), 0_u64.into())),
        ("second_dates_other", (0_u64.into(), 2_u64.into())),
    ]
    .into();
    let found = differences
        .iter()
        .map(|it| (it.field, (it.expected.clone(), it.found.clone())));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
}
