//! Rows and statements, written anew while their piece is read.

use std::ops::Range;
use std::sync::Arc;

use super::columns_of;
use crate::input::Error;
use crate::sqlserver::collector::Collector;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::rows::rewrite::{Columns, LeftOutCounts, Replace, Rewrite, Texts};
use crate::sqlserver::{Published, Row, Table};

/// Writes the rows of a file anew.
pub(super) struct RowRewriter<'a> {
    pub form: &'a dyn Rewrite,
    pub by: &'a dyn Replace,
    pub published: &'static Published,
}

/// A stretch of a piece, and what it becomes.
pub(super) struct Edit {
    pub at: Range<usize>,
    pub new: Vec<u8>,
    /// Whether it is a row that is left out.
    pub dropped: bool,
}

/// What becomes of a piece.
#[derive(Default)]
pub(super) struct Edits {
    pub edits: Vec<Edit>,
    pub left_out: LeftOutCounts,
    met: Vec<(Arc<Table>, Arc<Columns>)>,
}

impl RowRewriter<'_> {
    /// Writes something anew, and takes down how.
    fn edit(
        &self,
        part: &mut Edits,
        from: usize,
        write: impl FnOnce(&mut Texts<'_>) -> (usize, bool),
    ) {
        let mut texts = Texts {
            by: self.by,
            out: Vec::new(),
            left_out: std::mem::take(&mut part.left_out),
        };
        let (end, dropped) = write(&mut texts);
        if dropped {
            texts.out.clear();
        }
        part.left_out = texts.left_out;
        part.edits.push(Edit {
            at: from..end,
            new: texts.out,
            dropped,
        });
    }
}

impl Collector for RowRewriter<'_> {
    type Part = Edits;
    type Total = ();

    fn begin(&self) -> Edits {
        Edits::default()
    }

    fn row(&self, part: &mut Edits, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        let columns = columns_of(&mut part.met, table, || {
            Columns::of(table, self.published, self.by)
        });
        let dropped = !columns.is_known && !self.by.keeps();
        self.edit(part, row.at, |texts| {
            if !dropped {
                return (self.form.row(row, &columns, texts), false);
            }
            // Only to see where it ends.
            let left_out = std::mem::take(&mut texts.left_out);
            let end = self.form.row(row, &columns, texts);
            texts.left_out = left_out;
            texts.leave_out(columns.name.as_str());
            (end, true)
        });
        Ok(())
    }

    fn statement(&self, part: &mut Edits, piece: &[u8], at: Range<usize>, matters: bool) {
        let Range { start, end } = at;
        self.edit(part, start, |texts| {
            self.form.statement(&piece[start..end], matters, texts);
            (end, false)
        });
    }

    fn finish(&self, _total: &mut (), _part: Edits) -> Result<(), Error> {
        Ok(())
    }
}
