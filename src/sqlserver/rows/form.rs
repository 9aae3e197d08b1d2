//! What every form of an extract has to do: find its rows in a piece of it.

use std::any::Any;
use std::ops::Range;
use std::sync::Arc;

use super::row::Row;
use super::table::Table;
use crate::input::Error;
use crate::sqlserver::database::PageAddress;
use crate::sqlserver::rows::rewrite::Rewrite;
use crate::sqlserver::rows::table::TableName;
use crate::wording::{Sentence, wording};

/// A form of extract with everything that is known of one file: its tables, its dialect.
///
/// A file is cut into pieces, and pieces are read at once. Each is read as if it began with a row. Where the one before
/// turns out to end in the middle of a row, what is left of that is put before the next one, which is then read again:
/// so a wrong guess of [`RowForm::cut`] costs time, and nothing else.
pub(crate) trait RowForm: Send + Sync {
    /// Where to cut these bytes, behind which more follows: behind the last whole row, or a good guess of it. `None`
    /// where there is no such place: then more is read. The bytes begin with a row, unless a guess was wrong.
    fn cut(&self, bytes: &[u8]) -> Option<usize>;

    /// Reads the rows of a piece.
    fn read(&self, piece: Piece<'_>, rows: &mut dyn Rows) -> Read;

    /// Takes over what a piece taught, in the order of the pieces. `false`: the piece was read without something that
    /// an earlier one taught, and is to be read again.
    fn accept(&self, learned: Learned) -> bool {
        let _ = learned;
        true
    }

    /// The tables that are known before anything is read, in order; their rows may still be none. A form that learns
    /// its tables on the way gives those that it has accepted.
    fn tables(&self) -> Vec<Arc<Table>>;

    /// Whether rows may be of tables that [`RowForm::tables`] does not know yet.
    fn learns(&self) -> bool {
        false
    }

    /// Why the rows cannot be read; only their reader needs to know.
    fn problem(&self) -> Option<Sentence> {
        None
    }

    /// The collation by which names are compared, as the rows' file says it: asked for at the end.
    fn collation(&self) -> Option<String> {
        None
    }

    /// Statements that change rows and are not carried out, of all that was accepted: asked for at the end.
    fn unread(&self) -> Vec<Unread> {
        Vec::new()
    }

    /// What writes the file anew, value by value; `None` where it is no text.
    fn rewriter(&self) -> Option<&dyn Rewrite> {
        None
    }

    /// How many rows the file has, as it says at its end: known when all of it was accepted.
    fn said(&self) -> Option<u64> {
        None
    }

    /// Sentences for people about what was assumed, and what was noticed in all that was accepted: asked for at the
    /// end.
    fn notices(&self) -> Vec<Sentence> {
        Vec::new()
    }
}

/// A piece of a file: text in UTF-8, or the bytes of a binary form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    pub bytes: &'a [u8],
    /// Whether nothing follows.
    pub last: bool,
    /// Whether nothing stands before it: it is the beginning of the file, behind the byte order mark.
    pub first: bool,
}

/// How far a piece was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Everything before is read. Less than the whole piece only where it ends in the middle of a row, or where a row
    /// was not to be stepped over. In the last piece, a row that is not whole is a fault.
    pub end: usize,
    /// What later pieces may need.
    pub learned: Learned,
}

/// What a piece taught its form; most forms learn nothing.
#[derive(Debug, Default)]
pub(crate) struct Learned {
    /// Things that were noticed, and how often: names known to the form alone.
    pub counts: Vec<(&'static str, u64)>,
    /// The longest values of columns.
    pub longest: Vec<crate::sqlserver::delimited::Longest>,
    /// How many rows the file has, as it says at its end.
    pub said: Option<u64>,
    /// What only the form itself understands.
    pub own: Option<Box<dyn Any + Send>>,
}

/// Takes rows.
pub(crate) trait Rows {
    /// A row. `false`: no more rows are wanted, as this one cannot be used.
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool;

    /// A row that cannot be read. `false`: it is not to be stepped over.
    fn fault(&mut self, fault: Fault) -> bool;

