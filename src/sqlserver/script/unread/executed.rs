//! What EXEC does to rows: the text of a script in a string, and procedures that rename tables.

use super::super::text::{Stop, Text, is, is_one_of, is_word};
use super::{begins, of};
use crate::sqlserver::TableName;
use crate::sqlserver::rows::form::{Statement, Unread};
use crate::sqlserver::script::effects::{Effect, FoundStatement, found};

/// `EXEC ('text')`, `EXEC sp_executesql N'text'`. Other procedures are called by name: those of the system change no
/// rows, but for renaming a table.
pub(super) fn executed(mut text: Text<'_>) -> Result<Vec<FoundStatement>, Stop> {
    if text.next()? != Some(b'(') {
        let mut ahead = text;
        if ahead.coming()?.starts_with(b"@") {
            ahead.name()?;
            if ahead.takes_byte(b'=')? {
                text = ahead;
            }
        }
        let Some(object) = text.object()? else {
            return Ok(Vec::new());
        };
        let is_text = |name: &str| {
            ["sp_executesql", "sp_MSforeachtable", "sp_MSforeachdb"]
                .iter()
                .any(|it| name.eq_ignore_ascii_case(it))
        };
        if object.name.name.eq_ignore_ascii_case("sp_rename") {
            return renamed(text);
        }
        if !is_text(&object.name.name) {
            return Ok(Vec::new());
        }
    }
    let mut script = Vec::new();
    let mut first = None;
    while let Some(byte) = text.next()? {
        if byte == b'\'' {
            first.get_or_insert(true);
            let quoted = text.quoted(b'\'')?;
            let inside = &text.bytes[quoted.inside];
            script.extend_from_slice(&unquoted(inside));
            // What a variable in between adds is not known.
            script.push(b' ');
            continue;
        }
        let mut ahead = text;
        let word = if is_word(byte) { ahead.word()? } else { b"" };
        if word.starts_with(b"@") {
            let mut behind = ahead;
            if !matches!(behind.next()?, Some(b'=')) {
                first.get_or_insert(false);
            }
        } else if !word.is_empty() && !is(word, "N") {
            // A text that a function makes.
            first.get_or_insert(false);
        }
        text.token()?;
    }
    Ok(match first {
        None => Vec::new(),
        Some(false) => vec![found(Statement::ExecutedText, None, Effect::Adds)],
        Some(true) => in_text(&script),
    })
}

pub(super) fn unquoted(inside: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(inside.len());
    let mut quoted = false;
    for byte in inside {
        let second = quoted && *byte == b'\'';
        quoted = *byte == b'\'' && !second;
        if !second {
            text.push(*byte);
        }
    }
    text
}

/// What a text changes that is a script itself. Routines that it makes change nothing.
pub(super) fn in_text(script: &[u8]) -> Vec<FoundStatement> {
    let mut text = Text {
        bytes: script,
        at: 0,
        last: true,
    };
    let mut all = Vec::new();
    let (mut before, mut first) = (&b""[..], true);
    while let Ok(Some(byte)) = text.next() {
        if !is_word(byte) {
            if text.token().is_err() {
                break;
            }
            continue;
        }
        let begin = text;
        let Ok(word) = text.word() else { break };
        let routine = ["PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW"];
        if first && is_one_of(word, &["CREATE", "ALTER"]) {
            let mut ahead = text;
            let _ = ahead.takes("OR").and_then(|_| ahead.takes("ALTER"));
            if ahead.coming().is_ok_and(|word| is_one_of(word, &routine)) {
                return Vec::new();
            }
        }
        first = false;
        let changes = is_one_of(word, &["BULK", "DROP", "SELECT"])
            || begins(b"", before, word, text).unwrap_or(false);
        if is(word, "INSERT") && super::super::shape::inserts(text).unwrap_or(false) {
            let mut ahead = text;
            let _ = ahead.takes("INTO");
            let object = ahead.object().ok().flatten();
            if object.as_ref().is_none_or(|object| !object.temporary) {
                let table = object.map(|object| object.name);
                all.push(found(Statement::ExecutedText, table, Effect::Adds));
            }
        } else if changes {
            all.extend(of(begin).into_iter().map(|found| FoundStatement {
                unread: Unread {
                    what: Statement::ExecutedText,
                    ..found.unread
                },
                ..found
            }));
        }
        before = word;
    }
    all.dedup();
    all
}

/// `sp_rename 'a', 'b'`: the rows of one table are another one's.
pub(super) fn renamed(mut text: Text<'_>) -> Result<Vec<FoundStatement>, Stop> {
    let mut names = Vec::new();
    while let Some(byte) = text.next()? {
        if byte != b'\'' {
            text.token()?;
            continue;
        }
        let quoted = text.quoted(b'\'')?;
        let inside = String::from_utf8_lossy(&text.bytes[quoted.inside]).into_owned();
        names.push(inside);
    }
    // Of columns and indexes, a kind stands behind the names.
    let kind = names.get(2).map_or("OBJECT", String::as_str);
    if !kind.eq_ignore_ascii_case("OBJECT") {
        return Ok(Vec::new());
    }
    let name = |name: &String| {
        let name = name.rsplit('.').next().unwrap_or_default();
        TableName::new("", name.trim_matches(['[', ']', '"']))
    };
    let all = names.iter().take(2).map(name);
    let effects = [Effect::Drops, Effect::Adds];
    Ok(all
        .zip(effects)
        .map(|(table, effect)| found(Statement::Rename, Some(table), effect))
        .collect())
}
