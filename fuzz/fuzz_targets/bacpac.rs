//! A bacpac of a model and parts: read or refused, with any number of threads.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    pchat_fuzz::extracts::bacpac(data, pchat_fuzz::place())
});
