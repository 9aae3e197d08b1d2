//! Applies a plan to an input: writes the package that should be imported instead.

mod archive;
#[cfg(test)]
mod archive_tests;
mod deflate;
mod headers;
mod package;
mod workers;
