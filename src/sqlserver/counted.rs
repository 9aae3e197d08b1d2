//! How many rows the tables of a file have.

use std::sync::Arc;

use super::once::{HasKeys, Once, ReadsKeys, RowKeys};
use crate::input::Error;
use crate::sqlserver::collector::Collector;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::rows::table_rows::TableRows;
use crate::sqlserver::{Row, Table};

/// Counts rows, each once.
pub(super) struct Count<K>(pub Option<Once<K>>);

/// What was counted.
pub(super) struct Counted<K: RowKeys> {
    /// How many rows each table has.
    pub rows: TableRows,
    reader: K::Reader,
    keys: K,
}

impl<K: RowKeys> Collector for Count<K> {
    type Part = Counted<K>;
    type Total = Counted<K>;

    fn begin(&self) -> Self::Part {
        Counted::default()
    }

    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        if let Some(key) = part.reader.key(table, row) {
            let once = self.0.as_ref();
            if let Some(fault) = once.and_then(|once| once.refused(&part.keys, key)) {
                return Err(fault);
            }
            part.keys.insert(key);
        }
        part.rows.add(table, 1);
        Ok(())
    }

    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error> {
        match &self.0 {
            Some(once) => once.took(part.keys),
            None => total.keys.absorb(part.keys),
        }
        for (table, rows) in part.rows.into_list() {
            total.rows.add(&table, rows);
        }
        Ok(())
    }
}

impl<K: RowKeys> HasKeys for Counted<K> {
    type Keys = K;

    fn keys(&mut self) -> &mut K {
        &mut self.keys
    }
}

impl<K: RowKeys> Default for Counted<K> {
    fn default() -> Self {
        Counted {
            rows: TableRows::default(),
            reader: K::Reader::default(),
            keys: K::default(),
        }
    }
}