    /// A stretch of the piece that is a statement without rows. `matters`: it says something of rows that stand
    /// elsewhere.
    fn statement(&mut self, piece: &[u8], at: Range<usize>, matters: bool) {
        let _ = (piece, at, matters);
    }
}

/// What is wrong at a place.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Where, in bytes of the piece.
    pub at: usize,
    /// The table, where that is known; may be empty.
    pub table: Box<str>,
    /// What is wrong.
    pub what: Sentence,
    /// What stands there instead; may be empty. It may be a piece of a message, which is shown only where the user asks
    /// for it.
    pub found: Box<str>,
    /// What was expected instead, where the fact itself does not say it.
    pub expected: Option<Sentence>,
    /// What to do, where the fact itself does not say it.
    pub hint: Option<Sentence>,
    /// Whether nothing behind it can be read: there is no telling where the next row begins.
    pub fatal: bool,
    /// The page of a data file that it is about, where it is about a whole one and not about one row.
    pub page: Option<PageAddress>,
}

impl Fault {
    /// A fault at this place.
    pub fn new(at: usize, what: impl Into<Sentence>) -> Self {
        Fault {
            at,
            table: Box::default(),
            what: what.into(),
            found: Box::default(),
            expected: None,
            hint: None,
            fatal: false,
            page: None,
        }
    }

    /// The same with what stands there instead.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = found.into().into();
        self
    }

    /// What is wrong, with what stands there: its length only, unless `content` may be shown.
    pub fn described(&self, content: bool) -> Sentence {
        let what = self.what.clone();
        match self.found.chars().count() {
            0 => what,
            _ if content => {
                let found = self.found.to_string();
                Found::Shown { what, found }.into()
            }
            characters => Found::Hidden { what, characters }.into(),
        }
    }

    /// An error that says so.
    pub fn error(&self, content: bool) -> Error {
        let mut error = Error::new(self.described(content));
        if let Some(expected) = &self.expected {
            error = error.expected(expected.clone());
        }
        if let Some(hint) = &self.hint {
            error = error.hint(hint.clone());
        }
        error
    }

    /// The same with what to do, which depends on more than the fact.
    pub fn hint(mut self, hint: impl Into<Sentence>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with this to do, where nothing is said of that yet.
    pub fn or_hint(self, hint: impl Into<Sentence>) -> Self {
        if self.hint.is_some() || self.what.hint().is_some() {
            return self;
        }
        self.hint(hint)
    }

    /// The same in this table.
    pub fn in_table(mut self, table: &Table) -> Self {
        self.table = table.name.to_string().into();
        self
    }

    /// The same about a whole page.
    pub fn of_page(mut self, page: PageAddress) -> Self {
        self.page = Some(page);
        self
    }

    /// The same, and nothing behind it can be read.
    pub fn fatal(mut self) -> Self {
        self.fatal = true;
        self
    }
}

wording! {
    in "values";
    /// A fault with what stands in the place of a value.
    pub(crate) enum Found {
        /// It is shown.
        Shown { what: Sentence, found: String },
        /// It is only counted.
        Hidden { what: Sentence, characters: usize },
    }
}

wording! {
    in "script";
    /// A statement that changes rows and is not carried out.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum Statement {
        /// `UPDATE`.
        Update,
        /// `DELETE`.
        Delete,
        /// `TRUNCATE TABLE`.
        Truncate,
        /// `UPDATETEXT`.
        UpdateText,
        /// `WRITETEXT`.
        WriteText,
        /// `MERGE`.
        Merge,
        /// `BULK INSERT`.
        BulkInsert,
        /// `SELECT INTO`.
        SelectInto,
        /// `DROP TABLE`.
        DropTable,
        /// `ALTER TABLE` with `DROP COLUMN`.
        DropColumn,
        /// `ALTER TABLE` with `SWITCH`.
        Switch,
        /// `sp_rename`.
        Rename,
        /// Another file that is to be read.
        ReadFile,
        /// A text that is carried out as a script.
        ExecutedText,
        /// `INSERT` in a loop.
        InsertInLoop,
        /// `GO` with a number.
        RepeatedInsert,
        /// `INSERT` behind a routine whose `GO` is missing.
        InsertBehindRoutine,
    }
}

/// A statement that is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Which one.
    pub what: Statement,
    /// The table that it changes; `None` where only the server knows.
    pub table: Option<TableName>,
    /// A file that would be read instead of it (`:r`).
    pub file: Option<String>,
    /// Where it begins, in bytes of the decoded text.
    pub at: u64,
    /// How many there are of it.
    pub count: u64,
}
