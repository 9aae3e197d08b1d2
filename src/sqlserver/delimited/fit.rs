//! A way of reading a file, tried on its beginning.

use super::begins::{Begin, Leading};
use super::class::Class;
use super::ends::Ends;
use super::layout::{Layout, Text, Way};
use super::trial::{Score, Trial, score};
use crate::sqlserver::Table;
use crate::sqlserver::delimited::layout::joint::Header;
use crate::sqlserver::delimited::layout::plain;

/// A way of reading a file, and how well it fits.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub layout: Layout,
    pub table: Table,
    /// Where the rows begin.
    pub body: usize,
    pub header: bool,
    pub score: Score,
}

/// What is tried.
#[derive(Clone, Debug)]
pub(super) struct Attempt<'a> {
    pub way: Way,
    pub ends: Ends,
    /// Terminators that end like that of the rows.
    pub longer: &'a [&'a [u8]],
    /// How many bad rows are too many, where there are fewer good ones.
    pub most_bad: u64,
    /// Whether there is a header; the rows begin behind it.
    pub header: bool,
    pub body: usize,
    /// Whether this is what sqlcmd wrote: it may tell at the end how many rows there are.
    pub sqlcmd: bool,
}

/// Enough bad rows to know that a way does not fit.
pub(super) const MOST_BAD: u64 = 100;

impl Attempt<'_> {
    /// Rows from the beginning on, without a header.
    pub fn new(way: Way, ends: Ends) -> Self {
        Attempt {
            way,
            ends,
            longer: &[],
            most_bad: MOST_BAD,
            header: false,
            body: 0,
            sqlcmd: false,
        }
    }

    /// How well it fits, if these are the columns.
    pub fn on(self, text: Text<'_>, table: Table) -> Fit {
        let mut layout = layout(&table, &[], self.way, self.ends);
        layout.trailer |= self.sqlcmd;
        let known = known(&table);
        let trial = Trial {
            layout: &layout,
            known: &known,
            longer: self.longer,
            most_bad: self.most_bad,
        };
        let score = score(&trial, text, self.body);
        Fit {
            score,
            layout,
            table,
            body: self.body,
            header: self.header,
        }
    }
}

impl Fit {
    /// The same, where what was seen of the values tells what columns hold.
    pub fn settled(mut self) -> Self {
        let Layout {
            way, ends, trailer, ..
        } = self.layout;
        self.layout = layout(&self.table, &self.score.classes, way, ends);
        self.layout.trailer |= trailer;
        self
    }
}

/// How the rows of this table are laid out, with what is known and guessed of its columns.
fn layout(table: &Table, guessed: &[Option<Class>], way: Way, ends: Ends) -> Layout {
    let known = known(table);
    let class = |at: usize| known[at].or(guessed.get(at).copied().flatten());
    let classes: Vec<Class> = (0..known.len())
        .map(|at| class(at).unwrap_or(Class::Text))
        .collect();
    let leading: Vec<Leading> = classes
        .iter()
        .zip(&table.columns)
        .take(classes.len().saturating_sub(1))
        .take_while(|(class, _)| class.is_short())
        .map(|(class, column)| Leading {
            class: *class,
            nullable: column.nullable,
        })
        .collect();
    // Only what is published is good enough to tell that a line end is data.
    let certain = known[..leading.len()].iter().all(Option::is_some);
    let last = table.columns.last().and_then(|column| column.sql_type);
    let free = way == Way::Plain
        && certain
        && !leading.is_empty()
        && last.is_some()
        && plain::is_free(&classes);
    Layout {
        takes_fields: free && leading.len() + 1 == classes.len(),
        free,
        trailer: way == Way::Quoted || way == Way::Plain && !free,
        begin: Begin::new(leading, &ends, way == Way::Quoted),
        header: Header::default(),
        classes,
        way,
        ends,
    }
}

/// What the columns of this table hold, where it is known.
fn known(table: &Table) -> Vec<Option<Class>> {
    let columns = table.columns.iter();
    columns
        .map(|column| column.sql_type.map(Class::of))
        .collect()
}
