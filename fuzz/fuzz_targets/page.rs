//! A page of a data file: any records give rows or faults, and no more rows than there is room for.

#![no_main]

// The form is no public part of the library: `cargo fuzz` builds the library with a way to it, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::page(data));
