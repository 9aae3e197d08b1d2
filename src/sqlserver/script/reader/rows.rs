//! The rows of an INSERT: those of `VALUES`, and those of `SELECT`.

use std::sync::Arc;

use super::known::Open;
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::script::fault::{Problem, Wanted};
use crate::sqlserver::script::reader::{After, Bound, Reader};
use crate::sqlserver::script::shape;
use crate::sqlserver::script::text::{Stop, Text, is, is_one_of, is_word, with_hint};
use crate::sqlserver::{Table, TableName};

pub(crate) use crate::sqlserver::script::text::balanced;

impl Reader<'_, '_> {
    /// The rows of an INSERT that began in the piece before; what stands here is behind a row.
    pub fn go_on(&mut self, open: Open) -> Result<(), Stop> {
        let table = Arc::clone(&open.table);
        let bound = Bound { prefix: 0..0, open };
        let result = self.rows_that_follow(bound);
        result.map_err(|stop| in_table(stop, &table.name))
    }

    fn rows_that_follow(&mut self, bound: Bound) -> Result<(), Stop> {
        if bound.open.select {
            return match self.union()? {
                true => self.selected(bound),
                false => Ok(()),
            };
        }
        match self.text.takes_byte(b',')? {
            true => self.values(bound, None),
            false => self.separated(),
        }
    }

    /// Rows of values, from before the first one of them; `begin`: where that of the statement begins.
    pub fn values(&mut self, mut bound: Bound, begin: Option<usize>) -> Result<(), Stop> {
        let result = self.rows_of_values(&mut bound, begin);
        let result = result.map_err(|stop| in_table(stop, &bound.open.table.name));
        self.last = Some(bound);
        result
    }

    fn rows_of_values(&mut self, bound: &mut Bound, mut begin: Option<usize>) -> Result<(), Stop> {
        loop {
            if self.text.next()? != Some(b'(') {
                return Err(self.text.unexpected(Wanted::FirstRow));
            }
            let parenthesis = self.text.at;
            self.start = begin.take().unwrap_or(parenthesis);
            if let Err(stop) = self.row(bound, self.start) {
                self.left_out(stop, parenthesis)?;
            }
            self.settle(After::Row);
            // A comment may be cut off, or never end: that is seen where the next statement is looked for.
            let gap = self.text.gap();
            self.start = self.text.at;
            if gap.is_err() || self.text.byte() != Some(b',') {
                return self.separated();
            }
            self.text.at += 1;
        }
    }

    /// Makes sure that what stands behind a row can stand there.
    fn separated(&self) -> Result<(), Stop> {
        match self.text.byte() {
            None | Some(0 | b';' | b'-' | b'/' | b':') => Ok(()),
            Some(byte) if is_word(byte) => Ok(()),
            Some(_) => Err(self.text.wrong(|shown| Problem::BehindRow { shown })),
        }
    }

    /// One row in parentheses.
    #[inline]
    fn row(&mut self, bound: &mut Bound, begin: usize) -> Result<(), Stop> {
        let from = self.text.at;
        self.row_values(&bound.open.table)
            .map_err(|stop| in_table(stop, &bound.open.table.name))?;
        let open = &bound.open;
        let (values, columns) = (self.cells.len(), open.table.columns.len());
        if values != columns {
            if open.listed || !open.fresh {
                return Err(width(from, values, &open.table).into());
            }
            let table = self.unlisted(&open.table.name, values, from)?;
            bound.open.table = table;
            self.text.at = from;
            self.literals.noticed = self.counted;
            self.row_values(&bound.open.table)?;
        }
        bound.open.fresh = false;
        self.give(&bound.open.table, begin)
    }

    #[inline]
    fn row_values(&mut self, table: &Table) -> Result<(), Stop> {
        self.text.at += 1;
        self.cells.clear();
        let mut columns = table.columns.iter();
        loop {
            let sql_type = columns.next().and_then(|column| column.sql_type);
            self.literals
                .value(&mut self.text, sql_type, &mut self.cells)?;
            match self.text.next()? {
                Some(b',') => self.text.at += 1,
                Some(b')') => {
                    self.text.at += 1;
                    return Ok(());
                }
                _ => return Err(self.text.unexpected(Wanted::NextValue)),
            }
        }
    }

    /// Hands over the row that was read.
    #[inline]
    pub fn give(&mut self, table: &Arc<Table>, at: usize) -> Result<(), Stop> {
        let row = self.cells.row(self.text.bytes, at);
        if self.rows.row(table, &row) {
            self.taught.batches.open.note(table);
            Ok(())
        } else {
            Err(Stop::Enough)
        }
    }

