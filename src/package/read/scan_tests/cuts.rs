//! Wherever a text is cut, the same is read.

use std::io::{self, Read};

use encoding_rs::WINDOWS_1252;

use super::super::read_in_chunks;
use super::members::options;
use super::members::recorder::Recorder;
use crate::package::read::chunks::CHUNK;
use crate::threads::within;

/// Messages in their rooms, a flat list, asides that look like messages, unknown elements, and records that are
/// refused, so that places are compared too.
const WHOLE: &str = "<Pool>\n<ChatRooms><ChatRoom id=\"57\" color=\"red\"><Name>R&amp;D caf\u{e9}</Name><Desc>a<b>c</b></Desc>\
    <Roles><Principal isManager=\"1\"/></Roles><Message id='1' date=\"633032064000000000\" userId=\"5\" x=\"\u{e9}>\">\
    <Content>a<!-- <Message --> &lt;<![CDATA[<Message id=\"9\"></Message>]]>\u{fc}</Content><Odd k='1'><z/></Odd></Message>\r\n \
    <Message id='2'/>text</ChatRoom><!-- <Message id='3'> \"--><ChatRoom id=\"58\"><p:Message id=\"4\"/></ChatRoom></ChatRooms>\
    <ChatMessages><Message channelId=\"57\" id=\"5\"><Rtf/></Message><Message id=\"6\"/></ChatMessages><?x <Message ?></Pool>\n";

/// The end tag of a list is missing: found by the general reader.
const WRONG_END: &str = "<Pool><ChatRooms><ChatRoom id=\"5\"><Name>\u{e9}</Name><Message id=\"1\"/></ChatRoom>\
    <ChatRoom id=\"6\"></ChatRooms></Pool>";

/// An attribute of a message does not end: found by the scan.
const OPEN_VALUE: &str = "<Pool><ChatRooms><ChatRoom id=\"5\"><Message id=\"1\"><Content>\u{e9}</Content></Message>\
    <Message id=\"2><Content>a</Content></Message></ChatRoom></ChatRooms></Pool>";

/// The text ends too early.
const CUT_OFF: &str =
    "<Pool><ChatMessages><ChatRoom id=\"5\"><Message id=\"1\"/><Message id=\"2\"><Content>\u{e9}";

/// Gives a few bytes at a time, never the same number twice in a row.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    turn: usize,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn = (self.turn * 7 + 3) % 31;
        if self.turn == 5 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let left = &self.bytes[self.at..];
        let length = buffer.len().min(left.len()).min(self.turn % 13 + 1);
        buffer[..length].copy_from_slice(&left[..length]);
        self.at += length;
        Ok(length)
    }
}

