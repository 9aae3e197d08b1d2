//! A pool as the rows of a database: table by table, in the order of their primary keys.
//!
//! Which columns there are, and in which order, says the published schema. Columns that the model has nothing for get the
//! same plausible value in every row.

mod chat;
mod lookups;
mod nodes;
mod people;

use std::io;
use std::sync::Arc;

pub(super) use chat::{Chat, Chats};

use super::Fault;
use super::rows::{Rows, Value};
use crate::directory::{Directory, Grant};
use crate::pool::schema;
use crate::pool::schema::Generation;
use crate::sqlserver::{Column, Kind, SqlType, Table, TableName};

/// The system user, who did everything of which no other user is known.
const SYSTEM: Value<'static> = Value::Int(1);

/// 2010-01-01 and 2012-01-01, when everything was made and last touched.
const MADE: Value<'static> = Value::Int(633_979_008_000_000_000);
const TOUCHED: Value<'static> = Value::Int(634_609_728_000_000_000);

/// When the server last looked after something.
const LOOKED_AFTER: Value<'static> = Value::Text("2012-01-02 03:30:00.123");

/// `uniqueidentifier` of what has none in the pool.
const NO_GUID: &str = "00000000-0000-0000-0000-000000000000";

/// All tables, in the order in which they are written.
pub(super) fn tables(schema: Generation) -> Vec<Arc<Table>> {
    let mut tables = known(schema);
    tables.push(notes_table());
    tables
}

fn known(schema: Generation) -> Vec<Arc<Table>> {
    schema::tables(schema).cloned().collect()
}

/// Writes every table but those of the messages and the notes.
pub(super) fn directory(
    rows: &mut Rows<'_, '_>,
    pool: &Directory,
    schema: Generation,
) -> io::Result<()> {
    for table in known(schema) {
        let write = match &*table.name.name {
            "tblPrincipalType" => lookups::principal_types,
            "tblPrincipal" => people::principals,
            "tblPrincipalAffiliations" => people::affiliations,
            "tblNode" => nodes::nodes,
            "tblRoleType" => lookups::role_types,
            "tblScopePrincipal" => nodes::scopes,
            "tblPrincipalRole" => nodes::roles,
            "tblSiopWhiteList" => addins,
            _ => continue,
        };
        rows.start(&table)?;
        write(rows, &table, pool)?;
        rows.end()?;
    }
    Ok(())
}

fn addins(rows: &mut Rows<'_, '_>, _table: &Table, pool: &Directory) -> io::Result<()> {
    for addin in &pool.addins {
        let [id, name, url] = [&*addin.id, &addin.name, &addin.url].map(Value::Text);
        rows.row(&[id, name, url])?;
    }
    Ok(())
}

/// A table that is not of the chat, as administrators keep them in any database they can write to.
fn notes_table() -> Arc<Table> {
    let column = |name: &str, sql_type, nullable| Column {
        name: name.into(),
        sql_type: Some(sql_type),
        nullable,
    };
    let text = SqlType {
        length: Some(100),
        ..SqlType::plain(Kind::NVarChar)
    };
    Arc::new(Table {
        name: TableName::new("dbo", "tblContosoNotes"),
        columns: vec![
            column("noteID", SqlType::plain(Kind::Int), false),
            column("note", text, true),
        ],
    })
}

/// Writes that table.
pub(super) fn notes(rows: &mut Rows<'_, '_>) -> io::Result<()> {
    rows.start(&notes_table())?;
    for (id, note) in [
        (
            1,
            Value::Text("Do not touch: 'reporting' reads this, every night"),
        ),
        (2, Value::Text("")),
        (3, Value::Null),
    ] {
        rows.row(&[Value::Int(id), note])?;
    }
    rows.end()
}

/// The roles that a grant is, in the order of their numbers (`tblRoleType`; the numbers are not published).
fn role_types(grant: &Grant) -> impl Iterator<Item = i64> {
    let held = [
        (lookups::MEMBER, grant.member),
        (lookups::MANAGER, grant.manager),
        (lookups::VOICED, grant.presenter),
        (lookups::CREATOR, grant.creator),
    ];
    held.into_iter()
        .filter_map(|(role, held)| held.then_some(role))
}

/// An id as the number that it is in a database.
pub(super) fn number(id: &str) -> io::Result<Value<'static>> {
    let number = id.parse::<i32>().map_err(|_| {
        let id = format!("{id:?}");
        io::Error::new(io::ErrorKind::InvalidData, Fault::NoNumber { id })
    })?;
    Ok(Value::Int(number.into()))
}

/// Text of a column that can be NULL.
fn optional(text: &str) -> Value<'_> {
    if text.is_empty() {
        Value::Null
    } else {
        Value::Text(text)
    }
}

fn flag(set: bool) -> Value<'static> {
    Value::Int(set.into())
}

fn setting(set: Option<bool>) -> Value<'static> {
    set.map_or(Value::Null, flag)
}
