//! What a conversion would change, as a table, CSV or JSON.

pub mod csv;
pub mod json;
mod line;
#[cfg(test)]
pub(super) mod sample;
pub(in crate::report) mod shared;
pub mod table;

pub(in crate::report) use line::line;

use super::InputSummary;
use crate::directory::Directory;
use crate::input::Skipped;
use crate::migration::Planned;
use crate::plan::{Cause, Counts, Decision, Plan};
use crate::rules::Outcome;

/// A plan and what would come of it: everything these reports may show.
#[derive(Debug)]
pub struct Simulation<'a> {
    /// Where it came from.
    pub input: InputSummary,
    /// The options that the plan depends on, as they were given (`--decisions`, its file, and so on): for commands that
    /// are shown on a terminal, never for files.
    pub options: Vec<String>,
    /// Options that only the findings depend on (`--target`, `--forest`), likewise: `verify` knows none of them.
    pub rule_options: Vec<String>,
    /// The package that was written, as the user named it: for commands that are shown on a terminal. Nothing where
    /// nothing is written.
    pub written: Option<String>,
    /// The pool as it is in the input.
    pub directory: &'a Directory,
    /// What was decided, each about one object.
    pub decisions: &'a [Decision],
    /// What would change.
    pub plan: &'a Plan,
    /// What the rules say of the pool as it would be.
    pub remaining: &'a Outcome,
    /// Why each of its findings remains, in their order.
    pub causes: &'a [Cause],
    /// How much would be kept, left out and changed.
    pub counts: Counts,
    /// What of the input had to be left out.
    pub skipped: Skipped,
}

impl<'a> Simulation<'a> {
    /// Of what was planned: what is shown beside it is still to be said.
    pub fn new(planned: &'a Planned) -> Self {
        Simulation {
            input: InputSummary::new(&planned.intent.input, &planned.reading),
            options: Vec::new(),
            rule_options: Vec::new(),
            written: None,
            directory: &planned.reading.directory,
            decisions: &planned.decisions,
            plan: &planned.plan,
            remaining: &planned.remaining,
            causes: &planned.causes,
            counts: planned.counts.clone(),
            skipped: planned.reading.skipped.clone(),
        }
    }
}
