use std::io::{self, Cursor, Read, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use proptest::collection::vec;
use proptest::prelude::*;

use super::inflate::{Inflate, Method};

fn crc(bytes: &[u8]) -> u32 {
    crc32fast::hash(bytes)
}

fn deflated(text: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Reads in pieces of these sizes, in turn: half of them through a buffer, half of them into a vector's room.
fn read(mut entry: Inflate<impl Read>, sizes: &[usize]) -> (Vec<u8>, Result<(), String>) {
    let mut all = Vec::new();
    for (turn, size) in sizes.iter().cycle().enumerate() {
        let ended = if turn % 2 == 0 {
            let mut piece = Vec::with_capacity(*size);
            let ended = entry.fill(&mut piece);
            all.extend(piece);
            ended
        } else {
            let mut piece = vec![0; *size];
            let length = entry.read(&mut piece);
            all.extend(&piece[..*length.as_ref().unwrap_or(&0)]);
            length.map(|length| length == 0)
        };
        match ended {
            Ok(false) => {}
            Ok(true) => return (all, Ok(())),
            Err(error) => return (all, Err(error.to_string())),
        }
    }
    (all, Ok(()))
}

/// What the library finds in a whole stream at once, with no more room than for one byte too many.
fn at_once(packed: &[u8], bytes: usize, checksum: u32) -> (Vec<u8>, Result<(), String>) {
    let mut all = Vec::with_capacity(bytes + 1);
    let result = Decompress::new(false).decompress_vec(packed, &mut all, FlushDecompress::None);
    let says = match result {
        _ if all.len() > bytes => Err("the member is longer than the zip's directory says"),
        Err(_) => Err("corrupt deflate stream"),
        Ok(Status::Ok | Status::BufError) => Err("incomplete deflate stream"),
        Ok(Status::StreamEnd) if all.len() < bytes => {
            Err("the member is shorter than the zip's directory says")
        }
        Ok(Status::StreamEnd) if crc(&all) != checksum => {
            Err("the member's checksum is not the one in the zip's directory")
        }
        Ok(Status::StreamEnd) => Ok(()),
    };
    all.truncate(bytes);
    (all, says.map_err(str::to_owned))
}

/// Something of everything: words that come again, and bytes that cannot be compressed.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        4 => Just(b"<Message roomId=\"7\">".to_vec()),
        4 => vec(b'a'..b'f', 1..9),
        1 => vec(any::<u8>(), 1..40),
        1 => (any::<u8>(), 1..700_usize).prop_map(|(byte, times)| vec![byte; times]),
    ];
    (vec(word, 0..200), 1..20_usize).prop_map(|(words, times)| words.concat().repeat(times))
}

#[derive(Clone, Debug)]
enum Damage {
    None,
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Behind(Vec<u8>),
    Length(i8),
    Checksum,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        Just(Damage::None),
        any::<prop::sample::Index>().prop_map(Damage::Cut),
        (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, 1 << bit)),
        vec(any::<u8>(), 1..9).prop_map(Damage::Behind),
        any::<i8>().prop_map(Damage::Length),
        Just(Damage::Checksum),
    ]
}

proptest! {
    #[test]
    fn pieces_of_any_size_give_what_the_whole_gives_and_fail_where_it_fails(
        text in text(),
        level in 0..10_u32,
        damage in damage(),
        sizes in vec(prop_oneof![1..40_usize, 1..100_000_usize], 2..6),
    ) {
        let mut packed = deflated(&text, level);
        let mut bytes = text.len();
        let mut checksum = crc(&text);
        match damage {
            Damage::None => {}
            Damage::Cut(at) => packed.truncate(at.index(packed.len())),
            Damage::Flip(at, bit) => {
                let at = at.index(packed.len());
                packed[at] ^= bit;
            }
            Damage::Behind(more) => packed.extend(more),
            Damage::Length(more) => bytes = bytes.saturating_add_signed(more.into()),
            Damage::Checksum => checksum ^= 1,
        }
        let entry = |method| Inflate::new(method, packed.as_slice(), bytes as u64, checksum);
        prop_assert_eq!(read(entry(Method::Deflate), &sizes), at_once(&packed, bytes, checksum));
        // The same bits say something else as deflate64, as far as they say anything.
        let whole = read(entry(Method::Deflate64), &[bytes + 1]);
        prop_assert_eq!(read(entry(Method::Deflate64), &sizes), whole);
    }
}

/// Reads a stored entry of which the zip's directory says this.
fn stored(content: &[u8], bytes: u64, checksum: u32) -> (Vec<u8>, Result<(), String>) {
    let entry = Inflate::new(Method::Stored, content, bytes, checksum);
    read(entry, &[3, 2])
}

#[test]
fn what_is_stored_is_held_against_the_directory_too() {
    let text = b"Good morning";
    let (all, result) = stored(text, 12, crc(text));
    assert_eq!((all.as_slice(), result), (&text[..], Ok(())));
    let (all, result) = stored(text, 12, 0);
    assert_eq!(all, text);
    assert!(result.unwrap_err().contains("checksum"));
    let (all, result) = stored(text, 13, crc(text));
    assert_eq!(all, text);
    assert!(result.unwrap_err().contains("shorter"));
    let (all, result) = stored(text, 4, crc(b"Good"));
    assert_eq!(all, b"Good");
    assert!(result.unwrap_err().contains("longer"));
}

/// Gives two bytes at a time, and is interrupted before each.
struct Interrupted<R>(R, bool);

impl<R: Read> Read for Interrupted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = buffer.len().min(2);
        self.0.read(&mut buffer[..most])
    }
}

#[test]
fn an_interrupted_read_is_done_again() {
    let text = b"Good morning, good morning";
    let methods = [
        (Method::Stored, text.to_vec()),
        (Method::Deflate, deflated(text, 6)),
    ];
    for (method, packed) in methods {
        let slow = Interrupted(Cursor::new(packed), false);
        let mut entry = Inflate::new(method, slow, text.len() as u64, crc(text));
        let mut all = Vec::with_capacity(text.len() + 1);
        assert!(entry.fill(&mut all).unwrap(), "{method:?}");
        assert_eq!(all, text, "{method:?}");
    }
}