    /// Steps over a row that is wrong, if it can be told where it ends; else the fault is that of the statement.
    fn left_out(&mut self, stop: Stop, parenthesis: usize) -> Result<(), Stop> {
        let Stop::Fault(fault) = stop else {
            return Err(stop);
        };
        let from = Text {
            at: parenthesis,
            ..self.text
        };
        let Some(end) = row_end(from)? else {
            return Err(Stop::Fault(fault));
        };
        if !self.rows.fault(with_hint(*fault)) {
            return Err(Stop::Enough);
        }
        self.literals.noticed = self.counted;
        self.text.at = end;
        Ok(())
    }

    /// Rows that are those of `SELECT`, from behind the first one of these words.
    pub fn selected(&mut self, mut bound: Bound) -> Result<(), Stop> {
        let result = self.rows_of_select(&mut bound);
        let result = result.map_err(|stop| in_table(stop, &bound.open.table.name));
        self.last = Some(bound);
        result
    }

    fn rows_of_select(&mut self, bound: &mut Bound) -> Result<(), Stop> {
        let mut begin = self.start;
        loop {
            let from = self.text.at;
            self.selected_values(&bound.open.table)?;
            let (values, open) = (self.cells.len(), &bound.open);
            if values != open.table.columns.len() {
                if open.listed || !open.fresh {
                    return Err(width(from, values, &open.table).into());
                }
                let table = self.unlisted(&open.table.name, values, from)?;
                bound.open.table = table;
                self.text.at = from;
                self.literals.noticed = self.counted;
                self.selected_values(&bound.open.table)?;
            }
            bound.open.fresh = false;
            self.give(&bound.open.table, begin)?;
            self.settle(After::Row);
            begin = self.done;
            self.start = begin;
            if !self.union()? {
                return Ok(());
            }
        }
    }

    /// The values of one `SELECT`, and a look at what is behind them.
    fn selected_values(&mut self, table: &Table) -> Result<(), Stop> {
        self.cells.clear();
        let mut columns = table.columns.iter();
        loop {
            let sql_type = columns.next().and_then(|column| column.sql_type);
            let value = self
                .literals
                .value(&mut self.text, sql_type, &mut self.cells);
            value?;
            if self.text.takes_byte(b',')? {
                continue;
            }
            let none = [
                "FROM",
                "WHERE",
                "INTO",
                "GROUP",
                "ORDER",
                "EXCEPT",
                "INTERSECT",
            ];
            if is_one_of(self.text.coming()?, &none) {
                return Err(self.query());
            }
            let ends = |text: &mut Text<'_>| -> Result<bool, Stop> {
                let word = text.coming()?;
                Ok(matches!(text.next()?, None | Some(b';'))
                    || is(word, "UNION")
                    || shape::begins(word))
            };
            // Another name for the column, with or without AS.
            if self.text.takes("AS")? || self.text.next()? != Some(b',') && !ends(&mut self.text)? {
                self.text.name()?;
            }
            if self.text.takes_byte(b',')? {
                continue;
            }
            if ends(&mut self.text)? {
                return Ok(());
            }
            return Err(self.text.unexpected(Wanted::NextOfSelect));
        }
    }

    /// Goes over `UNION ALL SELECT`, if it comes next.
    fn union(&mut self) -> Result<bool, Stop> {
        let before = self.text;
        if !self.text.takes("UNION")? {
            return Ok(false);
        }
        if !self.text.takes("ALL")? {
            self.literals.noticed.unions += 1;
        }
        if !self.text.takes("SELECT")? {
            self.text = before;
            return Err(self.text.unexpected(Wanted::Union));
        }
        Ok(true)
    }
}

/// Where a row ends that is wrong; `None` where it seems to have swallowed a statement, or nothing that may follow does.
fn row_end(from: Text<'_>) -> Result<Option<usize>, Stop> {
    let mut row = from;
    let mut whole = true;
    match shape::next_statement(from) {
        Ok(Some(next)) => {
            row.bytes = &from.bytes[..next];
            row.last = true;
        }
        Ok(None) => {}
        Err(_) => whole = false,
    }
    match balanced(&mut row) {
        Ok(true) => {}
        Ok(false) | Err(Stop::Fault(_) | Stop::Enough) if whole => return Ok(None),
        _ => return Err(Stop::More),
    }
    let mut behind = Text { at: row.at, ..from };
    let follows = match behind.next()? {
        None | Some(b',' | b';') => true,
        Some(byte) => is_word(byte),
    };
    Ok(follows.then_some(row.at))
}

pub(super) fn width(at: usize, values: usize, table: &Table) -> Fault {
    let columns = table.columns.len();
    let what = match values < columns {
        true => Problem::TooFewValues { values, columns },
        false => Problem::TooManyValues { values, columns },
    };
    Fault::new(at, what).in_table(table)
}

/// The same, in this table.
pub(super) fn in_table(stop: Stop, table: &TableName) -> Stop {
    match stop {
        Stop::Fault(mut fault) => {
            fault.table = table.to_string().into();
            Stop::Fault(fault)
        }
        stop => stop,
    }
}
