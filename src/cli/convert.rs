use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use pchat::migration::conversion::Target;
use pchat::migration::{Planned, conversion};
use pchat::output::Rights;
use pchat::report::Catalogue;
use pchat::report::manifest::Manifest;
use pchat::report::plan::Simulation;
use pchat::{migration, report};

use super::common::{self, Common, FailOn, Format};
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::fact::{Fault, Remark};
use super::interrupt::Interrupt;
use super::planning::PlanOptions;
use super::report_folder::ReportFolder;
use super::{target, terminal, watch};

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
    target: target::Target,

    /// A domain of the target's forest, as for analyze: to see who is still outside; may be given several times
    #[arg(long, value_name = "DOMAIN", value_parser = target::parse_domain)]
    forest: Vec<String>,

    /// Also write changes and remaining findings as files into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Replace an existing package and its manifest, and an earlier report; the input is never replaced
    #[arg(long)]
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

    /// Of the table, show the summary only: how many changes of each kind, and what remains by rule
    #[arg(long)]
    summary: bool,

    /// How many changes of each kind the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,
}

impl Convert {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        terminal::check_form(self.format)?;
        self.check_report()?;
        let inputs = self.inputs(common);
        self.report_folder(common).check(&inputs)?;
        let target = self.output.as_deref().map(|output| {
            let target = Target::new(output, self.force, &inputs);
            target.map(|target| target.with_rights(Rights::of(&self.input)))
        });
        let target = target.transpose().map_err(Failure::usage)?;
        let intent = self.options.intent(
            common,
            &self.input,
            self.skip_damaged_pages,
            (&self.target, &self.forest),
        )?;
        let planned = migration::plan(intent, common)?;
        let simulation = Simulation {
            options: self.options.words(common),
            rule_options: self.target.words(&self.forest),
            written: self.output.as_ref().map(|it| it.display().to_string()),
            ..Simulation::new(&planned)
        };
        if let (Some(target), Some(output)) = (target, &self.output) {
            self.write(common, &planned, target, output, &simulation)?;
        }
        let written = self.write_report(common, &simulation)?;
        self.print(common, &simulation)?;
        terminal::remarks(common, &written);
        Ok(self.fail_on.exit(&planned.remaining, planned.skipped()))
    }

    /// Everything that is read, and so must stay as it is.
    fn inputs<'a>(&'a self, common: &'a Common) -> Vec<&'a Path> {
        let target = self.target.paths.iter().map(PathBuf::as_path);
        common.files_read(
            &self.input,
            self.options.decisions.as_deref().into_iter().chain(target),
        )
    }

    /// The folder of a report is its own: a package in it would be in the way of the report, or the other way about.
    fn check_report(&self) -> Result<(), Failure> {
        match (&self.output, &self.report) {
            (None, None) if self.force => Err(Failure::usage(Fault::NothingToReplace)),
            (Some(file), Some(folder)) if file.starts_with(folder) => {
                Err(Failure::usage(Fault::PackageInReport {
                    file: file.clone(),
                    folder: folder.clone(),
                }))
            }
            _ => Ok(()),
        }
    }

    fn report_folder(&self, common: &Common) -> ReportFolder<'_> {
        ReportFolder {
            folder: self.report.as_deref(),
            force: self.force || common.report_of_project,
        }
    }

    fn write_report(
        &self,
        common: &Common,
        simulation: &Simulation<'_>,
    ) -> Result<Option<Remark>, Failure> {
        if self.report.is_none() {
            return Ok(None);
        }
        let interrupt = Interrupt::heed();
        let texts = Catalogue::spoken();
        self.report_folder(common)
            .write(common, &self.input, interrupt.stop(), |to| {
                report::folder::conversion::write(to, simulation, texts)
            })
    }

    fn write(
        &self,
        common: &Common,
        planned: &Planned,
        target: Target,
        output: &Path,
        simulation: &Simulation<'_>,
    ) -> Result<(), Failure> {
        let (level, layout) = (self.level, common.layout.as_deref());
        let interrupt = Interrupt::heed();
        planned.convert(
            target,
            level,
            interrupt.stop(),
            common,
            |out, conversion| {
                let manifest =
                    Manifest::new(simulation, planned, output, conversion, layout, level);
                report::manifest::write(out, &manifest)
            },
        )?;
        drop(interrupt);
        terminal::remarks(common, conversion::remarks(planned.reading.kind));
        Ok(())
    }

    fn print(&self, common: &Common, simulation: &Simulation<'_>) -> Result<(), Failure> {
        let texts = Catalogue::spoken();
        if self.format != Format::Table {
            watch::pass_on_skipped(common, &simulation.input.name, &simulation.skipped);
        }
        terminal::result(common, |out| match self.format {
            Format::Json => report::plan::json::write(out, simulation),
            Format::Csv => report::plan::csv::write(out, simulation, common.csv_separator.byte()),
            Format::Xlsx => report::workbook::conversion(out, simulation, &common.in_effect, texts),
            Format::Table => {
                let (width, style) = (terminal::width(), terminal::style(common));
                let out = &mut Kept::new(out);
                let extent = common::extent(self.summary, self.rows);
                report::plan::table::write(out, simulation, texts, width, style, extent)
            }
        })
    }
}
