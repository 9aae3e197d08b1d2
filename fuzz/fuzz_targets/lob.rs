//! Values outside of their records: any parts give a value that is no longer than all of them, or a fault.

#![no_main]

// The form is no public part of the library: `cargo fuzz` builds the library with a way to it, others do without.
#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat::sqlserver::fuzzing::lob(data));
