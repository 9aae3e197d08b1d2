//! `INSERT`: the table, its columns, and rows of values.

use std::sync::Arc;

use super::known::{Named, Open, published_columns, published_type, unnamed_columns};
use super::rows::{in_table, width};
use crate::sqlserver::script::fault::{Problem, Wanted};
use crate::sqlserver::script::reader::{Bound, Reader};
use crate::sqlserver::script::text::{Object, Stop, Text, balanced, is_one_of, is_word};
use crate::sqlserver::{Column, Table, TableName};

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
        Some(match bound.open.select {
            true => self.selected(bound),
            false => self.values(bound, Some(self.start)),
        })
    }

    /// A statement, from behind `INSERT`.
    pub fn insert(&mut self) -> Result<(), Stop> {
        self.last = None;
        self.text.takes("INTO")?;
        self.text.next()?;
        let at = self.text.at;
        let Some(Object { name, temporary }) = self.text.object()? else {
            return Err(self.text.unexpected(Wanted::TableName));
        };
        // `$(name)`, and the same in brackets.
        if name.name.starts_with('$') {
            let bracket = usize::from(self.text.bytes[at] == b'[');
            let at = at + bracket;
            if let Some(fault) = (Text { at, ..self.text }).variable() {
                return Err(fault.into());
            }
        }
        if temporary {
            self.skip_from(b"INSERT")?;
            self.literals.noticed.temporary += 1;
            self.tell(self.taught.events.len());
            self.finish();
            return Ok(());
        }
        // As the script defines it, if it does.
        let definition = self.definition(&name);
        let name = definition.map_or(name, |definition| definition.table.name.clone());
        let result = self.insert_into(&name);
        result.map_err(|stop| in_table(stop, &name))
    }

    fn insert_into(&mut self, name: &TableName) -> Result<(), Stop> {
        if self.text.takes("WITH")? {
            self.parentheses()?;
        }
        let columns = self.columns()?;
        if self.text.takes("OUTPUT")? {
            while !is_one_of(self.text.coming()?, &["VALUES", "SELECT", "DEFAULT"]) {
                if self.text.next()?.is_none() {
                    return Err(self.text.unexpected(Wanted::Values));
                }
                self.text.token()?;
            }
        }
        let select = self.text.takes("SELECT")?;
        if !select && self.text.takes("DEFAULT")? {
            return self.defaults(name, columns);
        }
        if !select && !self.text.takes("VALUES")? {
            return Err(self.query());
        }
        self.text.next()?;
        let listed = columns.is_some();
        let table = match columns {
            Some(columns) => self.listed(name, columns),
            // How many values there are says which columns, and a row has to be read for that.
            None => Arc::new(Table {
                name: name.clone(),
                columns: Vec::new(),
            }),
        };
        // What is compared must not end in the middle of a word.
        let whole = !is_word(self.text.bytes[self.text.at - 1]) || !select;
        let bound = Bound {
            prefix: if whole {
                self.start..self.text.at
            } else {
                0..0
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

    /// The names of a list of columns. `None` where there is no list.
    fn columns(&mut self) -> Result<Option<Vec<String>>, Stop> {
        if !self.text.takes_byte(b'(')? {
            return Ok(None);
        }
        let mut names = Vec::new();
        loop {
            let Some(column) = self.text.object()? else {
                return Err(self.text.unexpected(Wanted::ColumnName));
            };
            names.push(column.name.name.into_string());
            if self.text.takes_byte(b')')? {
                return Ok(Some(names));
            }
            if !self.text.takes_byte(b',')? {
                return Err(self.text.unexpected(Wanted::NextColumn));
            }
        }
    }

    /// `DEFAULT VALUES`: a row of which nothing is known.
    fn defaults(&mut self, name: &TableName, columns: Option<Vec<String>>) -> Result<(), Stop> {
        if !self.text.takes("VALUES")? {
            return Err(self.text.unexpected(Wanted::DefaultValues));
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
        let published = self.published();
        let definition = self.definition(name);
        let column = |name_of_it: String| {
            let defined = definition.as_ref().and_then(|definition| {
                let at = definition.table.column(&name_of_it)?;
                definition.table.columns.get(at).cloned()
            });
            defined.unwrap_or_else(|| Column {
                sql_type: published_type(name, &name_of_it, published),
                name: name_of_it.into(),
                nullable: true,
            })
        };
        let columns = columns.into_iter().map(column).collect();
        let name = name.clone();
        self.bind(Table { name, columns }, Named::Here)
    }

    /// The table of a row of so many values without a list of columns.
    pub fn unlisted(
        &mut self,
        name: &TableName,
        values: usize,
        at: usize,
    ) -> Result<Arc<Table>, Stop> {
        let Some(definition) = self.definition(name) else {
            let (columns, named) = match published_columns(name, values, self.published()) {
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
    pub fn query(&self) -> Stop {
        self.text.wrong(|shown| Problem::Query { shown })
    }

    /// Goes over parentheses with whatever is inside.
    fn parentheses(&mut self) -> Result<(), Stop> {
        if self.text.next()? != Some(b'(') {
            return Err(self.text.unexpected(Wanted::Opening));
        }
        match balanced(&mut self.text)? {
            true => Ok(()),
            false => Err(self.text.unexpected(Wanted::Closing)),
        }
    }
}
