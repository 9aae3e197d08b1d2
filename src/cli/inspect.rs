use std::path::PathBuf;

use clap::Args;
use pchat::report::{self, Catalogue};
use pchat::source::{Layout, NoSurvey};

use super::common::Common;
use super::exit::{Exit, Failure};
use super::{input, output};

/// Show what is in an input and how far it is understood, without any content
#[derive(Debug, Args)]
pub struct Inspect {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database: scripts, CSV, what bcp wrote, a bacpac, a data file (.mdf) or a backup (.bak); several files, or their
    /// folder
    #[arg(required_unless_present = "print_layout")]
    input: Vec<PathBuf>,

    /// Step over damaged records and rows, count them, and end with exit code 4
    #[arg(long, visible_alias = "skip-bad-rows")]
    skip_damaged: bool,

    /// Print the built-in layout, to start an own one from
    #[arg(long)]
    print_layout: bool,
}

impl Inspect {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        if self.print_layout {
            output::result(common, |out| {
                out.write_all(Layout::built_in_text().as_bytes())
            })?;
            return Ok(Exit::Clean);
        }
        let mut options = common.read_options(self.skip_damaged)?;
        options.extract.check_pages = true;
        let reading = input::read(common, &self.input, &options, &NoSurvey)?;
        let summary = input::summary(&self.input, &reading);
        let census = reading.census();
        output::result(common, |out| {
            let (width, style) = (output::width(), output::style(common));
            report::inspect::write(
                out,
                &summary,
                &census,
                &reading.notices,
                Catalogue::english(),
                width,
                style,
            )
        })?;
        input::pass_on_skipped(common, &summary.name, &reading.skipped);
        let damaged = reading.databases.iter().flat_map(|it| &it.damaged);
        let damaged: u64 = damaged.map(|it| it.count).sum();
        Ok(if reading.skipped.count + damaged > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }
}
