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
//! * [`migration`] is the loop: read, analyze, plan, convert and verify, each one function from plain data to plain data.
//! * [`files`] holds the links to uploaded files against a copy of the file store, and lists what is to be copied.
//! * [`verify`] compares what was promised with what is there.
//! * [`runbook`] is the whole migration of one pool as a list of steps, with its own names, numbers and commands.
//! * [`report`] shows findings, changes, manifests and differences as tables, CSV, JSON or a folder of files.
//! * [`redact`] writes a package with the same findings and nothing private in it.
//! * [`threads`] is what everything runs in: one pool, of as many threads as there are cores where nothing else is set.
//! * [`generate`] writes synthetic packages of any size.
//!
//! ```
//! use std::path::Path;
//!
//! use pchat::migration::conversion::{LEVEL, Target};
//! use pchat::migration::{self, Claim, Deciding, Intent, Question, Unwatched};
//! use pchat::output::Stop;
//! use pchat::plan::{Action, Decision};
//! use pchat::report::manifest::{self, Manifest};
//! use pchat::report::plan::Simulation;
//! use pchat::rules::ObjectKind;
//! use pchat::verify::manifest::ManifestExtent;
//!
//! // Find: the name of room 42 would be too long.
//! let question = Question {
//!     input: vec!["samples/contoso.zip".into()],
//!     only: vec!["long-name".to_owned()],
//!     ..Question::default()
//! };
//! let analysis = migration::analyze(&question, &Unwatched)?;
//! assert!(analysis.outcome.findings.iter().any(|finding| finding.object.id == "42"));
//!
//! // Decide, and see what the pool is like afterwards.
//! let decisions = Deciding::List(vec![Decision {
//!     rule: "long-name",
//!     kind: ObjectKind::Room,
//!     id: "42".to_owned(),
//!     action: Action::Rename("Service Desk Returns".to_owned()),
//! }]);
//! let intent = Intent {
//!     input: question.input.clone(),
//!     decisions: decisions.clone(),
//!     ..Intent::default()
//! };
//! let planned = migration::plan(intent, &Unwatched)?;
//! assert_eq!(planned.after.room("42").expect("nothing was left out").name, "Service Desk Returns");
//! assert!(planned.remaining.findings.iter().all(|it| (it.rule, &*it.object.id) != ("long-name", "42")));
//!
//! // Convert: the package and its manifest.
//! let folder = tempfile::tempdir()?;
//! let output = folder.path().join("new.zip");
//! let target = Target::new(&output, false, &[Path::new("samples/contoso.zip")])?;
//! let simulation = Simulation::new(&planned);
//! let conversion = planned.convert(target, LEVEL, &Stop::default(), &Unwatched, |out, conversion| {
//!     manifest::write(out, &Manifest::new(&simulation, &planned, &output, conversion, None, LEVEL))
//! })?;
//! assert!(conversion.members.iter().any(|member| member.changed));
//!
//! // Prove: all that was promised is there.
//! let claim = Claim {
//!     source: question.input,
//!     result: output,
//!     decisions,
//!     ..Claim::default()
//! };
//! let proof = migration::verify(&claim, &Unwatched)?;
//! assert!(proof.differences.is_empty());
//! assert_eq!(proof.manifest.extent, ManifestExtent::Whole);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod decisions;
pub mod directory;
pub mod files;
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
pub mod runbook;
#[cfg(test)]
pub(crate) mod seeded;
pub mod sqlserver;
pub mod surroundings;
pub mod threads;
pub mod time;
pub mod usage;
pub mod verify;
pub mod wording;
mod workbook;
mod xml;

// What the fuzz targets check is also a part of the tests: it names the library as any other crate does.
#[cfg(test)]
extern crate self as pchat;
