//! What is written anew: traits for the forms that can do it, and for what decides what becomes of values.

use std::collections::BTreeMap;

use crate::sqlserver::{Published, Row, Table};
use crate::wording::wording;

/// What becomes of what an extract says.
pub(crate) trait Replace: Sync {
    /// What a column of a table holds; `None` where it is not known.
    fn holds(&self, table: &Table, column: &str) -> Option<ColumnValues>;

    /// Appends what a value of such a column becomes; it is given as it is written, without the quotes around it. Texts
    /// become as many characters as they have, each of as many bytes of UTF-8.
    fn value(&self, holds: ColumnValues, written: &[u8], out: &mut Vec<u8>);

    /// Whether this is a word, or the name of a table or column, that may stay.
    fn is_public(&self, name: &str) -> bool;

    /// What a name becomes that may not.
    fn name(&self, name: &str) -> String;

    /// What a file of this name is called afterwards.
    fn file(&self, name: &str) -> String;

    /// Whether what is not understood stays, with its texts replaced.
    fn keeps(&self) -> bool;
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ColumnValues {
    /// How its values are written.
    pub written: WrittenAs,
    /// What they mean, as a number that only the [`Replace`] understands that gave it.
    pub meaning: usize,
}

impl ColumnValues {
    /// Text of which nothing else is known.
    pub const TEXT: ColumnValues = ColumnValues {
        written: WrittenAs::Text,
        meaning: 0,
    };
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrittenAs {
    /// Text that may be anything.
    Text,
    /// Numbers and times: where they stand in binary, they stay.
    Number,
    /// Anything else of a fixed form.
    Other,
}

/// What was left out of a file: what it is, and how often.
pub(crate) type LeftOutCounts = BTreeMap<String, u64>;

/// What a rewrite of its rows has to know of a table.
#[derive(Debug)]
pub(crate) struct Columns {
    /// The name of the table.
    pub name: String,
    /// Whether a generation of the schema has it, with columns that are published.
    pub is_known: bool,
    /// What each column is called and holds; nothing where it is not known.
    pub columns: Vec<(String, Option<ColumnValues>)>,
}

/// Writes what stands in a file anew. What is given was read before, and found to be without fault.
pub(crate) trait Rewrite: Sync {
    /// Appends a row as it becomes, and says where it ends in its piece.
    fn row(&self, row: &Row<'_>, columns: &Columns, texts: &mut Texts<'_>) -> usize;

    /// Appends a statement without rows, or leaves it out.
    fn statement(&self, statement: &[u8], matters: bool, texts: &mut Texts<'_>) {
        let _ = (statement, matters, texts);
    }

    /// Appends what stands between rows and statements. `begins`: it is the beginning of the file; `dropped`: a row
    /// beside it was left out.
    fn between(&self, text: &[u8], begins: bool, dropped: bool, texts: &mut Texts<'_>);
}

/// Where what is written anew goes.
pub(crate) struct Texts<'a> {
    /// What becomes of what is said.
    pub by: &'a dyn Replace,
    pub out: Vec<u8>,
    /// What did not go there.
    pub left_out: LeftOutCounts,
}

wording! {
    in "extract";
    /// What of a script is left out.
    pub(crate) enum Aside {
        /// Comments.
        Comments,
        /// Statements that begin with this word; nothing where that may be a name.
        StatementsOf { word: Option<String> },
    }
}

impl Texts<'_> {
    /// Counts something that is left out.
    pub fn leave_out(&mut self, what: impl Into<String>) {
        *self.left_out.entry(what.into()).or_default() += 1;
    }
}

impl Columns {
    pub fn of(table: &Table, published: &Published, by: &dyn Replace) -> Self {
        let columns = table.columns.iter();
        Columns {
            name: table.name.to_string(),
            is_known: published.has(&table.name.name),
            columns: columns
                .map(|column| (column.name.to_string(), by.holds(table, &column.name)))
                .collect(),
        }
    }
}
