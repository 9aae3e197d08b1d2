//! Which generation of the schema the tables are of.

use std::sync::Arc;

use super::fault::Notice;
use super::schema::Generation::{self, Current, Legacy};
use crate::sqlserver::Table;

/// Columns that only one generation has (reference: database-schema, 4 and 7); an empty one stands for the table itself.
const MARKS: [(Generation, &str, &str); 16] = [
    (Legacy, "tblNode", "topic"),
    (Legacy, "tblNode", "filestoreURI"),
    (Legacy, "tblNode", "inheritance"),
    (Legacy, "tblNode", "scopeDefinerId"),
    (Legacy, "tblNode", "roleDefinerId"),
    (Legacy, "tblPrincipal", "prinAllowedPermSet"),
    (Legacy, "tblPrincipalType", "ptypeIsFederated"),
    (Legacy, "tblRoleType", "honorsOverride"),
    (Legacy, "tblPrincipalRole", "honorsOverride"),
    (Legacy, "tblTree", ""),
    (Legacy, "tblVersion", ""),
    (Current, "tblNode", "purgedOn"),
    (Current, "tblPrincipal", "prinDisplayName"),
    (Current, "tblScopePrincipal", "scopeIsDenied"),
    (Current, "tblChat", "rtf"),
    (Current, "tblConfig", "configPoolID"),
];

/// Which they are of; none where the tables do not tell.
pub(super) fn notice(tables: &[(Arc<Table>, u64)]) -> Option<Notice> {
    let has = |(_, table, column): &&(Generation, &str, &str)| {
        let mut named = tables
            .iter()
            .filter(|(it, _)| it.name.name.eq_ignore_ascii_case(table));
        named.any(|(it, _)| column.is_empty() || it.column(column).is_some())
    };
    let found: Vec<_> = MARKS.iter().filter(has).collect();
    let first = |wanted: Generation| found.iter().find(|(generation, ..)| *generation == wanted);
    let shown = |(_, table, column): &(Generation, &str, &str)| match *column {
        "" => (*table).to_owned(),
        column => format!("{table}.{column}"),
    };
    match (first(Legacy), first(Current)) {
        (Some(old), None) => Some(Notice::GroupChat { by: shown(old) }),
        (None, Some(new)) => Some(Notice::PersistentChat { by: shown(new) }),
        (Some(old), Some(new)) => Some(Notice::BothChats {
            old: shown(old),
            new: shown(new),
        }),
        (None, None) => None,
    }
}
