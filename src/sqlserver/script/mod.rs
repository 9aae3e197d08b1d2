//! Scripts: the rows of their INSERT statements (reference: sql-extracts, 2.1).
//!
//! There is no grammar of SQL here. Statements are told apart by how they begin; `INSERT` and `CREATE TABLE` are read,
//! and the others stepped over, token by token, so that strings and comments are never taken for statements.

mod create;
mod decimals;
mod effects;
mod expression;
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod known;
mod literal;
mod moments;
mod reader;
mod repeats;
mod rewrite;
mod routine;
mod rowlike;
mod shape;
mod text;
mod typed;
mod unread;
mod writer;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use known::{State, Taught};
use reader::{Before, Reader};

use crate::sqlserver::rows::form::{Learned, Piece, Read, RowForm, Rows, Unread};
use crate::sqlserver::rows::rewrite::Rewrite;
use crate::sqlserver::{Published, Table};
use crate::wording::{Sentence, wording};

pub(crate) use shape::{looks_like_script, words};

/// A script.
#[derive(Debug)]
pub(crate) struct Script {
    state: Mutex<State>,
    published: &'static Published,
}

impl Script {
    /// One of which nothing was read yet. Where it does not say which columns a table has, that may be published.
    pub fn new(published: &'static Published) -> Self {
        Script {
            state: Mutex::default(),
            published,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RowForm for Script {
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        shape::cut(bytes)
    }

    fn read(&self, piece: Piece<'_>, rows: &mut dyn Rows) -> Read {
        let before = {
            let state = self.state();
            Before {
                known: Arc::clone(&state.known),
                version: state.version,
                accepted: state.accepted,
                open: state.open.clone(),
                published: self.published,
            }
        };
        let (end, taught) = Reader::new(piece, before, rows).run();
        Read {
            end,
            learned: Learned {
                own: Some(Box::new(taught)),
                ..Learned::default()
            },
        }
    }

    fn accept(&self, learned: Learned) -> bool {
        let taught = learned.own.and_then(|own| own.downcast().ok());
        taught.is_none_or(|taught: Box<Taught>| self.state().learn(*taught))
    }

    fn learns(&self) -> bool {
        true
    }

    fn tables(&self) -> Vec<Arc<Table>> {
        self.state().order.clone()
    }

    fn rewriter(&self) -> Option<&dyn Rewrite> {
        Some(&rewrite::InScript)
    }

    fn collation(&self) -> Option<String> {
        self.state().collation()
    }

    fn unread(&self) -> Vec<Unread> {
        self.state().unread()
    }

    fn notices(&self) -> Vec<Sentence> {
        notices(&self.state())
    }
}

wording! {
    in "script";
    /// What was noticed in a script.
    enum Notice {
        /// The columns of these tables are those that are published.
        PublishedColumns { tables: Tables },
        /// The columns of these tables have no names.
        UnnamedColumns { tables: Tables },
        /// Rows of tables that the server forgets.
        Temporary { count: u64 },
        /// `UNION` without `ALL`.
        Unions { count: u64 },
        /// Values that the server makes.
        Defaults { count: u64 },
        /// Dates that were not understood.
        Dates { count: u64 },
        /// The databases that have rows.
        SeveralDatabases { names: Vec<String> },
        /// Its last line has no end.
        Unended,
    }
}

wording! {
    in "script";
    /// The names of tables.
    enum Tables {
        /// The first, and how many others there are.
        Named { names: Vec<String>, more: usize },
    }
}

impl Tables {
    /// The names of these, each once; what the script has many of is only counted.
    fn of(tables: &[Arc<Table>]) -> Self {
        const NAMED: usize = 20;
        let mut seen = HashSet::new();
        let mut names: Vec<String> = Vec::new();
        for table in tables {
            if seen.insert(&table.name) && seen.len() <= NAMED {
                names.push(table.name.to_string());
            }
        }
        let more = seen.len().saturating_sub(NAMED);
        Tables::Named { names, more }
    }
}

fn notices(state: &State) -> Vec<Sentence> {
    let some = |tables: &[Arc<Table>]| (!tables.is_empty()).then(|| Tables::of(tables));
    let noticed = state.noticed;
    let several = state.databases.len() > 1;
    let published = some(&state.published).map(|tables| Notice::PublishedColumns { tables });
    let unnamed = some(&state.unnamed).map(|tables| Notice::UnnamedColumns { tables });
    let counted = [
        (
            noticed.temporary,
            Notice::Temporary {
                count: noticed.temporary,
            },
        ),
        (
            noticed.unions,
            Notice::Unions {
                count: noticed.unions,
            },
        ),
        (
            noticed.defaults,
            Notice::Defaults {
                count: noticed.defaults,
            },
        ),
        (
            noticed.dates,
            Notice::Dates {
                count: noticed.dates,
            },
        ),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let databases = several.then(|| Notice::SeveralDatabases {
        names: state.databases.clone(),
    });
    let unended = (noticed.unended > 0).then_some(Notice::Unended);
    let tables = [published, unnamed].into_iter().flatten();
    let others = [databases, unended].into_iter().flatten();
    let all = tables
        .chain(counted.map(|(_, notice)| notice))
        .chain(others);
    all.map(Sentence::from).collect()
}

#[cfg(test)]
mod tests;
