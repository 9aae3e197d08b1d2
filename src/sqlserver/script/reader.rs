//! Reads a piece, statement by statement.

pub(super) mod insert;
mod others;
pub(super) mod rows;

use std::ops::Range;
use std::sync::Arc;

use super::known::{self, Definition, Event, Known, Named, Open, Taught};
use super::literal::Literals;
use super::text::{Stop, Text, is, is_word, with_hint};
use super::typed::Noticed;
use super::{create, repeats, rowlike, shape, unread};
use crate::sqlserver::rows::form::{Fault, Piece, Rows};
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::script::fault::Problem;
use crate::sqlserver::script::repeats::Tables;
use crate::sqlserver::{Published, Table, TableName};

/// What was known when a piece was begun.
pub(super) struct Before {
    pub known: Arc<Known>,
    pub version: u64,
    pub accepted: u64,
    pub open: Option<Open>,
    pub published: &'static Published,
}

/// What stands before the place that is read to.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// Nothing but what stood before the piece.
    Same,
    Statement,
    /// A row of the last INSERT.
    Row,
}

/// Reads a piece.
pub(super) struct Reader<'p, 'r> {
    pub text: Text<'p>,
    pub rows: &'r mut dyn Rows,
    pub literals: Literals,
    pub cells: Cells,
    before: Before,
    /// What the piece itself says of tables.
    own: Known,
    pub taught: Taught,
    /// The last INSERT.
    pub last: Option<Bound>,
    /// Where the statement or the row begins that is read.
    pub start: usize,
    /// Everything before is done: what follows may be read again with the next piece.
    pub done: usize,
    /// What stands before that; what was noticed there, and how much of what is taught.
    after: After,
    pub counted: Noticed,
    events: usize,
    /// Whether rows were met in the piece, since a database was named.
    met_rows: bool,
}

/// How much a mistake may swallow before it is the end.
const MOST_SKIPPED: usize = 64 << 20;

/// The collation that a statement about a database gives it.
fn collated(mut statement: Text<'_>) -> Option<String> {
    while let Ok(Some(byte)) = statement.next() {
        if !is_word(byte) {
            statement.token().ok()?;
        } else if is(statement.word().ok()?, "COLLATE") {
            let name = statement.name().ok()?;
            return name.filter(|name| create::is_collation(name));
        }
    }
    None
}

/// Whether a script that ends like this may have been cut off: neither behind a line nor behind a row or a batch.
fn is_unended(bytes: &[u8]) -> bool {
    let line = bytes.rsplit(|byte| *byte == b'\n').next();
    let whole = matches!(
        bytes.last(),
        None | Some(b'\n' | b'\r' | b')' | b';' | 0x1A)
    );
    !whole && !line.is_some_and(|line| is(line.trim_ascii(), "GO"))
}

