//! A data file written piece by piece: its catalogue is read or refused, and the pages of a table are the same by address
//! and by key.

#![no_main]

// The catalogue is no public part of the library: `cargo fuzz` builds the library with a way to it, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::catalogue(data));
