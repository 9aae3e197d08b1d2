//! Input that is no package, or no whole one: each kind gives a clear sentence, with what to do, and exit code 3.

use std::io::Cursor;

use crate::common::package::Package;
use crate::common::{Place, found};
use pchat::migration::ReadOptions;
use pchat::package::{check, read_member};
use pchat::reading::{MemberState, NoSurvey};

/// Makes sure that both commands refuse this file, with the place, what was expected, what to do and these words.
#[track_caller]
fn refused(content: impl AsRef<[u8]>, says: &[&str]) {
    let place = Place::new();
    place.write("pool.zip", content);
    for command in ["analyze", "inspect"] {
        place
            .pchat(&format!("{command} pool.zip"))
            .fails(
                3,
                &["\n  where: pool.zip", "\n  expected: ", "\n  what to do: "],
            )
            .says(says);
    }
}

/// Makes sure that there is nothing to analyze in this file, and that `inspect` says what there is.
#[track_caller]
fn holds_nothing(content: impl AsRef<[u8]>, says: &[&str], prints: &[&str]) {
    let place = Place::new();
    place.write("pool.zip", content);
    place
        .pchat("analyze pool.zip")
        .fails(
            3,
            &["nothing in it is Persistent Chat data", "pchat inspect"],
        )
        .says(says);
    place.pchat("inspect pool.zip").exits(0).prints(prints);
}

#[test]
fn a_path_that_leads_nowhere() {
    let place = Place::new();
    place.pchat("analyze nowhere.zip").fails(
        3,
        &[
            "cannot be opened",
            "nowhere.zip",
            "an export package",
            "check the path",
        ],
    );
}

#[test]
fn neither_zip_nor_xml() {
    refused(
        "Dear all,\nhere is the export.",
        &["neither an export package nor an extract"],
    );
    refused([0x1f, 0x8b, 8, 0, 0], &["gzip", "unpack it first"]);
}

#[test]
fn an_empty_file_and_an_empty_folder() {
    refused("", &["the file is empty", "the export finished"]);
    let place = Place::new();
    std::fs::create_dir(place.path("pool")).unwrap();
    place.pchat("analyze pool").fails(
        3,
        &[
            "holds no file at all",
            "where: pool",
            "AdUsers.xml",
            "the export finished",
        ],
    );
}

#[test]
fn a_zip_that_was_cut() {
    let zip = Package::clean().zip();
    for length in [2, 4, 30, zip.len() / 2, zip.len() - 1] {
        refused(
            &zip[..length],
            &[
                "the zip has no readable directory: the ",
                &format!("its directory stands at the end of the file, which has {length} bytes"),
                "copy it again",
            ],
        );
    }
}

#[test]
fn a_zip_without_entries() {
    refused(
        Package::default().zip(),
        &["holds no file at all", "ChatRooms.xml"],
    );
}

#[test]
fn two_members_of_one_name() {
    let mut zip = Package::default()
        .with("AdUsers.xml", "<Pool/>")
        .with("BdUsers.xml", "<Pool/>")
        .zip();
    for at in 0..zip.len() {
        if zip[at..].starts_with(b"BdUsers") {
            zip[at] = b'A';
        }
    }
    refused(zip, &["the zip holds several members of one name"]);
}

#[test]
fn an_encrypted_member() {
    let mut zip = Package::clean().zip();
    // The first bit of the flags, in the member's own header and in the zip's directory.
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let header = zip.windows(4).position(|four| four == signature).unwrap();
        zip[header + flags] |= 1;
    }
    refused(
        zip,
        &[
            "the member is encrypted",
            "AdAffiliations.xml",
            "unpack the zip",
        ],
    );
}

#[test]
fn an_unknown_compression() {
    let mut zip = Package::clean().zip();
    let header = zip
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    // LZMA
    zip[header + 10] = 14;
    refused(
        zip,
        &[
            "compressed by a method",
            "stored, deflate or deflate64",
            "unpack the zip",
        ],
    );
}

