//! What is damaged costs what it holds, and no more.

use std::io;

use super::super::testing::BLOCK;
use super::*;

/// Where the data records of the run begin, and where the run ends.
fn records(file: &[u8]) -> Vec<usize> {
    let mut places = vec![2 * BLOCK];
    while file[places[places.len() - 1]] == 0x21 {
        let at = places[places.len() - 1];
        let length = u16::from_le_bytes([file[at + 2], file[at + 3]]);
        places.push(at + 28 + usize::from(length));
    }
    places
}

/// Reads the tape in steps of 64 KB behind its first block, and gives the numbers of those that are not as they were.
fn lost(file: Vec<u8>, tape: &[u8]) -> (Vec<usize>, Vec<String>) {
    let container = opened(file).unwrap();
    let pieces = tape[BLOCK..].chunks(1 << 16).enumerate();
    let lost = pieces.filter(|(number, piece)| {
        let mut own = vec![0; piece.len()];
        let at = (BLOCK + (number << 16)) as u64;
        container.read(at, &mut own).is_err() || own != *piece
    });
    (
        lost.map(|(number, _)| number).collect(),
        container.notices.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn a_cut_file_is_read_up_to_its_cut() {
    let (file, tape) = backup(Version::Two, &rows(400_000));
    let records = records(&file);
    let container = opened(file[..records[3] + 100].to_vec()).unwrap();
    assert!(all(&container) == tape[..BLOCK + (3 << 16)]);
    assert!(container.notices[0].to_string().contains("was cut off"));
    let behind = container.read(container.length(), &mut [0]);
    assert_eq!(behind.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    // Also where the cut leaves whole records.
    let container = opened(file[..records[3]].to_vec()).unwrap();
    assert!(container.notices[0].to_string().contains("was cut off"));
}

#[test]
fn blocks_that_are_cut_behind_the_end_are_not_missed() {
    let (file, tape) = backup(Version::Two, &rows(100_000));
    let container = opened(file[..file.len() - BLOCK / 2].to_vec()).unwrap();
    assert_eq!(container.notices, [""; 0]);
    assert!(all(&container) == tape);
}

#[test]
fn a_piece_that_cannot_be_decoded_names_its_place() {
    let (mut file, tape) = backup(Version::Two, &rows(400_000));
    let place = records(&file)[2];
    file[place + 28..][..256].fill(0x11);
    let container = opened(file.clone()).unwrap();
    let error = container.read((BLOCK + (2 << 16)) as u64, &mut [0; 10]);
    let error = error.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    let message = error.to_string();
    assert!(message.contains(&format!("byte {place} ")), "{message}");
    assert_eq!(lost(file, &tape), (vec![2], Vec::new()));
}

#[test]
fn any_byte_of_a_head_may_be_wrong() {
    let (file, tape) = backup(Version::Two, &rows(600_000));
    let records = records(&file);
    for place in [records[1], records[4]] {
        for (byte, bits) in [
            (0, 0x40),
            (0, 1),
            (1, 0x80),
            (1, 0x55),
            (2, 0xFF),
            (3, 0x20),
            (3, 0x80),
        ] {
            let mut file = file.clone();
            file[place + byte] ^= bits;
            let (lost, notices) = lost(file, &tape);
            assert!(lost.is_empty(), "{byte} {bits:#x}: {lost:?}");
            assert_eq!(notices.len(), 1, "{byte} {bits:#x}");
            assert!(notices[0].contains("is damaged"), "{notices:?}");
        }
    }
}

#[test]
fn padding_ends_and_marks_may_be_wrong() {
    let (file, tape) = backup(Version::Two, &rows(300_000));
    let end = *records(&file).last().unwrap();
    assert_eq!(file[end], 0x2C);
    let padding = file.iter().position(|byte| *byte == 0x24).unwrap();
    assert!(padding < BLOCK);
    for place in [
        padding,
        padding + 2,
        BLOCK,
        end,
        end.next_multiple_of(BLOCK),
    ] {
        let mut file = file.clone();
        file[place] ^= 0x40;
        let (lost, notices) = lost(file, &tape);
        assert!(lost.is_empty(), "{place}: {lost:?}");
        assert!(!notices.is_empty(), "{place}");
    }
}

#[test]
fn what_is_damaged_too_far_is_missing_from_there_on() {
    let (mut file, tape) = backup(Version::Two, &rows(600_000));
    let places = records(&file);
    let hole = places[3]..places[8];
    assert!(hole.len() < 2 << 16);
    file[hole].fill(0xEE);
    let (lost, notices) = lost(file, &tape);
    assert_eq!(lost.first(), Some(&3));
    assert!(
        notices[0].contains(&format!("from byte {} on", places[3])),
        "{notices:?}"
    );
    assert!(notices[0].contains("NO_COMPRESSION"));
}
