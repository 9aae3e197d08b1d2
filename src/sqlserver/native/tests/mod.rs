//! What a user sees of native files.

mod formats;
mod guessing;
mod real;
mod values;
