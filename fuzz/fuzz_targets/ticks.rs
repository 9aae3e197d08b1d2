//! A time in any form.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat_fuzz::texts::ticks(data));
