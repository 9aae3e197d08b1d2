//! How many rows each table has.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::table::{Column, Table, TableName};

/// Tables and how many rows each has, in the order in which they were met. A database may have very many.
#[derive(Debug, Default)]
pub(crate) struct TableRows {
    list: Vec<(Arc<Table>, u64)>,
    places: HashMap<TableName, usize>,
    /// Where those stand that were counted before, by their addresses. As long as one is held here, no other has its
    /// address.
    met: HashMap<usize, (Arc<Table>, usize)>,
    /// The one that was counted last: mostly it is the next one, too.
    last: Option<(Arc<Table>, usize)>,
}

impl TableRows {
    /// Counts rows of a table. A script may insert into different columns of one table: then it has all of them.
    #[inline]
    pub fn add(&mut self, table: &Arc<Table>, rows: u64) {
        let place = match &self.last {
            Some((last, place)) if Arc::ptr_eq(last, table) => *place,
            _ => self.place(table),
        };
        if let Some((_, count)) = self.list.get_mut(place) {
            *count += rows;
        }
    }

    fn place(&mut self, table: &Arc<Table>) -> usize {
        let address = Arc::as_ptr(table).addr();
        let place = match self.met.get(&address) {
            Some((_, place)) => *place,
            None => {
                let place = self.place_of_name(table);
                self.met.insert(address, (Arc::clone(table), place));
                place
            }
        };
        self.last = Some((Arc::clone(table), place));
        place
    }

    fn place_of_name(&mut self, table: &Arc<Table>) -> usize {
        let Some(place) = self.places.get(&table.name) else {
            let place = self.list.len();
            self.places.insert(table.name.clone(), place);
            self.list.push((Arc::clone(table), 0));
            return place;
        };
        if let Some((known, _)) = self.list.get_mut(*place)
            && known.columns != table.columns
        {
            let lower = |column: &Column| column.name.to_ascii_lowercase();
            let names: HashSet<String> = known.columns.iter().map(lower).collect();
            let missing = |column: &&Column| !names.contains(&lower(column));
            let more: Vec<Column> = table.columns.iter().filter(missing).cloned().collect();
            if !more.is_empty() {
                Arc::make_mut(known).columns.extend(more);
            }
        }
        *place
    }

    /// All of them.
    pub fn list(&self) -> &[(Arc<Table>, u64)] {
        &self.list
    }

    /// Adds those of another file.
    pub fn absorb(&mut self, later: TableRows) {
        for (table, rows) in later.list {
            self.add(&table, rows);
        }
    }

    /// The same.
    pub fn into_list(self) -> Vec<(Arc<Table>, u64)> {
        self.list
    }

    /// How many rows all have together.
    pub fn sum(&self) -> u64 {
        self.list.iter().map(|(_, rows)| rows).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, columns: &[&str]) -> Arc<Table> {
        let column = |name: &&str| Column {
            name: (*name).into(),
            ..Column::default()
        };
        Arc::new(Table {
            name: TableName::new("dbo", name),
            columns: columns.iter().map(column).collect(),
        })
    }

    #[test]
    fn a_table_has_the_columns_of_all_its_rows() {
        let (one, other) = (table("t", &["a", "b"]), table("t", &["B", "c"]));
        let mut rows = TableRows::default();
        for met in [&one, &other, &one, &table("u", &["a"]), &other] {
            rows.add(met, 2);
        }
        assert_eq!(rows.sum(), 10);
        let [(first, 8), (second, 2)] = rows.list() else {
            panic!("{rows:?}");
        };
        assert_eq!(**first, *table("t", &["a", "b", "c"]));
        assert_eq!(second.name.name, "u".into());
    }
}
