//! A backup in the tape format: its blocks are walked, its pages placed within the file and in order.

#![no_main]

// Backups are no public part of the library: `cargo fuzz` builds the library with a way to them, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::mtf(data));
