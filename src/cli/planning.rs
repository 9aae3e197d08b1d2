//! What `convert` and `verify` have in common: the same options and the same input give the same plan.

use std::path::PathBuf;

use clap::Args;
use pchat::decisions::Decisions;
use pchat::directory::{Cutoff, Directory, History, StatedCollation};
use pchat::migration::ReadOptions;
use pchat::plan::{Counts, Decision, Plan};
use pchat::reading::{Digests, MessageDigests, Reading, Statistics};
use pchat::rules::{Evidence, Options, Outcome};
use pchat::{decisions, rules};

use pchat::verify::Leeway;

use super::common::Common;
use super::exit::Failure;
use super::{shown, terminal};

/// What the plan depends on.
#[derive(Debug, Args)]
pub struct PlanOptions {
    /// What was decided about the findings: the file that analyze --decisions wrote, edited or not
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,

    /// Messages before this date are left out: 2012-01-31, a date and time, or .NET ticks; UTC
    #[arg(long, value_name = "DATE", value_parser = shown::parse_date)]
    pub since: Option<Cutoff>,
}

/// An input, and what will become of it.
#[derive(Debug)]
pub struct Planned {
    /// What was read. The history is that of the messages that are kept, as it is afterwards; the digests are those of
    /// all rooms, without the messages before the date.
    pub reading: Reading<(History, Digests)>,
    /// What changes.
    pub plan: Plan,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What was decided about all findings of a rule: of those that the source has, each is among the decisions, too.
    pub for_all: Vec<Decision>,
    /// How much is kept, left out and changed.
    pub counts: Counts,
    /// The pool as it is afterwards.
    pub after: Directory,
    /// The history that the plan was made from: it counts the messages before the date beside those that are kept.
    pub history: History,
    /// What the plan depends on.
    pub options: Options,
}

impl PlanOptions {
    /// Reads the input, with what is to be known of its messages, and works out the plan.
    pub fn plan(
        &self,
        common: &Common,
        paths: &[PathBuf],
        reading: &ReadOptions,
    ) -> Result<Planned, Failure> {
        let decided = self.decided(common)?;
        let since = self.since.as_ref().map(Cutoff::at);
        let statistics = Statistics {
            since,
            kept_only: true,
            keep_file_links: false,
        };
        let digests = MessageDigests {
            since,
            imported: false,
        };
        let reading = shown::read(common, paths, reading, &(statistics, digests))?;
        shown::pass_on_notices(common, &reading);
        let mut reading = reading.require_data()?;
        let (history, _) = &reading.total;
        let options = self.options(common, reading.collation.as_ref());
        shown::pass_on_collation(common, &options.collation);
        let (plan, decided) = plan(&reading.directory, history, &options, decided)?;
        let (decisions, for_all) = match &decided {
            Some(it) => (it.list().to_vec(), it.for_all().to_vec()),
            None => Default::default(),
        };
        let counts = Counts::new(&reading.directory, history, &plan);
        let after = plan.apply(&reading.directory);
        let history = reading.total.0.clone();
        plan.apply_to_history(&reading.directory, &mut reading.total.0);
        Ok(Planned {
            plan,
            decisions,
            for_all,
            counts,
            after,
            history,
            options,
            reading,
        })
    }

    /// The pool as it is afterwards, of an input that was read already; and what else may be different in it.
    pub fn promise(
        &self,
        reading: &Reading<Digests>,
        decided: Option<Decisions>,
        options: &Options,
    ) -> Result<(Directory, Leeway), Failure> {
        let history = History::from(&reading.total);
        // Digests know only what is kept: what was before the date cannot be asked of them.
        let options = Options {
            since: None,
            ..options.clone()
        };
        let (plan, _) = plan(&reading.directory, &history, &options, decided)?;
        // Messages before the date are no change of this plan.
        let before = reading.total.rooms.values().any(|room| room.before > 0);
        let leeway = Leeway {
            may_be_fewer: plan.takes_away() || before,
            is_edited: !plan.changes.is_empty(),
        };
        Ok((plan.apply(&reading.directory), leeway))
    }

    /// The decisions, if there are any.
    pub fn decided(&self, common: &Common) -> Result<Option<Decisions>, Failure> {
        let Some(file) = &self.decisions else {
            return Ok(None);
        };
        let decided = decisions::read(file, common.extract.code_page).map_err(cannot_decide)?;
        if decided.gone() > 0 {
            let text = format!(
                "decisions in {}: {} marked as gone, which are not carried out",
                file.display(),
                decided.gone()
            );
            terminal::remark(common, &text);
        }
        Ok(Some(decided))
    }

    /// What the plan depends on, of an input that states this collation.
    pub fn options(&self, common: &Common, stated: Option<&StatedCollation>) -> Options {
        Options {
            separator: common.separator.clone(),
            since: self.since.clone(),
            forests: Vec::new(),
            collation: common.chosen_collation(stated),
        }
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

/// The plan, and the decisions that it carries out.
fn plan(
    directory: &Directory,
    history: &History,
    options: &Options,
    decided: Option<Decisions>,
) -> Result<(Plan, Option<Decisions>), Failure> {
    let evidence = Evidence::new(directory, history, options);
    let Some(decided) = decided else {
        let plan = Plan::new(&evidence, &[]);
        let plan = plan.map_err(|refusal| Failure::usage(refusal.reason))?;
        return Ok((plan, None));
    };
    let rules = decided.rules();
    let outcome = match &rules[..] {
        // No rules would be all of them.
        [] => Outcome::default(),
        rules => rules::check(&evidence, rules),
    };
    let decided = decided.bind(&evidence, &outcome).map_err(cannot_decide)?;
    let plan = Plan::new(&evidence, decided.list());
    let plan = plan.map_err(|refusal| cannot_decide(decided.refused(&refusal)))?;
    Ok((plan, Some(decided)))
}

fn cannot_decide(error: decisions::Error) -> Failure {
    Failure::usage(error.to_string())
}
