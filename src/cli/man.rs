use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use pchat::output;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::fact::{Fault, Remark};
use super::{Arguments, help, terminal};

const EXAMPLES: &str = "\
Examples:
  pchat man | man -l -
      the first page, to be read
  pchat man ~/.local/share/man/man1
      a page for pchat and one for each command";

/// Write the manual pages, or print the first one
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ManPages {
    /// Where to write a page for each command, such as /usr/local/share/man/man1; pages of an earlier version there are
    /// replaced. Without it the page of pchat itself is printed
    folder: Option<PathBuf>,
}

impl ManPages {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let mut command = help::localised(Arguments::command());
        command.build();
        let Some(folder) = &self.folder else {
            terminal::result(common, |mut out| Man::new(command).render(&mut out))?;
            return Ok(Exit::Clean);
        };
        let commands = command
            .get_subcommands()
            .filter(|it| it.get_name() != "help");
        let pages: Vec<Man> = [Man::new(command.clone())]
            .into_iter()
            .chain(commands.map(page))
            .collect();
        let failed = |path: &Path, error: io::Error| {
            Failure::usage(Fault::PageNotWritten {
                path: path.to_owned(),
                cause: error.to_string(),
            })
        };
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        for page in &pages {
            let path = folder.join(page.get_filename());
            write(&path, page).map_err(|error| failed(&path, error))?;
        }
        let written = Remark::PagesWritten {
            files: pages.len(),
            folder: folder.clone(),
        };
        terminal::remark(common, &written);
        Ok(Exit::Clean)
    }
}

/// The page of one command: `pchat-analyze`.
fn page(command: &Command) -> Man {
    Man::new(command.clone()).source(concat!("pchat ", env!("CARGO_PKG_VERSION")))
}

fn write(path: &Path, page: &Man) -> io::Result<()> {
    let mut text = Vec::new();
    page.render(&mut text)?;
    output::replace(path, &text)
}
