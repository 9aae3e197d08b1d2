//! Scripts: the rows of their INSERT statements (reference: sql-extracts, 2.1).
//!
//! There is no grammar of SQL here. Statements are told apart by how they begin; `INSERT` and `CREATE TABLE` are read,
//! and the others stepped over, token by token, so that strings and comments are never taken for statements.

mod create;
mod decimals;
mod effects;
mod expression;
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

use crate::wording::Sentence;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use known::{State, Taught};
use reader::{Before, Reader};

use crate::sqlserver::rows::form::{Learned, Piece, Read, RowForm, Rows, Unread};
use crate::sqlserver::rows::rewrite::Rewrite;
use crate::sqlserver::{Published, Table};

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

/// The first of these tables, each once; what the script has many of is only counted.
fn names(tables: &[Arc<Table>]) -> String {
    const NAMED: usize = 20;
    let mut seen = HashSet::new();
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        if seen.insert(&table.name) && seen.len() <= NAMED {
            names.push(table.name.to_string());
        }
    }
    match seen.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} others", names.join(", ")),
    }
}

fn notices(state: &State) -> Vec<Sentence> {
    let mut notices = Vec::new();
    if !state.published.is_empty() {
        notices.push(format!(
            "the script does not say what the columns are called of {}: they are taken to be those of the published schema, in its order",
            names(&state.published)
        ).into());
    }
    if !state.unnamed.is_empty() {
        notices.push(
            format!(
                "the script does not say what the columns are called of {}: they are numbered",
                names(&state.unnamed)
            )
            .into(),
        );
    }
    let noticed = state.noticed;
    let counted = [
        (
            noticed.temporary,
            "INSERT statement(s) into temporary tables or variables were left out",
        ),
        (
            noticed.unions,
            "UNION without ALL: the server would leave out rows that are equal, here they are kept",
        ),
        (
            noticed.defaults,
            "value(s) are DEFAULT, which only the server knows: they are read as NULL",
        ),
        (
            noticed.dates,
            "date(s) stay as they are written: what they mean depends on the language of the server",
        ),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    notices.extend(counted.map(|(count, what)| format!("{count} {what}").into()));
    if state.databases.len() > 1 {
        notices.push(format!(
            "the script has rows of several databases ({}), and they are read as one: make sure that they belong together",
            state.databases.join(", ")
        ).into());
    }
    if noticed.unended > 0 {
        notices.push(
            "the script ends in the middle of a line: check that it was not cut off there"
                .to_owned()
                .into(),
        );
    }
    notices
}

#[cfg(test)]
mod tests;
