//! What `convert` makes of its input: damage is refused before anything appears, and other forms are kept.

use crate::common::package::Package;
use crate::common::{self, Place};

/// Makes sure that nothing is written, whatever the decisions and the date.
#[track_caller]
fn refused(input: impl AsRef<[u8]>, parts: &[&str]) {
    let place = Place::new();
    place.write("pool.zip", input);
    for options in ["-o out.zip", "--what-if", "-o out.zip --since 2012-01-01"] {
        place
            .pchat(&format!("convert pool.zip {options}"))
            .fails(3, parts);
        assert_eq!(place.list(""), ["pool.zip"]);
    }
}

#[test]
fn what_cannot_be_read_is_not_converted() {
    let whole = Package::clean().zip();
    refused(
        &whole[..whole.len() / 2],
        &["pool.zip", "no readable directory"],
    );
    refused("", &["pool.zip", "the file is empty"]);
    refused(Package::default().zip(), &["holds no file at all"]);
    let other = Package::default().with("users.json", "[]");
    refused(other.zip(), &["users.json", "root element Pool"]);

    for (member, from, to) in [
        (
            "ChatRooms.xml",
            "</Roles></ChatRoom>\n</ChatRooms>",
            "</ChatRoom>\n</ChatRooms>",
        ),
        (
            "ChatMessages.xml",
            "<Content>Closing</Content>",
            "<Content>Closing</Contents>",
        ),
        ("AdUsers.xml", "</Pool>", ""),
    ] {
        let damaged = Package::clean().edit(member, from, to);
        refused(
            damaged.zip(),
            &[&format!("where: pool.zip, {member}"), "expected: "],
        );
    }

    // Of another letter only the checksum can tell.
    let mut stored = Package::clean().stored();
    let at = stored
        .windows(7)
        .position(|it| it == b"Closing")
        .expect("it is there");
    stored[at] ^= 0x20;
    refused(stored, &["checksum", "ChatMessages.xml"]);
}

#[test]
fn a_record_that_is_passed_over_is_4_and_stays_in_its_place() {
    let place = Place::new();
    let package = Package::clean().edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, "<ChatRoom ");
    place.write("pool.zip", package.zip());
    place
        .pchat("convert pool.zip -o out.zip --fail-on never")
        .exits(4)
        .prints(&["1 record\n  a room without an id: ChatRooms.xml, byte 356"]);
    assert_eq!(Package::open(place.read("out.zip")), package);
    // Damage is nothing to step over where a copy is made.
    place
        .pchat("convert pool.zip -o new.zip --skip-damaged")
        .fails(2, &["--skip-damaged"]);
}

