//! Damaged texts: never a panic, an error wherever quick-xml has one, and an end in any case.

use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::super::read_in_chunks;
use super::documents;
use super::members::recorder::Recorder;
use super::members::{self, contents, options};
use crate::seeded::cases;
use crate::threads::within;

/// What damage may leave or put in.
const SHARDS: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "/",
    "=",
    "&",
    ";",
    "-",
    "]",
    "!",
    "?",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<Message ",
    "</Message>",
    "<Message>",
    "<Content>",
    "</Content>",
    "</ChatRoom>",
    "</",
    "/>",
    "<!",
    "<?",
    "?>",
    "<!DOCTYPE ",
    "\0",
    "\u{7f}",
    "é",
    " ",
    "id=\"1\"",
];

#[derive(Clone, Debug)]
enum Damage {
    Delete(Index, usize),
    Insert(Index, &'static str),
    Flip(Index, u8),
    Repeat(Index, usize),
    End(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = || any::<Index>();
    prop_oneof![
        (place(), 1..12_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        (place(), select(SHARDS)).prop_map(|(at, shard)| Damage::Insert(at, shard)),
        (place(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        (place(), 1..40_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        place().prop_map(Damage::End),
    ]
}

fn damaged(text: String, all: &[Damage]) -> Vec<u8> {
    let mut bytes = text.into_bytes();
    for damage in all {
        let place = |at: &Index| at.index(bytes.len().max(1));
        let range =
            |from: usize, length: usize| from.min(bytes.len())..(from + length).min(bytes.len());
        match damage {
            Damage::Delete(at, length) => {
                bytes.drain(range(place(at), *length));
            }
            Damage::Insert(at, shard) => {
                let at = place(at).min(bytes.len());
                bytes.splice(at..at, shard.bytes());
            }
            Damage::Flip(at, bit) => {
                let at = place(at);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            Damage::Repeat(at, length) => {
                let again = bytes[range(place(at), *length)].to_vec();
                let at = place(at).min(bytes.len());
                bytes.splice(at..at, again);
            }
            Damage::End(at) => bytes.truncate(place(at)),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn what_quick_xml_refuses_is_refused(text in documents::member(), damage in vec(damage(), 1..4)) {
        members::scan(&damaged(text, &damage));
    }

    #[test]
    fn stepping_over_damage_ends_and_never_panics(
        text in documents::member(),
        damage in vec(damage(), 1..6),
        chunk in 1..300_usize,
        threads in 1..4_usize,
    ) {
        let bytes = damaged(text, &damage);
        for skip in [true, false] {
            let member = Box::new(Cursor::new(bytes.clone()));
            let options = options(skip).of_package();
            let _ = within(threads, || read_in_chunks("member.xml", member, options, &Recorder, chunk));
        }
    }
}

/// What is read with damage stepped over: messages as room and id, and how much was left out.
fn around_damage(text: &str) -> (Vec<(String, String)>, u64) {
    let member = Box::new(Cursor::new(text.to_owned().into_bytes()));
    let reading = read_in_chunks(
        "member.xml",
        member,
        options(true).of_package(),
        &Recorder,
        1 << 20,
    )
    .unwrap();
    let skipped = reading.skipped.count;
    let messages = contents(reading).messages.into_iter().map(|message| {
        let [id, ..] = message.fields;
        (message.room, id.unwrap_or_default())
    });
    (messages.collect(), skipped)
}

#[test]
fn a_damaged_message_costs_no_other_one_and_moves_none_to_another_room() {
    for bad in [
        "<Message id=\"x><Content>a</Content></Message>",
        "<Message id=x><Content>a</Content></Message>",
        "<Message id=\"x\"><Content>a</Rtf></Message>",
        "<Message id=\"x\"><Content>a</Message>",
        "<Message id=\"x\"><Content>a</Content>",
        "<Message id=\"x\"><Content>a",
        "<Message id=\"x\"><Content>a < b</Content></Message>",
        "<Message id=\"x\"<Content>a</Content><Odd>b</Odd></Message>",
    ] {
        let text = format!(
            "<Pool><ChatRooms><ChatRoom id=\"5\"><Message id=\"1\"/>{bad}<Message id=\"2\"/></ChatRoom>\
             <ChatRoom id=\"6\"><Message id=\"3\"/>{bad}</ChatRoom>\
             <ChatRoom id=\"7\"><Message id=\"4\"/></ChatRoom></ChatRooms></Pool>"
        );
        let expected = [("5", "1"), ("5", "2"), ("6", "3"), ("7", "4")]
            .map(|(room, id)| (room.to_owned(), id.to_owned()));
        assert_eq!(around_damage(&text), (expected.to_vec(), 2), "{bad}");
    }
}

#[test]
fn a_damaged_tag_of_a_list_costs_one_record() {
    let text = "<Pool><ChatRooms><ChatRoom id=\"5\"<Name>a</Name></ChatRoom><ChatRoom id=\"6\"><Message id=\"1\"/>\
                </ChatRoom></ChatRooms></Pool>";
    let member = Box::new(Cursor::new(text.as_bytes()));
    let reading = read_in_chunks(
        "member.xml",
        member,
        options(true).of_package(),
        &Recorder,
        1 << 20,
    )
    .unwrap();
    assert!(reading.skipped.count > 0);
    let contents = contents(reading);
    assert_eq!(contents.rooms.len(), 1);
    assert_eq!(contents.messages[0].room, "6");
}
