//! Offline analysis of Microsoft Group Chat and Persistent Chat data: what is in an export package, and what a
//! migration to Lync Server 2013 Persistent Chat would do to it.
//!
//! * [`source`] reads an input: it fills a [`directory::Directory`] and shows every message to a survey.
//! * [`directory`] is the model: principals, categories, rooms, names, and what is known of the history.
//! * [`rules`] looks at the model and gives findings: facts, no sentences.
//! * [`decisions`] keeps what somebody decided about the findings; [`plan`] says what a conversion will change.
//! * [`report`] shows findings as a table, CSV, JSON or a folder of files.
//! * [`verify`] compares what was promised with what is there.
//! * [`generate`] writes synthetic packages of any size.
//! * [`beside`] lets files appear only when they are whole.
//!
//! ```
//! use std::path::Path;
//!
//! use pchat::rules::{self, Evidence, Options};
//! use pchat::source::{self, Layout, Progress, ReadOptions, Statistics};
//!
//! let options = ReadOptions { layout: Layout::built_in(), threads: 2, skip_damaged: false };
//! let input = Path::new("samples/contoso.zip");
//! let reading = source::read(input, &options, &Statistics::default(), &Progress::default())?.require_data()?;
//!
//! let chosen = Options::default();
//! let evidence = Evidence::new(&reading.directory, &reading.total, &chosen);
//! let outcome = rules::check(&evidence, &["long-name".to_owned()]);
//! assert!(outcome.findings.iter().any(|finding| finding.object.id == "27"));
//! # Ok::<(), source::Error>(())
//! ```

pub mod beside;
pub mod convert;
pub mod decisions;
pub mod directory;
pub mod generate;
pub mod plan;
pub mod report;
pub mod rules;
pub mod source;
mod spreadsheet;
pub mod verify;

// What the fuzz targets check is also a part of the tests: it names the library as any other crate does.
#[cfg(test)]
extern crate self as pchat;
