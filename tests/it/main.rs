//! What a user sees: the program run on small inputs, and the library's public functions.
//!
//! All of it is one program, because linking takes most of the time after a change of the library. `cargo test --test it
//! verify` runs the tests of the files whose names begin with that.

mod any_input;
mod backup_chains;
mod backup_orders;
mod bacpacs;
mod bad_data;
mod bad_extracts;
mod bad_input;
mod bad_xml;
mod browser;
mod changing_input;
#[path = "../chat/mod.rs"]
mod chat;
#[path = "../checks/mod.rs"]
mod checks;
mod collations;
mod common;
mod convert_bytes;
mod convert_decisions;
mod convert_input;
mod convert_loop;
mod convert_output;
mod damaged_members;
mod database_mutations;
mod database_oddities;
mod databases;
mod decisions;
mod decisions_names;
mod determinism;
mod documented;
mod exit_codes;
mod explain;
mod extract_mutations;
mod extracts;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod fault_injection;
mod files;
mod files_scripts;
mod forms;
mod generate;
mod help;
mod house;
mod inspect;
mod inspection;
mod joined_files;
mod json;
mod kinds;
mod languages;
mod layout;
mod limits;
mod manifest;
mod mutations;
mod names;
mod not_the_rows;
mod plan;
mod powershell;
mod project;
mod readme;
mod real_extracts;
mod redact;
mod redact_extracts;
mod report_folder;
mod runbook;
mod runbook_names;
mod sample_rules;
mod sample_tables;
mod samples;
#[path = "../../src/seeded.rs"]
mod seeded;
mod shell;
#[path = "../sqlserver/mod.rs"]
mod sqlserver;
mod stated_collations;
mod tables;
mod targets;
mod terminal;
mod undefined_references;
mod verify;
mod verify_changes;
mod verify_manifest;
mod what_if;
mod wording;
mod workbook;
mod written_counts;
mod zip_directory;
