//! Members that are damaged, strange or hostile: a clear sentence with the place, or they are read; never a guess.

use crate::common::package::Package;
use crate::common::{Place, analyze_with, changed, found};

/// Makes sure that the member is refused at this place, and that the right way on is told.
#[track_caller]
fn refused(member: &str, content: &str, byte: usize, says: &[&str]) {
    let place = format!("where: pool.zip, {member}, byte {byte}, in Pool");
    analyze_with(member, content, "")
        .fails(3, &["expected: ", "what to do: ", "--skip-damaged"])
        .says(&[place.as_str()])
        .says(says);
    analyze_with(member, content, "--skip-damaged")
        .exits(4)
        .says(&["note: ", member]);
}

/// A member of the clean package, and where something stands in it.
fn member(name: &str, mark: &str) -> (String, usize) {
    let text = Package::clean().text(name);
    let at = text.find(mark).expect("the mark");
    (text, at)
}

#[test]
fn cut_in_a_message() {
    let (text, at) = member("ChatMessages.xml", "Closing");
    let message = text[..at].rfind("<Message").unwrap();
    let cut = &text[..at + 3];
    refused(
        "ChatMessages.xml",
        cut,
        message,
        &["ends in the middle of", "in Pool/ChatMessages/ChatRoom\n"],
    );
    // The messages before it are there, if asked for.
    let analysis = analyze_with("ChatMessages.xml", cut, "--skip-damaged")
        .exits(4)
        .json();
    assert_eq!(analysis["totals"]["messages"], 2);
}

#[test]
fn cut_between_messages() {
    let (text, at) = member("ChatMessages.xml", "</ChatRoom>");
    refused(
        "ChatMessages.xml",
        &text[..at],
        at,
        &["ends too early", "expected: </ChatRoom>"],
    );
}

#[test]
fn cut_in_a_tag() {
    let (text, at) = member("ChatRooms.xml", "parentId");
    let tag = text[..at].rfind('<').unwrap();
    refused(
        "ChatRooms.xml",
        &text[..at + 4],
        tag,
        &["ends in the middle of a tag", "was probably cut"],
    );
}

#[test]
fn cut_in_the_directory() {
    let (text, at) = member("ChatRooms.xml", "is new");
    refused(
        "ChatRooms.xml",
        &text[..at],
        at,
        &[
            "ends too early",
            "in Pool/ChatRooms/ChatRoom/Desc",
            "expected: </Desc>",
        ],
    );
    let (text, at) = member("AdUsers.xml", "</AdUsers>");
    refused(
        "AdUsers.xml",
        &text[..at],
        at,
        &["ends too early", "expected: </AdUsers>"],
    );
}

#[test]
fn wrong_nesting() {
    let rooms = changed("ChatRooms.xml", "new</Desc>", "new</Name>");
    refused(
        "ChatRooms.xml",
        &rooms,
        rooms.find("new</Name>").unwrap() + 3,
        &[
            "</Name> ends an element that is not open",
            "expected: </Desc>",
        ],
    );
    let messages = changed(
        "ChatMessages.xml",
        "morning</Content></Message>",
        "morning</Message></Content>",
    );
    let at = messages.find("morning</Message>").unwrap() + 7;
    refused(
        "ChatMessages.xml",
        &messages,
        at,
        &[
            "</Message> ends an element that is not open",
            "expected: </Content>",
        ],
    );
    let list = changed(
        "ChatMessages.xml",
        "welcome</Content></Message></ChatRoom>",
        "welcome</Content></ChatRoom></Message>",
    );
    let at = list.find("</ChatRoom></Message>").unwrap();
    refused("ChatMessages.xml", &list, at, &["expected: </Message>"]);
}