impl<'p, 'r> Reader<'p, 'r> {
    /// Tables that are known beforehand.
    pub fn published(&self) -> &'static Published {
        self.before.published
    }

    /// Begins a piece.
    pub fn new(piece: Piece<'p>, before: Before, rows: &'r mut dyn Rows) -> Self {
        Reader {
            text: Text {
                bytes: piece.bytes,
                at: 0,
                last: piece.last,
            },
            rows,
            literals: Literals::default(),
            cells: Cells::default(),
            before,
            own: Known::default(),
            taught: Taught::default(),
            last: None,
            start: 0,
            done: 0,
            after: After::Same,
            counted: Noticed::default(),
            events: 0,
            met_rows: false,
        }
    }

    /// Reads as far as statements and rows are whole. What is left is read again with the next piece.
    pub fn run(mut self) -> (usize, Taught) {
        let mut result = self.resume();
        let mut ended = false;
        loop {
            match result {
                Ok(true) => {}
                Ok(false) => {
                    ended = true;
                    break;
                }
                Err(Stop::More | Stop::Enough) => break,
                Err(Stop::Fault(fault)) => {
                    if !self.recover(*fault) {
                        break;
                    }
                }
            }
            result = self.statement();
        }
        self.taught.noticed = self.counted;
        // A reading that stopped at a fault did not see the end.
        let unended = ended && self.text.last && is_unended(self.text.bytes);
        self.taught.noticed.unended += u64::from(unended);
        self.taught.events.truncate(self.events);
        self.taught.after = match (self.after, self.last) {
            (After::Same, _) => known::After::Same,
            (After::Row, Some(bound)) => known::After::Row(bound.open),
            _ => known::After::Statement,
        };
        self.taught.bytes = self.done as u64;
        (self.done, self.taught)
    }

    /// Goes on with the INSERT of the piece before, if that is what the piece begins with.
    fn resume(&mut self) -> Result<bool, Stop> {
        self.next_statement()?;
        self.settle(After::Same);
        let begins = match self.text.byte() {
            None => return Ok(true),
            Some(byte) => byte == b';' || is_word(byte) && !is(self.text.coming()?, "UNION"),
        };
        if begins {
            return Ok(true);
        }
        self.taught.continues = Some(self.before.accepted);
        match self.before.open.take() {
            Some(open) => self.go_on(open).map(|()| true),
            None => Ok(true),
        }
    }

    /// Goes to where a statement begins.
    #[inline]
    fn next_statement(&mut self) -> Result<(), Stop> {
        let gap = self.text.gap();
        self.start = self.text.at;
        gap
    }

    /// Reads a statement. `false` at the end of the piece.
    fn statement(&mut self) -> Result<bool, Stop> {
        self.next_statement()?;
        self.done = self.text.at;
        let Some(byte) = self.text.byte() else {
            return Ok(false);
        };
        if let Some(result) = self.repeated() {
            return result.map(|()| true);
        }
        let events = self.taught.events.len();
        if !is_word(byte) {
            self.other(byte)?;
            self.tell(events);
            self.finish();
            return Ok(true);
        }
        let word = self.text.word()?;
        if is(word, "INSERT") && shape::inserts(self.text)? {
            self.insert()?;
            return Ok(true);
        }
        let ends_batch = is(word, "GO") && self.text.ends_batch()?;
        if ends_batch {
            self.end_batch();
        }
        if is(word, "CREATE") {
            self.create()?;
        } else if is(word, "ALTER") {
            self.alter()?;
        } else if !ends_batch {
            self.not_read(word)?;
        }
        self.tell(events);
        self.finish();
        Ok(true)
    }

    /// Tells of the statement that was just read, with whatever it taught: so many events were known before.
    pub fn tell(&mut self, events: usize) {
        let matters = self.taught.events.len() > events;
        let at = self.start..self.text.at;
        self.rows.statement(self.text.bytes, at, matters);
    }

    /// `GO`, with which a batch ends; a number behind it says how often it is carried out.
    fn end_batch(&mut self) {
        let line = &self.text.bytes[self.start..self.text.at];
        let count = line[2..].trim_ascii_start();
        let digits = count.iter().take_while(|it| it.is_ascii_digit()).count();
        let repeats = digits > 0 && &count[..digits] != b"1";
        let tables = self.taught.batches.end(self.start, repeats);
        for name in tables.filter(|_| repeats).iter().flat_map(Tables::names) {
            self.not_carried_out(repeats::repeated(name), self.start);
        }
    }

    /// Goes on to where the next statement begins, in one that begins with this word. Gives the place of a `VALUES`
    /// with rows, which only an INSERT has.
    pub fn skip_from(&mut self, first: &[u8]) -> Result<Option<usize>, Stop> {
        let mut open = Vec::new();
        let mut before = &b""[..];
        let mut values = None;
        loop {
            let byte = self.text.next()?;
            let begin = self.text;
            match byte {
                None => break,
                Some(b';') if open.is_empty() => return Ok(values),
                // A directive of sqlcmd, which has its line.
                Some(b':') if open.is_empty() && begin.begins_line() => return Ok(values),
                Some(b'(') => open.push(self.text.at),
                Some(b')') => drop(open.pop()),
                Some(byte) if is_word(byte) => {
                    let word = self.text.word()?;
                    let new_line = begin.begins_line();
                    if new_line && is(word, "GO") && self.text.ends_batch()? {
                        self.text = begin;
                        break;
                    }
                    let begins = open.is_empty()
                        && (self.begins(word, new_line)?
                            || unread::begins(first, before, word, self.text)?);
                    if begins {
                        self.text = begin;
                        return Ok(values);
                    }
                    if open.is_empty() && rowlike::is_values(first, before, word, self.text)? {
                        values.get_or_insert(begin.at);
                    }
                    before = word;
                    continue;
                }
                Some(_) => {}
            }
            before = b"";
            self.text.token()?;
        }
        match open.last() {
            None => Ok(values),
            Some(at) => Err(Fault::new(*at, Problem::Parenthesis).into()),
        }
    }

    /// Whether a word that was just read begins a statement, in the middle of what is skipped.
    fn begins(&self, word: &[u8], new_line: bool) -> Result<bool, Stop> {
        if is(word, "INSERT") {
            return shape::inserts(self.text);
        }
        let mut ahead = self.text;
        if is(word, "CREATE") && ahead.takes("TABLE")? {
            return Ok(true);
        }
        Ok(
            new_line
                && (shape::begins(word) || rowlike::begins(word, self.text, self.published())?),
        )
    }

    /// Everything up to here is done.
    #[inline]
    pub fn settle(&mut self, after: After) {
        self.done = self.text.at;
        self.after = after;
        self.counted = self.literals.noticed;
        self.events = self.taught.events.len();
    }

    /// A statement has ended here.
    pub fn finish(&mut self) {
        self.settle(After::Statement);
    }

    /// A table as the script defines it up to here.
    pub fn definition(&mut self, name: &TableName) -> Option<Definition> {
        self.taught.looked = Some(self.before.version);
        let own = self.own.definition(name);
        own.or_else(|| self.before.known.definition(name)).cloned()
    }

    fn defined(&mut self, definition: Definition) {
        // What was bound by what was known before may be bound otherwise now.
        self.last = None;
        self.teach(Event::Defined(definition));
    }

    fn teach(&mut self, event: Event) {
        self.own.learn(&event);
        self.taught.events.push(event);
    }

    /// A table that there are rows for.
    pub fn bind(&mut self, table: Table, named: Named) -> Arc<Table> {
        if !self.met_rows {
            self.met_rows = true;
            self.taught.events.push(Event::Rows);
        }
        let known = self.before.known.same(table);
        known
            .or_else(|table| self.own.same(table))
            .unwrap_or_else(|table| {
                let table = Arc::new(table);
                self.teach(Event::Bound(Arc::clone(&table), named));
                table
            })
    }

    /// Goes on with the next statement behind a mistake, if that is wanted.
    fn recover(&mut self, mut fault: Fault) -> bool {
        let from = Text {
            at: self.start,
            ..self.text
        };
        let next = match shape::next_statement(from) {
            Ok(Some(next)) => next,
            Err(_) if self.text.bytes.len() - self.start < MOST_SKIPPED => return false,
            Err(_) => {
                fault.fatal = true;
                self.text.bytes.len()
            }
            Ok(None) => self.text.bytes.len(),
        };
        if !self.rows.fault(with_hint(fault)) {
            return false;
        }
        self.text.at = next;
        self.literals.noticed = self.counted;
        self.finish();
        true
    }
}

/// An INSERT whose table is known.
#[derive(Debug)]
pub(crate) struct Bound {
    /// Everything up to the first row: the next one mostly begins with the same bytes.
    pub prefix: Range<usize>,
    pub open: Open,
}
