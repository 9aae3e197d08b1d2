//! Offline analysis and conversion of Microsoft Group Chat and Persistent Chat data.

pub mod directory;
pub mod generate;
pub mod report;
pub mod rules;
pub mod source;

// What the fuzz targets check is also a part of the tests: it names the library as any other crate does.
#[cfg(test)]
extern crate self as pchat;
