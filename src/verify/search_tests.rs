//! Messages that are missing, added, changed or twice are found, and named, without showing what they say.

use super::Matching::{Imported, SameIds};
use super::testing::{IMPORTED, POOL, edit, search, search_since};
use crate::time::Ticks;

const HELLO: &str =
    r#"<Message id="3" date="2011-03-01T08:00:05Z" userId="12"><Content>Hello</Content></Message>"#;

#[test]
fn equal_messages_are_equal_in_any_spelling_and_order() {
    let there = edit(POOL, HELLO, "");
    let spelled = HELLO.replace("2011-03-01T08:00:05Z", "634345632050000000");
    let spelled = spelled.replace("Hello", "<![CDATA[Hello]]>");
    let first = r#"<Message id="1" date="2011-03-01T08:00:00Z""#;
    let there = edit(&there, first, &format!("{spelled}{first}"));
    let found = search(POOL, &there, SameIds);
    assert_eq!((found.rooms, found.compared), (vec![], 4));
}

#[test]
fn each_kind_of_damage_is_named() {
    for (from, to, room, message) in [
        (HELLO, "", "messages: 3 -> 2", "3 message: 1 -> 0"),
        (
            HELLO,
            &HELLO.repeat(2),
            "messages: 3 -> 4",
            "3 message: 1 -> 2",
        ),
        (
            r#"<Message id="3""#,
            r#"<Message id="9" userId="10"/><Message id="3""#,
            "messages: 3 -> 4",
            "9 message: 0 -> 1",
        ),
        ("Hello", "Hallo", "digest", "3 content: - -> -"),
        (r"{\b Morning}", r"{\i Morning}", "digest", "2 rtf: - -> -"),
        (r#"isAlert="1""#, "", "digest", "2 alert: true -> false"),
        (
            r#"userId="12""#,
            r#"userId="11""#,
            "digest",
            "3 author: 12 -> 11",
        ),
        ("2011-03-01T08:00:00Z", "2011-03-01T09:00:00+01:00", "", ""),
        (
            "2011-03-01T08:00:00Z",
            "2011-03-01T08:00:00.0000001Z",
            "digest",
            "1 time: 2011-03-01T08:00:00Z -> 2011-03-01T08:00:00.0000001Z",
        ),
        (
            "2011-03-01T08:00:00Z",
            "never",
            "digest",
            "1 time: 2011-03-01T08:00:00Z -> never",
        ),
    ] {
        let found = search(POOL, &edit(POOL, from, to), SameIds);
        let rooms: Vec<&str> = found
            .rooms
            .iter()
            .map(|it| it.split_inclusive("digest").next().unwrap())
            .collect();
        let lines = |start: &str, text: &str| -> Vec<String> {
            let text = Some(text).filter(|text| !text.is_empty());
            text.map(|text| format!("{start}{text}"))
                .into_iter()
                .collect()
        };
        assert_eq!(rooms, lines("room 57 ", room), "{from} -> {to}");
        assert_eq!(
            found.messages,
            lines("message 57/", message),
            "{from} -> {to}"
        );
        assert!(!found.listing.incomplete);
    }
}

#[test]
fn a_message_in_another_room_is_missing_in_one_and_added_in_the_other() {
    let there = edit(POOL, HELLO, "");
    let closing = r#"<ChatRoom id="58"><Message"#;
    let there = edit(
        &there,
        closing,
        &closing.replace("<Message", &format!("{HELLO}<Message")),
    );
    let found = search(POOL, &there, SameIds);
    assert_eq!(
        found.rooms,
        ["room 57 messages: 3 -> 2", "room 58 messages: 1 -> 2"]
    );
    assert_eq!(
        found.messages,
        [
            "message 57/3 message: 1 -> 0",
            "message 58/3 message: 0 -> 1"
        ]
    );
}

#[test]
fn a_room_that_has_lost_all_its_messages_is_one_difference() {
    let there = POOL.replace(
        r#"<ChatRoom id="58"><Message"#,
        r#"<ChatRoom id="60"><Message"#,
    );
    let found = search(POOL, &there, SameIds);
    assert_eq!(
        found.rooms,
        ["room 58 messages: 1 -> 0", "room 60 messages: 0 -> 1"]
    );
    assert_eq!(found.messages, [""; 0]);
    let start = POOL.find("<ChatMessages>").unwrap();
    let found = search(POOL, &format!("{}</Pool>", &POOL[..start]), SameIds);
    assert_eq!(found.rooms, ["member messages object: true -> false"]);
}

#[test]
fn messages_before_the_cut_off_are_not_promised() {
    let since = Ticks::parse("2011-03-01T08:00:05Z");
    let found = search_since(POOL, POOL, SameIds, since);
    assert_eq!(found.rooms, ["room 57 messages: 2 -> 3"]);
    assert_eq!(found.messages, ["message 57/1 message: 0 -> 1"]);
    let first = r#"<Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>"#;
    let found = search_since(POOL, &edit(POOL, first, ""), SameIds, since);
    assert_eq!((found.rooms, found.compared), (vec![], 3));
}

#[test]
fn after_an_import_messages_are_compared_by_room_time_and_matched_author() {
    let found = search(POOL, IMPORTED, Imported);
    assert_eq!((found.rooms, found.compared), (vec![], 4));
    let hello = r#"<Message id="73" date="634345632050000000" userId="912"><Content>Hello</Content></Message>"#;
    for (from, to, room, message) in [
        (hello, "", "messages: 3 -> 2", "3 message: 1 -> 0"),
        (
            hello,
            &hello.repeat(2),
            "messages: 3 -> 4",
            "73 message: 1 -> 2",
        ),
        ("Hello", "Hallo", "digest", "3 content: - -> -"),
        (
            r#"id="73" date="634345632050000000" userId="912""#,
            r#"id="73" date="634345632050000000" userId="910""#,
            "authors: [10 12] -> -",
            "3 author: 12 -> 910",
        ),
        // Not known: not the author.
        (
            r#"userId="912""#,
            r#"userId="4711""#,
            "authors: [12] -> -",
            "3 author: 12 -> 4711",
        ),
        (
            r#"userId="912""#,
            r#"userId="913""#,
            "authors: [12] -> -",
            "3 author: 12 -> 913",
        ),
    ] {
        let found = search(POOL, &edit(IMPORTED, from, to), Imported);
        let rooms: Vec<&str> = found
            .rooms
            .iter()
            .map(|it| it.split_inclusive("digest").next().unwrap())
            .collect();
        assert_eq!(rooms, [format!("room 57 {room}")], "{from} -> {to}");
        assert_eq!(
            found.messages,
            [format!("message 57/{message}")],
            "{from} -> {to}"
        );
    }
    let later = edit(
        IMPORTED,
        r#"id="71" date="634345632000000000""#,
        r#"id="71" date="634345632000000001""#,
    );
    let found = search(POOL, &later, Imported);
    assert_eq!(
        found.messages,
        [
            "message 57/1 message: 1 -> 0",
            "message 57/71 message: 0 -> 1"
        ]
    );
}

#[test]
fn unknown_authors_on_both_sides_are_the_same() {
    let here = edit(POOL, r#"userId="12""#, r#"userId="99""#);
    let there = edit(IMPORTED, r#"userId="912""#, r#"userId="999""#);
    assert_eq!(search(&here, &there, Imported).rooms, [""; 0]);
}

/// Rooms of so many messages each, in which those whose number `is_changed` say something else.
fn large(rooms: u32, messages: u32, is_changed: impl Fn(u32) -> bool) -> String {
    let mut text = String::from("<Pool><ChatMessages>");
    for room in 1..=rooms {
        text.push_str(&format!(r#"<ChatRoom id="{room}">"#));
        for id in 1..=messages {
            let word = if is_changed(id) {
                "changed"
            } else {
                "as before"
            };
            text.push_str(&format!(
                r#"<Message id="{id}" userId="5"><Content>{word}</Content></Message>"#
            ));
        }
        text.push_str("</ChatRoom>");
    }
    text + "</ChatMessages></Pool>"
}

#[test]
fn few_among_many_are_found_and_all_of_them_counted() {
    let here = large(3, 20_000, |_| false);
    let found = search(&here, &large(3, 20_000, |id| id % 400 == 0), SameIds);
    assert_eq!(found.rooms.len(), 3);
    assert_eq!(found.messages.len(), 60);
    assert_eq!(found.messages[0], "message 1/400 content: - -> -");
    assert_eq!(found.messages[59], "message 3/8000 content: - -> -");
    assert_eq!(found.listing.unlisted, 90);
    assert!(!found.listing.incomplete);
}

#[test]
fn the_listing_is_bounded_and_says_so() {
    let here = large(30, 1_000, |_| false);
    let found = search(&here, &large(30, 1_000, |_| true), SameIds);
    assert_eq!(found.rooms.len(), 30);
    assert_eq!(found.messages.len(), 200);
    assert!(found.messages[199].starts_with("message 10/"));
    assert!(found.listing.incomplete);
    // Without ids and times, all messages of a room are alike: too many to match them.
    let nameless = |word: &str| {
        let message = format!("<Message><Content>{word}</Content></Message>");
        let first = "<Message><Content>other</Content></Message>";
        let all = message.repeat(12_000);
        format!(
            r#"<Pool><ChatMessages><ChatRoom id="1">{first}{all}</ChatRoom></ChatMessages></Pool>"#
        )
    };
    let found = search(&nameless("a"), &nameless("b"), SameIds);
    assert_eq!((found.rooms.len(), found.messages.len()), (1, 0));
    assert!(found.listing.incomplete);
}
