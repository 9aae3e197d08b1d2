//! The commands: arguments in, one call into the library, exit code out.

mod analyze;
mod common;
mod completions;
mod convert;
mod csv_separator;
mod directions;
mod exit;
mod explain;
mod fact;
mod files;
mod generate;
mod help;
mod inspect;
mod interrupt;
mod language;
mod man;
mod misuse;
mod nearest;
mod planning;
mod progress;
mod project;
mod redact;
mod report_folder;
mod runbook;
mod tables;
mod target;
mod terminal;
mod verify;
mod watch;

use std::env;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use pchat::report::workbook;

use self::common::Common;
use self::exit::Failure;
use self::fact::Remark;

const AFTER_HELP: &str = "\
Examples:
  pchat inspect PersistentChatData.zip
      what is in the package, or in an extract of the database, and how far it
      is understood
  pchat analyze PersistentChatData.zip --report DIR
      find: what the migration will do to it, on the screen and as files
  pchat analyze PersistentChatData.zip --decisions decisions.csv
      decide: a table with a row for each finding, to be edited
  pchat convert PersistentChatData.zip --what-if --decisions decisions.csv
      simulate: every change, and what remains to be done
  pchat convert PersistentChatData.zip -o new.zip --decisions decisions.csv
      apply: the package that should be imported instead
  pchat verify PersistentChatData.zip new.zip --decisions decisions.csv
      prove: everything that was promised is there
  pchat files PersistentChatData.zip --store D:\\GroupChatFiles
      which uploaded files are there, missing or never referred to
  pchat runbook PersistentChatData.zip -o runbook.html --decisions decisions.csv
      work it down: the whole migration as a list, with the commands to type
  pchat explain long-name
      one rule in full
  pchat tables mgc.bak --table tblNode --format csv
      any table of any extract of a database, as it is
  pchat redact PersistentChatData.zip -o redacted.zip
      the same findings without a word of the pool, to show trouble to others

Exit codes:
  0  nothing at or above --fail-on
  1  findings; convert has written its package all the same; files that are
     missing
  2  wrong use, wrong settings, or an output that cannot be written
  3  input that cannot be read
  4  finished, but records or damaged pages had to be skipped
  5  verify found differences

pchat works on local files only, never changes its input and never uses the
network.";

/// Offline analysis of Microsoft Group Chat and Persistent Chat data before a migration.
#[derive(Debug, Parser)]
#[command(name = "pchat", version, after_help = AFTER_HELP, arg_required_else_help = true, max_term_width = 110)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Inspect),
    Analyze(analyze::Analyze),
    Convert(convert::Convert),
    Verify(verify::Verify),
    Files(files::Files),
    Runbook(runbook::Runbook),
    Explain(explain::Explain),
    Tables(tables::Tables),
    Redact(redact::Redact),
    Generate(generate::Generate),
    Completions(completions::Completions),
    Man(man::ManPages),
}

/// The arguments, with what a project file adds to them.
fn arguments() -> Result<Arguments, Failure> {
    let mut command = Arguments::command();
    command.build();
    let given: Vec<_> = env::args_os().collect();
    let project_may_say = language::begin(&given);
    let joined = project::join(&command, given)?;
    let localised = help::localised(Arguments::command());
    let read = localised.try_get_matches_from(joined.arguments);
    let read = read.and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    let (mut arguments, matches) = read.unwrap_or_else(|error| misuse::exit(&error));
    let used = joined.used.as_ref();
    arguments.common.in_effect = project::in_effect(&command, &matches, used);
    if project_may_say {
        language::go_on(arguments.common.lang);
    }
    if let Some(project::Used { file, keys }) = joined.used {
        arguments.common.report_of_project = keys.contains(&project::REPORT);
        let used = Remark::FromProject { file, keys };
        terminal::remark(&arguments.common, &used);
    }
    Ok(arguments)
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    workbook::hush();
    let Arguments { common, command } = match arguments() {
        Ok(arguments) => arguments,
        Err(failure) => {
            terminal::error(&failure);
            return failure.exit().into();
        }
    };
    let result = common.set_threads().and_then(|()| match &command {
        Command::Inspect(inspect) => inspect.run(&common),
        Command::Analyze(analyze) => analyze.run(&common),
        Command::Convert(convert) => convert.run(&common),
        Command::Verify(verify) => verify.run(&common),
        Command::Files(files) => files.run(&common),
        Command::Runbook(runbook) => runbook.run(&common),
        Command::Explain(explain) => explain.run(&common),
        Command::Tables(tables) => tables.run(&common),
        Command::Redact(redact) => redact.run(&common),
        Command::Generate(generate) => generate.run(&common),
        Command::Completions(completions) => completions.run(&common),
        Command::Man(man) => man.run(&common),
    });
    let exit = result.unwrap_or_else(|failure| {
        terminal::error(&failure);
        failure.exit()
    });
    exit.into()
}
