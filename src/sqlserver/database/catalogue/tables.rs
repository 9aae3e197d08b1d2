//! The user tables, put together from objects, columns, layouts and partitions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::stored::{StoredColumn, StoredTable, TableProblem};
use super::fault::Unknown;
use super::layout::{Layouts, Stored};
use super::partitions::{Partition, Partitions};
use super::system::{ColumnRow, ObjectRow};
use super::types::sql_type;
use super::walk::Kept;
use crate::sqlserver::collation::code_page_of;
use crate::sqlserver::{Column, Kind, SqlType, Table, TableName};
use crate::wording::Sentence;

/// The schema that every database has, under this number (reference: sql-extracts, 6.4).
const DBO: (i32, &str) = (1, "dbo");

/// The status of a column that may not be NULL.
const NOT_NULL: i32 = 1;

/// What the system tables say of the user tables.
pub(super) struct Parts {
    pub partitions: Partitions,
    pub layouts: Layouts,
    /// Their names, by number.
    pub schemas: BTreeMap<i32, Box<str>>,
    pub columns: Kept<ColumnRow>,
    /// The collation of the database.
    pub collation: u32,
}

/// A table that is being put together.
struct Draft {
    table: Table,
    stored: Vec<StoredColumn>,
    problem: Option<TableProblem>,
    /// Sentences about what is not known.
    notices: Vec<Sentence>,
}

impl Parts {
    /// The tables, by name; and sentences about what is not known of them.
    pub fn tables(&mut self, mut objects: Vec<ObjectRow>) -> (Vec<StoredTable>, Vec<Sentence>) {
        let order = |row: &ColumnRow| (row.object, row.column);
        self.columns.rows.sort_by_key(order);
        self.columns.rows.dedup();
        objects.sort_by_key(|object| object.id);
        objects.dedup_by_key(|object| object.id);
        let mut notices = Vec::new();
        let mut tables = Vec::with_capacity(objects.len());
        for object in &objects {
            tables.push(self.table(object, &mut notices));
        }
        tables.sort_by(|a, b| a.table.name.cmp(&b.table.name));
        (tables, notices)
    }

    fn table(&self, object: &ObjectRow, notices: &mut Vec<Sentence>) -> StoredTable {
        let partitions: Vec<_> = self.partitions.of(object.id).collect();
        let mut draft = Draft {
            table: Table {
                name: TableName::new(self.schema(object.schema), &object.name),
                columns: Vec::new(),
            },
            stored: Vec::new(),
            problem: self.problem(&partitions),
            notices: Vec::new(),
        };
        self.columns(object.id, &partitions, &mut draft);
        notices.append(&mut draft.notices);
        let rows = partitions.iter().map(|partition| partition.row.rows);
        StoredTable {
            table: Arc::new(draft.table),
            columns: draft.stored,
            rowsets: partitions.iter().filter_map(|it| it.unit).collect(),
            rows: rows.fold(0, u64::saturating_add),
            problem: draft.problem,
        }
    }

    /// The name of a schema; empty where it is lost.
    fn schema(&self, id: i32) -> &str {
        let name = self.schemas.get(&id).map(AsRef::as_ref);
        name.unwrap_or(if id == DBO.0 { DBO.1 } else { "" })
    }

