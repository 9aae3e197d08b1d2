//! The reader against quick-xml, against itself with cuts anywhere, and against damage.

mod cuts;
mod damage;
mod documents;
mod lists;
#[path = "../../../../tests/checks/members/mod.rs"]
mod members;
mod shapes;

use std::io::Cursor;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::members::oracle::parse;
use self::members::recorder::Recorder;
use self::members::{contents, options};
use super::chunks::CHUNK;
use super::names::Names;
use super::read_in_chunks;
use super::scan::{Piece, scan};
use crate::package::Layout;
use crate::seeded::cases;

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn messages_and_rooms_are_those_that_quick_xml_finds(text in documents::member()) {
        let expected = parse(&text).unwrap();
        for chunk in [CHUNK, 64] {
            let member = Box::new(Cursor::new(text.clone().into_bytes()));
            let reading = read_in_chunks("member.xml", member, options(false).of_package(), &Recorder, chunk);
            prop_assert_eq!(&contents(reading.unwrap()), &expected);
        }
    }

    #[test]
    fn what_is_no_message_is_left_to_the_general_reader_as_it_is(text in documents::member()) {
        let layout = Layout::built_in();
        let scanned = scan(text.as_bytes(), &Names::new(&layout), &Recorder, false);
        prop_assert!(scanned.faults.is_empty());
        prop_assert_eq!(scanned.end, text.len());
        let mut left = String::new();
        let mut before = 0;
        for piece in scanned.pieces {
            let range = match piece {
                Piece::Rest(range) => {
                    left.push_str(&text[range.clone()]);
                    range
                }
                Piece::Run { range, .. } => range,
            };
            // Nothing but white space is in no piece, and nothing is in two.
            prop_assert!(text[before..range.start].trim_ascii().is_empty());
            before = range.end;
        }
        prop_assert!(text[before..].trim_ascii().is_empty());
        prop_assert_eq!(rest(&left), rest(&text));
    }
}

/// Everything of a text but its messages: tags, comments, texts, one by one. White space of texts is left out.
fn rest(text: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut tokens = Vec::new();
    let mut between = String::new();
    let mut inside = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let is_message = |tag: &BytesStart<'_>| tag.local_name().into_inner() == "Message";
        match &event {
            Event::Start(tag) if inside > 0 || is_message(tag) => inside += 1,
            Event::End(_) if inside > 0 => inside -= 1,
            Event::Empty(tag) if inside > 0 || is_message(tag) => {}
            Event::Text(text) if inside == 0 => between.extend(text.split_ascii_whitespace()),
            _ if inside > 0 => {}
            event => {
                if !between.is_empty() {
                    tokens.push(std::mem::take(&mut between));
                }
                tokens.push(format!("{event:?}"));
            }
        }
        if matches!(event, Event::Eof) {
            return Ok(tokens);
        }
    }
}
