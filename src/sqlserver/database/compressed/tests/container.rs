//! The container around the pieces.

use std::io;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::fuzzing::compressed;
use super::*;
use crate::seeded::cases;

#[test]
fn the_tape_is_read_at_any_place() {
    let (file, tape) = backup(Version::Two, &rows(200_000));
    let container = opened(file).unwrap();
    assert_eq!(container.notices, [""; 0]);
    assert_eq!(container.length(), tape.len() as u64);
    assert!(all(&container) == tape);
    for (at, length) in [(0, 1), (4095, 2), (60_000, 90_000), (tape.len() - 5, 5)] {
        let mut part = vec![0; length];
        container.read(at as u64, &mut part).unwrap();
        assert_eq!(part, tape[at..at + length]);
    }
    let behind = container.read(container.length() - 1, &mut [0; 2]);
    assert_eq!(behind.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
}

#[test]
fn threads_read_the_same() {
    let (file, tape) = backup(Version::Two, &rows(700_000));
    let container = opened(file).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(all(&container) == tape));
        }
    });
}

#[test]
fn the_older_framing_is_read_and_said_to_be_untested() {
    let (file, tape) = backup(Version::One, &rows(200_000));
    let container = opened(file).unwrap();
    assert!(all(&container) == tape);
    assert!(
        container
            .notices
            .iter()
            .any(|it| it.to_string().contains("by analogy"))
    );
    assert!(
        container.notices[0]
            .to_string()
            .contains("never tried on a real file")
    );
}

fn refused(file: Vec<u8>) -> Error {
    match opened(file) {
        Ok(_) => panic!("it is read"),
        Err(error) => error,
    }
}

#[test]
fn what_is_compressed_in_another_way_is_refused() {
    let (file, _) = backup(Version::Two, &rows(10_000));
    let with = |at: usize, bytes: &[u8]| {
        let mut file = file.clone();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        refused(file)
    };
    let version = with(8, &[9]);
    assert!(version.what.to_string().contains("version 9"), "{version}");
    assert_eq!(version.place.byte, Some(8));

    let first = with(480, &[0x77]);
    assert!(
        first.what.to_string().contains("unknown kind 0x77"),
        "{first}"
    );
    assert_eq!(first.place.byte, Some(480));
    assert!(first.advice().contains("NO_COMPRESSION"));

    // What ZSTD writes begins so.
    let zstd = with(508, &[0x28, 0xB5, 0x2F, 0xFD]);
    assert!(zstd.what.to_string().contains("ZSTD"), "{zstd}");

    let noise = with(508, &[0xFF; 256]);
    assert!(
        noise.what.to_string().contains("cannot be decoded"),
        "{noise}"
    );
    assert_eq!(noise.place.byte, Some(480));
    assert_eq!(noise.place.member, "chat.bak");
}

#[test]
fn a_file_that_is_hardly_there_is_refused() {
    let (file, _) = backup(Version::Two, &rows(10_000));
    for length in [0, 7, 11, 12, 479, 480, 500, 700] {
        let error = refused(file[..length].to_vec());
        assert!(!error.what.to_string().is_empty(), "{length}");
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn any_file_is_read_or_refused(
        data in vec(any::<u8>(), 0..600),
        choice in any::<[u8; 16]>(),
    ) {
        compressed(&[&choice[..], &data].concat());
    }
}
