//! Random input that is the same in every run: to look further is the fuzzer's work, or that of a run with more cases.

use std::path::{Path, PathBuf};

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// Where the files of an input are written: in memory, where there is such a place, as whatever is written is synced.
pub(crate) fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    }
}

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
