//! Statements that change rows and are not carried out: which, of which table, and where.
//!
//! There is no grammar here either. A statement that was stepped over is looked at once more: this costs nothing where a
//! script holds nothing but rows.

mod executed;

use self::executed::executed;
use super::text::{Object, Stop, Text, is, is_one_of, is_word};
use crate::sqlserver::TableName;
use crate::sqlserver::rows::form::Statement;
use crate::sqlserver::script::effects::{Effect, FoundStatement, found, named};

/// Whether such a statement begins here, in the middle of a line: `before` is the word in front of this one.
pub(super) fn begins(
    first: &[u8],
    before: &[u8],
    word: &[u8],
    behind: Text<'_>,
) -> Result<bool, Stop> {
    const CHANGES: [&str; 8] = [
        "UPDATE",
        "DELETE",
        "TRUNCATE",
        "MERGE",
        "UPDATETEXT",
        "WRITETEXT",
        "EXEC",
        "EXECUTE",
    ];
    // Where these words are the name of a right, of an action or of a hint.
    const OTHER: [&str; 11] = [
        "GRANT", "DENY", "REVOKE", "CREATE", "ALTER", "MERGE", "ENABLE", "DISABLE", "BULK", "DROP",
        "ADD",
    ];
    const BEHIND: [&str; 9] = [
        "ON", "FOR", "OF", "THEN", "INNER", "LEFT", "RIGHT", "FULL", "OUTER",
    ];
    Ok(is_one_of(word, &CHANGES)
        && !is_one_of(first, &OTHER)
        && (!is_one_of(before, &BEHIND) || is(first, "SET") && is(before, "ON"))
        && target(word, behind)?.is_some())
}

/// What the statement changes, from behind its first word. `None`: it is no such statement.
fn target(word: &[u8], mut text: Text<'_>) -> Result<Option<Option<TableName>>, Stop> {
    if is(word, "MERGE") && is_one_of(text.coming()?, &["JOIN", "UNION"]) {
        return Ok(None);
    }
    if is_one_of(word, &["EXEC", "EXECUTE"]) {
        let next = text.next()?;
        let named = matches!(next, Some(b'(' | b'[' | b'"')) || next.is_some_and(is_word);
        return Ok((named && !is(text.coming()?, "AS")).then_some(None));
    }
    if is(word, "TRUNCATE") && !text.takes("TABLE")? {
        return Ok(None);
    }
    if is(word, "BULK") && !text.takes("INSERT")? {
        return Ok(None);
    }
    if is_one_of(word, &["UPDATETEXT", "WRITETEXT"]) {
        text.takes("BULK")?;
        return Ok(column_of(&mut text)?.map(Some));
    }
    if text.takes("TOP")? {
        if text.next()? == Some(b'(') {
            crate::sqlserver::script::reader::rows::balanced(&mut text)?;
        } else {
            text.word()?;
        }
        text.takes("PERCENT")?;
    }
    if is(word, "DELETE") {
        text.takes("FROM")?;
    }
    if is(word, "MERGE") {
        text.takes("INTO")?;
    }
    const NO_TABLE: [&str; 9] = [
        "STATISTICS",
        "SET",
        "ON",
        "TO",
        "WHEN",
        "OUTPUT",
        "WHERE",
        "AS",
        "CASCADE",
    ];
    if is_one_of(text.coming()?, &NO_TABLE) {
        return Ok(None);
    }
    Ok(match text.object()? {
        Some(Object {
            temporary: false,
            name,
        }) if !name.name.is_empty() => Some(named(name)),
        _ => None,
    })
}

/// The table of `schema.table.column`.
fn column_of(text: &mut Text<'_>) -> Result<Option<TableName>, Stop> {
    let Some(object) = text.object()? else {
        return Ok(None);
    };
    // The column is the last part.
    Ok((!object.name.schema.is_empty()).then(|| TableName::new("", &object.name.schema)))
}

/// What a statement changes that was stepped over; the text is that of the statement alone.
pub(super) fn of(mut text: Text<'_>) -> Vec<FoundStatement> {
    let begin = text;
    let Ok(word) = text.word() else {
        return Vec::new();
    };
    let one = |what, effect| match target(word, text) {
        Ok(Some(table)) => {
            let table = table.map(|table| meant(table, text));
            vec![found(what, table, effect)]
        }
        _ => Vec::new(),
    };
    match () {
        () if is(word, "UPDATE") => one(Statement::Update, Effect::Changes),
        () if is(word, "DELETE") => one(Statement::Delete, Effect::Changes),
        () if is(word, "TRUNCATE") => one(Statement::Truncate, Effect::Changes),
        () if is(word, "UPDATETEXT") => one(Statement::UpdateText, Effect::Changes),
        () if is(word, "WRITETEXT") => one(Statement::WriteText, Effect::Changes),
        () if is(word, "MERGE") => one(Statement::Merge, Effect::Adds),
        () if is(word, "BULK") => one(Statement::BulkInsert, Effect::Adds),
        () if is_one_of(word, &["EXEC", "EXECUTE"]) => executed(text).unwrap_or_default(),
        () if is(word, "DROP") => dropped(text).unwrap_or_default(),
        () if is(word, "ALTER") => altered(text).unwrap_or_default(),
        () if is(word, "SELECT") => into(text).ok().flatten().into_iter().collect(),
        () if is(word, "WITH") => with(begin).unwrap_or_default(),
        () => Vec::new(),
    }
}

