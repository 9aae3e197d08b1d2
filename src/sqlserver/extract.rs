//! What holds rows.

use std::fmt::Display;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::file::{Stated, StatedBy, own_name};
use super::stored_rows::StoredRows;
use super::stream::Stream;
use crate::input::Skipped;
use crate::sqlserver::Table;
use crate::sqlserver::rows::form::Unread;
use crate::wording::{Sentence, wording};

/// What holds rows: a file, a part of one, or a table of a database.
pub(crate) enum Extract {
    /// Bytes that are read from their beginning to their end.
    Stream(Stream),
    /// Pages of a data file or a backup.
    Table(StoredRows),
}

impl Extract {
    /// The file it is in, for messages.
    pub fn name(&self) -> &str {
        match self {
            Extract::Stream(stream) => &stream.member.name,
            Extract::Table(rows) => rows.database.name(),
        }
    }

    /// What the file is, for people.
    pub fn method(&self) -> String {
        match self {
            Extract::Stream(stream) => stream.method.clone(),
            Extract::Table(rows) => rows.database.method(),
        }
    }

    /// Whether that is the file of another one, too.
    pub fn is_of_one_file(&self, other: &Extract) -> bool {
        match (self, other) {
            (Extract::Table(rows), Extract::Table(other)) => {
                Arc::ptr_eq(&rows.database, &other.database)
            }
            _ => false,
        }
    }

    /// About how many bytes are to be read.
    pub fn bytes(&self) -> u64 {
        match self {
            Extract::Stream(stream) => stream.member.bytes,
            Extract::Table(rows) => rows.bytes(),
        }
    }

    /// The tables that are known now: see [`RowForm::tables`](super::form::RowForm::tables).
    pub fn tables(&self) -> Vec<Arc<Table>> {
        match self {
            Extract::Stream(stream) => stream.form.tables(),
            Extract::Table(rows) => vec![Arc::clone(&rows.stored.table)],
        }
    }

    /// Why its rows cannot be read; `None` where they can.
    pub fn problem(&self) -> Option<Sentence> {
        match self {
            Extract::Stream(stream) => stream.form.problem(),
            Extract::Table(rows) => rows.stored.problem.clone().map(Sentence::from),
        }
    }

    /// How many rows it has, where that is known before they are read; else 0.
    pub fn counted(&self) -> u64 {
        match self {
            Extract::Stream(_) => 0,
            Extract::Table(rows) => rows.stored.rows,
        }
    }

    /// What it means that so many rows were found, where the catalogue of a database counts others. `None` for those of
    /// which none were counted.
    pub fn miscounted(&self, found: Option<u64>, skipped: &Skipped) -> Option<Sentence> {
        let Extract::Table(rows) = self else {
            return None;
        };
        let found = found? + skipped.count - skipped.pages;
        let counted = rows.stored.rows;
        (found != counted).then(|| {
            let miscounted = Notice::Miscounted {
                member: self.name().to_owned(),
                table: rows.stored.table.name.to_string(),
                found,
                counted,
                damaged: skipped.pages > 0,
            };
            miscounted.into()
        })
    }

    /// Whether rows may be of tables that [`Extract::tables`] does not know yet.
    pub fn learns(&self) -> bool {
        matches!(self, Extract::Stream(stream) if stream.form.learns())
    }

    /// What was noticed when all was read.
    pub fn notices(&self) -> Vec<Sentence> {
        match self {
            Extract::Stream(stream) => {
                let mark = stream.end_mark.load(Ordering::Relaxed);
                let end_mark = mark.then(|| Notice::EndMark.into());
                stream.form.notices().into_iter().chain(end_mark).collect()
            }
            Extract::Table(rows) => rows.database.notices.clone(),
        }
    }

    /// The collation by which names are compared, where its file said it when it was read.
    pub fn collation(&self) -> Option<Stated> {
        let Extract::Stream(stream) = self else {
            return None;
        };
        let name = stream.form.collation()?;
        let file = own_name(&stream.member.name).to_owned();
        let by = StatedBy::ScriptFile { file };
        Some(Stated { name, by })
    }

    /// Statements that change rows and are not carried out.
    pub fn unread(&self) -> Vec<Unread> {
        match self {
            Extract::Stream(stream) => stream.form.unread(),
            Extract::Table(_) => Vec::new(),
        }
    }

    /// The line of a place in the decoded text, counted from 1.
    pub fn line_of(&self, at: u64) -> Option<u64> {
        match self {
            Extract::Stream(stream) => stream.line_of(at),
            Extract::Table(_) => None,
        }
    }

    /// The line of a byte of the file, counted from 1; none where it is no text.
    pub fn line_of_byte(&self, byte: u64) -> Option<u64> {
        match self {
            Extract::Stream(stream) => stream.line_of_byte(byte),
            Extract::Table(_) => None,
        }
    }

    /// Whether there may be rows of such a table: what knows its tables beforehand may have none of them.
    pub fn may_hold(&self, wanted: impl Fn(&Table) -> bool) -> bool {
        self.learns() || self.tables().iter().any(|table| wanted(table))
    }
}

/// A table of which nothing is read, while all others are.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The file that it is in.
    pub member: String,
    /// Schema and name.
    pub table: String,
    /// How many rows it has, where that is known without reading them.
    pub rows: Option<u64>,
    /// Why: `its rows are stored with page compression, which pchat does not read`.
    pub why: Sentence,
}

/// A sentence that says so, where nothing else counts the rows.
pub(crate) fn uncounted(table: &dyn Display, why: &Sentence) -> Sentence {
    let (table, why) = (table.to_string(), why.clone());
    Notice::Uncounted { table, why }.into()
}

wording! {
    in "extract";
    /// What is noticed of what holds rows.
    enum Notice {
        /// There are other rows than the catalogue of the database counts.
        Miscounted { member: String, table: String, found: u64, counted: u64, damaged: bool },
        /// A mark stands behind a text that some programs put there.
        EndMark,
        /// The rows of a table cannot be read, so that it is not known how many there are.
        Uncounted { table: String, why: Sentence },
    }
}
