//! What `convert` and `verify` have in common: the same options and the same input give the same plan.

use std::path::PathBuf;

use clap::Args;
use pchat::directory::Cutoff;
use pchat::migration::{Deciding, Intent};

use super::common::Common;
use super::exit::Failure;
use super::fact::Expected;
use super::target::Target;

/// What the plan depends on.
#[derive(Debug, Args)]
pub struct PlanOptions {
    /// What was decided about the findings: the file that analyze --decisions wrote, edited or not
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,

    /// Messages before this date are left out: 2012-01-31, a date and time, or .NET ticks; UTC
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub since: Option<Cutoff>,
}

impl PlanOptions {
    /// Where the decisions stand.
    pub fn deciding(&self) -> Deciding {
        self.decisions
            .clone()
            .map_or(Deciding::Nothing, Deciding::File)
    }

    /// What is to be planned, for a target of this forest.
    pub fn intent(
        &self,
        common: &Common,
        input: &[PathBuf],
        skip_damaged_pages: bool,
        (target, forest): (&Target, &[String]),
    ) -> Result<Intent, Failure> {
        // Damage is not stepped over unless that is asked for: what cannot be read is lost.
        let mut reading = common.read_options(false)?;
        reading.extract.skip_pages = skip_damaged_pages;
        Ok(Intent {
            input: input.to_vec(),
            reading,
            chosen: common.chosen(self.since.as_ref(), forest),
            decisions: self.deciding(),
            target: target.pool(),
        })
    }

    /// The options as they were given, to be given again.
    pub fn words(&self, common: &Common) -> Vec<String> {
        let mut words = Vec::new();
        let mut word = |name: &str, value: String| words.extend([name.to_owned(), value]);
        if let Some(file) = &self.decisions {
            word("--decisions", file.display().to_string());
        }
        if let Some(since) = &self.since {
            word("--since", since.given().to_owned());
        }
        words.extend(common.words());
        words
    }
}

/// A date as an argument.
pub fn parse_date(text: &str) -> Result<Cutoff, Expected> {
    Cutoff::parse(text).ok_or(Expected::Date)
}
