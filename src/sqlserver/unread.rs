//! What scripts do beside inserting rows, for people: which of it touches tables that matter.

use super::extract::Extract;
use super::file::own_name;
use crate::sqlserver::rows::form::Unread;

use crate::input::Skipped;
use crate::sqlserver::{Table, TableName};

/// Statements that are not carried out. Those that may touch a table that matters are left out of the result, and count;
/// the others are worth a sentence.
pub(crate) fn unread(
    extracts: &[Extract],
    matters: impl Fn(&Table) -> bool,
) -> (Vec<String>, Skipped) {
    let (mut notices, mut skipped) = (Vec::new(), Skipped::default());
    let is_here = |file: &str| {
        let mut names = extracts.iter().map(|extract| own_name(extract.name()));
        names.any(|name| name.eq_ignore_ascii_case(own_name(file)))
    };
    let named = |name: &TableName| {
        matters(&Table {
            name: name.clone(),
            columns: Vec::new(),
        })
    };
    for extract in extracts {
        let all = extract.unread();
        if all.is_empty() {
            continue;
        }
        let has_such = extract.tables().iter().any(|table| matters(table));
        for unread in all {
            let counts = match (&unread.table, &unread.file) {
                (_, Some(file)) if is_here(file) => continue,
                (_, Some(_)) => true,
                (Some(table), _) => named(table),
                (None, None) => has_such,
            };
            let sentence = sentence(extract, &unread);
            if counts {
                skipped.note(unread.count, sentence);
            } else {
                notices.push(sentence);
            }
        }
    }
    (notices, skipped)
}

fn sentence(extract: &Extract, unread: &Unread) -> String {
    let Unread {
        what,
        table,
        file,
        at,
        count,
    } = unread;
    let name = extract.name();
    let line = match extract.line_of(*at) {
        Some(line) => format!("line {line}"),
        None => format!("byte {at} of the text"),
    };
    let about = match (table, file) {
        (_, Some(file)) => format!("{what} {file}"),
        (Some(table), _) => format!("{what}, table {table}"),
        (None, _) => format!("{what}, of which only the server knows what it changes"),
    };
    let (statements, first) = match count {
        1 => ("statement is", "in"),
        _ => ("statements are", "the first in"),
    };
    format!(
        "{name}: {count} {statements} not carried out, {first} {line} ({about}): the rows are those that INSERT has"
    )
}
