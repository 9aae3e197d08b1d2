//! `INSERT`: the table, its columns, and rows of values.

use std::ops::Range;
use std::sync::Arc;

use super::known::{Named, Open, published_columns, published_type, unnamed_columns};
use super::reader::{After, Reader};
use super::shape;
use super::text::{Object, Stop, Text, is, is_one_of};
use crate::source::sql::form::Fault;
use crate::source::sql::table::{Column, Table, TableName};

/// An INSERT whose table is known.
#[derive(Debug)]
pub(super) struct Bound {
    /// Everything up to the first row: the next one mostly begins with the same bytes.
    pub prefix: Range<usize>,
    pub open: Open,
}

impl Reader<'_, '_> {
    /// An INSERT like the last one, if that is what stands here.
    #[inline]
    pub fn repeated(&mut self) -> Option<Result<(), Stop>> {
        let prefix = &self.last.as_ref()?.prefix;
        let prefix = &self.text.bytes[prefix.clone()];
        if prefix.is_empty() || !self.text.rest().starts_with(prefix) {
            return None;
        }
        self.text.at += prefix.len();
        let mut bound = self.last.take()?;
        bound.open.fresh = true;
        Some(self.values(bound, Some(self.start)))
    }

    /// A statement, from behind `INSERT`.
    pub fn insert(&mut self) -> Result<(), Stop> {
        self.last = None;
        self.text.takes("INTO")?;
        let Some(Object { name, temporary }) = self.text.object()? else {
            return Err(self.text.unexpected("the name of a table"));
        };
        if temporary {
            self.skip()?;
            self.literals.noticed.temporary += 1;
            self.finish();
            return Ok(());
        }
        if self.text.takes("WITH")? {
            self.parentheses()?;
        }
        let columns = self.columns()?;
        if self.text.takes("OUTPUT")? {
            while !is_one_of(self.text.coming()?, &["VALUES", "SELECT", "DEFAULT"]) {
                if self.text.next()?.is_none() {
                    return Err(self.text.unexpected("VALUES"));
                }
                self.text.token()?;
            }
        }
        let select = self.text.takes("SELECT")?;
        if !select && self.text.takes("DEFAULT")? {
            return self.defaults(&name, columns);
        }
        if !select && !self.text.takes("VALUES")? {
            return Err(self.query(&name));
        }
        self.text.next()?;
        let listed = columns.is_some();
        let table = match columns {
            Some(columns) => self.listed(&name, columns),
            // How many values there are says which columns, and a row has to be read for that.
            None => Arc::new(Table {
                name,
                columns: Vec::new(),
            }),
        };
        let bound = Bound {
            prefix: if select {
                0..0
            } else {
                self.start..self.text.at
            },
            open: Open {
                table,
                listed,
                fresh: true,
                select,
            },
        };
        match select {
            true => self.selected(bound),
            false => self.values(bound, Some(self.start)),
        }
    }

    /// The rows of an INSERT that began in the piece before; what stands here is behind a row.
    pub fn go_on(&mut self, open: Open) -> Result<(), Stop> {
        let bound = Bound { prefix: 0..0, open };
        if bound.open.select {
            if !self.union()? {
                return Ok(());
            }
            return self.selected(bound);
        }
        if self.text.takes_byte(b',')? {
            return self.values(bound, None);
        }
        self.separated(&bound)
    }

    /// The names of a list of columns. `None` where there is no list.
    fn columns(&mut self) -> Result<Option<Vec<String>>, Stop> {
        if !self.text.takes_byte(b'(')? {
            return Ok(None);
        }
        let mut names = Vec::new();
        loop {
            let Some(column) = self.text.object()? else {
                return Err(self.text.unexpected("the name of a column"));
            };
            names.push(column.name.name.into_string());
            if self.text.takes_byte(b')')? {
                return Ok(Some(names));
            }
            if !self.text.takes_byte(b',')? {
                return Err(self.text.unexpected("`,` or `)` in the list of columns"));
            }
        }
    }

    /// Rows of values, from before the first one of them; `begin`: where that of the statement begins.
    fn values(&mut self, mut bound: Bound, begin: Option<usize>) -> Result<(), Stop> {
        let result = self.rows_of_values(&mut bound, begin);
        self.last = Some(bound);
        result
    }

    fn rows_of_values(&mut self, bound: &mut Bound, mut begin: Option<usize>) -> Result<(), Stop> {
        loop {
            if self.text.next()? != Some(b'(') {
                return Err(self.text.unexpected("`(` and the values of a row"));
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
                return self.separated(bound);
            }
            self.text.at += 1;
        }
    }

    /// Makes sure that what stands behind a row can stand there.
    fn separated(&mut self, bound: &Bound) -> Result<(), Stop> {
        match self.text.byte() {
            None | Some(b';' | b'-' | b'/' | b':') => Ok(()),
            Some(byte) if super::text::is_word(byte) => Ok(()),
            Some(_) => {
                let table = &bound.open.table;
                Err(self.text.wrong(|shown| {
                    Fault::new(self.text.at, format!("{shown} behind a row"))
                        .expected("`,` and the next row, or the next statement")
                        .in_table(table)
                }))
            }
        }
    }

