//! Pieces: what is written is read, and what cannot be is reported.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::fuzzing::huffman;
use super::super::huffman::{Fault, decode};
use super::super::testing::compress;
use crate::seeded::cases;

fn is_read_again(piece: &[u8]) {
    let compressed = compress(piece);
    assert!(decode(&compressed, piece.len()).unwrap() == piece);
}

/// Bytes without any order, always the same.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u64;
    let next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn pieces_of_every_kind_are_read_as_they_were_written() {
    is_read_again(b"");
    is_read_again(b"a");
    is_read_again(&[0; 65_536]);
    is_read_again(&noise(65_536));
    is_read_again(&super::rows(65_536));
    // Matches at all distances, and of lengths around those that need more bytes.
    for length in [3, 17, 18, 19, 272, 273, 274, 4000] {
        for distance in [1, 2, 3, 8, 15, 16, 17, 300, 30_000] {
            let mut piece = noise(distance);
            piece.extend_from_within(..);
            piece.extend(noise(distance).iter().cycle().take(length));
            is_read_again(&piece[..piece.len().min(65_536)]);
        }
    }
}

/// Each byte is half as frequent as the one before it, which makes long codes.
#[test]
fn the_longest_codes_are_read() {
    let noise = noise(2 * 65_536);
    let pairs = noise.as_chunks().0.iter();
    let piece: Vec<u8> = pairs
        .map(|pair| u16::from_le_bytes(*pair).leading_zeros() as u8)
        .collect();
    let compressed = compress(&piece);
    let lengths = compressed[..256].iter().flat_map(|it| [it & 15, it >> 4]);
    assert!(lengths.max() > Some(12));
    is_read_again(&piece);
}

/// What SQL Server writes may end before a reader that is two words ahead does.
#[test]
fn zeros_at_the_end_need_not_be_there() {
    let piece = super::rows(3000);
    let mut compressed = compress(&piece);
    while compressed.pop_if(|last| *last == 0).is_some() {}
    assert_eq!(decode(&compressed, piece.len()), Ok(piece.clone()));
    // Half of it is too little.
    let half = &compressed[..256 + compressed.len() / 4];
    assert!(decode(half, piece.len()).is_err());
}

#[test]
fn what_is_no_piece_is_told() {
    assert_eq!(decode(&[0; 255], 10), Err(Fault::Short));
    // No symbol has a code.
    assert_eq!(decode(&[0; 300], 10), Err(Fault::Symbol));
    // All have one of a single bit.
    assert_eq!(decode(&[0x11; 300], 10), Err(Fault::Codes));
    // The first symbol repeats what is before the first byte.
    let mut before = [0; 300];
    before[128] = 1;
    assert_eq!(decode(&before, 10), Err(Fault::Offset));
    // More than the piece may hold.
    let compressed = compress(&[7; 1000]);
    assert_eq!(decode(&compressed, 999), Err(Fault::Length));
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_bytes_are_decoded_or_refused(data in vec(any::<u8>(), 0..2000)) {
        huffman(&data);
    }

    /// A table that can be, and any bytes behind it.
    #[test]
    fn any_bytes_behind_a_table_are_decoded_or_refused(
        like in vec(0u8..40, 1..400),
        data in vec(any::<u8>(), 0..2000),
        size in any::<u16>(),
    ) {
        let table = compress(&like);
        huffman(&[&size.to_le_bytes()[..], &table[..256], &data].concat());
    }
}
