//! `pchat`: offline analysis and conversion of Microsoft Group Chat and Persistent Chat data.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
