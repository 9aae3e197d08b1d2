use std::path::PathBuf;

use clap::{Args, ValueEnum};
use pchat::convert::{self, Job, MemberWritten, Target};
use pchat::report::manifest::{self, LayoutFile, Manifest, ResultMember, ResultSummary};
use pchat::report::plan::Simulation;
use pchat::report::{self, Catalogue};
use pchat::source::{Layout, Progress};

use super::common::{Common, FailOn};
use super::exit::{Exit, Failure};
use super::interrupt::Interrupt;
use super::planning::{PlanOptions, Planned};
use super::{input, output, progress};

const EXAMPLES: &str = "\
Examples:
  pchat convert PersistentChatData.zip --what-if --decisions decisions.csv
  pchat convert PersistentChatData.zip -o converted.zip --decisions decisions.csv --since 2010-01-01";

/// Write the package that should be imported instead, or show what would change
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Convert {
    /// The package: the zip that Export-CsPersistentChatData wrote, or its unpacked folder
    input: PathBuf,

    /// Where to write the converted package; its manifest goes beside it, as OUT.manifest.json
    #[arg(
        short,
        long,
        value_name = "OUT.zip",
        required_unless_present = "what_if"
    )]
    output: Option<PathBuf>,

    /// Write nothing: show every change, and what remains to be done
    #[arg(long, conflicts_with = "output")]
    what_if: bool,

    #[command(flatten)]
    options: PlanOptions,

    /// Replace an existing package and its manifest
    #[arg(long, conflicts_with = "what_if")]
    force: bool,

    /// How strongly to compress what is written anew: 1 (fast) to 9 (small)
    #[arg(long, value_name = "N", default_value_t = convert::LEVEL, value_parser = clap::value_parser!(u32).range(1..=9))]
    level: u32,

    /// From which severity on findings that remain make the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// How many changes of each kind the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, sized to the terminal
    Table,
    /// One object, as docs/json.md promises
    Json,
    /// One line for each change
    Csv,
}

impl Convert {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let target = self.output.as_deref().map(|output| {
            let mut inputs = vec![self.input.as_path()];
            inputs.extend(self.options.decisions.as_deref());
            inputs.extend(self.options.target.iter().map(PathBuf::as_path));
            Target::new(output, self.force, &inputs)
        });
        let target = target
            .transpose()
            .map_err(|error| Failure::usage(error.to_string()))?;
        // Damage is not stepped over: what cannot be read would be lost.
        let reading_options = common.read_options(false)?;
        let options = &self.options;
        let planned = options.plan(common, &self.input, &reading_options, false)?;
        let remaining = planned.remaining();
        let simulation = Simulation {
            input: input::summary(&self.input, &planned.reading),
            options: options.words(common),
            written: self.output.as_ref().map(|it| it.display().to_string()),
            directory: &planned.reading.directory,
            plan: &planned.plan,
            remaining: &remaining,
            counts: planned.counts.clone(),
            skipped: planned.reading.skipped.places.clone(),
            skipped_count: planned.reading.skipped.count,
        };
        if let Some(target) = target {
            let job = Job {
                input: &self.input,
                layout: &reading_options.layout,
                members: &planned.reading.members,
                directory: &planned.reading.directory,
                plan: &planned.plan,
                since: options.since,
                messages_left_out: planned.counts.messages.left_out,
                level: self.level,
                threads: reading_options.threads,
            };
            self.write(common, &job, target, &simulation, &planned)?;
        }
        self.print(common, &simulation)?;
        let skipped = planned.reading.skipped.count;
        Ok(self.fail_on.exit(&remaining, skipped))
    }

    fn write(
        &self,
        common: &Common,
        job: &Job<'_>,
        target: Target,
        simulation: &Simulation<'_>,
        planned: &Planned,
    ) -> Result<(), Failure> {
        let state = Progress::default();
        let interrupt = Interrupt::heed();
        let written = progress::watched(common, &state, || {
            convert::write(job, target, interrupt.stop(), &state, |out, members| {
                let manifest = self.manifest(common, simulation, planned, job.layout, members);
                report::manifest::write(out, &manifest)
            })
        });
        written.map_err(|error| match error {
            convert::Error::Input(error) => error.in_input(self.input.display().to_string()).into(),
            convert::Error::Output(error) => Failure::usage(error.to_string()),
        })?;
        Ok(())
    }

    fn manifest<'a>(
        &self,
        common: &Common,
        simulation: &'a Simulation<'a>,
        planned: &'a Planned,
        layout: &Layout,
        members: &[MemberWritten],
    ) -> Manifest<'a> {
        let member = |member: &MemberWritten| ResultMember {
            name: member.name.clone(),
            bytes: member.bytes,
            crc: member.crc,
            changed: member.changed,
        };
        let (_, digests) = &planned.reading.total;
        let targets = self.options.target.iter();
        Manifest {
            simulation,
            history: &planned.history,
            result: ResultSummary {
                name: self.output.as_deref().map(input::name).unwrap_or_default(),
                members: members.iter().map(member).collect(),
            },
            options: manifest::Options {
                rules: &planned.options,
                targets: targets.map(|target| input::name(target)).collect(),
                level: self.level,
                layout: common.layout.as_deref().map(|path| LayoutFile {
                    name: input::name(path),
                    digest: layout.digest(),
                }),
            },
            decisions: &planned.decisions,
            digests,
        }
    }

    fn print(&self, common: &Common, simulation: &Simulation<'_>) -> Result<(), Failure> {
        let texts = Catalogue::english();
        output::result(common, |out| match self.format {
            Format::Json => report::plan::json::write(out, simulation, texts),
            Format::Csv => report::plan::csv::write(out, simulation),
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (output::width(), output::style(common));
                report::plan::table::write(out, simulation, texts, width, style, rows)
            }
        })
    }
}