#[test]
fn damage_is_found_by_the_checksum() {
    let package = Package::clean();
    let mut zip = package.stored();
    let good = b"Good morning";
    let at = zip.windows(good.len()).position(|it| it == good).unwrap();
    // Still XML: only the checksum can tell.
    zip[at] ^= 0x20;
    refused(
        &zip,
        &[
            "checksum",
            "ChatMessages.xml, byte ",
            "copy the package again",
        ],
    );

    let place = Place::new();
    place.write("pool.zip", &zip);
    let skipped = place.pchat("analyze pool.zip --skip-damaged --format json");
    let skipped = skipped
        .exits(4)
        .says(&["1 record", "checksum", "ChatMessages.xml"]);
    assert_eq!(skipped.json()["totals"]["messages"], 3);

    let damage = check(&place.path("pool.zip")).unwrap_err().to_string();
    for part in ["checksum", "pool.zip", "ChatMessages.xml"] {
        assert!(damage.contains(part), "{damage}");
    }
    place.write("pool.zip", package.stored());
    let all = package
        .names()
        .into_iter()
        .map(|name| package.bytes(name).len() as u64);
    assert_eq!(check(&place.path("pool.zip")).unwrap(), all.sum::<u64>());
}

#[test]
fn damage_does_not_pass_for_another_kind_of_file() {
    let package = Package::clean();
    let rooms = package.text("ChatRooms.xml").into_bytes();
    let mut zip = package.stored();
    let at = zip.windows(rooms.len()).position(|it| it == rooms).unwrap();
    for place in [0, 2, 5] {
        let kept = std::mem::replace(&mut zip[at + place], b'?');
        refused(&zip, &["checksum", "ChatRooms.xml, byte "]);
        zip[at + place] = kept;
    }
}