    /// One row in parentheses.
    #[inline]
    fn row(&mut self, bound: &mut Bound, begin: usize) -> Result<(), Stop> {
        let from = self.text.at;
        self.row_values(&bound.open.table)
            .map_err(|stop| in_table(stop, &bound.open.table))?;
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
                _ => return Err(self.text.unexpected("`,` or `)` behind a value")),
            }
        }
    }

    /// Hands over the row that was read.
    #[inline]
    fn give(&mut self, table: &Arc<Table>, at: usize) -> Result<(), Stop> {
        let row = self.cells.row(self.text.bytes, at);
        if self.rows.row(table, &row) {
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
        if !self.rows.fault(*fault) {
            return Err(Stop::Enough);
        }
        self.literals.noticed = self.counted;
        self.text.at = end;
        Ok(())
    }

    /// Rows that are those of `SELECT`, from behind the first one of these words.
    fn selected(&mut self, mut bound: Bound) -> Result<(), Stop> {
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
            self.last = Some(Bound {
                prefix: 0..0,
                open: bound.open.clone(),
            });
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
            value.map_err(|stop| in_table(stop, table))?;
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
                return Err(self.query(&table.name));
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
            return Err(self
                .text
                .unexpected("`,` and the next value, UNION ALL, or the next statement"));
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
            return Err(self.text.unexpected("UNION ALL SELECT and literal values"));
        }
        Ok(true)
    }

    /// `DEFAULT VALUES`: a row of which nothing is known.
    fn defaults(&mut self, name: &TableName, columns: Option<Vec<String>>) -> Result<(), Stop> {
        if !self.text.takes("VALUES")? {
            return Err(self.text.unexpected("DEFAULT VALUES"));
        }
        let table = match (columns, self.definition(name)) {
            (Some(columns), _) => self.listed(name, columns),
            (None, Some(definition)) => self.bind(Table::clone(&definition.table), Named::Here),
            (None, None) => self.bind(
                Table {
                    name: name.clone(),
                    columns: Vec::new(),
                },
                Named::Here,
            ),
        };
        self.cells.clear();
        for _ in &table.columns {
            self.cells.null();
        }
        self.literals.noticed.defaults += table.columns.len() as u64;
        self.give(&table, self.start)?;
        self.finish();
        Ok(())
    }

    /// The table with these columns, as far as something is known of them.
    fn listed(&mut self, name: &TableName, columns: Vec<String>) -> Arc<Table> {
        let definition = self.definition(name);
        let column = |name_of_it: String| {
            let defined = definition.as_ref().and_then(|definition| {
                let at = definition.table.column(&name_of_it)?;
                definition.table.columns.get(at).cloned()
            });
            defined.unwrap_or_else(|| Column {
                sql_type: published_type(name, &name_of_it),
                name: name_of_it.into(),
                nullable: true,
            })
        };
        let columns = columns.into_iter().map(column).collect();
        let name = match &definition {
            Some(definition) => definition.table.name.clone(),
            None => name.clone(),
        };
        self.bind(Table { name, columns }, Named::Here)
    }

    /// The table of a row of so many values without a list of columns.
    fn unlisted(&mut self, name: &TableName, values: usize, at: usize) -> Result<Arc<Table>, Stop> {
        let Some(definition) = self.definition(name) else {
            let (columns, named) = match published_columns(name, values) {
                Some(columns) => (columns, Named::Published),
                None => (unnamed_columns(values), Named::Nowhere),
            };
            return Ok(self.bind(
                Table {
                    name: name.clone(),
                    columns,
                },
                named,
            ));
        };
        let mut table = Table::clone(&definition.table);
        if let Some(identity) = definition
            .identity
            .filter(|_| values + 1 == table.columns.len())
        {
            // The server numbers the rows itself.
            table.columns.remove(identity);
        }
        if table.columns.len() != values {
            return Err(width(at, values, &table).into());
        }
        Ok(self.bind(table, Named::Here))
    }

    /// A query where rows of values would be.
    fn query(&self, name: &TableName) -> Stop {
        self.text.wrong(|shown| {
            let met = format!("an INSERT with {shown} rather than literal values");
            Fault {
                table: name.to_string(),
                ..Fault::new(self.text.at, met)
            }
            .expected("VALUES with literal values, or SELECT of literal values without FROM")
            .hint("what a query gives, only the server knows: extract the rows of the table itself")
        })
    }

    /// Goes over parentheses with whatever is inside.
    fn parentheses(&mut self) -> Result<(), Stop> {
        if self.text.next()? != Some(b'(') {
            return Err(self.text.unexpected("`(`"));
        }
        match balanced(&mut self.text)? {
            true => Ok(()),
            false => Err(self.text.unexpected("`)`")),
        }
    }
}

/// Goes over parentheses, the first of which is here. `false` where they never close.
fn balanced(text: &mut Text<'_>) -> Result<bool, Stop> {
    let mut depth = 0_usize;
    loop {
        match text.next()? {
            None => return Ok(false),
            Some(b'(') => depth += 1,
            Some(b')') => depth -= 1,
            Some(_) => {}
        }
        text.token()?;
        if depth == 0 {
            return Ok(true);
        }
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
        Some(byte) => super::text::is_word(byte),
    };
    Ok(follows.then_some(row.at))
}

fn width(at: usize, values: usize, table: &Table) -> Fault {
    let columns = table.columns.len();
    let what = match values < columns {
        true => format!("a row has only {values} of {columns} values"),
        false => format!("a row has {values} values for {columns} columns"),
    };
    let expected = format!("a value for each column, {columns} in all");
    Fault::new(at, what).expected(expected).in_table(table)
}

fn in_table(stop: Stop, table: &Table) -> Stop {
    match stop {
        Stop::Fault(mut fault) => {
            fault.table = table.name.to_string();
            Stop::Fault(fault)
        }
        stop => stop,
    }
}
