//! The rows of one table of an extract, as they are.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::form::Fault;
use super::listing::{RowsReading, in_input, notices, open_extract};
use super::pieces::SIZE;
use super::reading::{Collector, Context, Job, read_in_order};
use super::row::{Row, Value};
use super::table::{Table, TableName};
use super::unread::unread;
use crate::source::package::buffers::Buffers;
use crate::source::{Error, Progress, ReadOptions};

/// Writes the values of a row down, in whichever way.
pub type WriteRow<'a> = &'a (dyn Fn(&mut Vec<u8>, &mut dyn Iterator<Item = Value<'_>>) + Sync);

/// Takes what was written, in order.
pub type Take<'a> = &'a mut (dyn FnMut(&[u8]) -> Result<(), Error> + Send);

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

fn is_same(a: &TableName, b: &TableName) -> bool {
    a == b || a.to_string().eq_ignore_ascii_case(&b.to_string())
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