#[test]
fn a_layout_tells_what_is_changed_and_how_it_is_written() {
    let place = Place::new();
    let other = |text: &str| {
        text.replace("parentId", "folder")
            .replace("isManager", "leads")
    };
    let layout = place.pchat("inspect --print-layout").exits(0).text();
    place.write("layout.toml", other(&layout));
    let package = Package::clean()
        .edit(
            "Categories.xml",
            "<Name>Contoso</Name><Desc/>",
            r#"<Name>Contoso</Name><Desc/><Roles><Principal id="10" isManager="1"/></Roles>"#,
        )
        .edit("Categories.xml", "</Categories>", r#"<Category id="3" parentId="2" invite="1"><Name>Bonds</Name></Category></Categories>"#)
        .edit("ChatRooms.xml", r#"id="58" parentId="2""#, r#"id="58" parentId="3""#)
        .map(|name, content| {
            let text = String::from_utf8(content).expect("UTF-8");
            (name.to_owned(), other(&text).into_bytes())
        });
    place.write("pool.zip", package.zip());
    let line = "pool.zip --layout layout.toml";
    place.pchat(&format!("convert {line} -o out.zip")).exits(0);
    let expected = package
        .clone()
        .edit("Categories.xml", r#"folder="2""#, r#"folder="1""#)
        .edit("Categories.xml", "<Name>Bonds", "<Name>Sales Bonds")
        .edit("ChatRooms.xml", "<Name>Desk", "<Name>Sales Bonds Desk")
        .edit(
            "ChatRooms.xml",
            r#"<Principal id="20" isMember="1"/>"#,
            r#"<Principal id="20" isMember="1"/><Principal id="10" leads="1"/>"#,
        );
    let found = Package::open(place.read("out.zip"));
    for member in ["Categories.xml", "ChatRooms.xml"] {
        assert_eq!(found.text(member), expected.text(member));
    }
    assert_eq!(found, expected);
    place
        .pchat("verify pool.zip out.zip --layout layout.toml")
        .exits(0);
}

#[test]
fn fields_may_stand_deeper_than_the_records_they_are_of() {
    let place = Place::new();
    let layout = place.pchat("inspect --print-layout").exits(0).text();
    let (nodes, rest) = layout.split_once("[addin]").expect("add-ins");
    let nodes = nodes
        .replace(r#"id = ["id"]"#, r#"id = ["id", "Key/Id"]"#)
        .replace(r#"["invite"]"#, r#"["Settings/Invite"]"#)
        .replace(r#"["isManager"]"#, r#"["Flags/Manager"]"#);
    place.write("layout.toml", format!("{nodes}[addin]{rest}"));
    let key = |id: &str| format!("<Key><Id>{id}</Id></Key>");
    let leads = "<Flags><Manager>1</Manager></Flags>";
    let invites = "<Settings><Invite>1</Invite></Settings>";
    let (ten, eleven) = (key("10"), key("11"));
    let categories = |parent: &str, name: &str, inherited: &str| {
        let (root, sales, bonds) = (key("1"), key("2"), key("3"));
        format!(
            "<Pool><Categories><Category>{root}<parentId>1</parentId><Name>Contoso</Name><Roles>\
             <Principal>{ten}{leads}</Principal></Roles></Category>\
             <Category><Name>Sales</Name>{sales}<parentId>1</parentId>{invites}</Category>\
             <Category><Name>{name}</Name>{bonds}<parentId>{parent}</parentId>{inherited}</Category></Categories></Pool>"
        )
    };
    let rooms = |name: &str, granted: &str, new: &str| {
        let (news, desk) = (key("57"), key("58"));
        format!(
            "<Pool><ChatRooms><ChatRoom>{news}<parentId>2</parentId><Name>News</Name><Desc/><Roles>\
             <Principal><isMember>1</isMember>{ten}{granted}</Principal></Roles></ChatRoom>\
             <ChatRoom>{desk}<parentId>3</parentId><Name>{name}</Name><Desc/><Roles>\
             <Principal>{eleven}{leads}</Principal>{new}</Roles></ChatRoom></ChatRooms></Pool>"
        )
    };
    let package = Package::clean()
        .with("Categories.xml", categories("2", "Bonds", ""))
        .with("ChatRooms.xml", rooms("Desk", "", ""));
    place.write("pool.zip", package.zip());
    place
        .pchat("convert pool.zip --layout layout.toml -o out.zip")
        .exits(0);
    let new = format!("<Principal>{ten}{leads}</Principal>");
    let expected = package
        .with("Categories.xml", categories("1", "Sales Bonds", invites))
        .with("ChatRooms.xml", rooms("Sales Bonds Desk", leads, &new));
    let found = Package::open(place.read("out.zip"));
    for member in ["Categories.xml", "ChatRooms.xml"] {
        assert_eq!(found.text(member), expected.text(member));
    }
    place
        .pchat("verify pool.zip out.zip --layout layout.toml")
        .exits(0);
}

#[test]
fn messages_before_the_date_are_left_out_and_counted() {
    for spelling in [
        "",
        "nested,iso-times",
        "flat,utf-16le",
        "per-room,datetime-times",
    ] {
        let place = Place::new();
        place.generate("pool.zip", (20, 30, 400), spelling);
        let line = "--since 2012-01-01 --quiet";
        let outcome = place.pchat(&format!("convert pool.zip -o out.zip {line} --format json"));
        let messages = outcome.exits(1).json()["counts"]["messages"].clone();
        let [kept, left_out] = ["kept", "left_out"].map(|it| messages[it].as_u64().unwrap_or(0));
        assert!(
            kept > 0 && left_out > 0 && kept + left_out == 400,
            "{messages}"
        );
        assert_eq!(messages["before_cutoff"], left_out);

        let found = place.pchat("analyze out.zip --format json --since 2012-01-01 --fail-on never");
        let found = found.exits(0).json();
        assert_eq!(found["totals"]["messages"], kept, "{spelling}");
        assert_eq!(common::found(&found, "before-cutoff"), [""; 0]);
        place
            .pchat(&format!("verify pool.zip out.zip {line}"))
            .exits(0);
        place.pchat("verify pool.zip out.zip --quiet").exits(5);
    }
}

#[test]
fn a_date_that_is_given_is_not_said_to_be_missing() {
    let line = "convert samples/contoso.zip --what-if --summary --fail-on never";
    let without = common::pchat(line).exits(0);
    without.prints(&["\n  before-cutoff    no date was given"]);
    let with = common::pchat(&format!("{line} --since 2010-01-01")).exits(0);
    assert!(!with.text().contains("no date was given"), "{with:?}");
}
