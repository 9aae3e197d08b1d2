//! Batches: which tables have rows in them, for `GO` with a number repeats a batch.

use std::sync::Arc;

use crate::sqlserver::{Table, TableName};

/// The batches of a piece. The first one may have begun before it, and the last one may go on behind it.
#[derive(Clone, Debug, Default)]
pub(super) struct Batches {
    /// The first one, where its end was met.
    pub first: Option<Batch>,
    /// The tables that have rows since the last `GO`.
    pub open: Tables,
}

/// A batch with its end.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub tables: Tables,
    /// Where its `GO` stands in the piece.
    pub at: usize,
    /// Whether that has a number.
    pub repeats: bool,
}

/// Tables, each once; the one that had the last row is the last one.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables(Vec<Arc<Table>>);

impl Tables {
    /// Notes a row.
    #[inline]
    pub fn note(&mut self, table: &Arc<Table>) {
        if !self.0.last().is_some_and(|last| Arc::ptr_eq(last, table)) {
            self.note_another(table);
        }
    }

    fn note_another(&mut self, table: &Arc<Table>) {
        match self.0.iter().position(|known| Arc::ptr_eq(known, table)) {
            Some(at) => {
                let last = self.0.len() - 1;
                self.0.swap(at, last);
            }
            None => self.0.push(Arc::clone(table)),
        }
    }

    /// Adds those of the same batch in the next piece.
    pub fn absorb(&mut self, later: Tables) {
        for table in &later.0 {
            self.note(table);
        }
    }

    /// Their names, each once.
    pub fn names(&self) -> Vec<TableName> {
        let mut names: Vec<_> = self.0.iter().map(|table| table.name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Batches {
    /// A `GO`. Gives the tables of its batch, unless that is the first one: then only the pieces before tell.
    pub fn end(&mut self, at: usize, repeats: bool) -> Option<Tables> {
        let tables = std::mem::take(&mut self.open);
        if self.first.is_some() {
            return Some(tables);
        }
        self.first = Some(Batch {
            tables,
            at,
            repeats,
        });
        None
    }
}
