//! A compressed backup, any bytes or one that was written and changed: read or refused, and the same in steps of any size.

#![no_main]

// The form is no public part of the library: `cargo fuzz` builds the library with a way to it, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::compressed(data));
