//! A file of decisions: read, written and read again.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    pchat_fuzz::decisions::decisions(data, pchat_fuzz::place())
});
