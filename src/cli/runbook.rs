use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use pchat::output::{NewFile, Rights};
use pchat::report::runbook::{Form, RunbookReport};
use pchat::runbook::Site;
use pchat::wording::in_english;
use pchat::{migration, runbook};

use super::common::Common;
use super::exit::{Exit, Failure};
use super::fact::Remark;
use super::interrupt::Interrupt;
use super::planning::PlanOptions;
use super::{target, terminal, watch};

const EXAMPLES: &str = "\
Examples:
  pchat runbook export.zip > runbook.md
      every step of the guide, with what this pool needs
  pchat runbook export.zip -o runbook.html --decisions decisions.csv \\
      --source-sql sql01.contoso.com\\gc --target-sql sql02.contoso.com\\rtc \\
      --target-pool chat02.contoso.com --script repair.ps1
      to be printed, with commands that can be copied as they stand, and the
      script that repairs in the new pool what can be repaired there

What is not given is left to be filled in: by pen on paper, and in commands in
angle brackets, which PowerShell refuses to run.";

/// Write the whole migration as a list to work down: Microsoft's steps, with this pool's names, numbers and commands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Runbook {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database: scripts, CSV, what bcp wrote, a bacpac, a data file (.mdf) or a backup (.bak); several files, or their
    /// folder
    #[arg(required = true)]
    input: Vec<PathBuf>,

    /// Where to write the runbook instead of printing it; into a folder: as runbook.md and runbook.html
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,

    /// How to write it [default: what the name of the output says, else md]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Also write the script that repairs, in the new pool, what cmdlets can repair: it asks before each line
    #[arg(long, value_name = "FILE.ps1")]
    script: Option<PathBuf>,

    #[command(flatten)]
    options: PlanOptions,

    /// What the target pool holds already, to find what would be overwritten, as for convert; may be given several times
    #[arg(long = "target", value_name = "T")]
    targets: Vec<PathBuf>,

    /// A domain of the target's forest, as for analyze; may be given several times
    #[arg(long, value_name = "DOMAIN", value_parser = target::parse_domain)]
    forest: Vec<String>,

    /// Replace files that are there; the input is never replaced
    #[arg(long)]
    force: bool,

    /// Leave out what stands on damaged pages of a data file or a backup, count these, and end with exit code 4
    #[arg(long)]
    skip_damaged_pages: bool,

    #[command(flatten)]
    site: SiteOptions,
}

/// What no input says.
#[derive(Debug, Args)]
#[command(next_help_heading = "Values for the commands of the runbook")]
struct SiteOptions {
    /// The new pool, such as chat02.contoso.com; with --target also which of several pools its CSV files are read for
    #[arg(long, value_name = "FQDN")]
    target_pool: Option<String>,

    /// The SQL Server instance of the old pool's database, such as sql01.contoso.com\gc
    #[arg(long, value_name = "INSTANCE")]
    source_sql: Option<String>,

    /// The old pool, where it is a Persistent Chat pool that cmdlets know
    #[arg(long, value_name = "FQDN")]
    source_pool: Option<String>,

    /// The share with the old pool's uploaded files
    #[arg(long, value_name = "SHARE")]
    source_store: Option<String>,

    /// The SQL Server instance of the new pool's database
    #[arg(long, value_name = "INSTANCE")]
    target_sql: Option<String>,

    /// The share for the new pool's uploaded files
    #[arg(long, value_name = "SHARE")]
    target_store: Option<String>,

    /// The SIP address of the old lookup server, such as sip:ocschat@contoso.com
    #[arg(long, value_name = "ADDRESS")]
    lookup: Option<String>,

    /// The folder on the machine of the one who migrates, for the export and all reports
    #[arg(long, value_name = "DIR", default_value = "C:\\Migration")]
    folder: String,
}

/// How to write a runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown, with task lists
    Md,
    /// One page for screen and paper
    Html,
    /// One object, for programs
    Json,
}

impl Format {
    fn form(self) -> Form {
        match self {
            Format::Md => Form::Markdown,
            Format::Html => Form::Html,
            Format::Json => Form::Json,
        }
    }
}

/// The files that will be written.
struct Outputs {
    /// The runbook, in each form.
    pages: Vec<(NewFile, Form)>,
    script: Option<NewFile>,
}

