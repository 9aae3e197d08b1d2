use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Args, ValueEnum};
use pchat::directory::{Collation, Cutoff};
use pchat::input::Limits;
use pchat::migration::{Chosen, ReadOptions};
use pchat::package::Layout;
use pchat::report::Extent;
use pchat::report::folder::OptionsInEffect;
use pchat::rules::{Outcome, Severity};
use pchat::sqlserver::{CodePage, ExtractOptions};
use pchat::threads;
use pchat::wording::{Language, Sentence};

use super::csv_separator::CsvSeparator;
use super::exit::{Exit, Failure};
use super::fact::{Expected, Fault};
use super::language::{self, LANG};

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Where things stand in the XML of a package, instead of the built-in layout
    #[arg(long, value_name = "FILE", global = true)]
    pub layout: Option<PathBuf>,

    /// What stands between the names of a flattened category name; Microsoft does not document it
    #[arg(long, value_name = "TEXT", default_value = " ", value_parser = parse_separator, global = true)]
    pub separator: String,

    /// The collation by which the target's database compares names; which one it has is not published [default: what an
    /// extract states of its own database, else Latin1_General_CI_AS]
    #[arg(long, value_name = "NAME", global = true)]
    pub collation: Option<Collation>,

    /// How many threads may work at once [default: one for each core]
    #[arg(long, value_name = "N", global = true)]
    pub threads: Option<NonZeroUsize>,

    /// How much an input may ask for at most, as docs/limits.md lists: depth, attributes, text, entries or ratio
    #[arg(long, value_name = "NAME=N", value_parser = parse_limit, global = true)]
    pub limit: Vec<(String, usize)>,

    /// A project file with options for all commands [default: pchat.toml beside the input, if there is one]
    #[arg(long, value_name = "FILE", global = true)]
    pub project: Option<PathBuf>,

    /// Take no options from a project file
    #[arg(long, conflicts_with = "project", global = true)]
    pub no_project: bool,

    /// Print nothing but the result: no progress, no remarks
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Colours; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, global = true)]
    pub color: Color,

    /// What separates the cells of CSV that is written; auto: what Excel wants in the language of the system. A file of
    /// decisions that is there keeps its own
    #[arg(long, value_enum, value_name = "SEPARATOR", default_value_t = CsvSeparator::Comma, global = true)]
    pub csv_separator: CsvSeparator,

    /// The language of all that people read [default: what PCHAT_LANG says, else that of the system, else en]; what programs
    /// read is the same in each
    #[arg(long, value_name = "LANGUAGE", value_parser = language::parser(), global = true)]
    pub lang: Option<Language>,

    #[command(flatten)]
    pub extract: Extract,

    /// What results depend on, as reports say it.
    #[arg(skip)]
    pub in_effect: OptionsInEffect,

    /// Whether a project file says where reports go: then that is where one takes the place of the other.
    #[arg(skip)]
    pub report_of_project: bool,
}

/// What an extract of the database may not say itself.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options for extracts of the database")]
pub struct Extract {
    /// The code page of text that is neither UTF-8 nor UTF-16, such as 850, 437 or 1252
    #[arg(long, value_name = "N", global = true)]
    pub code_page: Option<CodePage>,

    /// The format file (.fmt or XML) of a data file that bcp wrote; one with the data file's name beside it is found
    #[arg(long, value_name = "FILE", global = true)]
    pub format_file: Option<PathBuf>,

    /// What stands between two fields, as bcp -t: \t, a comma, +|
    #[arg(long, value_name = "TEXT", value_parser = parse_terminator, global = true)]
    pub field_terminator: Option<String>,

    /// What stands behind a row, as bcp -r: \r\n, \n
    #[arg(long, value_name = "TEXT", value_parser = parse_terminator, global = true)]
    pub row_terminator: Option<String>,

    /// Which of several backups in one file, counted from 1 [default: the newest state]; pchat inspect lists them
    #[arg(long, value_name = "N", global = true)]
    pub set: Option<NonZeroU32>,

    /// Which of several databases in backups and data files, by its name
    #[arg(long, value_name = "NAME", global = true)]
    pub database: Option<String>,

    /// Take tables without a single row for an empty pool; else they are an error: the rows were probably left out when
    /// the extract was made
    #[arg(long, global = true)]
    pub allow_empty: bool,

    /// Show in errors what stands where something is wrong, be it a piece of a message; else its length only, so that
    /// errors can be shown to others
    #[arg(long, global = true)]
    pub show_content: bool,
}

/// A bound as an argument.
fn parse_limit(text: &str) -> Result<(String, usize), Expected> {
    let known = || Expected::Limit {
        names: Limits::NAMES.to_vec(),
    };
    let (name, most) = text.split_once('=').ok_or_else(known)?;
    let most = most.parse().map_err(|_| known())?;
    match Limits::default().with(name, most) {
        Some(_) if most > 0 => Ok((name.to_owned(), most)),
        _ => Err(known()),
    }
}

/// A terminator as an argument, with the escapes that bcp knows.
fn parse_terminator(text: &str) -> Result<String, Expected> {
    let mut terminator = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        terminator.push(match character {
            '\\' => match characters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('0') => '\0',
                Some('\\') => '\\',
                _ => return Err(Expected::Escape),
            },
            other => other,
        });
    }
    if terminator.is_empty() {
        return Err(Expected::Character);
    }
    Ok(terminator)
}

