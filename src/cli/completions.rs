use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::{Arguments, terminal};

const EXAMPLES: &str = "\
Examples:
  pchat completions bash > ~/.local/share/bash-completion/completions/pchat
  pchat completions zsh > /usr/local/share/zsh/site-functions/_pchat
  pchat completions fish > ~/.config/fish/completions/pchat.fish
  pchat completions powershell >> $PROFILE";

/// Print what a shell needs to complete commands and options
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// For which shell
    shell: Shell,
}

impl Completions {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        // All of it at once: the generator takes no error.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "pchat", &mut script);
        terminal::result(common, |out| out.write_all(&script))?;
        Ok(Exit::Clean)
    }
}
