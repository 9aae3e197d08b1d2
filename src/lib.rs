//! Offline analysis of Microsoft Group Chat and Persistent Chat data: what is in an export package, what a migration to
//! Lync Server 2013 Persistent Chat would do to it, and the package that should be imported instead.
//!
//! * [`directory`] is the model: principals, categories, rooms, names, and what is known of the history.
//! * [`input`] is where bytes come from: files, folders, zips; [`output`] is where they go: files that appear only when they
//!   are whole, zips.
//! * [`sqlserver`] finds tables and rows in extracts of a database, whatever database it is.
//! * [`reading`] is what all readers give: messages as they pass, statistics and digests of them, remarks.
//! * [`package`] reads, edits and writes the export package; [`pool`] makes the same of the rows of the chat's tables.
//! * [`rules`] looks at the model and gives findings: facts, no sentences.
//! * [`decisions`] keeps, in a CSV file, what was decided about the findings.
//! * [`plan`] says what a conversion changes, as one list, and what the pool is like afterwards.
//! * [`migration`] is the loop: it reads an input, and carries a plan out.
//! * [`verify`] compares what was promised with what is there.
//! * [`report`] shows findings, changes, manifests and differences as tables, CSV, JSON or a folder of files.
//! * [`redact`] writes a package with the same findings and nothing private in it.
//! * [`generate`] writes synthetic packages of any size.
//!
//! ```
//! use std::path::PathBuf;
//!
//! use pchat::plan::{Action, Decision, Plan};
//! use pchat::rules::{self, Evidence, ObjectKind, Options};
//! use pchat::input::Progress;
//! use pchat::migration::{self, ReadOptions};
//! use pchat::package::Layout;
//! use pchat::reading::Statistics;
//!
//! let options = ReadOptions { layout: Layout::built_in(), threads: 2, skip_damaged: false, extract: Default::default(), limits: Default::default(), };
//! let input = [PathBuf::from("samples/contoso.zip")];
//! let reading = migration::read(&input, &options, &Statistics::default(), &Progress::default())?.require_data()?;
//!
//! // Find: the name of room 42 would be too long.
//! let chosen = Options::default();
//! let evidence = Evidence::new(&reading.directory, &reading.total, &chosen);
//! let outcome = rules::check(&evidence, &["long-name".to_owned()]);
//! assert!(outcome.findings.iter().any(|finding| finding.object.id == "42"));
//!
//! // Decide, and see what the pool is like afterwards.
//! let decision = Decision {
//!     rule: "long-name",
//!     kind: ObjectKind::Room,
//!     id: "42".to_owned(),
//!     action: Action::Rename("Service Desk Returns".to_owned()),
//! };
//! let plan = Plan::new(&evidence, &[decision]).expect("room 42 can be renamed");
//! let after = plan.apply(&reading.directory);
//! assert_eq!(after.room("42").expect("nothing was left out").name, "Service Desk Returns");
//! # Ok::<(), pchat::input::Error>(())
//! ```

pub mod decisions;
pub mod directory;
pub mod generate;
pub mod input;
pub mod migration;
pub mod output;
pub mod package;
pub mod plan;
pub mod pool;
pub mod reading;
pub mod redact;
pub mod report;
pub mod rules;
#[cfg(test)]
pub(crate) mod seeded;
pub mod sqlserver;
pub mod surroundings;
mod threads;
pub mod time;
pub mod verify;
mod xml;

// What the fuzz targets check is also a part of the tests: it names the library as any other crate does.
#[cfg(test)]
extern crate self as pchat;
