//! The tables of an extract as they are, whatever database they are from.

use std::path::PathBuf;
use std::sync::Arc;

use super::counted::{Count, Counted};
use super::extract::Extract;
use super::join::{left_out, promised, some_table};
use super::once::{ReadOnce, read_once};
use super::pieces::SIZE;
use super::reading::{Context, Job, read_in_order};
use super::recognise::Files;
use super::row::Value;
use super::table::Table;
use super::table_rows::TableRows;
use super::unread::unread;
use super::written_rows::{Written, is_same};
use super::{is_extract, open, shown};
use crate::source::package::buffers::Buffers;
use crate::source::{Error, Progress, ReadOptions, Skipped};

/// A table and how many rows it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name and columns.
    pub table: Arc<Table>,
    /// How many rows.
    pub rows: u64,
}

/// What was read.
#[derive(Debug, Default)]
pub struct RowsReading {
    /// The tables, in the order of the input.
    pub tables: Vec<Listed>,
    /// Remarks on the input: sentences.
    pub notices: Vec<String>,
    /// Rows that had to be left out.
    pub skipped: Skipped,
}

/// Writes the values of a row down, in whichever way.
pub type WriteRow<'a> = &'a (dyn Fn(&mut Vec<u8>, &mut dyn Iterator<Item = Value<'_>>) + Sync);

/// Takes what was written, in order.
pub type Take<'a> = &'a mut (dyn FnMut(&[u8]) -> Result<(), Error> + Send);

/// The tables of an extract, without their numbers of rows where it is possible to tell without reading all of them.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn describe(input: &[PathBuf], options: &ReadOptions) -> Result<RowsReading, Error> {
    let progress = Progress::default();
    let files = in_input(input, || open_extract(input, options, &progress))?;
    if files.extracts.iter().any(Extract::learns) {
        return list(input, options, &progress);
    }
    let mut tables = TableRows::default();
    for table in &files.tables {
        tables.add(table, 0);
    }
    for table in files.extracts.iter().flat_map(Extract::tables) {
        tables.add(&table, 0);
    }
    Ok(RowsReading {
        tables: listed(tables),
        notices: Vec::new(),
        skipped: files.skipped,
    })
}

fn listed(tables: TableRows) -> Vec<Listed> {
    let tables = tables.into_list().into_iter();
    tables.map(|(table, rows)| Listed { table, rows }).collect()
}

/// A package has no tables.
fn open_extract(
    input: &[PathBuf],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Files, Error> {
    if !is_extract(input)? {
        return Err(
            Error::new("this is an export package, which has members and no tables")
                .expected("an extract of a database: a script, CSV, what bcp wrote, a bacpac")
                .hint("pchat inspect shows what is in a package"),
        );
    }
    open(input, options, progress)
}

/// Lists the tables of an extract.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub fn list(
    input: &[PathBuf],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<RowsReading, Error> {
    in_input(input, || {
        let open = || open_extract(input, options, progress);
        let ReadOnce {
            files,
            outcomes,
            notice,
        } = read_once(options, progress, open, is_counted, Count)?;
        let mut reading = RowsReading {
            skipped: files.skipped.clone(),
            notices: notice.into_iter().collect(),
            ..RowsReading::default()
        };
        let mut tables = TableRows::default();
        for table in &files.tables {
            tables.add(table, 0);
        }
        for (extract, outcome) in files.extracts.iter().zip(outcomes) {
            let uncounted = outcome.is_none();
            let (Counted { rows, .. }, skipped) = outcome
                .transpose()
                .map_err(|error| error.in_member(extract.name()))?
                .unwrap_or_default();
            let known = if uncounted { extract.counted() } else { 0 };
            for table in extract.tables() {
                tables.add(&table, known);
            }
            let found = (!uncounted).then(|| rows.sum());
            reading.notices.extend(extract.miscounted(found, &skipped));
            tables.absorb(rows);
            reading.skipped.merge(skipped);
        }
        promised(files.promised, tables.sum(), &reading.skipped)?;
        reading.notices.extend(notices(&files));
        some_table(tables.list(), &files.databases, &files.others)?;
        reading.tables = listed(tables);
        let is_listed = |table: &Table| {
            let mut tables = reading.tables.iter();
            tables.any(|listed| {
                listed
                    .table
                    .name
                    .name
                    .eq_ignore_ascii_case(&table.name.name)
            })
        };
        let (notices, not_carried_out) = unread(&files.extracts, is_listed);
        reading.notices.extend(notices);
        reading.skipped.merge(not_carried_out);
        Ok(reading)
    })
}

/// Hands over the rows of one table, as `write` writes them; it is given the columns as `table` has them.
///
/// # Errors
/// Where the input cannot be read, or what takes the rows refuses them.
pub fn rows(
    input: &[PathBuf],
    table: &Table,
    options: &ReadOptions,
    progress: &Progress,
    write: WriteRow<'_>,
    take: Take<'_>,
) -> Result<RowsReading, Error> {
    in_input(input, || {
        let files = open_extract(input, options, progress)?;
        let collector = Written::new(table, write, take, options.skip_damaged);
        let buffers = Buffers::new(SIZE);
        let context = Context::new(&collector, options, &buffers, progress);
        let mut reading = RowsReading {
            skipped: files.skipped.clone(),
            ..RowsReading::default()
        };
        for extract in &files.extracts {
            if !extract.may_hold(|known| is_same(&known.name, &table.name)) {
                progress.advance(extract.bytes());
                continue;
            }
            let job = Job {
                extract,
                context: &context,
            };
            let (total, skipped) = read_in_order(&job, options.threads)?;
            reading.skipped.merge(skipped);
            if let Some(place) = total.repeated {
                let place = format!("{place}: {}", extract.name());
                reading.skipped.note(total.left_out, place);
            }
            collector.next_file();
        }
        reading.notices = notices(&files);
        let is_wanted = |other: &Table| other.name.name.eq_ignore_ascii_case(&table.name.name);
        // What other tables are changed by is not for who asks for this one.
        let (_, not_carried_out) = unread(&files.extracts, is_wanted);
        reading.skipped.merge(not_carried_out);
        Ok(reading)
    })
}

fn in_input<T>(input: &[PathBuf], read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    read().map_err(|error| error.or_in_input(|| shown(input)))
}

/// Whether the rows of an extract can be counted by reading them. Where they cannot, nobody has to do without the others.
fn is_counted(extract: &Extract) -> bool {
    match extract {
        Extract::Stream(_) => true,
        Extract::Table(rows) => rows.stored.problem.is_none(),
    }
}

fn notices(files: &Files) -> Vec<String> {
    let mut notices = left_out(&files.others, &files.aside);
    for extracts in files.extracts.chunk_by(Extract::is_of_one_file) {
        for extract in &extracts[..1] {
            let name = extract.name();
            let own = extract.notices().into_iter();
            notices.extend(own.map(|notice| format!("{name}: {notice}")));
        }
    }
    notices
}
