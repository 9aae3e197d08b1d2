//! A text in each of its forms.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat_fuzz::texts::text(data));
