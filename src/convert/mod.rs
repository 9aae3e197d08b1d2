//! Writes the package that should be imported instead.

// Nothing but tests writes packages yet; whoever begins to removes these lines.
#[cfg_attr(not(test), expect(dead_code))]
mod archive;
#[cfg(test)]
mod archive_tests;
mod deflate;
mod headers;
#[cfg_attr(not(test), expect(dead_code))]
mod output;
mod workers;
