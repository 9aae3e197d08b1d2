//! Random input that is the same in every run: to look further is the fuzzer's work, or that of a run with more cases.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// How many times as many cases there are; once, where it is not set.
const TIMES: &str = "PCHAT_CASES";

/// So many cases, or as many times that as the environment says.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let times = std::env::var(TIMES).map_or(1, |times| times.parse().expect("a number of times"));
    ProptestConfig {
        cases: cases.saturating_mul(times),
        rng_seed: RngSeed::Fixed(0x50_43_48_41_54),
        // A failure comes again without being written down.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What files of all forms are made of.
const PIECES: &[&[u8]] = &[
    b"channelID,chatID,chatDate,userId,isAlert,content\n",
    b"20,1,634294368000000000,7,0,Hi\n",
    b"20\t1\t634294368000000000\t7\t0\tHi\r\n",
    b"INSERT [tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 1, 5, 7, 0, N'Hi')\n",
    b"GO\n",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xEF\xBB\xBF",
    b"PK\x03\x04",
    b"11.0\n2\n1 SQLCHAR 0 4 \"\\t\" 1 a \"\"\n2 SQLINT 0 4 \"\" 2 b \"\"\n",
    b"<BCPFORMAT>",
    b"\x14\0\0\0\x01\0\0\0\0\0\0\0\0\x40\x8B\x5B\x6B\xD3\xCD\x08\x07\0\0\0\0\x04\0\0\0\0\0\0\0H\0i\0",
    b"\x07\0\0\0\x01\0",
    b"\xFF\xFF",
    b"\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
    b"\0",
    b"\x01",
    b"'",
    b"\"",
    b",",
    b"\n",
    b"/*",
];

/// Bytes as files of all forms have them, behind three that choose.
pub(crate) fn file_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        select(PIECES).prop_map(<[u8]>::to_vec),
        vec(any::<u8>(), 1..6),
    ];
    let choices = vec(any::<u8>(), 3);
    (choices, vec(piece, 0..12)).prop_map(|(choices, pieces)| [choices, pieces.concat()].concat())
}
