//! Random input that is the same in every run: to look further is the fuzzer's work.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases.
pub(crate) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x50_43_48_41_54),
        // A failure comes again without being written down.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