/// Everything that was read, as text.
fn read(bytes: &[u8], chunk: usize, threads: usize, turn: usize) -> String {
    let pieces = Pieces {
        bytes: bytes.to_vec(),
        at: 0,
        turn,
    };
    let options = options(false).of_package();
    let read = || read_in_chunks("a.xml", Box::new(pieces), options, &Recorder, chunk);
    match within(threads, read).unwrap() {
        Ok(reading) => format!(
            "{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
            reading.total,
            reading.directory.rooms,
            reading.directory.parts,
            reading.members,
            reading.unclaimed,
            reading
                .notices
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            reading.skipped
        ),
        Err(error) => error.to_string(),
    }
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn every_cut(text: &str, says: &str) {
    let latin = format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>{text}");
    let marked = format!("\u{feff}{text}");
    let encoded = [
        text.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf_16(text, u16::to_le_bytes),
        utf_16(&marked, u16::to_le_bytes),
        utf_16(&marked, u16::to_be_bytes),
        WINDOWS_1252.encode(&latin).0.into_owned(),
    ];
    for bytes in encoded {
        every_cut_of(&bytes, says);
    }
}

fn every_cut_of(bytes: &[u8], says: &str) {
    let whole = read(bytes, CHUNK, 1, 1);
    assert!(whole.contains(says), "{whole}");
    let few = (1..60).chain((60..bytes.len()).step_by(11));
    for chunk in few {
        assert_eq!(read(bytes, chunk, 1, chunk), whole, "chunks of {chunk}");
        if chunk % 4 == 1 {
            let parallel = read(bytes, chunk, 3, chunk);
            assert_eq!(parallel, whole, "chunks of {chunk}, three threads");
        }
    }
}

#[test]
fn a_whole_text_cut_anywhere_says_the_same() {
    every_cut(WHOLE, "R&D caf\u{e9}");
}

#[test]
fn damage_is_found_at_the_same_place_wherever_the_text_is_cut() {
    every_cut(WRONG_END, "</ChatRooms> ends an element that is not open");
    every_cut(OPEN_VALUE, "holds `<` or is not closed");
    every_cut(CUT_OFF, "ends in the middle");
}

#[test]
fn a_place_is_counted_in_the_bytes_of_the_member() {
    let before = "<Pool><ChatRooms><ChatRoom id=\"5\"><Name>\u{e9}\u{65e5}\u{1F600}</Name><Message/><Message>\u{1F600}</Message>";
    let text = format!("{before}</ChatRooms></ChatRoom></Pool>");
    let marked = format!("\u{feff}{text}");
    let units = before.encode_utf16().count();
    for (bytes, place) in [
        (text.as_bytes().to_vec(), before.len()),
        (marked.as_bytes().to_vec(), before.len() + 3),
        (utf_16(&text, u16::to_le_bytes), 2 * units),
        (utf_16(&marked, u16::to_be_bytes), 2 * units + 2),
    ] {
        every_cut_of(
            &bytes,
            &format!("where: a.xml, byte {place}, in Pool/ChatRooms/ChatRoom\n"),
        );
    }
}

#[test]
fn malformed_characters_are_counted_and_replaced_wherever_the_text_is_cut() {
    let (before, between, after) = (
        "<Pool><ChatRooms><ChatRoom id=\"5\"><Name>",
        "</Name><Message id=\"1\"><Content>a",
        "</Content></Message></ChatRoom></ChatRooms></Pool>",
    );
    let lone = [0x3D, 0xD8, 0x3D, 0xD8];
    let utf_16 = [
        utf_16(before, u16::to_le_bytes),
        lone.to_vec(),
        utf_16(between, u16::to_le_bytes),
        lone.to_vec(),
        utf_16(after, u16::to_le_bytes),
    ];
    every_cut_of(&utf_16.concat(), "not valid UTF-16LE in 4 places");
    let shift_jis = [
        b"<?xml version='1.0' encoding='shift_jis'?>",
        before.as_bytes(),
        b"\x93\xFA\x93",
        between.as_bytes(),
        b"\xFF",
        after.as_bytes(),
    ];
    every_cut_of(&shift_jis.concat(), "not valid Shift_JIS in 2 places");
    let utf_8 = [
        before.as_bytes(),
        b"\xFF\xE2\x82",
        between.as_bytes(),
        b"\x80",
        after.as_bytes(),
    ];
    // Those of a message are the message's own affair.
    every_cut_of(&utf_8.concat(), "not valid UTF-8 in 2 places");
}

/// A comment of many chunks is looked at as a whole only now and then, and what follows it is not lost.
#[test]
fn a_message_much_longer_than_a_chunk_is_read() {
    let long = "<Message> ".repeat(3_000);
    let text = format!(
        "<Pool><ChatRoom id=\"1\"/><ChatRooms><ChatRoom id=\"5\"><!--{long}--><Message id=\"1\"><Content>\
         <![CDATA[{long}]]></Content></Message><Message id=\"2\"/></ChatRoom></ChatRooms></Pool>"
    );
    let whole = read(text.as_bytes(), CHUNK, 1, 1);
    assert!(whole.contains("\"2\""));
    for chunk in [10, 100, 1_000] {
        for threads in [1, 3] {
            assert_eq!(read(text.as_bytes(), chunk, threads, 1), whole);
        }
    }
}
