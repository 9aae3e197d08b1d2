//! Names that are nearly others: one letter is damaged, or a copy of a table was made by hand.

use std::sync::Arc;

use super::fault::Notice;
use super::schema;
use crate::pool::{is_known, makes_pool};
use crate::sqlserver::Table;
pub(crate) use crate::sqlserver::rows::table::is_nearly;

/// How many tables are named in notices.
const MOST_NAMED: usize = 20;

/// The tables with rows that are not of the schema, and that seem to be one of those that make a pool.
pub(super) fn notices(tables: &[(Arc<Table>, u64)]) -> Vec<Notice> {
    let unknown = |(table, rows): &&(Arc<Table>, u64)| *rows > 0 && !is_known(table);
    let notice = |(table, rows): &(Arc<Table>, u64)| like(table, *rows);
    let all = tables.iter().filter(unknown).filter_map(notice);
    all.take(MOST_NAMED).collect()
}

/// The table of the schema that another one with so many rows is like, and in what.
fn like(table: &Table, rows: u64) -> Option<Notice> {
    let mut known = schema::published()
        .tables
        .iter()
        .filter(|it| makes_pool(&it.table));
    known.find_map(|known| {
        let known = &known.table;
        let (named, like) = (|| table.name.to_string(), &*known.name.name);
        if is_nearly(&known.name.name, &table.name.name, 1) {
            let table = named();
            return Some(Notice::LikeName { table, rows, like });
        }
        let all = known.columns.iter();
        let same = all.clone().all(|it| table.column(&it.name).is_some());
        (same && all.count() > 2).then(|| Notice::LikeColumns {
            table: named(),
            rows,
            like,
        })
    })
}
