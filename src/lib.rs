//! Offline analysis and conversion of Microsoft Group Chat and Persistent Chat data.

pub mod directory;
pub mod generate;
pub mod report;
pub mod rules;
pub mod source;
