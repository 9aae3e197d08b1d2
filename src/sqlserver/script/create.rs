//! `CREATE TABLE`, and the columns that `ALTER TABLE` adds.

use std::sync::Arc;

use super::fault::Wanted;
use super::known::Definition;
use super::shape;
use super::text::{Object, Stop, Text, is, is_one_of};
use crate::sqlserver::collation::is_of_names;
use crate::sqlserver::script::literal::cast;
use crate::sqlserver::{Column, Table, TableName};

/// Words that begin a constraint of the table, where a column's name would be without quotes.
const CONSTRAINTS: [&str; 7] = [
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "FOREIGN",
    "CHECK",
    "INDEX",
    "PERIOD",
];

/// Whether this is a collation, and not that of whichever database runs the script.
pub(super) fn is_collation(name: &str) -> bool {
    !name.eq_ignore_ascii_case("database_default")
}

/// A column that stands in a list.
enum Entry {
    Column {
        column: Column,
        clauses: Clauses,
    },
    /// A computed column or a constraint.
    Other,
}

/// A table, from behind `CREATE TABLE`. `None` where that is no list of columns, and for temporary tables.
pub(super) fn definition(text: &mut Text<'_>) -> Result<Option<Definition>, Stop> {
    let Some(Object { name, temporary }) = text.object()? else {
        return Ok(None);
    };
    if !text.takes_byte(b'(')? {
        return Ok(None);
    }
    let mut found = Definition {
        table: Arc::default(),
        identity: None,
        collation: None,
    };
    let mut columns = Vec::new();
    entries(text, &mut columns, &mut found)?;
    if text.next()?.is_none() {
        return Err(text.unexpected(Wanted::NextColumn));
    }
    if !text.takes_byte(b')')? || temporary || columns.is_empty() {
        return Ok(None);
    }
    found.table = Arc::new(Table { name, columns });
    Ok(Some(found))
}

/// What `ALTER TABLE` makes of a table that is known, from behind these words. `None` where it adds no column and drops none.
pub(super) fn altered(
    text: &mut Text<'_>,
    known: impl FnOnce(&TableName) -> Option<Definition>,
) -> Result<Option<Definition>, Stop> {
    let Some(object) = text.object()? else {
        return Ok(None);
    };
    if text.takes("DROP")? {
        return without(text, &object.name, known);
    }
    if !text.takes("ADD")? {
        return Ok(None);
    }
    let Some(mut found) = known(&object.name) else {
        return Ok(None);
    };
    let table = Arc::clone(&found.table);
    let mut columns = table.columns.clone();
    // One after the other, without parentheses: so the last one ends where the next statement begins.
    entries(text, &mut columns, &mut found)?;
    let added = columns.len() > table.columns.len();
    let name = table.name.clone();
    found.table = Arc::new(Table { name, columns });
    Ok(added.then_some(found))
}

/// What a table is without the columns that `DROP COLUMN` names.
fn without(
    text: &mut Text<'_>,
    name: &TableName,
    known: impl FnOnce(&TableName) -> Option<Definition>,
) -> Result<Option<Definition>, Stop> {
    let names = dropped_columns(text)?;
    let Some(Definition {
        table,
        identity,
        collation,
    }) = known(name).filter(|_| !names.is_empty())
    else {
        return Ok(None);
    };
    let goes = |at: &usize| {
        let name = &table.columns[*at].name;
        names.iter().any(|it| it.eq_ignore_ascii_case(name))
    };
    let left: Vec<usize> = (0..table.columns.len()).filter(|at| !goes(at)).collect();
    let identity = identity.and_then(|identity| left.iter().position(|at| *at == identity));
    let columns = left.iter().map(|at| table.columns[*at].clone()).collect();
    let name = table.name.clone();
    let table = Arc::new(Table { name, columns });
    Ok(Some(Definition {
        table,
        identity,
        collation,
    }))
}

/// The names behind `DROP`, as far as they are those of columns.
pub(super) fn dropped_columns(text: &mut Text<'_>) -> Result<Vec<String>, Stop> {
    let mut names = Vec::new();
    if !text.takes("COLUMN")? {
        return Ok(names);
    }
    if text.takes("IF")? {
        text.takes("EXISTS")?;
    }
    loop {
        names.extend(text.name()?);
        if !text.takes_byte(b',')? {
            return Ok(names);
        }
    }
}

/// The columns and constraints of a list.
fn entries(
    text: &mut Text<'_>,
    columns: &mut Vec<Column>,
    found: &mut Definition,
) -> Result<(), Stop> {
    loop {
        if let Entry::Column { column, clauses } = entry(text)? {
            if clauses.identity {
                found.identity = Some(columns.len());
            }
            if is_of_names(&column.name) && clauses.collation.is_some() {
                found.collation = clauses.collation;
            }
            columns.push(column);
        }
        if !text.takes_byte(b',')? {
            return Ok(());
        }
    }
}

fn entry(text: &mut Text<'_>) -> Result<Entry, Stop> {
    // A constraint may follow without a comma, and the list may end with one.
    if text.next()? == Some(b')') || is_one_of(text.coming()?, &CONSTRAINTS) {
        clauses(text)?;
        return Ok(Entry::Other);
    }
    let Some(name) = text.name()? else {
        clauses(text)?;
        return Ok(Entry::Other);
    };
    if is(text.coming()?, "AS") {
        clauses(text)?;
        return Ok(Entry::Other);
    }
    let sql_type = match text.next()? {
        Some(b',' | b')') | None => None,
        _ => cast::sql_type(text)?,
    };
    let clauses = clauses(text)?;
    Ok(Entry::Column {
        column: Column {
            name: name.into(),
            sql_type,
            nullable: !clauses.not_null,
        },
        clauses,
    })
}

/// What is said behind a column's type.
#[derive(Default)]
struct Clauses {
    not_null: bool,
    identity: bool,
    collation: Option<String>,
}

/// Goes on to the end of an entry of the list, or to where the statement certainly ends.
fn clauses(text: &mut Text<'_>) -> Result<Clauses, Stop> {
    let mut found = Clauses::default();
    let mut depth = 0_usize;
    let mut not = false;
    loop {
        let Some(byte) = text.next()? else {
            return Ok(found);
        };
        match byte {
            b',' | b')' | b';' if depth == 0 => return Ok(found),
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {
                let mut ahead = *text;
                let word = ahead.word()?;
                // Of statements, only INSERT cannot be a part of a column.
                let begins = is(word, "INSERT") || text.begins_line() && shape::begins(word);
                if depth == 0 && begins {
                    return Ok(found);
                }
                if depth == 0 {
                    found.not_null |= not && is(word, "NULL") || is(word, "PRIMARY");
                    found.identity |= is(word, "IDENTITY");
                    not = is(word, "NOT");
                    if is(word, "COLLATE") {
                        let name = ahead.name()?;
                        found.collation = name.filter(|name| is_collation(name));
                    }
                }
            }
        }
        text.token()?;
    }
}
