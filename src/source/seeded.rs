//! Random input that is the same in every run: to look further is the fuzzer's work, or that of a run with more cases.

use proptest::prelude::ProptestConfig;
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