#[test]
fn a_package_of_another_product() {
    let json = Package::default()
        .with("users.json", r#"[{"id": 1, "name": "general"}]"#)
        .with("general/2020-01-01.json", "[]");
    holds_nothing(
        json.zip(),
        &["general/2020-01-01.json, users.json", "root element Pool"],
        &["users.json", "not XML"],
    );
    let document = r#"<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body><w:p>Hi</w:p></w:body></w:document>"#;
    let document = Package::default().with("word/document.xml", document);
    holds_nothing(
        document.zip(),
        &["word/document.xml", "--layout"],
        &["not understood", "document/body/p"],
    );
    let many = (0..9).fold(Package::default(), |package, number| {
        package.with(&format!("{number}.txt"), "x")
    });
    holds_nothing(
        many.zip(),
        &["0.txt, 1.txt, 2.txt, 3.txt, 4.txt, and 4 more"],
        &["9 members"],
    );
}

#[test]
fn a_zip_in_a_zip() {
    let outer = Package::default().with("PersistentChatData.zip", Package::clean().zip());
    holds_nothing(
        outer.zip(),
        &["PersistentChatData.zip is itself a zip", "unpack it"],
        &["PersistentChatData.zip is itself a zip"],
    );
}

#[test]
fn a_pool_with_nothing_in_it() {
    let empty = Package::default().with("ChatRooms.xml", "<Pool/>");
    holds_nothing(empty.zip(), &["ChatRooms.xml"], &["not understood"]);
    // An empty list is something: the package says that there are no rooms.
    let list = Package::default().with("ChatRooms.xml", "<Pool><ChatRooms/></Pool>");
    let place = Place::new();
    place.write("pool.zip", list.zip());
    let analysis = place
        .pchat("analyze pool.zip --format json")
        .exits(0)
        .json();
    assert_eq!(analysis["totals"]["rooms"], 0);
}

#[test]
fn a_member_of_no_bytes_is_named() {
    let place = Place::new();
    place.write(
        "pool.zip",
        Package::clean().with("ChatMessages.xml", "").zip(),
    );
    let outcome = place.pchat("analyze pool.zip --format json --skip-damaged");
    let outcome = outcome
        .exits(4)
        .says(&["ChatMessages.xml is empty", "Not in this input: messages"]);
    assert_eq!(
        found(&outcome.json(), "not-understood"),
        ["ChatMessages.xml"]
    );
}

#[test]
fn a_package_one_folder_too_deep() {
    let deep = Package::clean().map(|name, content| (format!("Export of May/{name}"), content));
    let place = Place::new();
    place.write("pool.zip", deep.zip());
    deep.unpack(&place.path("pool"));
    for input in ["pool.zip", "pool"] {
        let says = ["the folder Export of May", "one level too deep"];
        let outcome = place
            .pchat(&format!("analyze {input} --format json"))
            .exits(0)
            .says(&says);
        assert_eq!(outcome.json()["totals"]["messages"], 3);
        place
            .pchat(&format!("inspect {input}"))
            .exits(0)
            .prints(&says[..1]);
    }
}

#[test]
fn names_that_lead_out_of_the_package_are_only_names() {
    let room = r#"<Pool><ChatRooms><ChatRoom id="99" parentId="2"><Name>Out</Name></ChatRoom></ChatRooms></Pool>"#;
    let place = Place::new();
    let names = ["../../out.xml", "/tmp/pchat-out.xml", r"C:\out.xml"];
    for name in names {
        place.write("pool.zip", Package::clean().with(name, room).zip());
        let shown = name.replace('\\', "/");
        let analysis = place
            .pchat("analyze pool.zip --format json")
            .exits(0)
            .says(&["names lead out of it", &shown])
            .json();
        assert_eq!(found(&analysis, "room-without-manager"), ["99"], "{name}");
        let refusal = ["the name of a member leads out of the zip", &shown];
        place
            .pchat("convert pool.zip -o new.zip")
            .fails(3, &refusal);
    }
    assert_eq!(place.list(""), ["pool.zip"]);
}

#[test]
fn names_and_content_do_nothing_to_the_terminal() {
    let evil = "a\u{1b}[31m\u{202e}.xml";
    let place = Place::new();
    place.write(
        "pool.zip",
        Package::clean().with(evil, "<Pool><ChatRooms>").zip(),
    );
    let outcome = place.pchat("analyze pool.zip").fails(3, &["a␛[31m"]);
    assert!(!outcome.stderr.contains(['\u{1b}', '\u{202e}']));
    let package = Package::clean().edit("ChatRooms.xml", "<Name>Desk", "<Name>\u{1b}[2J\u{9b}Desk");
    let text = evil.replace(".xml", ".txt");
    place.write("pool.zip", package.with(&text, "text").zip());
    for line in [
        "analyze pool.zip",
        "analyze pool.zip --format csv",
        "inspect pool.zip",
    ] {
        let outcome = place.pchat(line).exits(0).prints(&["a␛[31m"]);
        assert!(
            !outcome.text().contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{line}"
        );
    }
}

#[test]
#[cfg(unix)]
fn links_are_not_followed_so_a_folder_in_itself_is_no_matter() {
    let place = Place::new();
    Package::clean().unpack(&place.path("pool"));
    std::os::unix::fs::symlink(place.path("pool"), place.path("pool/again")).unwrap();
    let outcome = place.pchat("analyze pool --format json").exits(0);
    let analysis = outcome.says(&["again is a link to another folder"]).json();
    assert_eq!(analysis["totals"]["rooms"], 2);
    assert_eq!(analysis["input"]["members"].as_array().unwrap().len(), 7);
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new();
    Package::clean().unpack(&place.path("pool"));
    let closed = place.path("pool/ChatRooms.xml");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything sees no difference.
    if std::fs::read(&closed).is_err() {
        place
            .pchat("analyze pool")
            .fails(3, &["cannot be opened", "ChatRooms.xml"]);
    }
}

#[test]
fn what_is_no_xml_is_said_to_be_none_wherever_it_comes_from() {
    let options = ReadOptions::default();
    let text = Cursor::new(b"no markup at all".to_vec());
    let reading = read_member("notes.txt", text, options.of_package(), &NoSurvey).unwrap();
    assert_eq!(reading.members[0].state, MemberState::NotXml);
}
