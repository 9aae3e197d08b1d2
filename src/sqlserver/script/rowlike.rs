//! Rows in statements that are not known: an `INSERT` of which the word is damaged, or what is in front of its rows.

use super::fault::Problem;
use super::shape;
use super::text::{Stop, Text, is, is_one_of, is_word};
use crate::sqlserver::rows::form::Fault;
pub(crate) use crate::sqlserver::rows::table::is_nearly;
use crate::sqlserver::script::text::balanced;
use crate::sqlserver::{Published, TableName};

/// Words that begin a statement, beside those that begin one wherever a line does.
const OTHERS: [&str; 16] = [
    "ADD",
    "BREAK",
    "CLOSE",
    "CONTINUE",
    "DEALLOCATE",
    "FETCH",
    "GOTO",
    "KILL",
    "OPEN",
    "READTEXT",
    "RECEIVE",
    "RECONFIGURE",
    "RESTORE",
    "SEND",
    "SHUTDOWN",
    "THROW",
];

/// Whether the word here is the `VALUES` of an INSERT; `first` and `before` are those of its statement and in front of
/// it.
pub(super) fn is_values(
    first: &[u8],
    before: &[u8],
    word: &[u8],
    mut behind: Text<'_>,
) -> Result<bool, Stop> {
    // MERGE has one, too, and a partition function has `FOR VALUES`.
    let others = is(first, "MERGE") || is(before, "FOR");
    Ok(is(word, "VALUES") && !others && behind.next()? == Some(b'('))
}

/// Whether a statement begins here with a word that was `INSERT`, and goes on like one into a table that is known.
pub(super) fn begins(word: &[u8], behind: Text<'_>, published: &Published) -> Result<bool, Stop> {
    if shape::begins(word) || !is_nearly("INSERT", &String::from_utf8_lossy(word), 2) {
        return Ok(false);
    }
    let mut text = behind;
    text.takes("INTO")?;
    let of_chats = text
        .object()?
        .is_some_and(|object| published.has(&object.name.name));
    Ok(of_chats && shape::inserts(behind)?)
}

/// The fault, where a statement that was stepped over looks as if it had rows. The text is that of the statement alone,
/// `values` the place of the `VALUES` in it.
pub(super) fn fault(
    statement: Text<'_>,
    values: Option<usize>,
    published: &Published,
) -> Option<Fault> {
    let end = values.unwrap_or(statement.bytes.len());
    let table = || table_before(statement, end).ok().flatten();
    if let Some(values) = values {
        return Some(rows(values, table()));
    }
    let mut text = statement;
    if is_known(text.word().ok()?) {
        return None;
    }
    let table = table().filter(|table| published.has(&table.name));
    let has_rows = table.is_some() || is_row(text).ok()?;
    has_rows.then(|| rows(statement.at, table))
}

fn rows(at: usize, table: Option<TableName>) -> Fault {
    Fault {
        table: table.map_or(Box::default(), |table| table.to_string().into()),
        ..Fault::new(at, Problem::RowsElsewhere)
    }
}

fn is_known(word: &[u8]) -> bool {
    let procedure = word
        .get(..3)
        .is_some_and(|it| is_one_of(it, &["sp_", "xp_"]));
    shape::begins(word) && !is(word, "INSERT") || is_one_of(word, &OTHERS) || procedure
}

/// The last name up to a place that stands where an INSERT has its table: before a list of columns, or before the rows.
fn table_before(mut text: Text<'_>, end: usize) -> Result<Option<TableName>, Stop> {
    const ROWS: [&str; 4] = ["VALUES", "SELECT", "EXEC", "EXECUTE"];
    let mut last = None;
    while let Some(byte) = text.next()? {
        if text.at >= end {
            break;
        }
        if byte == b'(' {
            if !balanced(&mut text)? {
                break;
            }
        } else if is_word(byte) || matches!(byte, b'[' | b'"') {
            let Some(object) = text.object()? else {
                continue;
            };
            let is_table = text.next()? == Some(b'(') || is_one_of(text.coming()?, &ROWS);
            if is_table && !object.temporary {
                last = Some(object.name);
            }
        } else {
            text.token()?;
        }
    }
    Ok(last)
}

/// Whether literal values stand here in parentheses, more than one: the rows behind one of which the comma is damaged.
fn is_row(mut text: Text<'_>) -> Result<bool, Stop> {
    if !text.takes_byte(b'(')? {
        return Ok(false);
    }
    let literal = match text.next()? {
        Some(b'0'..=b'9' | b'-' | b'\'') => true,
        _ => is_one_of(text.coming()?, &["N", "NULL", "CAST", "CONVERT"]),
    };
    if !literal {
        return Ok(false);
    }
    while let Some(byte) = text.next()? {
        match byte {
            b',' => return Ok(true),
            b')' => return Ok(false),
            b'(' => drop(balanced(&mut text)?),
            _ => text.token()?,
        }
    }
    Ok(false)
}
