//! Tables and columns from what the model says of them.

use std::collections::BTreeMap;

use super::fault::TableProblem;
use super::names::parts;
use crate::sqlserver::{Column, Kind, SqlType, Table, TableName};

/// A type as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct WrittenType {
    /// The name of the type, or of an alias.
    pub name: String,
    pub length: Option<u16>,
    pub max: bool,
    pub precision: Option<u8>,
    pub scale: Option<u8>,
    /// Whether its specifier is that of XML.
    pub xml: bool,
}

/// A column as it is written.
#[derive(Debug, Default)]
pub(super) struct WrittenColumn {
    pub name: String,
    pub nullable: bool,
    pub written: WrittenType,
}

/// A table as it is written.
#[derive(Debug, Default)]
pub(super) struct WrittenTable {
    pub name: String,
    pub columns: Vec<WrittenColumn>,
    /// Why its rows cannot be read.
    pub problem: Option<TableProblem>,
}

impl WrittenTable {
    /// The table, and why its rows cannot be read, where that is so.
    pub fn define(&self, aliases: &BTreeMap<String, WrittenType>) -> (Table, Option<TableProblem>) {
        let mut problem = self.problem.clone();
        let mut table = Table {
            name: match parts(&self.name).as_deref() {
                Some([schema, name]) => TableName::new(schema, name),
                _ => TableName::new("", &self.name),
            },
            ..Table::default()
        };
        for column in &self.columns {
            let names = parts(&column.name);
            let name = names.as_ref().and_then(|names| names.last());
            let name = name.unwrap_or(&column.name).as_str();
            let sql_type = column.written.resolve(aliases);
            if sql_type.is_none() {
                problem.get_or_insert_with(|| TableProblem::ColumnType {
                    column: name.to_owned(),
                    sql_type: column.written.name.clone(),
                });
            }
            table.columns.push(Column {
                name: name.into(),
                sql_type,
                nullable: column.nullable,
            });
        }
        (table, problem)
    }
}

impl WrittenType {
    /// The type of SQL Server; that of an alias is what the alias stands for.
    fn resolve(&self, aliases: &BTreeMap<String, WrittenType>) -> Option<SqlType> {
        if let Some(alias) = aliases.get(&self.name) {
            // An alias stands for a type of SQL Server, never for another alias.
            return alias.built_in();
        }
        self.built_in()
    }

    fn built_in(&self) -> Option<SqlType> {
        let names = parts(&self.name);
        let kind = match names.as_deref() {
            _ if self.xml => Kind::Xml,
            Some([name]) => kind(name)?,
            Some([schema, name]) if schema.eq_ignore_ascii_case("sys") => kind(name)?,
            _ => return None,
        };
        let mut found: SqlType = kind.word().parse().unwrap_or(SqlType::plain(kind));
        found.max = self.max;
        if let Some(precision) = self.precision {
            found.precision = precision;
        }
        if let Some(scale) = self.scale {
            found.scale = scale;
        }
        found.length = self.length;
        let is_sysname = names
            .iter()
            .flatten()
            .any(|it| it.eq_ignore_ascii_case("sysname"));
        if is_sysname && self.length.is_none() {
            found.length = Some(128);
        }
        Some(found)
    }
}

/// The type of this name; those of the common language runtime are alike here.
fn kind(name: &str) -> Option<Kind> {
    const RUNTIME: [&str; 3] = ["geography", "geometry", "hierarchyid"];
    if RUNTIME.iter().any(|it| it.eq_ignore_ascii_case(name)) {
        return Some(Kind::Udt);
    }
    Kind::parse(name)
}
