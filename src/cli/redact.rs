use std::path::PathBuf;
use std::slice;

use clap::Args;
use pchat::input::own_name;
use pchat::output::Rights;
use pchat::reading::InputKind;
use pchat::redact;
use pchat::redact::{Choices, LeftOut, Redacted, Redaction, Target};
use pchat::report::visible;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::fact::{self, Fault, Remark};
use super::interrupt::Interrupt;
use super::{terminal, watch};

const EXAMPLES: &str = "\
Examples:
  pchat redact PersistentChatData.zip -o redacted.zip
      a package with the same findings, in which every text, name, address and
      file name is another one
  pchat redact PersistentChatData.zip -o redacted.zip --renumber
      the ids of principals, categories and rooms are others, too
  pchat redact mgc.sql -o redacted.zip
      a script like this one, in a zip

Look at the result before you give it away: docs/redact.md says what it still
tells.";

/// Write a package or extract with the same findings and nothing private in it, to show trouble to others
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Redact {
    /// An export package (the zip that Export-CsPersistentChatData wrote, or its unpacked folder), or an extract of the
    /// database that is text: a script, CSV, or what bcp -c, bcp -w and sqlcmd write
    input: PathBuf,

    /// Where to write the redacted package or extract
    #[arg(short, long, value_name = "OUT.zip")]
    output: PathBuf,

    /// Give the same result each time; whoever knows the number can find words again by trying them [default: a secret
    /// that is thrown away]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Count the ids of principals, categories and rooms of a package anew, in their order
    #[arg(long)]
    renumber: bool,

    /// Keep the elements, attributes, members, tables, columns and statements that are not understood, with their texts
    /// replaced; a member of a package that is no XML is kept as so many bytes
    #[arg(long)]
    keep_unknown: bool,

    /// Replace an existing file; the input is never replaced
    #[arg(long)]
    force: bool,
}

impl Redact {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let mut inputs = vec![self.input.clone()];
        inputs.extend(common.layout.clone());
        let target = Target::new(&self.output, self.force, &inputs)
            .map_err(Failure::usage)?
            .with_rights(Rights::of(slice::from_ref(&self.input)));
        let options = common.read_options(false)?;
        let kind = redact::check(&self.input, &options)?;
        if kind == InputKind::Extract && self.renumber {
            return Err(Failure::usage(Fault::RenumberExtract));
        }
        let job = Redaction {
            input: &self.input,
            options: &options,
            choices: Choices {
                seed: self.seed,
                renumber: self.renumber,
                keep_unknown: self.keep_unknown,
            },
        };
        let reading = redact::read(kind, &job, common)?;
        let skipped = reading.skipped.clone();
        let interrupt = Interrupt::heed();
        let redacted = redact::write(&job, reading, target, interrupt.stop(), common)?;
        drop(interrupt);
        self.print(common, &redacted)?;
        watch::pass_on_skipped(common, &own_name(&self.input), &skipped);
        Ok(if skipped.count > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }

    fn print(&self, common: &Common, redacted: &Redacted) -> Result<(), Failure> {
        terminal::result(common, |out| {
            let written = fact::Redaction::Redacted {
                file: self.output.clone(),
                members: redacted.members,
            };
            writeln!(out, "{written}")?;
            if !redacted.left_out.is_empty() {
                writeln!(out, "{}", fact::Redaction::LeftOut)?;
            }
            for LeftOut {
                member,
                what,
                count,
            } in &redacted.left_out
            {
                let member = visible(member).into_owned();
                let left_out = match what {
                    None => fact::Redaction::LeftOutMember { member },
                    Some(part) => fact::Redaction::LeftOutPart {
                        member,
                        part: visible(&part.to_string()).into_owned(),
                        count: *count,
                    },
                };
                writeln!(out, "{left_out}")?;
            }
            Ok(())
        })?;
        if redacted.by_chance {
            terminal::remark(common, &Remark::ByChance);
        }
        Ok(())
    }
}
