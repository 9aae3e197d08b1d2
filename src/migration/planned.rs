//! From an input and decisions to what a conversion does, and to what the pool is like afterwards.

use std::path::PathBuf;

use super::deciding::{Carried, Decided, Deciding};
use super::watch::{Note, Watch};
use super::{Chosen, Error, ReadOptions, TargetNames, TargetPool, read_pool};
use crate::directory::{Cutoff, Directory, History, Inventory};
use crate::plan::{Cause, Counts, Decision, Plan};
use crate::reading::{Digests, MessageDigests, Reading, Statistics};
use crate::rules::{self, Evidence, NotRun, Options, Outcome};

/// What is to be converted, and how.
#[derive(Debug, Default)]
pub struct Intent {
    /// The files: an export package, or an extract of the database.
    pub input: Vec<PathBuf>,
    /// How they are read.
    pub reading: ReadOptions,
    /// What the plan depends on. The forests are for the findings that remain.
    pub chosen: Chosen,
    /// What was decided about the findings.
    pub decisions: Deciding,
    /// What the target pool holds already: for the findings that remain.
    pub target: TargetPool,
}

/// An input with all that a plan depends on, and nothing decided yet.
#[derive(Debug)]
pub struct Source {
    /// What it is read for.
    pub intent: Intent,
    /// What was read. The history counts the messages that are kept, and those before the date beside them; the digests
    /// are those of all rooms, without the messages before the date.
    pub reading: Reading<(History, Digests)>,
    /// What the plan depends on.
    pub options: Options,
    /// What the target pool holds already.
    pub target: TargetNames,
}

/// An input, and what will become of it.
#[derive(Debug)]
pub struct Planned {
    /// What was asked for.
    pub intent: Intent,
    /// What was read. The history is that of the messages that are kept, as it is afterwards; the digests are those of
    /// all rooms, without the messages before the date.
    pub reading: Reading<(History, Digests)>,
    /// The history that the plan was made from: it counts the messages before the date beside those that are kept.
    pub history: History,
    /// What the findings depend on.
    pub options: Options,
    /// What the target pool holds already.
    pub target: TargetNames,
    /// What was decided, each about one object.
    pub decisions: Vec<Decision>,
    /// What was decided about all findings of a rule: of those that the source has, each is among the decisions, too.
    pub for_all: Vec<Decision>,
    /// What changes.
    pub plan: Plan,
    /// How much is kept, left out and changed.
    pub counts: Counts,
    /// The pool as it is afterwards.
    pub after: Directory,
    /// What the rules say of the pool as it is afterwards. The date was heeded: there is none for them.
    pub remaining: Outcome,
    /// Why each of these findings remains, in their order.
    pub causes: Vec<Cause>,
}

/// Reads the input, with what has to be known of its messages, and works out what a conversion does.
///
/// # Errors
/// Where the input or the target cannot be read, and where a decision cannot be carried out.
pub fn plan<W: Watch>(intent: Intent, watch: &W) -> Result<Planned, Error> {
    let Intent {
        input,
        reading: options,
        chosen,
        decisions,
        target,
    } = &intent;
    let target = target.read(options, chosen, watch)?;
    let decided = decisions.read(options.extract.code_page, watch)?;
    let survey = intent.survey();
    let reading = read_pool(input, options, &survey, watch)?;
    let source = Source {
        target,
        ..Source::new(intent, reading)
    };
    watch.note(Note::Collation(&source.options.collation));
    source.carry_out(decided)
}

impl Intent {
    /// What has to be known of the messages.
    pub fn survey(&self) -> (Statistics, MessageDigests) {
        let since = self.chosen.since.as_ref().map(Cutoff::at);
        let statistics = Statistics {
            since,
            kept_only: true,
            keep_file_links: false,
            ..Statistics::default()
        };
        let digests = MessageDigests {
            since,
            imported: false,
        };
        (statistics, digests)
    }
}

impl Source {
    /// An input that was read with [`Intent::survey`], and a target of which nothing is known.
    pub fn new(intent: Intent, reading: Reading<(History, Digests)>) -> Source {
        Source {
            options: plan_options(&intent.chosen, &reading),
            intent,
            reading,
            target: TargetNames::default(),
        }
    }

    /// What the plan is made from.
    pub fn evidence(&self) -> Evidence<'_> {
        let (history, _) = &self.reading.total;
        Evidence::new(&self.reading.directory, history, &self.options)
    }

    /// What becomes of it with these decisions, whatever [`Intent::decisions`] says.
    ///
    /// # Errors
    /// Where one of them cannot be carried out.
    pub fn decide(self, decisions: Vec<Decision>) -> Result<Planned, Error> {
        self.carry_out(Decided::List(decisions))
    }

    fn carry_out(self, decided: Decided) -> Result<Planned, Error> {
        let Carried {
            plan,
            decisions,
            for_all,
        } = decided.carried(&self.evidence())?;
        let Source {
            intent,
            mut reading,
            options,
            target,
        } = self;
        let Reading {
            directory, total, ..
        } = &mut reading;
        let history = total.0.clone();
        let counts = Counts::new(directory, &history, &plan);
        let after = plan.apply(directory);
        plan.apply_to_history(directory, &mut total.0);
        let options = Options {
            forests: intent.chosen.forests.clone(),
            ..options
        };
        let mut planned = Planned {
            intent,
            reading,
            history,
            options,
            target,
            decisions,
            for_all,
            plan,
            counts,
            after,
            remaining: Outcome::default(),
            causes: Vec::new(),
        };
        (planned.remaining, planned.causes) = planned.remaining();
        Ok(planned)
    }
}

/// Without the forests: no change depends on them.
pub(super) fn plan_options<T>(chosen: &Chosen, reading: &Reading<T>) -> Options {
    Options {
        forests: Vec::new(),
        ..chosen.options(reading.collation.as_ref())
    }
}

impl Planned {
    /// How many records and damaged pages of the input and the target had to be left out.
    pub fn skipped(&self) -> u64 {
        self.target.skipped + self.reading.skipped.count
    }

    /// What the rules say of the pool as it is afterwards, and why that remains.
    fn remaining(&self) -> (Outcome, Vec<Cause>) {
        let options = Options {
            since: None,
            ..self.options.clone()
        };
        let (kept, _) = &self.reading.total;
        let after = self.evidence(&self.after, kept, &options);
        let mut remaining = rules::check(&after, &[]);
        // What is before a date that was given is left out already: nothing of it remains to be checked.
        let is_open = |reason: &NotRun| *reason != NotRun::NoCutoff || self.options.since.is_none();
        remaining.not_run.retain(|(_, reason)| is_open(reason));
        let before = self.evidence(&self.reading.directory, &self.history, &options);
        let decisions = [&self.decisions[..], &self.for_all].concat();
        let findings = &remaining.findings;
        let causes = self.plan.causes(&before, &after, findings, &decisions);
        (remaining, causes)
    }

    fn evidence<'a>(
        &'a self,
        directory: &'a Directory,
        history: &'a History,
        options: &'a Options,
    ) -> Evidence<'a> {
        let target: Option<&Inventory> = self.target.inventory.as_ref();
        let unclaimed = &self.reading.unclaimed;
        Evidence::with(directory, history, options, target, None, unclaimed)
    }
}
