//! A package that is converted, and converted once more.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    pchat_fuzz::convert::convert(data, pchat_fuzz::place())
});
