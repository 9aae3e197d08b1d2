//! The tables of an extract as they are, whatever database they are from.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::extract::Extract;
use super::form::Fault;
use super::join::{left_out, promised, some_table};
use super::pieces::SIZE;
use super::reading::{Collector, Context, Job, read_in_order, read_wanted};
use super::recognise::Files;
use super::row::{Row, Value};
use super::table::{Table, TableName};
use super::table_rows::TableRows;
use super::unread::unread;
use super::{is_extract, open, shown};
use crate::source::package::buffers::Buffers;
use crate::source::{Error, Progress, ReadOptions, Skipped, Stamps};

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
        let files = open_extract(input, options, progress)?;
        let buffers = Buffers::new(SIZE);
        let context = Context::new(&Count, options, &buffers, progress);
        let outcomes = read_wanted(&files.extracts, is_counted, &context, options.threads);
        let mut reading = RowsReading {
            skipped: files.skipped.clone(),
            ..RowsReading::default()
        };
        let mut tables = TableRows::default();
        for table in &files.tables {
            tables.add(table, 0);
        }
        for (extract, outcome) in files.extracts.iter().zip(outcomes) {
            let uncounted = outcome.is_none();
            let (rows, skipped) = outcome
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
        let collector = Written {
            table,
            write,
            take: Mutex::new(take),
        };
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
            let (_, skipped) = read_in_order(&job, options.threads)?;
            reading.skipped.merge(skipped);
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
    let stamps = Stamps::of(input);
    let read = read().map_err(|error| error.or_in_input(|| shown(input)));
    stamps.check()?;
    read
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
    notices.extend(files.notices.iter().cloned());
    for extracts in files.extracts.chunk_by(Extract::is_of_one_file) {
        for extract in &extracts[..1] {
            let name = extract.name();
            let own = extract.notices().into_iter();
            notices.extend(own.map(|notice| format!("{name}: {notice}")));
        }
    }
    notices
}

fn is_same(a: &TableName, b: &TableName) -> bool {
    a == b || a.to_string().eq_ignore_ascii_case(&b.to_string())
}

/// Counts rows.
struct Count;

impl Collector for Count {
    type Part = TableRows;
    type Total = TableRows;

    fn begin(&self) -> Self::Part {
        TableRows::default()
    }

    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, _: &Row<'_>) -> Result<(), Fault> {
        part.add(table, 1);
        Ok(())
    }

    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error> {
        for (table, rows) in part.into_list() {
            total.add(&table, rows);
        }
        Ok(())
    }
}

/// Writes the rows of one table down.
struct Written<'a> {
    table: &'a Table,
    write: WriteRow<'a>,
    /// Locked by nobody else: pieces are finished one after the other.
    take: Mutex<Take<'a>>,
}

/// What was written of a piece.
#[derive(Default)]
struct WrittenPart {
    text: Vec<u8>,
    /// The table of the last row, and where its columns stand in a row.
    last: Option<(Arc<Table>, Vec<Option<usize>>)>,
}

impl Collector for Written<'_> {
    type Part = WrittenPart;
    type Total = ();

    fn begin(&self) -> WrittenPart {
        WrittenPart::default()
    }

    fn row(&self, part: &mut WrittenPart, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        let is_last = |(known, _): &(Arc<Table>, _)| Arc::ptr_eq(known, table);
        if !part.last.as_ref().is_some_and(is_last) {
            let columns = self.table.columns.iter();
            let places = if is_same(&table.name, &self.table.name) {
                columns.map(|column| table.column(&column.name)).collect()
            } else {
                Vec::new()
            };
            part.last = Some((Arc::clone(table), places));
        }
        let places = part.last.as_ref().map_or(&[][..], |(_, places)| places);
        if !places.is_empty() {
            let value = |place: &Option<usize>| place.map_or(Value::Null, |at| row.get(at));
            (self.write)(&mut part.text, &mut places.iter().map(value));
        }
        Ok(())
    }

    fn finish(&self, _: &mut (), part: WrittenPart) -> Result<(), Error> {
        let mut take = self.take.lock().unwrap_or_else(PoisonError::into_inner);
        take(&part.text)
    }
}
