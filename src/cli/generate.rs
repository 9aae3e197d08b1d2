use std::path::PathBuf;

use clap::Args;
use pchat::generate::{self, Plan, Spelling};
use pchat::source::Progress;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::interrupt::Interrupt;
use super::{output, progress};

/// Write a synthetic package of any size, for trials and benchmarks
#[derive(Debug, Args)]
pub struct Generate {
    /// Where to write it: a name that ends in .zip, or a folder
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// How many rooms
    #[arg(long, value_name = "N", default_value_t = 100)]
    rooms: u64,

    /// How many users
    #[arg(long, value_name = "N", default_value_t = 200)]
    users: u64,

    /// How many messages
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    messages: u64,

    /// The same seed, counts and spelling give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// How to write it down: words separated by commas; a wrong one lists them all
    #[arg(long, value_name = "WORDS", default_value = "")]
    spell: Spelling,

    /// Replace an existing zip
    #[arg(long)]
    force: bool,
}

impl Generate {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let plan = Plan {
            rooms: self.rooms,
            users: self.users,
            messages: self.messages,
            seed: self.seed,
            spelling: self.spell.clone(),
        };
        let state = Progress::default();
        let mut told = 0;
        let interrupt = Interrupt::heed();
        let summary = progress::watched(common, &state, || {
            generate::write(&plan, &self.output, self.force, &mut |bytes| {
                state.advance(bytes.saturating_sub(told));
                told = bytes;
                interrupt.stop().check()
            })
        })
        .map_err(|error| Failure::usage(error.to_string()))?;
        output::remark(
            common,
            &format!(
                "{}: {} users, {} groups, {} categories, {} rooms, {} add-ins, {} messages, {} bytes of XML",
                self.output.display(),
                summary.users,
                summary.groups,
                summary.categories,
                summary.rooms,
                summary.addins,
                summary.messages,
                summary.bytes
            ),
        );
        Ok(Exit::Clean)
    }
}
