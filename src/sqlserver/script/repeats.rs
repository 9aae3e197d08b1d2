//! Rows that a script has once and inserts several times: in a loop, or in a batch that `GO` repeats.

use std::sync::Arc;

use super::shape::opens_block;
use super::text::{Stop, Text, is, is_word};
use crate::sqlserver::rows::form::Statement;
use crate::sqlserver::script::effects::{Effect, FoundStatement, found, named};
use crate::sqlserver::{Table, TableName};

/// A batch with rows of this table that `GO` has carried out so many times.
pub(super) fn repeated(table: TableName) -> FoundStatement {
    found(Statement::RepeatedInsert, named(table), Effect::Adds)
}

/// The rows that a loop inserts, from behind `WHILE`: each of them as often as it goes round.
pub(super) fn looped(text: Text<'_>) -> Result<Vec<(usize, FoundStatement)>, Stop> {
    /// How far a loop is followed.
    const LONGEST: usize = 1 << 16;
    let end = text.bytes.len().min(text.at + LONGEST);
    let seen = Text {
        bytes: &text.bytes[..end],
        last: true,
        ..text
    };
    if end == text.bytes.len() && !text.last && !is_whole(seen) {
        return Err(Stop::More);
    }
    let mut all = Vec::new();
    // What is cut off, or wrong, is reported where it is read.
    let _ = follow(seen, &mut all);
    Ok(all)
}

/// Whether the loop ends here.
fn is_whole(text: Text<'_>) -> bool {
    follow(text, &mut Vec::new()).unwrap_or(false)
}

/// Collects the INSERTs of a loop. Whether its end was seen.
fn follow(mut text: Text<'_>, all: &mut Vec<(usize, FoundStatement)>) -> Result<bool, Stop> {
    // `CASE` has an `END`, too.
    let (mut blocks, mut cases, mut open) = (0_usize, 0_usize, 0_usize);
    while let Some(byte) = text.next()? {
        if !is_word(byte) {
            match byte {
                b'(' => open += 1,
                b')' => open = open.saturating_sub(1),
                _ => {}
            }
            text.token()?;
            continue;
        }
        let (at, new_line) = (text.at, text.begins_line());
        let word = text.word()?;
        match () {
            () if open > 0 => {}
            () if new_line && is(word, "GO") && text.ends_batch()? => return Ok(true),
            () if is(word, "BEGIN") => {
                blocks += usize::from(opens_block(text)?);
            }
            () if is(word, "CASE") => cases += 1,
            () if is(word, "END") && cases > 0 => cases -= 1,
            () if is(word, "END") => {
                blocks = blocks.saturating_sub(1);
                if blocks == 0 {
                    return Ok(true);
                }
            }
            () if is(word, "INSERT") && super::shape::inserts(text)? => {
                text.takes("INTO")?;
                let object = text.object()?;
                if object.as_ref().is_none_or(|object| !object.temporary) {
                    let table = object.and_then(|object| named(object.name));
                    all.push((at, found(Statement::InsertInLoop, table, Effect::Adds)));
                }
                if blocks == 0 {
                    return Ok(true);
                }
            }
            // Without a block, one statement is all of it.
            () if blocks == 0 && super::shape::begins(word) => return Ok(true),
            () => {}
        }
    }
    Ok(false)
}

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
