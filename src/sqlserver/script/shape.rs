//! What statements look like: to know a script, to cut one, and to find the way again behind a mistake.

use memchr::{memchr, memrchr};

use super::text::{Stop, Text, is, is_one_of};

/// Options of `SET`, as far as scripts begin with them.
const OPTIONS: [&str; 22] = [
    "IDENTITY_INSERT",
    "ANSI_DEFAULTS",
    "ANSI_NULLS",
    "ANSI_NULL_DFLT_ON",
    "ANSI_NULL_DFLT_OFF",
    "ANSI_PADDING",
    "ANSI_WARNINGS",
    "ARITHABORT",
    "ARITHIGNORE",
    "CONCAT_NULL_YIELDS_NULL",
    "CONTEXT_INFO",
    "DATEFORMAT",
    "DATEFIRST",
    "DEADLOCK_PRIORITY",
    "IMPLICIT_TRANSACTIONS",
    "LANGUAGE",
    "LOCK_TIMEOUT",
    "NOCOUNT",
    "NOEXEC",
    "NUMERIC_ROUNDABORT",
    "QUOTED_IDENTIFIER",
    "XACT_ABORT",
];

/// What is created, altered and dropped.
const OBJECTS: [&str; 24] = [
    "TABLE",
    "DATABASE",
    "SCHEMA",
    "VIEW",
    "PROC",
    "PROCEDURE",
    "FUNCTION",
    "TRIGGER",
    "INDEX",
    "UNIQUE",
    "CLUSTERED",
    "NONCLUSTERED",
    "USER",
    "LOGIN",
    "ROLE",
    "TYPE",
    "SYNONYM",
    "SEQUENCE",
    "DEFAULT",
    "RULE",
    "FULLTEXT",
    "PARTITION",
    "STATISTICS",
    "XML",
];

/// Words that begin a statement.
const STATEMENTS: [&str; 37] = [
    "ALTER",
    "BACKUP",
    "BEGIN",
    "BULK",
    "CHECKPOINT",
    "COMMIT",
    "CREATE",
    "DBCC",
    "DECLARE",
    "DELETE",
    "DENY",
    "DISABLE",
    "DROP",
    "ELSE",
    "ENABLE",
    "END",
    "EXEC",
    "EXECUTE",
    "GO",
    "GRANT",
    "IF",
    "INSERT",
    "MERGE",
    "PRINT",
    "RAISERROR",
    "RETURN",
    "REVOKE",
    "ROLLBACK",
    "SAVE",
    "SELECT",
    "SET",
    "TRUNCATE",
    "UPDATE",
    "USE",
    "WAITFOR",
    "WHILE",
    "WITH",
];

/// All of these: without them, a script is not known for one.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    let all = OPTIONS.iter().chain(&OBJECTS).chain(&STATEMENTS);
    all.copied()
}

/// How a statement looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Only SQL is written like this.
    Clear,
    /// `USE name` or `GO` on a line of its own: other texts may have that, too.
    Short,
    /// It is none.
    None,
}

/// Whether a text is a script, by its beginning.
pub(crate) fn looks_like_script(head: &[u8]) -> bool {
    let mut text = Text {
        bytes: head,
        at: 0,
        last: false,
    };
    let mut short = 0;
    loop {
        match text.gap().and_then(|()| shape(&mut text)) {
            Ok(Shape::Clear) => return true,
            Ok(Shape::Short) => short += 1,
            Ok(Shape::None) => return false,
            Err(Stop::Fault(_)) if text.byte() == Some(0) => text.at += 1,
            // What is cut off would have to be known.
            Err(_) => return short > 1 || text.rest().starts_with(b"/*"),
        }
    }
}

/// The shape of the statement here; where it is short, it is read.
fn shape(text: &mut Text<'_>) -> Result<Shape, Stop> {
    let clear = |is: bool| if is { Shape::Clear } else { Shape::None };
    if text.next()? == Some(b':') {
        text.at += 1;
        return Ok(clear(is_one_of(
            text.word()?,
            &["setvar", "connect", "on", "r"],
        )));
    }
    let word = text.word()?;
    if is(word, "INSERT") {
        return Ok(clear(inserts(*text)?));
    }
    if is(word, "GO") {
        let ends = text.ends_batch()?;
        return Ok(if ends { Shape::Short } else { Shape::None });
    }
    if is(word, "USE") {
        let named = text.name()?.is_some() && text.ends_batch()?;
        return Ok(if named { Shape::Short } else { Shape::None });
    }
    if is(word, "PRINT") {
        return Ok(clear(matches!(text.next()?, Some(b'\'' | b'N'))));
    }
    if is(word, "DECLARE") {
        return Ok(clear(text.next()? == Some(b'@')));
    }
    let coming = text.coming()?;
    Ok(clear(if is(word, "SET") {
        is_one_of(coming, &OPTIONS)
    } else if is_one_of(word, &["CREATE", "ALTER", "DROP"]) {
        is_one_of(coming, &OBJECTS)
    } else if is(word, "TRUNCATE") {
        is(coming, "TABLE")
    } else if is(word, "DELETE") {
        is(coming, "FROM")
    } else if is(word, "BEGIN") {
        is_one_of(coming, &["TRAN", "TRANSACTION", "TRY"])
    } else if is(word, "IF") {
        is_one_of(coming, &["EXISTS", "NOT", "OBJECT_ID"]) || text.next()? == Some(b'(')
    } else if is_one_of(word, &["EXEC", "EXECUTE"]) {
        coming.starts_with(b"sp_") || matches!(text.next()?, Some(b'[' | b'(' | b'@'))
    } else {
        false
    }))
}

