use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;

use clap::{Args, ValueEnum};
use pchat::input::Progress;
use pchat::migration::ReadOptions;
use pchat::report::rows;
use pchat::sqlserver::{RowsReading, Table};
use pchat::{input, pool, report};

use super::common::Common;
use super::directions::Kept;
use super::exit::{Exit, Failure};
use super::fact::Fault;
use super::{progress, terminal, watch};

const EXAMPLES: &str = "\
Examples:
  pchat tables mgc.bacpac
      every table, with its columns and the number of its rows
  pchat tables mgc.sql --table tblNode
      the first rows of one table
  pchat tables extracts --table dbo.tblChat --format csv > chat.csv
      all rows; NULL is an empty field, an empty text is \"\"";

/// How to print tables and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, sized to the terminal
    Table,
    /// One object, as docs/json.md promises
    Json,
    /// One line for each finding, change or difference
    Csv,
}

/// How many pieces of rows may wait to be printed.
const WAITING: usize = 2;

/// List the tables of any extract of a database, or print one: as table, CSV or JSON
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Tables {
    /// Scripts, CSV, what bcp wrote, a bacpac, data files (.mdf) or a backup (.bak): one file, several, or their folder. It
    /// need not be a chat database
    #[arg(required = true)]
    input: Vec<PathBuf>,

    /// Print the rows of this table: Name or schema.Name
    #[arg(long, value_name = "NAME")]
    table: Option<String>,

    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// Make the rows safe for a spreadsheet: with `--format csv`, no text is run as a formula, and characters that nobody
    /// sees are shown. Without it they are exactly what the table holds
    #[arg(long, requires = "table")]
    excel: bool,

    /// How many rows of a table the format `table` shows; 0 for all. CSV and JSON have all of them
    #[arg(long, value_name = "N", default_value_t = 20)]
    rows: usize,

    /// Step over damaged rows, count them, and end with exit code 4
    #[arg(long, visible_alias = "skip-bad-rows")]
    skip_damaged: bool,
}

impl Tables {
    pub fn run(&self, common: &Common) -> Result<Exit, Failure> {
        let options = common.read_options(self.skip_damaged)?;
        let reading = match &self.table {
            None => self.list(common, &options)?,
            Some(name) => self.print(common, &options, name)?,
        };
        for notice in &reading.notices {
            terminal::remark(common, notice);
        }
        watch::pass_on_skipped(common, &report::names(&self.input), &reading.skipped);
        Ok(if reading.skipped.count > 0 {
            Exit::Skipped
        } else {
            Exit::Clean
        })
    }

    fn list(&self, common: &Common, options: &ReadOptions) -> Result<RowsReading, Failure> {
        let state = Progress::default();
        let reading = progress::watched(common, &state, || {
            pool::list(&self.input, options.of_extract(), &state)
        })?;
        let tables = &reading.tables;
        terminal::result(common, |out| match self.format {
            Format::Table => {
                let (width, style) = (terminal::width(), terminal::style(common));
                rows::list_table(&mut Kept::new(out), tables, width, style)
            }
            Format::Csv => rows::list_csv(out, tables, common.csv_separator.byte()),
            Format::Json => rows::list_json(out, tables),
        })?;
        Ok(reading)
    }

    fn print(
        &self,
        common: &Common,
        options: &ReadOptions,
        name: &str,
    ) -> Result<RowsReading, Failure> {
        let table = &find(&pool::describe(&self.input, options.of_extract())?, name)?;
        let mut read = Ok(RowsReading::default());
        terminal::result(common, |out| {
            let (width, style) = (terminal::width(), terminal::style(common));
            let limit = (self.rows > 0).then_some(self.rows);
            let mut kept;
            let mut printer = match self.format {
                Format::Table => {
                    kept = Kept::new(out);
                    rows::Printer::table(&mut kept, table, limit, width, style)
                }
                Format::Csv => {
                    let printer = match self.excel {
                        true => rows::Printer::csv_for_spreadsheets,
                        false => rows::Printer::csv,
                    };
                    printer(out, table, common.csv_separator.byte())
                }
                Format::Json => rows::Printer::json(out, table),
            };
            printer.begin()?;
            let write = printer.writer();
            // Standard output stays with its thread.
            let (send, written) = mpsc::sync_channel(WAITING);
            thread::scope(|scope| {
                let reader = scope.spawn(move || {
                    // It ends with this thread: then no more comes.
                    let send = send;
                    let mut take = |text: &[u8]| {
                        let sent = send.send(text.to_vec());
                        sent.map_err(|_| input::Error::new(Fault::NotPrinted))
                    };
                    let progress = Progress::default();
                    pool::rows(
                        &self.input,
                        table,
                        options.of_extract(),
                        &progress,
                        &write,
                        &mut take,
                    )
                });
                let printed = written
                    .iter()
                    .try_for_each(|text: Vec<u8>| printer.take(&text));
                drop(written);
                let joined = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
                printed?;
                let whole = joined.is_ok();
                read = joined;
                if whole { printer.end() } else { Ok(()) }
            })
        })?;
        Ok(read?)
    }
}

/// The one table that has this name.
fn find(described: &RowsReading, name: &str) -> Result<Arc<Table>, Failure> {
    let names = |tables: &mut dyn Iterator<Item = &Arc<Table>>| {
        let names = tables.map(|table| table.name.to_string());
        names.collect::<Vec<_>>()
    };
    let name = name.to_owned();
    let tables = || described.tables.iter().map(|listed| &listed.table);
    let meant: Vec<_> = tables().filter(|table| table.name.is(&name)).collect();
    match (&meant[..], described.skipped.places.first()) {
        ([table], _) => Ok(Arc::clone(table)),
        ([], None) => Err(Failure::usage(Fault::NoTable {
            name,
            tables: names(&mut tables()),
        })),
        ([], Some(damage)) => {
            let damage = damage.to_string();
            Err(input::Error::new(Fault::TableNotFound { name, damage }).into())
        }
        _ => Err(Failure::usage(Fault::SeveralTables {
            name,
            tables: names(&mut meant.iter().copied()),
        })),
    }
}
