//! What is known of the tables of a script: what it defines, and what it inserts into.

use std::collections::HashMap;
use std::sync::Arc;

use super::repeats;
use super::typed::Noticed;
use crate::sqlserver::rows::form::Unread;
use crate::sqlserver::script::effects::{Effect, FoundStatement};
use crate::sqlserver::script::repeats::{Batches, Tables};
use crate::sqlserver::{Column, Published, SqlType, Table, TableName};

/// How many lists of columns are kept for a table: others are read just so, but each time made anew.
const MOST: usize = 32;

/// A table as `CREATE TABLE` has it, without its computed columns: no values are given for those.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub table: Arc<Table>,
    /// The column that numbers the rows: without a list of columns, an INSERT gives no value for it.
    pub identity: Option<usize>,
    /// The collation of the column with names that have to be unique, where it is said.
    pub collation: Option<String>,
}

/// Tables, as far as a script is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    definitions: HashMap<String, Definition>,
    /// The tables that rows were read for, by name: mostly one for each name, but lists of columns may differ.
    bound: HashMap<String, Vec<Arc<Table>>>,
}

/// What a piece says about tables, in its order.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// It defines one, or adds columns to it.
    Defined(Definition),
    /// It has rows for one.
    Bound(Arc<Table>, Named),
    /// It does something to rows that is not carried out.
    Unread(FoundStatement),
    /// What follows is in this database.
    Database(String),
    /// A database has this collation.
    Collated(String),
    /// There are rows, in whichever database that is.
    Rows,
}

/// Who says what the columns of a row are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The script.
    Here,
    /// The published schema, as the script does not.
    Published,
    /// Neither.
    Nowhere,
}

/// An INSERT whose rows may go on in the next piece.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub table: Arc<Table>,
    /// Whether it names its columns.
    pub listed: bool,
    /// Whether none of its rows was given: then the next one says how many columns there are, if they are not named.
    pub fresh: bool,
    /// Whether its rows are those of `SELECT`, rather than of `VALUES`.
    pub select: bool,
}

/// What stands before the place that was read to.
#[derive(Clone, Debug, Default)]
pub(super) enum After {
    /// The same as before the piece: there is nothing in it but blanks.
    #[default]
    Same,
    /// A statement that has ended.
    Statement,
    /// A row.
    Row(Open),
}

/// What a piece of a script teaches.
#[derive(Debug, Default)]
pub(crate) struct Taught {
    pub(super) events: Vec<Event>,
    pub(super) batches: Batches,
    /// How often definitions had changed when it was read, where it looked for one.
    pub(super) looked: Option<u64>,
    pub(super) after: After,
    /// How many pieces were accepted when it was read, where it begins in the middle of an INSERT.
    pub(super) continues: Option<u64>,
    pub(super) noticed: Noticed,
    /// How many bytes were read.
    pub(super) bytes: u64,
}

/// All that was accepted.
#[derive(Debug, Default)]
pub(super) struct State {
    pub known: Arc<Known>,
    /// How often definitions changed.
    pub version: u64,
    /// How many pieces were accepted.
    pub accepted: u64,
    pub open: Option<Open>,
    /// The tables, in order of first sight.
    pub order: Vec<Arc<Table>>,
    /// Where they stand in it, by name.
    places: HashMap<String, usize>,
    /// Tables whose rows say nothing of columns: by the published schema, and those that it does not have.
    pub published: Vec<Arc<Table>>,
    pub unnamed: Vec<Arc<Table>>,
    pub noticed: Noticed,
    /// The tables that have rows in the batch that is not at its end.
    batch: Tables,
    /// How many bytes were read.
    bytes: u64,
    /// What is not carried out, each sort and table once.
    unread: Vec<Unread>,
    /// What changes rows of tables that had none yet: it matters where they are in another file.
    early: Vec<Unread>,
    /// The database that `USE` named last, and those that have rows.
    database: Option<String>,
    pub databases: Vec<String>,
    /// The collations of the database and of the column with names that have to be unique.
    of_database: Option<String>,
    of_names: Option<String>,
}

/// Adds to what is not carried out.
fn count(all: &mut Vec<Unread>, unread: Unread) {
    /// How many tables are named in notices; those of more are counted with the last one.
    const MOST_NAMED: usize = 200;
    let same = |known: &Unread| {
        (known.what, &known.table, &known.file) == (unread.what, &unread.table, &unread.file)
    };
    match all.iter().position(same) {
        Some(at) => {
            all[at].count += unread.count;
            // What repeats a batch is known only when its piece is put behind the others.
            all[at].at = all[at].at.min(unread.at);
        }
        None if all.len() < MOST_NAMED => all.push(unread),
        None => {
            if let Some(last) = all.last_mut() {
                last.count += unread.count;
            }
        }
    }
}

/// A name by which tables are found: without a schema, it is `dbo`.
pub(super) fn key(name: &TableName) -> String {
    let schema = match &*name.schema {
        "" => "dbo",
        schema => schema,
    };
    format!("{schema}.{}", name.name).to_lowercase()
}

impl Known {
    /// The table as the script defines it.
    pub fn definition(&self, name: &TableName) -> Option<&Definition> {
        self.definitions.get(&key(name))
    }

    /// The same table, if rows were read for it before.
    pub fn same(&self, table: Table) -> Result<Arc<Table>, Table> {
        let bound = self.bound.get(&key(&table.name));
        match bound.and_then(|bound| bound.iter().find(|bound| ***bound == table)) {
            Some(bound) => Ok(Arc::clone(bound)),
            None => Err(table),
        }
    }

