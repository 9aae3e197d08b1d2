//! Text with fields and rows: CSV, tab-separated text, what `bcp -c`, `bcp -w` and `sqlcmd` write (reference: sql-extracts,
//! 2.2 and 3).

mod begins;
mod best;
mod class;
mod ends;
mod fit;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod layout;
mod longest;
mod method;
mod naming;
mod notes;
mod notices;
mod open;
mod rewrite;
mod sniff;
mod sqlcmd;
#[cfg(test)]
mod tests;
mod trailer;
mod trial;
mod value;
mod with_format;

use std::sync::Arc;

use self::begins::Likeness;
use self::layout::{Layout, Step, Stop, Text, Way, faults};
use self::notes::{AllNotes, Notes};
use self::value::{Nulls, Treatment};
use crate::sqlserver::Table;
use crate::sqlserver::rows::form::{Learned, Piece, Read, RowForm, Rows};
use crate::sqlserver::rows::rewrite::Rewrite;
use crate::sqlserver::rows::row::Cells;
use crate::wording::Sentence;

pub(crate) use longest::Longest;
pub(crate) use open::open;

/// A file of text with fields and rows.
#[derive(Debug)]
pub(crate) struct Delimited {
    layout: Layout,
    table: Arc<Table>,
    /// What to do with each field; `None`: it belongs to no column.
    treatments: Vec<Option<Treatment>>,
    /// Where the rows begin in the file.
    body: usize,
    nulls: Nulls,
    notes: AllNotes,
    /// What was assumed when the file was opened.
    assumed: Vec<Sentence>,
    /// Whether a format file says how it is written.
    described: bool,
}

impl RowForm for Delimited {
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        self.layout.cut(bytes)
    }

    fn read(&self, piece: Piece<'_>, rows: &mut dyn Rows) -> Read {
        let mut notes = Notes::default();
        let end = self.rows(piece, rows, &mut notes);
        Read {
            end,
            learned: notes.learned(),
        }
    }

    fn accept(&self, learned: Learned) -> bool {
        self.notes.take(&learned);
        true
    }

    fn tables(&self) -> Vec<Arc<Table>> {
        vec![Arc::clone(&self.table)]
    }

    fn rewriter(&self) -> Option<&dyn Rewrite> {
        // Without its format file it would be read otherwise, and that is not written anew.
        (!self.described).then_some(self)
    }

    fn said(&self) -> Option<u64> {
        self.notes.said()
    }

    fn notices(&self) -> Vec<Sentence> {
        self.all_notices()
    }
}

impl Delimited {
    /// Reads the rows of a piece; how far.
    fn rows(&self, piece: Piece<'_>, rows: &mut dyn Rows, notes: &mut Notes) -> usize {
        let whole = piece.bytes.len();
        let body = if piece.first { self.body } else { 0 };
        if body > whole {
            return if piece.last { whole } else { 0 };
        }
        let last = piece.last;
        let text = Text {
            bytes: piece.bytes,
            last,
        };
        let (bytes, said) = self.layout.rows_of(text);
        notes.said = said;
        let text = Text { bytes, last };
        let mut cells = Cells::default();
        let mut spans = Vec::with_capacity(self.layout.fields());
        let mut at = body;
        while at < bytes.len() {
            if let Some(joint) = self.layout.joint(bytes, at) {
                if !rows.fault(faults::joint(at, joint).in_table(&self.table)) {
                    return at;
                }
                at = joint.next;
                continue;
            }
            let (fault, next) = match self.layout.split(text, at, &mut spans, notes) {
                Step::Row { next } => {
                    cells.clear();
                    for (span, treatment) in spans.iter().zip(&self.treatments) {
                        if let Some(treatment) = treatment {
                            treatment.put(bytes, *span, &mut cells, notes);
                        }
                    }
                    if !rows.row(&self.table, &cells.row(bytes, at)) {
                        return at;
                    }
                    at = next;
                    continue;
                }
                Step::Incomplete if !last => return at,
                Step::Incomplete => {
                    let fields = self.layout.fields();
                    (faults::cut_off(at, spans.len() + 1, fields), bytes.len())
                }
                Step::Fault { fault, next } => (fault, next),
            };
            if !rows.fault(fault.in_table(&self.table)) {
                return at;
            }
            // Whatever a fault says of the next row: it is further on.
            at = next.max(at + 1);
        }
        whole
    }
}

/// How many rows of one field behind the last line end are looked at for one that begins like a row.
const GUESSES: usize = 256;

impl Layout {
    /// Behind the last line end that begins like a row.
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        if let Way::Own(stops) = &self.way
            && !matches!(stops.last(), Some(Stop::At(_)))
        {
            return self.count_off(bytes);
        }
        let row = &*self.ends.row;
        let mut guess = None;
        let mut before = bytes.len();
        let mut tries = 0;
        while let Some(end) = memchr::memmem::rfind(&bytes[..before], row) {
            let at = end + row.len();
            if !self.begin.tells() {
                return Some(at);
            }
            if self.begin.check(bytes, at) == Likeness::Yes {
                return Some(at);
            }
            tries += 1;
            // A field of free text is read as if rows ended only where another one begins: so they are cut there alone.
            if !self.free {
                guess = guess.or(Some(at));
                if tries > GUESSES {
                    break;
                }
            }
            before = end;
        }
        guess
    }

    /// Behind the last whole row, where nothing ends it: by reading from the beginning.
    fn count_off(&self, bytes: &[u8]) -> Option<usize> {
        let text = Text { bytes, last: false };
        let (mut spans, mut notes) = (Vec::new(), Notes::default());
        let mut at = 0;
        while at < bytes.len()
            && let Step::Row { next } = self.split(text, at, &mut spans, &mut notes)
            && next > at
        {
            at = next;
        }
        (at > 0).then_some(at)
    }
}
