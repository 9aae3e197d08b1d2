use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::Args;
use pchat::decisions::{FileForm, Renamed, RowCounts};
use pchat::directory::Cutoff;
use pchat::migration::{Analysis, Question};
use pchat::output::Rights;
use pchat::plan::Action;
use pchat::report::{AnalysisReport, Catalogue, InputSummary, visible};
use pchat::{decisions, migration, output, report, rules};

use super::common::{self, Common, FailOn, Format};
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::fact::{KeptAction, Remark};
use super::interrupt::Interrupt;
use super::report_folder::ReportFolder;
use super::{explain, planning, target, terminal, watch};

const EXAMPLES: &str = "\
Examples:
  pchat analyze PersistentChatData.zip --target new-pool.zip --since 2010-01-01
      also what would be overwritten in the target, and which rooms end empty
  pchat analyze PersistentChatData.zip --only long-name --format csv > names.csv
      one rule, for a spreadsheet
  pchat analyze PersistentChatData.zip --report report --store D:\\GroupChatFiles
      everything as files, and which uploaded files are missing
  pchat analyze PersistentChatData.zip --decisions decisions.csv
      a table to decide in; run it again and your decisions are kept";

/// Say what the migration will do: every long name, conflict, federated user, invitation mismatch and the rest
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Analyze {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database: scripts, CSV, what bcp wrote, a bacpac, a data file (.mdf) or a backup (.bak); several files, or their
    /// folder
    #[arg(required = true)]
    input: Vec<PathBuf>,

    #[command(flatten)]
    target: target::Target,

    /// Messages before this date are not wanted: 2012-01-31, a date and time, or .NET ticks; UTC
    #[arg(long, value_name = "DATE", value_parser = planning::parse_date)]
    since: Option<Cutoff>,

    /// A domain of the target's forest, such as contoso.com; may be given several times [default: the one that most
    /// principals belong to]
    #[arg(long, value_name = "DOMAIN", value_parser = target::parse_domain)]
    forest: Vec<String>,

    /// A copy of the file store's folder, to see which uploaded files are missing
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,

    /// Check these rules only, with commas between them; pchat explain without a rule lists all
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    only: Vec<String>,

    /// From which severity on findings make the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Of the table, show the summary only: how often each rule has something to say
    #[arg(long)]
    summary: bool,

    /// How many findings of each rule the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,

    /// Also write the result as files into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Also write a CSV, or a workbook where the name ends with .xlsx, with a row for each finding that something can be done
    /// about, to decide what; decisions that the file holds already are kept
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,

    /// Replace an earlier report in that folder
    #[arg(long, requires = "report")]
    force: bool,

    /// Step over damaged records and rows, count them, and end with exit code 4
    #[arg(long, visible_alias = "skip-bad-rows")]
    skip_damaged: bool,
}

