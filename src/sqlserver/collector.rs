//! What is made of rows, piece by piece.

use std::ops::Range;
use std::sync::Arc;

use crate::input::buffers::Buffers;
use crate::input::{Error, Progress};
use crate::sqlserver::rows::form::{Fault, Rows};
use crate::sqlserver::{Options, Row, Table};

/// What is made of rows.
pub(crate) trait Collector: Sync {
    /// What is made of the rows of one piece.
    type Part: Send;
    /// What is made of a whole file.
    type Total: Send + Default;

    /// A piece begins.
    fn begin(&self) -> Self::Part;

    /// Takes a row; refuses it where it cannot be used. The place of the fault is that of the row.
    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault>;

    /// Takes a statement without rows: see [`Rows::statement`].
    fn statement(&self, part: &mut Self::Part, piece: &[u8], at: Range<usize>, matters: bool) {
        let _ = (part, piece, at, matters);
    }

    /// A piece is complete; they come in the order of the file.
    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error>;
}

/// What all files share.
pub(crate) struct Context<'a, C> {
    pub collector: &'a C,
    /// Whether rows that cannot be read are stepped over and counted.
    pub skip: bool,
    /// Whether pages of data files that cannot be used are.
    pub skip_pages: bool,
    /// Whether pieces of messages may be shown where something is wrong.
    pub show_content: bool,
    pub buffers: &'a Buffers,
    pub progress: &'a Progress,
}

impl<'a, C> Context<'a, C> {
    /// What files are read with.
    pub fn new(
        collector: &'a C,
        options: Options<'_>,
        buffers: &'a Buffers,
        progress: &'a Progress,
    ) -> Self {
        Context {
            collector,
            skip: options.skip_damaged,
            skip_pages: options.skip_damaged || options.extract.skip_pages,
            show_content: options.extract.show_content,
            buffers,
            progress,
        }
    }
}

/// What was found in a piece.
pub(crate) struct FoundInPiece<P> {
    pub part: P,
    /// How many rows, those with faults included.
    pub rows: u64,
    pub faults: Vec<Noted>,
}

/// A fault, and what became of it.
pub(crate) struct Noted {
    pub fault: Fault,
    /// How many rows stand before it in the piece.
    pub rows: u64,
    /// Whether the reading went on behind it.
    pub stepped_over: bool,
}

/// Takes the rows of a piece for a collector.
pub(crate) struct Taker<'c, 'a, C: Collector> {
    context: &'c Context<'a, C>,
    /// Whether the text is UTF-8 throughout.
    is_utf8: bool,
    /// Whether what cannot be read at all is stepped over.
    skip: bool,
    found: FoundInPiece<C::Part>,
}

impl<'c, 'a, C: Collector> Taker<'c, 'a, C> {
    pub fn new(context: &'c Context<'a, C>, is_utf8: bool, skip: bool) -> Self {
        let found = FoundInPiece {
            part: context.collector.begin(),
            rows: 0,
            faults: Vec::new(),
        };
        Taker {
            context,
            is_utf8,
            skip,
            found,
        }
    }

    /// What was found.
    pub fn found(self) -> FoundInPiece<C::Part> {
        self.found
    }

    /// Whether the reading goes on.
    fn note(&mut self, fault: Fault, skip: bool) -> bool {
        let stepped_over = skip && !fault.fatal;
        let rows = self.found.rows;
        self.found.rows += 1;
        self.found.faults.push(Noted {
            fault,
            rows,
            stepped_over,
        });
        stepped_over
    }
}

impl<C: Collector> Rows for Taker<'_, '_, C> {
    #[inline]
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        let row = &row.with_utf8(self.is_utf8);
        match self.context.collector.row(&mut self.found.part, table, row) {
            Ok(()) => {
                self.found.rows += 1;
                true
            }
            Err(fault) => {
                let fault = Fault {
                    at: row.at,
                    table: table.name.to_string().into(),
                    ..fault
                };
                self.note(fault, self.context.skip)
            }
        }
    }

    fn fault(&mut self, fault: Fault) -> bool {
        self.note(fault, self.skip)
    }

    fn statement(&mut self, piece: &[u8], at: Range<usize>, matters: bool) {
        let part = &mut self.found.part;
        self.context.collector.statement(part, piece, at, matters);
    }
}