    /// Takes over what a piece says.
    pub fn learn(&mut self, event: &Event) {
        match event {
            Event::Defined(definition) => {
                let key = key(&definition.table.name);
                self.definitions.insert(key, definition.clone());
            }
            Event::Bound(table, _) => {
                let bound = self.bound.entry(key(&table.name)).or_default();
                if bound.len() < MOST && !bound.contains(table) {
                    bound.push(Arc::clone(table));
                }
            }
            Event::Unread(_) | Event::Database(_) | Event::Collated(_) | Event::Rows => {}
        }
    }
}

impl State {
    /// Takes over what a piece says. `false`: it was read without something that an earlier one says.
    pub fn learn(&mut self, taught: Taught) -> bool {
        let current = taught.looked.is_none_or(|version| version == self.version);
        if !current
            || taught
                .continues
                .is_some_and(|accepted| accepted != self.accepted)
        {
            return false;
        }
        for event in &taught.events {
            Arc::make_mut(&mut self.known).learn(event);
            let (defined, table) = match event {
                Event::Defined(definition) => (true, &definition.table),
                Event::Bound(table, _) => (false, table),
                Event::Unread(found) => {
                    self.not_carried_out(found);
                    continue;
                }
                Event::Database(name) => {
                    self.database = Some(name.clone());
                    continue;
                }
                Event::Collated(name) => {
                    self.of_database = Some(name.clone());
                    continue;
                }
                Event::Rows => {
                    let known = self
                        .database
                        .iter()
                        .filter(|it| !self.databases.contains(it));
                    self.databases.extend(known.cloned().collect::<Vec<_>>());
                    continue;
                }
            };
            self.version += u64::from(defined);
            if let Event::Defined(definition) = event
                && let Some(name) = &definition.collation
            {
                self.of_names = Some(name.clone());
            }
            let place = *self
                .places
                .entry(key(&table.name))
                .or_insert(self.order.len());
            match self.order.get_mut(place) {
                Some(known) if defined => *known = Arc::clone(table),
                Some(_) => {}
                None => self.order.push(Arc::clone(table)),
            }
            match event {
                Event::Bound(table, Named::Published) => self.published.push(Arc::clone(table)),
                Event::Bound(table, Named::Nowhere) => self.unnamed.push(Arc::clone(table)),
                _ => {}
            }
        }
        self.noticed += taught.noticed;
        if let Some(first) = taught.batches.first {
            let mut tables = std::mem::take(&mut self.batch);
            tables.absorb(first.tables);
            for name in tables.names().into_iter().filter(|_| first.repeats) {
                let mut found = repeats::repeated(name);
                found.unread.at = first.at as u64;
                self.not_carried_out(&found);
            }
        }
        self.batch.absorb(taught.batches.open);
        match taught.after {
            After::Same => {}
            After::Statement => self.open = None,
            After::Row(open) => self.open = Some(open),
        }
        self.accepted += 1;
        self.bytes += taught.bytes;
        true
    }

    /// The collation by which names are compared, as far as the script says.
    pub fn collation(&self) -> Option<String> {
        self.of_names.clone().or_else(|| self.of_database.clone())
    }

    /// Something that is not carried out: whether it matters depends on the rows before it.
    fn not_carried_out(&mut self, found: &FoundStatement) {
        let mut unread = found.unread.clone();
        unread.at += self.bytes;
        let table = unread.table.as_ref();
        let has_rows = table.is_none_or(|table| self.known.bound.contains_key(&key(table)));
        match found.effect {
            Effect::Adds => count(&mut self.unread, unread),
            _ if has_rows => count(&mut self.unread, unread),
            Effect::Changes => count(&mut self.early, unread),
            Effect::Drops => {}
        }
    }

    /// What is not carried out and matters. A script that empties a table before it fills it does not.
    pub fn unread(&self) -> Vec<Unread> {
        let mut all = self.unread.clone();
        for early in &self.early {
            let table = early.table.as_ref();
            if !table.is_some_and(|table| self.known.bound.contains_key(&key(table))) {
                count(&mut all, early.clone());
            }
        }
        all.sort_by_key(|unread| unread.at);
        all
    }
}

/// The type of a column in the published schema.
pub(super) fn published_type(
    table: &TableName,
    column: &str,
    published: &Published,
) -> Option<SqlType> {
    let mut columns = published.named(&table.name).filter_map(|known| {
        let at = known.table.column(column)?;
        known.table.columns.get(at)
    });
    columns.next().and_then(|column| column.sql_type)
}

/// The columns of a table in the published schema, if so many values fit one generation, or both in the same way.
pub(super) fn published_columns(
    table: &TableName,
    values: usize,
    published: &Published,
) -> Option<Vec<Column>> {
    let mut fitting = published
        .named(&table.name)
        .map(|known| &known.table.columns)
        .filter(|columns| columns.len() == values);
    let first = fitting.next()?;
    let names = |columns: &[Column]| -> Vec<String> {
        let names = columns.iter().map(|column| column.name.to_lowercase());
        names.collect()
    };
    fitting
        .all(|other| names(other) == names(first))
        .then(|| first.clone())
}

/// Columns of which nothing is known but how many there are.
pub(super) fn unnamed_columns(values: usize) -> Vec<Column> {
    let column = |number| Column {
        name: format!("column{number}").into(),
        sql_type: None,
        nullable: true,
    };
    (1..=values).map(column).collect()
}
