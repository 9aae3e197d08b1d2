//! Files that are damaged anywhere.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::fuzzing::mtf;
use super::super::open;
use super::tape::{COPY, FULL, Tape, extents, page};
use crate::seeded::cases;
use crate::sqlserver::database::PageAddress;
use crate::sqlserver::database::storage::page_buffer;

/// Two backups, the second with pages that were written once more.
fn whole() -> Tape {
    Tape::new()
        .set(FULL, "Contoso", 24)
        .data(&extents(1, &[0, 1, 4], 1))
        .end()
        .set(COPY, "Contoso", 32)
        .data(&extents(1, &[0, 1, 4, 5], 2))
        .data(&extents(1, &[1], 3))
        .end()
}

/// Each page that can be read is that page, as it was written.
fn reads_only_what_was_written(tape: &Tape) {
    let Ok(medium) = tape.medium("a.bak") else {
        return;
    };
    let Ok(backup) = open(vec![medium], None) else {
        return;
    };
    let mut buffer = page_buffer();
    for number in 0..64 {
        if let Ok(read) = backup
            .storage
            .page(PageAddress::new(1, number), &mut buffer)
        {
            let written = (1..=3).any(|mark| page(1, number, mark) == read.bytes());
            assert!(written, "{number}");
        }
    }
}

/// Where headers and what they tell are: all that stands between the pages.
fn headers() -> Vec<usize> {
    let tape = whole();
    let pages: Vec<bool> = {
        let mut is_page = vec![false; tape.bytes.len()];
        for (at, window) in tape.bytes.windows(38).enumerate() {
            if window[..6] == [1, 1, 0, 0, 0, 2] && window[36..38] == [1, 0] {
                is_page[at..at + 8192].fill(true);
            }
        }
        is_page
    };
    let places = pages.iter().enumerate().filter(|(_, is_page)| !**is_page);
    places.map(|(at, _)| at).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_file_may_end_anywhere(length in 0..whole().bytes.len()) {
        let mut tape = whole();
        tape.bytes.truncate(length);
        reads_only_what_was_written(&tape);
    }

    #[test]
    fn any_byte_may_be_another(
        at in prop_oneof![0..whole().bytes.len(), proptest::sample::select(headers())],
        flip in 1u8..,
    ) {
        let mut tape = whole();
        tape.bytes[at] ^= flip;
        reads_only_what_was_written(&tape);
        for choice in [0, 1, 2, 3, 5] {
            mtf(&[&[choice], &tape.bytes[..]].concat());
        }
    }

    #[test]
    fn any_bytes_are_opened_or_refused(
        choice in any::<u8>(),
        pieces in vec(
            prop_oneof![
                proptest::sample::select(vec![
                    b"TAPE".to_vec(), b"SSET".to_vec(), b"MSCI".to_vec(), b"MSDA".to_vec(), b"SFMB".to_vec(),
                    b"ESET".to_vec(), b"RAID".to_vec(), b"MQCI".to_vec(), b"MQDA".to_vec(), b"SPAD".to_vec(),
                    b"SCIN".to_vec(), b"SFIN".to_vec(), vec![0; 48], vec![0; 512], vec![52, 0], vec![255; 8],
                ]),
                vec(any::<u8>(), 1..8),
            ],
            0..60,
        ),
    ) {
        mtf(&[&[choice], &b"TAPE"[..], &pieces.concat()].concat());
    }
}
