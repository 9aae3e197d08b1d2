use std::path::{Path, PathBuf};
use std::slice;

use clap::Args;
use pchat::migration::Claim;
use pchat::report::folder::To;
use pchat::report::verification::Verification;
use pchat::report::{Catalogue, verification};
use pchat::{migration, report};

use super::common::{Common, Format};
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::fact::Remark;
use super::interrupt::Interrupt;
use super::planning::PlanOptions;
use super::report_folder::ReportFolder;
use super::terminal;

const EXAMPLES: &str = "\
Examples:
  pchat verify export.zip new.zip --decisions decisions.csv
      whether new.zip is what convert promises for these options
  pchat verify export.zip after.zip --decisions decisions.csv --imported
      whether the target has it all, by an export made after the import

Give the options that convert was given: other decisions promise another result.
The exit code is 0 where everything that was promised is there, and 5 where
anything differs.";

/// Prove that a result holds what was promised: every category, room, role, setting and message
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Verify {
    /// What was converted, not the result: the package that you exported, or the extract of the database, which may be
    /// several files
    #[arg(required = true)]
    source: Vec<PathBuf>,

    /// What convert wrote; with --imported, what Export-CsPersistentChatData wrote of the target after the import
    result: PathBuf,

    /// The result is an export of the target after the import: it may have other ids, and hold more
    #[arg(long)]
    imported: bool,

    /// The manifest of the result [default: the one beside RESULT, such as new.manifest.json beside new.zip]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,

    /// Read both inputs a second time, another way: entries of a zip without its directory, messages by a general reader of
    /// XML; takes several times as long, and finds what the reader itself is blind to
    #[arg(long)]
    thorough: bool,

    #[command(flatten)]
    plan: PlanOptions,

    /// Also write the differences, and source and result room by room, as files into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Replace an earlier report in that folder
    #[arg(long, requires = "report")]
    force: bool,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// How many differences of each sort the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,
}

impl Verify {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        terminal::check_form(self.format)?;
        self.report_folder(common).check(&self.inputs(common))?;
        let claim = Claim {
            source: self.source.clone(),
            result: self.result.clone(),
            reading: common.read_options(false)?,
            chosen: common.chosen(self.plan.since.as_ref(), &[]),
            decisions: self.plan.deciding(),
            imported: self.imported,
            manifest: self.manifest.clone(),
            thorough: self.thorough,
        };
        let proof = migration::verify(&claim, common)?;
        let verification = Verification {
            options: self.words(common),
            ..Verification::new(&claim, &proof)
        };
        let written = self.write_report(common, &verification)?;
        self.print(common, &verification)?;
        terminal::remarks(common, &written);
        Ok(if !proof.differences.is_empty() {
            Exit::Different
        } else if proof.skipped() > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }

    /// Everything that is read, and so must stay as it is.
    fn inputs<'a>(&'a self, common: &'a Common) -> Vec<&'a Path> {
        let beside = [
            Some(&*self.result),
            self.manifest.as_deref(),
            self.plan.decisions.as_deref(),
        ];
        common.files_read(&self.source, beside.into_iter().flatten())
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
        verification: &Verification<'_>,
    ) -> Result<Option<Remark>, Failure> {
        if self.report.is_none() {
            return Ok(None);
        }
        let interrupt = Interrupt::heed();
        let inputs = [&self.source[..], slice::from_ref(&self.result)].concat();
        let write = |to: To<'_>| report::folder::verification::write(to, verification);
        self.report_folder(common)
            .write(common, &inputs, interrupt.stop(), write)
    }

    /// The options as they were given, to be given again.
    fn words(&self, common: &Common) -> Vec<String> {
        let manifest = self.manifest.iter();
        let manifest =
            manifest.flat_map(|file| ["--manifest".to_owned(), file.display().to_string()]);
        let thorough = self.thorough.then(|| "--thorough".to_owned());
        let words = self.plan.words(common);
        manifest.chain(thorough).chain(words).collect()
    }

    fn print(&self, common: &Common, verification: &Verification<'_>) -> Result<(), Failure> {
        let texts = Catalogue::spoken();
        if self.format == Format::Csv {
            // Its lines are differences.
            for note in verification::not_compared(verification, texts) {
                terminal::remark(common, &note);
            }
        }
        terminal::result(common, |out| match self.format {
            Format::Json => verification::json::write(out, verification),
            Format::Csv => verification::csv::write(out, verification, common.csv_separator.byte()),
            Format::Xlsx => {
                report::workbook::verification(out, verification, &common.in_effect, texts)
            }
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (terminal::width(), terminal::style(common));
                let out = &mut Kept::new(out);
                verification::table::write(out, verification, texts, width, style, rows)
            }
        })
    }
}
