//! Any bytes as a file of an extract: read or refused, with any number of threads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    pchat_fuzz::extracts::extract(data, pchat_fuzz::place())
});
