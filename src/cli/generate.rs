use std::path::PathBuf;

use clap::Args;
use pchat::generate;
use pchat::generate::{Dialect, Form, Plan, Spelling};
use pchat::input::Progress;
use pchat::pool::schema::Generation;

use super::common::Common;
use super::exit::{Exit, Failure};
use super::fact::{Expected, Fault, Remark};
use super::interrupt::Interrupt;
use super::{progress, terminal};

/// Write a synthetic package or extract of any size, for trials and benchmarks
#[derive(Debug, Args)]
pub struct Generate {
    /// Where to write it: a name that ends in .zip, or a folder; .sql for a script, .bacpac for a bacpac
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// How many rooms
    #[arg(long, value_name = "N", default_value_t = 100)]
    rooms: u64,

    /// How many users
    #[arg(long, value_name = "N", default_value_t = 200)]
    users: u64,

    /// How many messages
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    messages: u64,

    /// The same seed, counts, form and spelling give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// How to write it down: words separated by commas; a wrong one lists them all
    #[arg(long, value_name = "WORDS", default_value = "")]
    spell: Spelling,

    /// As what: package, or an extract of the database as script, csv, grid, sqlcmd, bcp-c, bcp-w, bcp-n, bcp-wide-n or
    /// bacpac writes it
    #[arg(long, value_name = "FORM", default_value = "package", value_parser = parse_form)]
    form: Chosen,

    /// Whose tables an extract has: legacy (until Lync 2010) or 2013; without it, legacy
    #[arg(long, value_name = "SCHEMA", value_parser = parse_schema)]
    schema: Option<Generation>,

    /// Replace an existing file
    #[arg(long)]
    force: bool,
}

/// A word for a form: none of a dialect is a package.
#[derive(Clone, Copy, Debug)]
struct Chosen(Option<Dialect>);

fn parse_form(text: &str) -> Result<Chosen, generate::Impossible> {
    match text {
        "package" => Ok(Chosen(None)),
        _ => text.parse().map(|dialect| Chosen(Some(dialect))),
    }
}

fn parse_schema(text: &str) -> Result<Generation, Expected> {
    match text {
        "legacy" => Ok(Generation::Legacy),
        "2013" => Ok(Generation::Current),
        _ => Err(Expected::Schema),
    }
}

impl Generate {
    fn form(&self) -> Result<Form, Failure> {
        match (self.form.0, self.schema) {
            (None, None) => Ok(Form::Package),
            (None, Some(_)) => Err(Failure::usage(Fault::SchemaOfPackage)),
            (Some(dialect), schema) => Ok(Form::Extract {
                dialect,
                schema: schema.unwrap_or(Generation::Legacy),
            }),
        }
    }

    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let plan = Plan {
            rooms: self.rooms,
            users: self.users,
            messages: self.messages,
            seed: self.seed,
            spelling: self.spell.clone(),
            form: self.form()?,
        };
        let state = Progress::default();
        let mut before = 0;
        let interrupt = Interrupt::heed();
        let summary = progress::watched(common, &state, || {
            generate::write(&plan, &self.output, self.force, &mut |bytes| {
                state.advance(bytes.saturating_sub(before));
                before = bytes;
                interrupt.stop().check()
            })
        })
        .map_err(Failure::usage)?;
        terminal::remark(
            common,
            &Remark::Generated {
                file: self.output.clone(),
                users: summary.users,
                groups: summary.groups,
                categories: summary.categories,
                rooms: summary.rooms,
                addins: summary.addins,
                messages: summary.messages,
                bytes: summary.bytes,
                xml: self.form.0.is_none(),
            },
        );
        Ok(Exit::Clean)
    }
}
