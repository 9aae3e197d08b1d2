//! The rows of one table, written down in their order and each once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::once::{ReadsKeys, RowKeys, again, elsewhere};
use crate::input::Error;
use crate::sqlserver::collector::Collector;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::{Row, Table, TableName, Value};
use crate::wording::Sentence;

/// Writes the rows of one table down.
pub(super) struct TableWriter<'a, K> {
    table: &'a Table,
    write: WriteRow<'a>,
    /// Whether rows that are there twice are left out and counted.
    skip: bool,
    /// The lock is always free: pieces are finished one after the other.
    output: Mutex<Output<'a, K>>,
}

/// Where rows go, and which went there.
struct Output<'a, K> {
    take: Take<'a>,
    /// Those of earlier files.
    before: K,
    of_file: K,
}

impl<'a, K: RowKeys> TableWriter<'a, K> {
    /// Writes the rows of this table with `write`, and hands them over to `take`.
    pub fn new(table: &'a Table, write: WriteRow<'a>, take: Take<'a>, skip: bool) -> Self {
        let output = Output {
            take,
            before: K::default(),
            of_file: K::default(),
        };
        TableWriter {
            table,
            write,
            skip,
            output: Mutex::new(output),
        }
    }

    fn output(&self) -> MutexGuard<'_, Output<'a, K>> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another file begins.
    pub fn next_file(&self) {
        let mut output = self.output();
        let of_file = std::mem::take(&mut output.of_file);
        output.before.absorb(of_file);
    }
}

/// What was written of a piece.
pub(super) struct WrittenPart<K: RowKeys> {
    text: Vec<u8>,
    /// The table of the last row, and where its columns stand in a row.
    last: Option<(Arc<Table>, Vec<Option<usize>>)>,
    reader: K::Reader,
    /// The keys of the rows that have such, with the place where the text of each begins and ends.
    keys: Vec<(K::Key, usize, usize)>,
}

/// What was written of a file.
#[derive(Default)]
pub(super) struct WrittenRows {
    /// How many rows were left out as they are there twice.
    pub left_out: u64,
    /// The first of them, for people.
    pub repeated: Option<Sentence>,
}

impl<K: RowKeys> Collector for TableWriter<'_, K> {
    type Part = WrittenPart<K>;
    type Total = WrittenRows;

    fn begin(&self) -> WrittenPart<K> {
        WrittenPart {
            text: Vec::new(),
            last: None,
            reader: K::Reader::default(),
            keys: Vec::new(),
        }
    }

    fn row(
        &self,
        part: &mut WrittenPart<K>,
        table: &Arc<Table>,
        row: &Row<'_>,
    ) -> Result<(), Fault> {
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
            let begin = part.text.len();
            (self.write)(&mut part.text, &mut places.iter().map(value));
            if let Some(key) = part.reader.key(table, row) {
                part.keys.push((key, begin, part.text.len()));
            }
        }
        Ok(())
    }

    fn finish(&self, total: &mut WrittenRows, part: WrittenPart<K>) -> Result<(), Error> {
        let output = &mut *self.output();
        let mut from = 0;
        for (key, begin, end) in part.keys {
            let fault = match () {
                () if output.before.has(key) => elsewhere(key),
                () if output.of_file.has(key) => again(key),
                () => {
                    output.of_file.insert(key);
                    continue;
                }
            };
            if !self.skip {
                return Err(fault.error(false));
            }
            total.left_out += 1;
            total.repeated.get_or_insert(fault.what);
            (output.take)(&part.text[from..begin])?;
            from = end;
        }
        (output.take)(&part.text[from..])
    }
}

/// Whether two names are those of one table.
pub(super) fn is_same(a: &TableName, b: &TableName) -> bool {
    a == b || a.to_string().eq_ignore_ascii_case(&b.to_string())
}

/// Takes what was written, in order.
pub type Take<'a> = &'a mut (dyn FnMut(&[u8]) -> Result<(), Error> + Send);

/// Writes the values of a row down, in whichever way.
pub type WriteRow<'a> = &'a (dyn Fn(&mut Vec<u8>, &mut dyn Iterator<Item = Value<'_>>) + Sync);