impl Extract {
    fn options(&self) -> ExtractOptions {
        ExtractOptions {
            code_page: self.code_page,
            format_file: self.format_file.clone(),
            field_terminator: self.field_terminator.clone(),
            row_terminator: self.row_terminator.clone(),
            set: self.set.map(NonZeroU32::get),
            database: self.database.clone(),
            skip_pages: true,
            allow_empty: self.allow_empty,
            show_content: self.show_content,
            check_pages: false,
        }
    }

    /// These options, as they were given.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut word = |name: &str, value: Option<String>| {
            words.extend(
                value
                    .map(|value| [name.to_owned(), value])
                    .into_iter()
                    .flatten(),
            );
        };
        let escaped = |text: &String| text.escape_default().to_string();
        word(
            "--code-page",
            self.code_page.map(|page| page.number().to_string()),
        );
        let file = self.format_file.as_ref();
        word("--format-file", file.map(|file| file.display().to_string()));
        word(
            "--field-terminator",
            self.field_terminator.as_ref().map(escaped),
        );
        word(
            "--row-terminator",
            self.row_terminator.as_ref().map(escaped),
        );
        word("--set", self.set.map(|set| set.to_string()));
        word("--database", self.database.clone());
        if self.allow_empty {
            words.push("--allow-empty".to_owned());
        }
        words
    }
}

/// A separator as an argument: it becomes part of names, and XML has to carry them.
fn parse_separator(text: &str) -> Result<String, Expected> {
    if text.chars().any(char::is_control) {
        return Err(Expected::PlainText);
    }
    Ok(text.to_owned())
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    // On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

impl Common {
    /// Everything that is read, and so must stay as it is: the input, what is named beside it, and what these options name.
    pub fn files_read<'a>(
        &'a self,
        input: &'a [PathBuf],
        beside: impl IntoIterator<Item = &'a Path>,
    ) -> Vec<&'a Path> {
        let mut files: Vec<&Path> = input.iter().map(PathBuf::as_path).collect();
        files.extend(beside);
        files.extend(self.layout.as_deref());
        files.extend(self.extract.format_file.as_deref());
        files
    }

    /// The options that results depend on, as they were given, to be given again.
    pub fn words(&self) -> Vec<String> {
        let mut words = self.words_for_packages();
        words.extend(self.extract.words());
        if let Some(language) = self.lang {
            words.extend([format!("--{LANG}"), language.tag().to_owned()]);
        }
        words
    }

    /// Those of them that are not about extracts.
    pub fn words_for_packages(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.separator != " " {
            words.extend(["--separator".to_owned(), self.separator.clone()]);
        }
        if let Some(collation) = &self.collation {
            words.extend(["--collation".to_owned(), collation.name().to_owned()]);
        }
        if let Some(layout) = &self.layout {
            words.extend(["--layout".to_owned(), layout.display().to_string()]);
        }
        words
    }

    /// What findings and plans depend on: these options, and two of a command's own.
    pub fn chosen(&self, since: Option<&Cutoff>, forests: &[String]) -> Chosen {
        Chosen {
            separator: self.separator.clone(),
            since: since.cloned(),
            forests: forests.to_vec(),
            collation: self.collation.clone(),
        }
    }

    fn limits(&self) -> Limits {
        let given = self.limit.iter();
        given.fold(Limits::default(), |limits, (name, most)| {
            limits.with(name, *most).unwrap_or(limits)
        })
    }

    /// How many threads everything runs in.
    pub fn set_threads(&self) -> Result<(), Failure> {
        let cores = || thread::available_parallelism().ok();
        let threads = self.threads.or_else(cores).map_or(1, NonZeroUsize::get);
        threads::set(threads).map_err(|cause| {
            let fault = Fault::NoThreads {
                count: threads,
                cause: cause.to_string(),
            };
            Failure::Usage(Sentence::from(fault).with_hint().into())
        })
    }

    /// How input is to be read where it is only looked at: damaged pages of a data file are left out and counted, as
    /// all others can be read without them.
    pub fn read_options(&self, skip_damaged: bool) -> Result<ReadOptions, Failure> {
        let layout = match &self.layout {
            None => Layout::built_in(),
            // A layout is a setting: a bad one is wrong use, not bad input.
            Some(path) => Layout::read(path).map_err(Failure::usage)?,
        };
        Ok(ReadOptions {
            layout,
            skip_damaged,
            extract: self.extract.options(),
            limits: self.limits(),
        })
    }
}

/// How to print a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, sized to the terminal
    Table,
    /// One object, as docs/json.md promises
    Json,
    /// One line for each finding, change or difference
    Csv,
    /// A workbook, to be redirected into a file
    Xlsx,
}

/// How much of a table is shown, by `--summary` and `--rows`.
pub fn extent(summary: bool, rows: usize) -> Extent {
    match (summary, rows) {
        (true, _) => Extent::Summary,
        (false, 0) => Extent::All,
        (false, rows) => Extent::First(rows),
    }
}

/// From which severity on findings make the exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// How a command ends that found this and had to skip so many records.
    pub fn exit(self, outcome: &Outcome, skipped: u64) -> Exit {
        let severities = outcome.findings.iter().map(|finding| finding.severity);
        self.exit_at(severities.max(), skipped)
    }

    /// The same where this is the gravest of what was found.
    pub fn exit_at(self, gravest: Option<Severity>, skipped: u64) -> Exit {
        let worst = match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Never => None,
        };
        if skipped > 0 {
            Exit::Skipped
        } else if worst.is_some_and(|worst| gravest >= Some(worst)) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}
