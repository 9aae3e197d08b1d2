//! A whole package, most of them no zip at all.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat_fuzz::packages::package(data));
