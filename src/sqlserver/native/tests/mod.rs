//! What a user sees of native files.

mod any_bytes;
mod formats;
mod guessing;
mod real;
mod values;
