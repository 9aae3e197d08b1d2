use std::path::PathBuf;

use clap::{ArgGroup, Args};
use pchat::directory::{Cutoff, Inventory};
use pchat::input::Progress;
use pchat::migration::conversion;
use pchat::migration::conversion::{Input, Job, MemberWritten, Target, Written};
use pchat::output::Rights;
use pchat::package::Layout;
use pchat::plan::Cause;
use pchat::report::manifest::{LayoutFile, Manifest, ResultMember, ResultSummary};
use pchat::report::plan::Simulation;
use pchat::report::{Catalogue, manifest};
use pchat::rules::{Evidence, Options, Outcome};
use pchat::{report, rules};

use super::common::{Common, FailOn, Format};
use super::exit::{Exit, Failure};
use super::interrupt::Interrupt;
use super::planning::{PlanOptions, Planned};
use super::{progress, shown, terminal};

const EXAMPLES: &str = "\
Examples:
  pchat convert PersistentChatData.zip --what-if --decisions decisions.csv
      every change, and what remains to be done; nothing is written
  pchat convert PersistentChatData.zip --what-if --format csv > changes.csv
      all changes for a spreadsheet, without any decision
  pchat convert PersistentChatData.zip -o new.zip --decisions decisions.csv
      new.zip and new.manifest.json; both appear whole, or not at all

The exit code is 1 where findings remain that are at or above --fail-on. The
package is written all the same: the findings say what you should still see to.";

/// Write the package that should be imported instead, or show what would change
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, group = ArgGroup::new("purpose").required(true))]
pub struct Convert {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database: scripts, CSV, what bcp wrote, a bacpac, a data file (.mdf) or a backup (.bak); several files, or their
    /// folder
    #[arg(required = true)]
    input: Vec<PathBuf>,

    /// Where to write the converted package; its manifest goes beside it, as OUT.manifest.json
    #[arg(short, long, value_name = "OUT.zip", group = "purpose")]
    output: Option<PathBuf>,

    /// Write nothing: show every change, and what remains to be done
    #[arg(long, group = "purpose")]
    what_if: bool,

    #[command(flatten)]
    options: PlanOptions,

    #[command(flatten)]
    target: shown::Target,

    /// A domain of the target's forest, as for analyze: to see who is still outside; may be given several times
    #[arg(long, value_name = "DOMAIN", value_parser = shown::parse_domain)]
    forest: Vec<String>,

    /// Replace an existing package and its manifest; the input is never replaced
    #[arg(long, conflicts_with = "what_if")]
    force: bool,

    /// Leave out what stands on damaged pages of a data file or a backup, count these, and end with exit code 4; any other
    /// damage ends the conversion
    #[arg(long)]
    skip_damaged_pages: bool,

    /// How strongly to compress what is written anew, from 1 (fast) to 9 (small); members that do not change are copied
    /// as they are
    #[arg(long, value_name = "N", default_value_t = conversion::LEVEL, value_parser = clap::value_parser!(u32).range(1..=9))]
    level: u32,

    /// From which severity on findings that remain make the exit code 1; they keep nothing from being written
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// How to print the changes and what remains
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// How many changes of each kind the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,
}

