use std::path::{Path, PathBuf};

use clap::Args;
use pchat::files::{Copying, WindowsFolder};
use pchat::migration::{Filed, FilesQuestion};
use pchat::report::files::FilesReport;
use pchat::report::folder::To;
use pchat::report::{Catalogue, InputSummary};
use pchat::wording::Sentence;
use pchat::{migration, report};

use super::common::{Common, FailOn};
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::fact::{Expected, Fault, Remark};
use super::interrupt::Interrupt;
use super::report_folder::ReportFolder;
use super::tables::Format;
use super::{terminal, watch};

const EXAMPLES: &str = "\
Examples:
  pchat files PersistentChatData.zip
      which uploaded files the messages refer to, room by room
  pchat files PersistentChatData.zip --store D:\\GroupChatFiles
      which of them are there, missing, or like one that is there
  pchat files PersistentChatData.zip --store D:\\GroupChatFiles \\
        --to \\\\new\\share\\store --report DIR
      the list of what is to be copied, and scripts that do it

Nothing is copied, and the store is only listed. The exit code is 1 where a file
is missing: see --fail-on.";

/// List the uploaded files that messages refer to, what a copy of the file store has of them, and what is to be copied
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Files {
    /// An export package, or an extract of the database; several files, or their folder
    #[arg(required = true)]
    input: Vec<PathBuf>,

    /// A copy of the file store's folder; it is only listed
    #[arg(long, value_name = "DIR")]
    store: Option<PathBuf>,

    /// The folder of the target's file store, by drive or share: adds the list of what is to be copied, which --report
    /// writes with two scripts
    #[arg(long, value_name = "DIR", requires = "store", value_parser = parse_folder)]
    to: Option<WindowsFolder>,

    /// The store's folder as the computer will find it that copies, by drive or share [default: that of --store]
    #[arg(long, value_name = "DIR", requires = "to", value_parser = parse_folder)]
    from: Option<WindowsFolder>,

    /// Leave out of the list what no message of this input refers to; else everything is copied, as is documented
    #[arg(long, requires = "to")]
    referred_only: bool,

    /// From which severity on the exit code is 1: error, where the store has no file of a name; warning, where it has one
    /// in another folder only
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// How many rooms, and files of each, the table shows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    rows: usize,

    /// Also write the result as files into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Replace an earlier report in that folder
    #[arg(long, requires = "report")]
    force: bool,

    /// Step over damaged records and rows, count them, and end with exit code 4
    #[arg(long, visible_alias = "skip-bad-rows")]
    skip_damaged: bool,
}

fn parse_folder(text: &str) -> Result<WindowsFolder, Expected> {
    WindowsFolder::parse(text).ok_or(Expected::WindowsFolder)
}

impl Files {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        self.report_folder(common).check(&self.inputs(common))?;
        let question = FilesQuestion {
            input: self.input.clone(),
            reading: common.read_options(self.skip_damaged)?,
            separator: common.separator.clone(),
            store: self.store.clone(),
            copying: self.copying()?,
        };
        let filed = migration::files(question, common)?;
        let input = InputSummary::new(&self.input, &filed.reading);
        let report = FilesReport {
            options: self.words(common),
            is_written: self.report.is_some(),
            store: self
                .store
                .as_ref()
                .map(|store| report::names(std::slice::from_ref(store))),
            ..FilesReport::new(input, &filed)
        };
        let written = self.write(common, &report)?;
        self.print(common, &report)?;
        terminal::remarks(common, &written);
        Ok(self.exit(&filed))
    }

    /// Everything that is read, and so must stay as it is.
    fn inputs<'a>(&'a self, common: &'a Common) -> Vec<&'a Path> {
        common.files_read(&self.input, self.store.as_deref())
    }

    fn copying(&self) -> Result<Option<Copying>, Failure> {
        let (Some(to), Some(store)) = (&self.to, &self.store) else {
            return Ok(None);
        };
        let own = || {
            // Where scripts run that have the same paths, one is as good as it is given.
            let whole = std::path::absolute(store).ok().filter(|_| cfg!(windows));
            let whole = whole.as_ref().unwrap_or(store);
            whole.to_str().and_then(WindowsFolder::parse)
        };
        let Some(from) = self.from.clone().or_else(own) else {
            let store = store.clone();
            let fault = Sentence::from(Fault::NoFrom { store });
            return Err(Failure::Usage(fault.with_hint().into()));
        };
        Ok(Some(Copying {
            from,
            to: to.clone(),
            referred_only: self.referred_only,
        }))
    }

    /// The options as they were given, to be given again.
    fn words(&self, common: &Common) -> Vec<String> {
        let mut words = common.words();
        let mut word = |name: &str, value: Option<String>| {
            let value = value.map(|value| [name.to_owned(), value]);
            words.extend(value.into_iter().flatten());
        };
        let store = self.store.as_ref();
        word("--store", store.map(|it| it.display().to_string()));
        word("--from", self.from.as_ref().map(WindowsFolder::shown));
        word("--to", self.to.as_ref().map(WindowsFolder::shown));
        if self.referred_only {
            words.push("--referred-only".to_owned());
        }
        words
    }

    fn report_folder(&self, common: &Common) -> ReportFolder<'_> {
        ReportFolder {
            folder: self.report.as_deref(),
            force: self.force || common.report_of_project,
        }
    }

    fn write(&self, common: &Common, report: &FilesReport<'_>) -> Result<Option<Remark>, Failure> {
        if self.report.is_none() {
            return Ok(None);
        }
        let interrupt = Interrupt::heed();
        let write = |to: To<'_>| report::folder::files::write(to, report);
        self.report_folder(common)
            .write(common, &self.input, interrupt.stop(), write)
    }

    fn print(&self, common: &Common, report: &FilesReport<'_>) -> Result<(), Failure> {
        if self.format != Format::Table {
            watch::pass_on_skipped(common, &report.input.name, report.skipped);
        }
        terminal::result(common, |out| match self.format {
            Format::Json => report::files::json::write(out, report),
            Format::Csv => report::files::csv::write(out, report, common.csv_separator.byte()),
            Format::Table => {
                let rows = (self.rows > 0).then_some(self.rows);
                let (width, style) = (terminal::width(), terminal::style(common));
                let out = &mut Kept::new(out);
                let texts = Catalogue::spoken();
                report::files::table::write(out, report, texts, width, style, rows)
            }
        })
    }

    fn exit(&self, filed: &Filed) -> Exit {
        self.fail_on
            .exit_at(filed.severity(), filed.reading.skipped.count)
    }
}
