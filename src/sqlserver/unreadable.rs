//! Tables whose rows cannot be read, although they are there.

use std::fmt::Display;

/// A table of which nothing is read, while all others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file that it is in.
    pub member: String,
    /// Schema and name.
    pub table: String,
    /// How many rows it has, where that is known without reading them.
    pub rows: Option<u64>,
    /// Why, as a clause: `its rows are stored with page compression, which pchat does not read`.
    pub why: String,
}

/// A sentence that says so, where nothing else counts the rows.
pub(crate) fn uncounted(table: &dyn Display, why: &str) -> String {
    format!("{table} cannot be read: {why}. Its rows were not counted.")
}
