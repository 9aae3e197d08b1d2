//! What `convert` and `verify` have in common: the same options and the same input give the same plan.

use std::path::{Path, PathBuf};

use clap::Args;
use pchat::directory::{Directory, History, Ticks};
use pchat::plan::Plan;
use pchat::rules::{Evidence, Options};
use pchat::source::{Digests, MessageDigests, ReadOptions, Reading, Statistics};

use super::common::Common;
use super::exit::Failure;
use super::input;

/// What the plan depends on.
#[derive(Debug, Args)]
pub struct PlanOptions {
    /// Leave out messages before this date: 2012-01-31, a date and time, or .NET ticks; UTC
    #[arg(long, value_name = "DATE", value_parser = input::parse_date)]
    pub since: Option<Ticks>,

    /// What the target pool holds already, as for analyze; may be given several times
    #[arg(long, value_name = "T")]
    pub target: Vec<PathBuf>,

    /// A domain of the target's forest, as for analyze; may be given several times
    #[arg(long, value_name = "DOMAIN")]
    pub forest: Vec<String>,
}

/// An input, and what will become of it.
#[derive(Debug)]
pub struct Planned {
    /// What was read. The history counts the messages that are kept; the digests are theirs too.
    pub reading: Reading<(History, Digests)>,
    /// The pool as it is afterwards.
    pub after: Directory,
}

impl PlanOptions {
    /// Reads the input and works out the plan.
    pub fn plan(
        &self,
        common: &Common,
        path: &Path,
        reading: &ReadOptions,
        imported: bool,
    ) -> Result<Planned, Failure> {
        let options = Options {
            separator: common.separator.clone(),
            since: self.since,
            forests: self.forest.iter().map(|it| it.to_lowercase()).collect(),
        };
        let target = input::targets(common, &self.target, reading)?;
        let since = self.since;
        let statistics = Statistics {
            since,
            kept_only: true,
            keep_file_links: false,
        };
        let survey = (statistics, MessageDigests { since, imported });
        let reading = input::read(common, path, reading, &survey)?;
        input::pass_on_notices(common, &reading);
        let reading = reading.require_data()?;
        let evidence = Evidence::with(
            &reading.directory,
            &reading.total.0,
            &options,
            target.as_ref(),
            None,
            &reading.unclaimed,
        );
        let plan = Plan::new(&evidence, &[]).map_err(|refusal| Failure::usage(refusal.reason))?;
        let after = plan.apply(&reading.directory);
        Ok(Planned { reading, after })
    }

    /// The options as they were given, to be given again.
    pub fn words(&self, common: &Common) -> Vec<String> {
        let mut words = Vec::new();
        let mut word = |name: &str, value: String| words.extend([name.to_owned(), value]);
        if let Some(since) = self.since {
            word("--since", since.to_string());
        }
        for target in &self.target {
            word("--target", target.display().to_string());
        }
        for forest in &self.forest {
            word("--forest", forest.clone());
        }
        if common.separator != " " {
            word("--separator", common.separator.clone());
        }
        if let Some(layout) = &common.layout {
            word("--layout", layout.display().to_string());
        }
        words
    }
}
