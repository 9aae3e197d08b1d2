//! A file of text with fields and rows: its rows are the same in pieces of any size.

#![no_main]

// The form is no public part of the library: `cargo fuzz` builds the library with a way to it, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::delimited(data));
