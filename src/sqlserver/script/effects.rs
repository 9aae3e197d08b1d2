//! What statements that are not carried out mean for the rows before them.

use crate::sqlserver::rows::form::{Statement, Unread};
use crate::sqlserver::rows::table::TableName;

/// A statement that was found, and what it means for the rows before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundStatement {
    pub unread: Unread,
    pub effect: Effect,
}

/// What a statement does to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// There may be more of them, or others.
    Adds,
    /// Those that are there are changed or deleted: nothing happens where none are.
    Changes,
    /// Those that are there go with their table.
    Drops,
}

pub(crate) fn found(what: Statement, table: Option<TableName>, effect: Effect) -> FoundStatement {
    FoundStatement {
        unread: Unread {
            what,
            table,
            file: None,
            at: 0,
            count: 1,
        },
        effect,
    }
}

/// A table by its name; none where that is a variable of sqlcmd.
pub(crate) fn named(name: TableName) -> Option<TableName> {
    let is_variable = &*name.name == "$" || name.name.starts_with("$(");
    (!is_variable).then_some(name)
}
