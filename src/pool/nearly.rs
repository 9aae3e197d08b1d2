//! Names that are nearly others: one letter is damaged, or a copy of a table was made by hand.

use std::sync::Arc;

use super::schema;
use crate::pool::{kind_of, makes_pool};
use crate::sqlserver::Table;
pub(crate) use crate::sqlserver::rows::table::is_nearly;

/// How many tables are named in notices.
const MOST_NAMED: usize = 20;

/// Sentences about tables with rows that are not of the schema, and that seem to be one of those that make a pool.
pub(super) fn notices(tables: &[(Arc<Table>, u64)]) -> Vec<String> {
    let unknown = |(table, rows): &&(Arc<Table>, u64)| *rows > 0 && kind_of(table).is_none();
    let sentence = |(table, rows): &(Arc<Table>, u64)| {
        let (like, what) = like(table)?;
        let name = &table.name;
        let rows = match rows {
            1 => "1 row that was".to_owned(),
            _ => format!("{rows} rows that were"),
        };
        Some(format!(
            "{name} has {rows} not read: no table of the chat database is called that, but its {what} {like}. See whether the name is damaged, or the table a copy"
        ))
    };
    let all = tables.iter().filter(unknown).filter_map(sentence);
    all.take(MOST_NAMED).collect()
}

/// The table of the schema that another one is like, and in what.
fn like(table: &Table) -> Option<(&'static str, &'static str)> {
    let mut known = schema::published()
        .tables
        .iter()
        .filter(|it| makes_pool(&it.table));
    known.find_map(|known| {
        let known = &known.table;
        if is_nearly(&known.name.name, &table.name.name, 1) {
            return Some((&*known.name.name, "name is nearly"));
        }
        let all = known.columns.iter();
        let same = all.clone().all(|it| table.column(&it.name).is_some());
        (same && all.count() > 2).then_some((&*known.name.name, "columns are those of"))
    })
}