impl Convert {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let target = self.output.as_deref().map(|output| {
            let mut inputs: Vec<_> = self.input.iter().map(PathBuf::as_path).collect();
            inputs.extend(self.options.decisions.as_deref());
            inputs.extend(self.target.paths.iter().map(PathBuf::as_path));
            inputs.extend(common.layout.as_deref());
            inputs.extend(common.extract.format_file.as_deref());
            let target = Target::new(output, self.force, &inputs);
            target.map(|target| target.with_rights(Rights::of(&self.input)))
        });
        let target = target
            .transpose()
            .map_err(|error| Failure::usage(error.to_string()))?;
        // Damage is not stepped over unless somebody says so: what cannot be read is lost.
        let mut reading_options = common.read_options(false)?;
        reading_options.extract.skip_pages = self.skip_damaged_pages;
        let (inventory, skipped) = self.target.inventory(common, &reading_options)?;
        let options = &self.options;
        let planned = options.plan(common, &self.input, &reading_options)?;
        let rules = Options {
            forests: self.forest.clone(),
            ..planned.options.clone()
        };
        let remaining = remaining(&planned, &rules, inventory.as_ref());
        let causes = causes(&planned, &rules, inventory.as_ref(), &remaining);
        let simulation = Simulation {
            causes: &causes,
            input: shown::summary(&self.input, &planned.reading),
            options: options.words(common),
            rule_options: self.target.words(&self.forest),
            written: self.output.as_ref().map(|it| it.display().to_string()),
            directory: &planned.reading.directory,
            plan: &planned.plan,
            remaining: &remaining,
            counts: planned.counts.clone(),
            skipped: planned.reading.skipped.clone(),
        };
        if let Some(target) = target {
            let job = Job {
                input: match planned.reading.kind {
                    "package" => Input::Package(&self.input[0]),
                    _ => Input::Extract {
                        files: &self.input,
                        options: &reading_options,
                    },
                },
                layout: &reading_options.layout,
                stamps: &planned.reading.stamps,
                members: &planned.reading.members,
                directory: &planned.reading.directory,
                plan: &planned.plan,
                since: options.since.as_ref().map(Cutoff::at),
                messages_left_out: planned.counts.messages.left_out,
                messages_kept: planned.counts.messages.kept,
                level: self.level,
                threads: reading_options.threads,
            };
            self.write(common, &job, target, &simulation, &planned, &rules)?;
            for remark in conversion::remarks(planned.reading.kind) {
                terminal::remark(common, remark);
            }
        }
        self.print(common, &simulation)?;
        let skipped = skipped + planned.reading.skipped.count;
        Ok(self.fail_on.exit(&remaining, skipped))
    }

    fn write(
        &self,
        common: &Common,
        job: &Job<'_>,
        target: Target,
        simulation: &Simulation<'_>,
        planned: &Planned,
        rules: &Options,
    ) -> Result<(), Failure> {
        let state = Progress::default();
        let interrupt = Interrupt::heed();
        let written = progress::watched(common, &state, || {
            conversion::write(job, target, interrupt.stop(), &state, |out, written| {
                let manifest =
                    self.manifest(common, simulation, planned, rules, job.layout, written);
                report::manifest::write(out, &manifest)
            })
        });
        written.map_err(|error| match error {
            conversion::Error::Input(error) => error.in_input(planned.reading.input.clone()).into(),
            conversion::Error::Output(error) => Failure::usage(error.to_string()),
        })?;
        Ok(())
    }

    fn manifest<'a>(
        &self,
        common: &Common,
        simulation: &'a Simulation<'a>,
        planned: &'a Planned,
        rules: &'a Options,
        layout: &Layout,
        written: &Written,
    ) -> Manifest<'a> {
        let member = |member: &MemberWritten| ResultMember {
            name: member.name.clone(),
            bytes: member.bytes,
            crc: member.crc,
            changed: member.changed,
        };
        let (_, digests) = &planned.reading.total;
        let targets = self.target.paths.iter();
        Manifest {
            simulation,
            history: &planned.history,
            result: ResultSummary {
                name: self.output.as_deref().map(shown::name).unwrap_or_default(),
                bytes: written.package.bytes,
                digest: written.package.digest,
                members: written.members.iter().map(member).collect(),
            },
            options: manifest::Options {
                rules,
                targets: targets.map(|target| shown::name(target)).collect(),
                target_pool: self.target.pool.clone(),
                level: self.level,
                layout: common.layout.as_deref().map(|path| LayoutFile {
                    name: shown::name(path),
                    digest: layout.digest(),
                }),
            },
            decisions: &planned.decisions,
            digests,
        }
    }

    fn print(&self, common: &Common, simulation: &Simulation<'_>) -> Result<(), Failure> {
        let texts = Catalogue::english();
        if self.format != Format::Table {
            shown::pass_on_skipped(common, &simulation.input.name, &simulation.skipped);
        }
        terminal::result(common, |out| match self.format {
            Format::Json => report::plan::json::write(out, simulation, texts),
            Format::Csv => {
                report::plan::csv::write(out, simulation, texts, common.csv_separator.byte())
            }
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (terminal::width(), terminal::style(common));
                report::plan::table::write(out, simulation, texts, width, style, rows)
            }
        })
    }
}

/// What the rules say of the pool as it is afterwards.
fn remaining(planned: &Planned, options: &Options, target: Option<&Inventory>) -> Outcome {
    let options = heeded(options);
    rules::check(&afterwards(planned, &options, target), &[])
}

/// Why that remains.
fn causes(
    planned: &Planned,
    options: &Options,
    target: Option<&Inventory>,
    remaining: &Outcome,
) -> Vec<Cause> {
    let options = heeded(options);
    let reading = &planned.reading;
    let before = Evidence::with(
        &reading.directory,
        &planned.history,
        &options,
        target,
        None,
        &reading.unclaimed,
    );
    let after = afterwards(planned, &options, target);
    let decisions = [&planned.decisions[..], &planned.for_all].concat();
    let findings = &remaining.findings;
    planned.plan.causes(&before, &after, findings, &decisions)
}

/// The date was heeded.
fn heeded(options: &Options) -> Options {
    Options {
        since: None,
        ..options.clone()
    }
}

fn afterwards<'a>(
    planned: &'a Planned,
    options: &'a Options,
    target: Option<&'a Inventory>,
) -> Evidence<'a> {
    let (history, _) = &planned.reading.total;
    let unclaimed = &planned.reading.unclaimed;
    Evidence::with(&planned.after, history, options, target, None, unclaimed)
}