impl Analyze {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        if let Some(unknown) = self.only.iter().find(|id| rules::find(id).is_none()) {
            return Err(explain::unknown_rule(unknown));
        }
        terminal::check_form(self.format)?;
        let inputs = self.inputs(common);
        self.report_folder(common).check(&inputs)?;
        if let Some(file) = &self.decisions {
            output::keep_out_of(&inputs, file).map_err(Failure::usage)?;
            decisions::check(file, common.extract.code_page).map_err(Failure::usage)?;
        }
        // The process ends with it: to give back each of its allocations would only take time.
        let analysis = ManuallyDrop::new(migration::analyze(&self.question(common)?, common)?);
        let evidence = analysis.evidence();
        let input = InputSummary::new(&self.input, &analysis.reading);
        let decisions = self.decisions.as_ref();
        let report = AnalysisReport {
            options: self.again(common),
            simulate: decisions.map(|file| self.simulate(common, file)),
            is_written: self.report.is_some(),
            ..AnalysisReport::new(input, &analysis, &evidence)
        };
        let written = self.write(common, &analysis, &report)?;
        self.print(common, &report)?;
        terminal::remarks(common, &written);
        Ok(self.fail_on.exit(&analysis.outcome, analysis.skipped()))
    }

    fn question(&self, common: &Common) -> Result<Question, Failure> {
        Ok(Question {
            input: self.input.clone(),
            reading: common.read_options(self.skip_damaged)?,
            chosen: common.chosen(self.since.as_ref(), &self.forest),
            target: self.target.pool(),
            store: self.store.clone(),
            only: self.only.clone(),
            by_day: self.report.is_some(),
        })
    }

    /// Everything that is read, and so must stay as it is.
    fn inputs<'a>(&'a self, common: &'a Common) -> Vec<&'a Path> {
        let target = self.target.paths.iter().map(PathBuf::as_path);
        common.files_read(&self.input, target.chain(self.store.as_deref()))
    }

    /// The options that convert knows too, as they were given, to be given again.
    fn words(&self, common: &Common) -> Vec<String> {
        let mut words = common.words();
        if let Some(since) = &self.since {
            words.extend(["--since".to_owned(), since.given().to_owned()]);
        }
        words.extend(self.target.words(&self.forest));
        words
    }

    /// All of them.
    fn again(&self, common: &Common) -> Vec<String> {
        let mut words = self.words(common);
        if let Some(store) = &self.store {
            words.extend(["--store".to_owned(), store.display().to_string()]);
        }
        words
    }

    /// The options of a conversion with these decisions.
    fn simulate(&self, common: &Common, decisions: &Path) -> Vec<String> {
        let mut words = self.words(common);
        words.extend(["--decisions".to_owned(), decisions.display().to_string()]);
        words
    }

    /// Writes the files that were asked for.
    fn write(
        &self,
        common: &Common,
        analysis: &Analysis,
        report: &AnalysisReport<'_>,
    ) -> Result<Option<Remark>, Failure> {
        if self.decisions.is_none() && self.report.is_none() {
            return Ok(None);
        }
        let interrupt = Interrupt::heed();
        self.update_decisions(common, analysis)?;
        let texts = Catalogue::spoken();
        self.report_folder(common)
            .write(common, &self.input, interrupt.stop(), |to| {
                report::folder::analysis::write(to, report, texts)
            })
    }

    fn report_folder(&self, common: &Common) -> ReportFolder<'_> {
        ReportFolder {
            folder: self.report.as_deref(),
            force: self.force || common.report_of_project,
        }
    }

    fn update_decisions(&self, common: &Common, analysis: &Analysis) -> Result<(), Failure> {
        let Some(file) = &self.decisions else {
            return Ok(());
        };
        let form = FileForm {
            code_page: common.extract.code_page,
            separator: common.csv_separator.byte(),
            rights: Rights::of(&self.input),
        };
        let RowCounts {
            new,
            kept,
            gone,
            other,
            renamed,
        } = analysis
            .update_decisions(file, form)
            .map_err(Failure::usage)?;
        let (file, rows) = (file.clone(), renamed.len());
        let mut remarks = vec![Remark::DecisionsWritten {
            file: file.clone(),
            new,
            kept,
            gone,
        }];
        if other > 0 {
            remarks.push(Remark::OtherObjects {
                file: file.clone(),
                rows: other,
            });
        }
        if rows > 0 {
            remarks.push(Remark::OtherNames {
                file: file.clone(),
                rows,
            });
        }
        for Renamed {
            place,
            decision,
            before,
            after,
        } in renamed
        {
            remarks.push(Remark::OtherName {
                file: file.clone(),
                place,
                kind: decision.kind,
                id: decision.id,
                before: visible(&before).into_owned(),
                after: visible(&after).into_owned(),
                action: match decision.action {
                    Action::Rename(name) => KeptAction::NewName {
                        name: visible(&name).into_owned(),
                    },
                    other => KeptAction::Word {
                        word: other.kind().word(),
                    },
                },
            });
        }
        terminal::remarks(common, &remarks);
        Ok(())
    }

    fn print(&self, common: &Common, report: &AnalysisReport<'_>) -> Result<(), Failure> {
        let texts = Catalogue::spoken();
        let separator = common.csv_separator.byte();
        if self.format != Format::Table {
            remarks(common, report, texts);
        }
        terminal::result(common, |out| match self.format {
            Format::Json => report::json::write(out, report),
            Format::Csv => report::csv::findings(out, &report.outcome.findings, separator),
            Format::Xlsx => report::workbook::analysis(out, report, &common.in_effect, texts),
            Format::Table => {
                let (width, style) = (terminal::width(), terminal::style(common));
                let out = &mut Kept::new(out);
                let extent = common::extent(self.summary, self.rows);
                report::table::write(out, report, texts, width, style, extent)
            }
        })
    }
}

/// What the table says beside the findings, and the other formats have no place for.
fn remarks(common: &Common, report: &AnalysisReport<'_>, texts: &Catalogue) {
    if !report.input.missing.is_empty() {
        terminal::remark(common, &texts.missing(&report.input.missing));
    }
    watch::pass_on_collation(common, &report.evidence.options.collation);
    watch::pass_on_skipped(common, &report.input.name, &report.skipped);
}
