//! Messages that are written like earlier ones: the reader against quick-xml.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pchat_fuzz::packages::repeated(data));