/// Whether a table and its values are behind the word `INSERT`: it is also a right that is granted, and a part of
/// `MERGE`.
pub(super) fn inserts(mut text: Text<'_>) -> Result<bool, Stop> {
    let word = text.coming()?;
    if is(word, "INTO") {
        text.at += word.len();
    } else if is_one_of(word, &["ON", "TO", "AS", "VALUES", "DEFAULT", "BULK"]) {
        return Ok(false);
    }
    if text.object()?.is_none() {
        return Ok(false);
    }
    const THEN: [&str; 7] = [
        "VALUES", "SELECT", "DEFAULT", "EXEC", "EXECUTE", "WITH", "OUTPUT",
    ];
    // A script that ends here was cut off in the middle of a statement.
    let behind = text.next()?;
    Ok(matches!(behind, None | Some(b'(')) || is_one_of(text.coming()?, &THEN))
}

/// Whether a word begins a statement, where one may begin.
pub(super) fn begins(word: &[u8]) -> bool {
    is_one_of(word, &STATEMENTS)
}

/// Where the next line begins that begins with a statement.
pub(super) fn next_statement(text: Text<'_>) -> Result<Option<usize>, Stop> {
    let mut ahead = text;
    while let Some(length) = memchr(b'\n', ahead.rest()) {
        ahead.at += length + 1;
        let mut line = ahead;
        while let Some(b' ' | b'\t') = line.byte() {
            line.at += 1;
        }
        let begin = line.at;
        match shape(&mut line) {
            Ok(Shape::None) | Err(Stop::Fault(_) | Stop::Enough) => {}
            Ok(Shape::Clear | Shape::Short) => return Ok(Some(begin)),
            Err(Stop::More) => return Err(Stop::More),
        }
    }
    if text.last { Ok(None) } else { Err(Stop::More) }
}

/// From so many bytes on, a piece ends at any line, or behind any parenthesis.
const LARGE: usize = 16 << 20;

/// Where to cut a piece: before the last line that begins with `INSERT` or `GO`.
pub(super) fn cut(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    while let Some(at) = memrchr(b'\n', &bytes[..end]) {
        let line = bytes[at + 1..].trim_ascii_start();
        let is_word = |word: &str| {
            let behind = line.get(word.len()).is_some_and(u8::is_ascii_whitespace);
            behind && is(&line[..word.len()], word)
        };
        if is_word("INSERT") || is_word("GO") {
            return Some(at + 1);
        }
        end = at;
    }
    if bytes.len() < LARGE {
        return None;
    }
    let line = memrchr(b'\n', bytes).or_else(|| memrchr(b')', bytes));
    line.map(|at| at + 1)
}

/// Whether the word `BEGIN`, behind which the text goes on, opens a block: what begins a transaction or a dialog has no
/// `END`.
pub(super) fn opens_block(mut text: Text<'_>) -> Result<bool, Stop> {
    const NO_BLOCK: [&str; 5] = [
        "TRAN",
        "TRANSACTION",
        "DISTRIBUTED",
        "DIALOG",
        "CONVERSATION",
    ];
    Ok(!is_one_of(text.coming()?, &NO_BLOCK))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_known_by_how_they_begin() {
        for text in [
            "USE [master]\nGO\n/****** Object:  Database [x] ******/\nCREATE DATABASE [x]\n",
            "SET DATEFORMAT mdy\nCREATE TABLE \"T\" (a int)\n",
            "-- a comment\n\n  insert into tblChat values (1, 2)\n",
            "INSERT [dbo].[tblChat] ([a]) VALUES (1)\n",
            "INSERT INTO t SELECT 1, 2\n",
            "/****** Object:  Table [dbo].[tblChat]    Script Date: 02/07/2013 19:09:20",
            "CREATE TABLE t (a int)",
            "if exists (select * from sysobjects)\n drop table t\n",
            "EXEC sp_executesql N'x'\n",
            "DECLARE @a int\n",
            ":setvar DatabaseName \"x\"\n",
            "go\nuse x;\ngo\n",
        ] {
            assert!(looks_like_script(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_scripts() {
        for text in [
            "",
            "\n\n",
            "channelID,chatID,chatDate\n1,2,3\n",
            "Insert coin to continue\n",
            "INSERT,UPDATE\nCREATE,TABLE\n",
            "Set the table\n",
            "Go home\nand sleep\n",
            "GO\nhome\n",
            "Use it\n",
            "Create something new\n",
            "1\tINSERT t VALUES (1)\n",
            "10.0\n4\n1 SQLCHAR 0 0 \"\\t\" 1 a \"\"\n",
            "If you exist\n",
            "Print this\n",
            "'INSERT t VALUES (1)'\n",
            "<?xml version=\"1.0\"?>",
        ] {
            assert!(!looks_like_script(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_piece_is_cut_before_a_statement() {
        let text = b"INSERT t VALUES (1)\n  insert t VALUES (2)\nand more";
        assert_eq!(cut(text), Some(20));
        assert_eq!(cut(b"INSERT t VALUES (1)\nGO\nx\n"), Some(20));
        assert_eq!(cut(b"INSERT t VALUES (1)\nGOAL\nx\n"), None);
        assert_eq!(cut(b"INSERT t VALUES (1)"), None);
        assert_eq!(cut(b""), None);
        let mut large = b"(1)\n".repeat(LARGE / 4);
        large.extend_from_slice(b"(2");
        assert_eq!(cut(&large), Some(LARGE));
    }
}