impl Runbook {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let outputs = self.outputs(common)?;
        let intent = self.options.intent(
            common,
            &self.input,
            self.skip_damaged_pages,
            (&self.target(), &self.forest),
        )?;
        let planned = migration::plan(intent, common)?;
        let site = self.site(common);
        let made = || runbook::Runbook::new(&planned, &site);
        // What is to be filled in stands in its commands, in words.
        let is_for_programs = match &outputs.pages[..] {
            [] => self.format.map(Format::form) == Some(Form::Json),
            pages => pages.iter().any(|(_, form)| *form == Form::Json),
        };
        let runbook = match is_for_programs {
            true => in_english(made),
            false => made(),
        };
        let report = RunbookReport::new(&planned, &site, &runbook);
        self.write(common, &report, &outputs)?;
        watch::pass_on_skipped(common, &report.input.name, &planned.reading.skipped);
        Ok(match planned.skipped() {
            0 => Exit::Clean,
            _ => Exit::Skipped,
        })
    }

    fn target(&self) -> target::Target {
        let pool = self.site.target_pool.clone();
        target::Target {
            paths: self.targets.clone(),
            // Without the files it is for the commands only.
            pool: pool.filter(|_| !self.targets.is_empty()),
        }
    }

    fn site(&self, common: &Common) -> Site {
        let text = |path: &PathBuf| path.display().to_string();
        let SiteOptions {
            target_pool,
            source_sql,
            source_pool,
            source_store,
            target_sql,
            target_store,
            lookup,
            folder,
        } = &self.site;
        let mut options = common.words_for_packages();
        if let Some(since) = &self.options.since {
            options.extend(["--since".to_owned(), since.given().to_owned()]);
        }
        Site {
            input: self.input.iter().map(text).collect(),
            decisions: self.options.decisions.as_ref().map(text),
            options,
            input_options: common.extract.words(),
            rule_options: self.target().words(&self.forest),
            source_sql: source_sql.clone(),
            source_pool: source_pool.clone(),
            source_store: source_store.clone(),
            target_sql: target_sql.clone(),
            target_pool: target_pool.clone(),
            target_store: target_store.clone(),
            lookup: lookup.clone(),
            folder: Some(folder.clone()),
            script: self.script.as_ref().map(text),
        }
    }

    fn outputs(&self, common: &Common) -> Result<Outputs, Failure> {
        let targets = self.targets.iter().map(PathBuf::as_path);
        let beside = self.options.decisions.as_deref().into_iter().chain(targets);
        let inputs = common.files_read(&self.input, beside);
        let rights = Rights::of(&self.input);
        let file = |path: &Path| NewFile::new(path, self.force, &inputs, rights);
        let mut pages = Vec::new();
        for (path, form) in self.pages() {
            pages.push((file(&path).map_err(Failure::usage)?, form));
        }
        let script = self.script.as_deref().map(file).transpose();
        Ok(Outputs {
            pages,
            script: script.map_err(Failure::usage)?,
        })
    }

    fn pages(&self) -> Vec<(PathBuf, Form)> {
        let Some(output) = &self.output else {
            return Vec::new();
        };
        let asked = self.format.map(Format::form);
        if output.is_dir() {
            let both = [
                ("runbook.md", Form::Markdown),
                ("runbook.html", Form::Html),
                ("runbook.json", Form::Json),
            ];
            let is_wanted = |form| asked.map_or(form != Form::Json, |asked| asked == form);
            let wanted = both.into_iter().filter(|(_, form)| is_wanted(*form));
            return wanted
                .map(|(name, form)| (output.join(name), form))
                .collect();
        }
        let ending = output.extension().map(|it| it.to_ascii_lowercase());
        let by_name = match ending.as_deref().and_then(|it| it.to_str()) {
            Some("html" | "htm") => Form::Html,
            Some("json") => Form::Json,
            _ => Form::Markdown,
        };
        vec![(output.clone(), asked.unwrap_or(by_name))]
    }

    fn write(
        &self,
        common: &Common,
        report: &RunbookReport<'_>,
        outputs: &Outputs,
    ) -> Result<(), Failure> {
        let Outputs { pages, script } = outputs;
        let mut files = Vec::new();
        for (file, form) in pages {
            let mut content = Vec::new();
            let written = report.write(&mut content, *form);
            written.map_err(Failure::usage)?;
            files.push((file, content));
        }
        if let Some(file) = script {
            let mut content = Vec::new();
            let written = report.write_script(&mut content);
            written.map_err(Failure::usage)?;
            files.push((file, content));
        }
        let interrupt = Interrupt::heed();
        NewFile::write_all(&files, interrupt.stop()).map_err(Failure::usage)?;
        drop(interrupt);
        if pages.is_empty() {
            let form = self.format.map_or(Form::Markdown, Format::form);
            terminal::result(common, |out| report.write(out, form))?;
        }
        for (file, _) in files {
            let file = file.path().to_owned();
            terminal::remark(common, &Remark::FileWritten { file });
        }
        Ok(())
    }
}
