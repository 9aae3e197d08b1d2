//! What scripts do beside inserting rows, for people: which of it touches tables that matter.

use super::extract::Extract;
use super::file::own_name;
use crate::input::Skipped;
use crate::sqlserver::rows::form::{Statement, Unread};
use crate::sqlserver::{Table, TableName};
use crate::wording::{Sentence, wording};

/// Statements that are not carried out. Those that may touch a table that matters are left out of the result, and count;
/// the others are worth a sentence.
pub(crate) fn unread(
    extracts: &[Extract],
    matters: impl Fn(&Table) -> bool,
) -> (Vec<Sentence>, Skipped) {
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
            let count = unread.count;
            let sentence = sentence(extract, unread);
            if counts {
                skipped.note(count, || sentence.to_string());
            } else {
                notices.push(sentence.into());
            }
        }
    }
    (notices, skipped)
}

wording! {
    in "extract";
    /// A statement that is not carried out.
    enum NotCarriedOut {
        /// So many of them, and the first.
        Statements { member: String, count: u64, several: bool, place: TextPlace, about: About },
    }
}

wording! {
    in "extract";
    /// Where a statement begins.
    enum TextPlace {
        /// The line, counted from 1.
        Line { line: u64 },
        /// The byte of the decoded text.
        Byte { byte: u64 },
    }
}

wording! {
    in "extract";
    /// What a statement changes.
    enum About {
        /// What another file says.
        File { statement: Statement, file: String },
        /// The rows of a table.
        OfTable { statement: Statement, table: String },
        /// Only the server knows it.
        NotKnown { statement: Statement },
    }
}

fn sentence(extract: &Extract, unread: Unread) -> NotCarriedOut {
    let Unread {
        what: statement,
        table,
        file,
        at,
        count,
    } = unread;
    NotCarriedOut::Statements {
        member: extract.name().to_owned(),
        count,
        several: count != 1,
        place: match extract.line_of(at) {
            Some(line) => TextPlace::Line { line },
            None => TextPlace::Byte { byte: at },
        },
        about: match (table, file) {
            (_, Some(file)) => About::File { statement, file },
            (Some(table), _) => {
                let table = table.to_string();
                About::OfTable { statement, table }
            }
            (None, _) => About::NotKnown { statement },
        },
    }
}
