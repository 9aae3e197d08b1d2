//! A member's bytes: the reader against quick-xml.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat_fuzz::members::scan(data));
