use std::mem::ManuallyDrop;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use pchat::migration;
use pchat::package::Layout;
use pchat::report::inspect::Inspection;
use pchat::report::{Catalogue, InputSummary, inspect};

use super::common::Common;
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::{terminal, watch};

/// Show what is in an input and how far it is understood, without any content
#[derive(Debug, Args)]
pub struct Inspect {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database: scripts, CSV, what bcp wrote, a bacpac, a data file (.mdf) or a backup (.bak); several files, or their
    /// folder
    #[arg(required_unless_present = "print_layout")]
    input: Vec<PathBuf>,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,

    /// Step over damaged records and rows, count them, and end with exit code 4
    #[arg(long, visible_alias = "skip-bad-rows")]
    skip_damaged: bool,

    /// Print the built-in layout, to start an own one from
    #[arg(long)]
    print_layout: bool,
}

/// How to print what was found. It is no list: there is no CSV of it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// For people, sized to the terminal
    Table,
    /// One object, as docs/json.md promises
    Json,
}

impl Inspect {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        if self.print_layout {
            terminal::result(common, |out| {
                out.write_all(Layout::built_in_text().as_bytes())
            })?;
            return Ok(Exit::Clean);
        }
        let mut options = common.read_options(self.skip_damaged)?;
        options.extract.check_pages = true;
        // The process ends with it: to give back each of its allocations would only take time.
        let found = ManuallyDrop::new(migration::inspect(&self.input, &options, common)?);
        let reading = &found.reading;
        let summary = InputSummary::new(&self.input, reading);
        let inspection = Inspection {
            input: &summary,
            census: &found.census,
            unreadable: &reading.unreadable,
            skipped: &reading.skipped,
            notices: &reading.notices,
        };
        terminal::result(common, |out| match self.format {
            Form::Table => {
                let (width, style) = (terminal::width(), terminal::style(common));
                let out = &mut Kept::new(out);
                inspect::write(out, &inspection, Catalogue::spoken(), width, style)
            }
            Form::Json => inspect::json::write(out, &inspection),
        })?;
        watch::pass_on_skipped(common, &summary.name, &reading.skipped);
        Ok(if found.skipped() > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }
}
