use std::io::{self, IsTerminal};

use clap::Args;
use pchat::report::{Catalogue, explain};
use pchat::rules::RULES;
use pchat::wording::rule_page;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::fact::Fault;
use super::nearest::nearest;
use super::terminal;

/// Print a rule's page: what it is, what the import does, how to prepare, what to do afterwards, its columns
#[derive(Debug, Args)]
pub struct Explain {
    /// The rule's name; without it, all rules are listed
    rule: Option<String>,
}

impl Explain {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let (width, style) = (terminal::width(), terminal::style(common));
        match &self.rule {
            Some(rule) => {
                let page = rule_page(rule).ok_or_else(|| unknown_rule(rule))?;
                terminal::result(common, |out| match io::stdout().is_terminal() {
                    true => explain::page(out, &page, width, style),
                    // What a file or another program gets is the page as it is, in Markdown.
                    false => out.write_all(page.as_bytes()),
                })?;
            }
            None => terminal::result(common, |out| {
                explain::rules(out, Catalogue::spoken(), width, style)
            })?,
        }
        Ok(Exit::Clean)
    }
}

/// No rule has this name.
pub fn unknown_rule(name: &str) -> Failure {
    let rules = || RULES.iter().map(|rule| rule.id);
    Failure::usage(Fault::UnknownRule {
        name: name.to_owned(),
        meant: nearest(name, rules()),
        rules: rules().collect(),
    })
}