/// The table behind an alias: `UPDATE c SET ... FROM tblChat AS c`.
fn meant(target: TableName, mut text: Text<'_>) -> TableName {
    let mut resolve = || -> Result<Option<TableName>, Stop> {
        let mut from = false;
        while let Some(byte) = text.next()? {
            let word = match is_word(byte) {
                true => text.word()?,
                false => {
                    if !(from && byte == b',') {
                        text.token()?;
                        continue;
                    }
                    text.at += 1;
                    &b","[..]
                }
            };
            from |= is_one_of(word, &["FROM", "USING"]);
            if !from || !is_one_of(word, &["FROM", "JOIN", ",", "USING"]) {
                continue;
            }
            let mut ahead = text;
            let Some(object) = ahead.object()? else {
                continue;
            };
            ahead.takes("AS")?;
            let alias = ahead.name()?.unwrap_or_default();
            if alias.eq_ignore_ascii_case(&target.name) {
                return Ok(Some(object.name));
            }
        }
        Ok(None)
    };
    match resolve() {
        Ok(Some(table)) if target.schema.is_empty() => table,
        _ => target,
    }
}

/// `WITH x AS (SELECT ... FROM t) DELETE x`: the rows are those of `t`.
fn with(mut text: Text<'_>) -> Result<Vec<FoundStatement>, Stop> {
    let mut source = None;
    let mut before = &b""[..];
    while let Some(byte) = text.next()? {
        if !is_word(byte) {
            text.token()?;
            continue;
        }
        let begin = text;
        let word = text.word()?;
        if is(word, "FROM") && source.is_none() {
            let mut ahead = text;
            source = ahead.object()?.map(|object| object.name);
        }
        if is_one_of(word, &["UPDATE", "DELETE", "MERGE"]) && !is(before, "THEN") {
            let mut all = of(begin);
            for found in &mut all {
                let table = found.unread.table.take();
                let named = table.filter(|table| !table.schema.is_empty());
                found.unread.table = named.or_else(|| source.clone());
            }
            return Ok(all);
        }
        if is(word, "INTO") && text.object()?.is_some_and(|object| !object.temporary) {
            return Ok(into(begin)?.into_iter().collect());
        }
        before = word;
    }
    Ok(Vec::new())
}

/// `SELECT ... INTO t`.
fn into(mut text: Text<'_>) -> Result<Option<FoundStatement>, Stop> {
    let mut depth = 0_usize;
    while let Some(byte) = text.next()? {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if is_word(byte) => {
                if is(text.word()?, "INTO") && depth == 0 {
                    let object = text.object()?.filter(|object| !object.temporary);
                    return Ok(object.map(|object| {
                        found(Statement::SelectInto, Some(object.name), Effect::Adds)
                    }));
                }
                continue;
            }
            _ => {}
        }
        text.token()?;
    }
    Ok(None)
}

/// `DROP TABLE a, b`.
fn dropped(mut text: Text<'_>) -> Result<Vec<FoundStatement>, Stop> {
    let mut all = Vec::new();
    if !text.takes("TABLE")? {
        return Ok(all);
    }
    if text.takes("IF")? {
        text.takes("EXISTS")?;
    }
    loop {
        match text.object()? {
            Some(object) if !object.temporary && !object.name.name.is_empty() => {
                all.push(found(
                    Statement::DropTable,
                    Some(object.name),
                    Effect::Drops,
                ));
            }
            _ => {}
        }
        if !text.takes_byte(b',')? {
            return Ok(all);
        }
    }
}

/// `ALTER TABLE t DROP COLUMN c`, and `SWITCH TO u`, which makes its rows those of another table.
fn altered(mut text: Text<'_>) -> Result<Vec<FoundStatement>, Stop> {
    if !text.takes("TABLE")? {
        return Ok(Vec::new());
    }
    let Some(Object { name, .. }) = text.object()? else {
        return Ok(Vec::new());
    };
    if text.takes("DROP")? {
        let drops = !super::create::dropped_columns(&mut text)?.is_empty();
        let what = Statement::DropColumn;
        return Ok((drops.then(|| found(what, named(name), Effect::Changes)))
            .into_iter()
            .collect());
    }
    if !text.takes("SWITCH")? {
        return Ok(Vec::new());
    }
    while !text.takes("TO")? {
        if text.next()?.is_none() {
            return Ok(Vec::new());
        }
        text.token()?;
    }
    let to = text.object()?.map(|object| object.name);
    let what = Statement::Switch;
    let mut all = vec![found(what, named(name), Effect::Drops)];
    all.extend(to.map(|to| found(what, named(to), Effect::Adds)));
    Ok(all)
}

/// A directive of sqlcmd, from behind its colon: `r` has another file read.
pub(super) fn directive(line: &[u8]) -> Option<FoundStatement> {
    let line = String::from_utf8_lossy(line);
    let name = line.strip_prefix(['r', 'R'])?;
    if !name.starts_with([' ', '\t']) {
        return None;
    }
    let name = name.trim().trim_matches('"').to_owned();
    let mut all = found(Statement::ReadFile, None, Effect::Adds);
    all.unread.file = Some(name);
    Some(all)
}

/// A row that stands behind a routine without a `GO` between them: to the server it is a part of the routine.
pub(super) fn inserted(table: TableName) -> FoundStatement {
    found(Statement::InsertBehindRoutine, Some(table), Effect::Adds)
}
