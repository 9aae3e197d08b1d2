//! Statements of a script that are not carried out.

use crate::sqlserver::rows::table::TableName;

/// A statement that is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// What it is called.
    pub what: &'static str,
    /// The table that it changes; `None` where only the server knows.
    pub table: Option<TableName>,
    /// A file that would be read instead of it (`:r`).
    pub file: Option<String>,
    /// Where it begins, in bytes of the decoded text.
    pub at: u64,
    /// How many there are of it.
    pub count: u64,
}
