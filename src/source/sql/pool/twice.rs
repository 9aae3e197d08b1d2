//! Rows that two files have: a copy of a file beside it, or two extracts of one table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::table::Table;
use super::binding::Meaning;
use super::values::Records;
use crate::directory::{Id, Map};
use crate::source::{Error, Skipped};

/// The same rows in two files.
#[derive(Debug)]
pub struct Twice {
    pub table: &'static str,
    /// The key of the first of them, for people.
    pub first: String,
    pub files: [String; 2],
    pub count: u64,
}

impl Twice {
    /// What it means that they are there.
    pub fn error(&self) -> Error {
        let Twice {
            table,
            first,
            files: [one, other],
            count,
        } = self;
        let rows = if *count == 1 { "row" } else { "rows" };
        Error::new(format!(
            "{other} has {count} {rows} of {table} that {one} has, too; the first is {first}"
        ))
        .in_member(other)
        .expected("each row once: files with parts of one table have different rows of it")
        .hint("take away the one that is a copy, or an extract of the same table at another time; --skip-bad-rows leaves the rows of the second file out and counts them")
    }

    /// The same as a place that was stepped over.
    pub fn place(&self) -> String {
        let Twice {
            table,
            first,
            files: [one, other],
            count,
        } = self;
        format!("{count} rows of {table} that {one} has, too, from {first} on: {other}")
    }
}

/// The key of a row of one of the small tables.
type Key = (u8, i32, i32, i32);

/// The rows of the files so far, of tables that several of them have.
#[derive(Default)]
pub struct Rows {
    files: Vec<String>,
    /// The tables that several files have rows of.
    several: BTreeSet<u8>,
    numbered: Map<Key, usize>,
    addins: Map<Id, usize>,
}

/// The tables that have a key, with their numbers in [`Key`].
const TABLES: [(Meaning, u8); 6] = [
    (Meaning::Node, 0),
    (Meaning::Principal, 1),
    (Meaning::RoleType, 2),
    (Meaning::Roles, 3),
    (Meaning::Scope, 4),
    (Meaning::Addins, 5),
];

impl Rows {
    /// Compares files that have so many rows of these tables.
    pub fn new<'a>(files: impl Iterator<Item = &'a [(Arc<Table>, u64)]>) -> Self {
        let mut met = BTreeMap::new();
        for tables in files {
            let known: BTreeSet<u8> = tables
                .iter()
                .filter(|(_, rows)| *rows > 0)
                .filter_map(|(table, _)| {
                    let meaning = Meaning::of(table);
                    TABLES.iter().find(|(it, _)| *it == meaning)
                })
                .map(|(_, number)| *number)
                .collect();
            for table in known {
                *met.entry(table).or_insert(0) += 1;
            }
        }
        let several = met.into_iter().filter(|(_, files)| *files > 1);
        Rows {
            several: several.map(|(table, _)| table).collect(),
            ..Rows::default()
        }
    }

    /// Takes the next file. Rows that an earlier one has are an error, or left out and counted.
    pub fn take(
        &mut self,
        name: &str,
        records: &mut Records,
        skip: bool,
    ) -> Result<Skipped, Error> {
        let mut skipped = Skipped::default();
        if self.several.is_empty() {
            return Ok(skipped);
        }
        self.files.push(name.to_owned());
        let mut twice: BTreeMap<u8, Twice> = BTreeMap::new();
        let number = |id: &Id| id.parse().unwrap_or_default();
        let id = |id: &Id| format!("that with the id {id}");
        records
            .nodes
            .retain(|node| self.is_new((0, number(&node.id), 0, 0), &mut twice, || id(&node.id)));
        records
            .principals
            .retain(|(it, _)| self.is_new((1, number(it), 0, 0), &mut twice, || id(it)));
        records.role_types.retain(|(it, _)| {
            self.is_new((2, *it, 0, 0), &mut twice, || {
                format!("that with the number {it}")
            })
        });
        records.roles.retain(|(node, principal, kind)| {
            self.is_new((3, *node, *principal, *kind), &mut twice, || {
                format!("that of principal {principal} at node {node}")
            })
        });
        records.scopes.retain(|(node, principal, _)| {
            self.is_new((4, *node, *principal, 0), &mut twice, || {
                format!("that of principal {principal} at node {node}")
            })
        });
        let file = self.files.len() - 1;
        if self.several.contains(&5) {
            records.addins.retain(|addin| {
                let first = *self.addins.entry(addin.id.clone()).or_insert(file);
                first == file || note(&mut twice, 5, &self.files, first, || id(&addin.id))
            });
        }
        for twice in twice.into_values() {
            if !skip {
                return Err(twice.error());
            }
            skipped.note(twice.count, twice.place());
        }
        Ok(skipped)
    }

    /// Whether no earlier file has a row of this key.
    fn is_new(
        &mut self,
        key: Key,
        twice: &mut BTreeMap<u8, Twice>,
        shown: impl FnOnce() -> String,
    ) -> bool {
        if !self.several.contains(&key.0) {
            return true;
        }
        let file = self.files.len() - 1;
        let first = *self.numbered.entry(key).or_insert(file);
        first == file || note(twice, key.0, &self.files, first, shown)
    }
}

/// Notes a row that an earlier file has: `false`.
fn note(
    twice: &mut BTreeMap<u8, Twice>,
    table: u8,
    files: &[String],
    first: usize,
    shown: impl FnOnce() -> String,
) -> bool {
    let meaning = TABLES.iter().find(|(_, number)| *number == table);
    let twice = twice.entry(table).or_insert_with(|| Twice {
        table: meaning.map_or("", |(meaning, _)| meaning.table()),
        first: shown(),
        files: [
            files.get(first).cloned().unwrap_or_default(),
            files.last().cloned().unwrap_or_default(),
        ],
        count: 0,
    });
    twice.count += 1;
    false
}
