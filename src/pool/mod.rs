//! From rows to the pool and its messages: the one place where the tables of the database get their meaning.
//!
//! It does not matter which form of extract the rows come from, nor which of the two generations of the schema: columns
//! are found by name, and what the generations do not share is absent in one of them.

mod binding;
mod build;
mod chat;
mod damage;
mod fault;
pub(crate) mod file_read;
pub(crate) mod generations;
pub(crate) mod join;
mod keys;
mod messages;
pub(crate) mod nearly;
pub(crate) mod read;
pub mod schema;
mod values;

use std::collections::HashMap;
use std::sync::Arc;

use self::binding::{Binding, Meaning};
use self::chat::Scratch;
use self::damage::undamaged;
use crate::input::Error;
use crate::reading::Survey;
use crate::sqlserver::collector::Collector;
use crate::sqlserver::once::{HasKeys, Once, RowKeys};
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::rows::table_rows::TableRows;
use crate::sqlserver::{Row, Table};

pub(crate) use self::binding::Holds;
pub(super) use self::binding::{holds, is_known, makes_pool, unknown_columns};
pub(crate) use self::build::is_role_type;
pub(super) use self::build::{Built, build};
pub(super) use self::keys::{Key, Keys};
pub(super) use self::messages::Messages;
pub(super) use self::values::Records;
pub use crate::pool::read::{describe, list, rows};

/// Makes records of the rows of all tables but one, and lets a survey look at the messages.
pub(crate) struct Pool<'a, S> {
    /// What looks at the messages.
    pub survey: &'a S,
    /// Whether nothing but the messages is wanted.
    pub only_messages: bool,
    /// Whether it is noted which rows there are, to find those that are there twice.
    pub keys: bool,
    /// What refuses rows that are there twice, where there are such.
    pub once: Option<Once<Keys>>,
}

/// What is made of a piece.
pub(crate) struct PoolPart<R> {
    run: R,
    scratch: Scratch,
    messages: u64,
    keys: Keys,
    records: Records,
    /// The tables met so far; the last one of them is most often the next one, too.
    met: Vec<Met>,
    last: usize,
    /// Where tables stand among them, by their addresses.
    places: HashMap<usize, usize>,
}

/// What is made of a file.
#[derive(Default)]
pub(crate) struct PoolTotal<T> {
    /// What the survey made of the messages.
    pub survey: T,
    /// Which rows there are, where that is wanted.
    pub keys: Keys,
    /// What the rows of other tables say.
    pub records: Records,
    /// How many rows each table has, in the order in which they were met.
    pub tables: TableRows,
}

/// A table, and what its columns are.
pub(crate) struct Met {
    table: Arc<Table>,
    binding: Binding,
    rows: u64,
}

impl<S: Survey> Collector for Pool<'_, S> {
    type Part = PoolPart<S::Run>;
    type Total = PoolTotal<S::Total>;

    fn begin(&self) -> Self::Part {
        PoolPart {
            run: self.survey.begin(),
            scratch: Scratch::default(),
            messages: 0,
            keys: Keys::default(),
            records: Records::default(),
            met: Vec::new(),
            last: 0,
            places: HashMap::new(),
        }
    }

    #[inline]
    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        let known = part.met.get(part.last);
        if !known.is_some_and(|met| Arc::ptr_eq(&met.table, table)) {
            part.last = meet(part, table)?;
        }
        let Met { binding, rows, .. } = &mut part.met[part.last];
        *rows += 1;
        let taken = match binding.meaning {
            Meaning::Chat => match chat::message(binding, row, &mut part.scratch) {
                Ok((message, key)) => match self.refused(&part.keys, key) {
                    None => {
                        if let Some(key) = key.filter(|_| self.keys) {
                            part.keys.insert(key);
                        }
                        self.survey.message(&mut part.run, &message);
                        part.messages += 1;
                        Ok(())
                    }
                    Some(fault) => Err(fault),
                },
                Err(fault) => Err(fault),
            },
            Meaning::Other | Meaning::Unknown => Ok(()),
            _ if self.only_messages => Ok(()),
            _ => {
                let key = Key::of(binding, row).filter(|_| self.keys);
                let taken = match self.refused(&part.keys, key) {
                    Some(fault) => Err(fault),
                    None => undamaged(table, row).and_then(|()| part.records.take(binding, row)),
                };
                if let (Ok(()), Some(key)) = (&taken, key) {
                    part.keys.insert(key);
                }
                taken
            }
        };
        if taken.is_err() {
            *rows -= 1;
        }
        taken
    }

    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error> {
        if part.messages > 0 {
            self.survey.finish(&mut total.survey, None, part.run);
        }
        match &self.once {
            Some(once) => once.took(part.keys),
            None => total.keys.absorb(part.keys),
        }
        total.records.absorb(part.records);
        for Met { table, rows, .. } in part.met {
            total.tables.add(&table, rows);
        }
        Ok(())
    }
}

impl<S> Pool<'_, S> {
    /// The fault, where the row of this key is there already.
    #[inline]
    fn refused(&self, of_piece: &Keys, key: Option<Key>) -> Option<Fault> {
        self.once.as_ref()?.refused(of_piece, key?)
    }
}

impl<T> HasKeys for PoolTotal<T> {
    type Keys = Keys;

    fn keys(&mut self) -> &mut Keys {
        &mut self.keys
    }
}

/// Where this table stands among those met.
fn meet<R>(part: &mut PoolPart<R>, table: &Arc<Table>) -> Result<usize, Fault> {
    let address = Arc::as_ptr(table).addr();
    if let Some(at) = part.places.get(&address) {
        return Ok(*at);
    }
    // As long as it is held here, no other table has its address.
    part.met.push(Met {
        table: Arc::clone(table),
        binding: Binding::new(table)?,
        rows: 0,
    });
    let at = part.met.len() - 1;
    part.places.insert(address, at);
    Ok(at)
}