    /// Why the rows of some partitions cannot be read.
    fn problem(&self, partitions: &[Partition<'_>]) -> Option<TableProblem> {
        let Some((first, others)) = partitions.split_first() else {
            // Tables without rows may be without partitions, too.
            return (!self.partitions.is_whole).then_some(TableProblem::PlacePerhapsLost);
        };
        let own = partitions.iter().copied();
        let own = own.filter_map(|partition| self.partitions.problem(partition));
        let layout = |partition: &Partition<'_>| self.layouts.of(partition.row.rowset);
        let is_one = others.iter().all(|other| layout(other) == layout(first));
        let mixed = (!is_one).then_some(TableProblem::MixedPartitions);
        own.into_iter().next().or(mixed)
    }

    /// Adds the columns: those that are stored, where that is known.
    fn columns(&self, object: i32, partitions: &[Partition<'_>], draft: &mut Draft) {
        let rows = &self.columns.rows;
        let from = rows.partition_point(|row| row.object < object);
        let to = rows.partition_point(|row| row.object <= object);
        let own = rows.get(from..to).unwrap_or_default();
        let Some(first) = partitions.first() else {
            for row in own {
                draft.name(row, false);
            }
            return;
        };
        let layout = self.layouts.of(first.row.rowset);
        // Where it is not known which pages are in use, old ones may have been read, too.
        let is_clear = own.is_sorted_by(|a, b| a.column < b.column)
            && layout.is_sorted_by(|a, b| a.column < b.column);
        if !is_clear {
            draft.refuse(TableProblem::TwoOfOneColumn);
        }
        for row in own {
            let place = layout.binary_search_by_key(&row.column, |stored| stored.column);
            match place.ok().and_then(|place| layout.get(place)) {
                Some(stored) => draft.add(row, *stored, self.collation),
                // Computed and not stored.
                None if self.layouts.is_whole => {}
                None => {
                    let column = draft.name(row, false).name.to_string();
                    draft.refuse(TableProblem::LayoutLost { column });
                }
            }
        }
        let is_defined = |column: i32| own.binary_search_by_key(&column, |row| row.column).is_ok();
        let lost = layout.iter().find(|stored| !is_defined(stored.column));
        if let Some(lost) = lost.filter(|_| !self.columns.is_whole) {
            let column = lost.column.to_string();
            draft.refuse(TableProblem::ColumnLost { column });
        }
        if draft.stored.is_empty() {
            draft.refuse(TableProblem::NoColumns);
        }
    }
}

impl Draft {
    fn refuse(&mut self, problem: TableProblem) {
        self.problem.get_or_insert(problem);
    }

    /// Adds a column with its name and type.
    fn name(&mut self, row: &ColumnRow, is_fixed: bool) -> &Column {
        let known = sql_type(row.xtype, row.length, row.precision, row.scale);
        if known.is_none() {
            let unknown = Unknown::ColumnType {
                column: row.name.as_deref().map(str::to_owned),
                table: self.table.name.to_string(),
                number: row.xtype,
            };
            self.notices.push(unknown.into());
        }
        let column = Column {
            name: row.name.clone().unwrap_or_default(),
            sql_type: Some(known.unwrap_or_else(|| binary(row.length, is_fixed))),
            nullable: row.status & NOT_NULL == 0,
        };
        let columns = &mut self.table.columns;
        columns.push(column);
        &columns[columns.len() - 1]
    }

    /// Adds a column that is stored.
    fn add(&mut self, row: &ColumnRow, stored: Stored, collation: u32) {
        let column = self.name(row, !stored.is_variable());
        let name = column.name.to_string();
        let Some(sql_type) = column.sql_type else {
            return;
        };
        let Some(place) = stored.place(sql_type.kind) else {
            self.refuse(TableProblem::UnknownLayout { column: name });
            return;
        };
        let is_bytes = matches!(sql_type.kind, Kind::Char | Kind::VarChar | Kind::Text);
        let collation = match row.collation {
            0 => collation,
            own => own as u32,
        };
        self.stored.push(StoredColumn {
            place,
            null_bit: stored.null_bit(),
            sql_type,
            length: u16::try_from(row.length).unwrap_or(u16::MAX),
            page: code_page_of(collation).filter(|_| is_bytes),
            collation,
        });
    }
}

/// What values are given as whose type is not known.
fn binary(length: i16, is_fixed: bool) -> SqlType {
    let length = u16::try_from(length).ok();
    let kind = if is_fixed {
        Kind::Binary
    } else {
        Kind::VarBinary
    };
    SqlType {
        length,
        max: length.is_none(),
        ..SqlType::plain(kind)
    }
}