#[test]
fn tags_that_are_none() {
    for (from, to, says) in [
        ("<Name>News", "<Name>New < s", "begins no tag"),
        (
            r#"parentId="2" isDisabled="0"><Name>News"#,
            r#"parentId=2 isDisabled="0"><Name>News"#,
            "the XML is damaged",
        ),
        (r#"id="57" "#, r#"id="57" id="58" "#, "the XML is damaged"),
        (
            "</ChatRooms></Pool>",
            "</ChatRooms></Pool><Pool/>",
            "second root element",
        ),
    ] {
        analyze_with("ChatRooms.xml", changed("ChatRooms.xml", from, to), "")
            .fails(3, &["where: pool.zip, ChatRooms.xml, byte ", says]);
    }
    for (from, to, says) in [
        (r#"date="2012"#, r#"date=2012"#, "no quotes"),
        (
            r#"userId="10""#,
            r#"userId="10>"#,
            "holds `<` or is not closed",
        ),
        (r#"userId="10""#, "userId", "no attribute"),
    ] {
        analyze_with(
            "ChatMessages.xml",
            changed("ChatMessages.xml", from, to),
            "",
        )
        .fails(3, &["where: pool.zip, ChatMessages.xml, byte ", says]);
    }
}

#[test]
fn encodings_nobody_reads() {
    let rooms = Package::clean().text("ChatRooms.xml");
    let labelled = format!("<?xml version=\"1.0\" encoding=\"x-unheard-of\"?>{rooms}");
    let utf_32: Vec<u8> = std::iter::once('\u{feff}')
        .chain(rooms.chars())
        .flat_map(|character| u32::from(character).to_le_bytes())
        .collect();
    for (content, name) in [(labelled.into_bytes(), "x-unheard-of"), (utf_32, "UTF-32")] {
        analyze_with("ChatRooms.xml", content, "").fails(
            3,
            &[
                "encoding is not one pchat reads",
                name,
                "where: pool.zip, ChatRooms.xml",
                "expected: UTF-8",
                "save this member as UTF-8",
            ],
        );
    }
}

#[test]
fn encodings_that_are_read() {
    let rooms = changed("ChatRooms.xml", "<Name>Desk", "<Name>Büro");
    let utf_16 =
        |units: fn(u16) -> [u8; 2]| rooms.encode_utf16().flat_map(units).collect::<Vec<u8>>();
    let latin = format!("<?xml version='1.0' encoding='windows-1252'?>{rooms}");
    let latin: Vec<u8> = latin.chars().map(|character| character as u8).collect();
    for content in [
        rooms.clone().into_bytes(),
        format!("\u{feff}{rooms}").into_bytes(),
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n{rooms}").into_bytes(),
        utf_16(u16::to_le_bytes),
        utf_16(u16::to_be_bytes),
        latin,
    ] {
        let place = Place::new();
        place.write(
            "pool.zip",
            Package::clean().with("ChatRooms.xml", content).zip(),
        );
        place.pchat("analyze pool.zip --report report").exits(0);
        let rooms = String::from_utf8(place.read("report/rooms.csv")).unwrap();
        assert!(rooms.contains("Büro"), "{rooms}");
    }
}

#[test]
fn a_text_that_is_not_what_it_says_is_read_with_a_note() {
    let rooms = Package::clean().text("ChatRooms.xml");
    let content = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{rooms}");
    let outcome = analyze_with("ChatRooms.xml", content, "").exits(0);
    let outcome = outcome.says(&["note: ChatRooms.xml says it is UTF-16", "read as UTF-8"]);
    assert_eq!(outcome.json()["totals"]["rooms"], 2);
}

#[test]
fn bytes_that_are_no_text_are_shown_and_said() {
    let mut rooms = Package::clean().text("ChatRooms.xml").into_bytes();
    let at = rooms.windows(4).position(|four| four == b"Desk").unwrap();
    rooms[at] = 0xff;
    let outcome = analyze_with("ChatRooms.xml", rooms, "").exits(0);
    outcome.says(&["ChatRooms.xml holds bytes that are not valid UTF-8"]);
}

#[test]
fn entities_are_not_expanded() {
    let mut declaration = String::from("<!DOCTYPE Pool [<!ENTITY e0 \"ha\">");
    for level in 1..20 {
        let ten = format!("&e{};", level - 1).repeat(10);
        declaration += &format!("<!ENTITY e{level} \"{ten}\">");
    }
    declaration += "<!ENTITY file SYSTEM \"file:///etc/hostname\">]>";
    let place = Place::new();
    let package = ["ChatRooms.xml", "ChatMessages.xml"].into_iter().fold(
        Package::clean()
            .edit("ChatRooms.xml", "<Name>Desk", "<Name>&e19;&file;")
            .edit("ChatMessages.xml", "Closing", "&e19;&file;"),
        |package, name| {
            let text = format!("{declaration}{}", package.text(name));
            package.with(name, text)
        },
    );
    place.write("pool.zip", package.zip());
    place.pchat("analyze pool.zip --report report").exits(0);
    let rooms = String::from_utf8(place.read("report/rooms.csv")).unwrap();
    assert!(rooms.contains("&e19;&file;"), "{rooms}");
    assert!(rooms.len() < 2_000);
}

#[test]
fn very_deep_nesting() {
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let rooms = changed(
        "ChatRooms.xml",
        "<Pool>",
        &format!("<Pool>{}", deep(100_000)),
    );
    let outcome = analyze_with("ChatRooms.xml", rooms, "");
    let outcome = outcome.fails(3, &["nested more than 256 deep", "ChatRooms.xml, byte "]);
    assert!(outcome.stderr.len() < 1_000, "{}", outcome.stderr);
    // In a message nothing is kept of it, and in a member that nobody knows it does not matter.
    let messages = changed("ChatMessages.xml", "Closing", &deep(100_000));
    analyze_with("ChatMessages.xml", messages, "").exits(0);
    let outcome = analyze_with("Other.xml", deep(100_000), "").exits(0);
    assert_eq!(found(&outcome.json(), "not-understood"), ["Other.xml"]);
}

#[test]
fn huge_names_and_values() {
    // Larger than the pieces that a member is read in.
    let huge = "x".repeat(5 << 18);
    for (member, from, to) in [
        (
            "ChatRooms.xml",
            r#"id="57""#,
            format!(r#"id="57" note="{huge}""#),
        ),
        (
            "ChatRooms.xml",
            r#"id="57""#,
            format!(r#"id="57" {huge}="1""#),
        ),
        ("ChatRooms.xml", "<Desc/>", format!("<Desc>{huge}</Desc>")),
        (
            "ChatMessages.xml",
            r#"userId="10""#,
            format!(r#"userId="10" note="{huge}""#),
        ),
        ("ChatMessages.xml", "Closing", huge.clone()),
        (
            "ChatMessages.xml",
            "<Content>Closing",
            format!("<{huge}>Closing</{huge}><Content>"),
        ),
    ] {
        let outcome = analyze_with(member, changed(member, from, &to), "--fail-on never").exits(0);
        assert_eq!(outcome.json()["totals"]["messages"], 3, "{member}: {from}");
    }
    let unclosed = changed(
        "ChatRooms.xml",
        "</ChatRooms>",
        &format!("<{huge}></ChatRooms>"),
    );
    let outcome =
        analyze_with("ChatRooms.xml", unclosed, "").fails(3, &["</ChatRooms> ends an element"]);
    assert!(outcome.stderr.len() < 5_000);
}
