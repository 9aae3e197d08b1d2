//! Statements that hold no rows: what they teach of tables, and whether they would change rows.

use super::super::known::Event;
use super::super::text::{Stop, Text, is, is_one_of, is_word};
use super::super::{create, repeats, routine, rowlike, unread};
use super::{Reader, collated};
use crate::sqlserver::script::effects::FoundStatement;

impl<'p> Reader<'p, '_> {
    /// A statement that is stepped over, from behind its first word.
    pub(super) fn not_read(&mut self, word: &[u8]) -> Result<(), Stop> {
        if is(word, "BULK") {
            self.text.takes("INSERT")?;
        }
        if is(word, "WHILE") {
            for (at, found) in repeats::looped(self.text)? {
                self.not_carried_out(found, at);
            }
        }
        let mut values = self.skip_from(word)?;
        // What `WITH` names is for the statement that follows.
        while is(word, "WITH") && self.text.bytes.get(self.text.at - 1) != Some(&b';') {
            let coming = self.text.coming()?;
            if !is_one_of(coming, &["SELECT", "UPDATE", "DELETE", "MERGE"]) {
                break;
            }
            self.text.at += coming.len();
            values = self.skip_from(coming)?;
        }
        self.without_rows(values)?;
        if is(word, "USE") {
            let mut behind = self.whole();
            behind.at += word.len();
            if let Ok(Some(name)) = behind.name() {
                self.database(name);
            }
        }
        for found in unread::of(self.whole()) {
            self.not_carried_out(found, self.start);
        }
        Ok(())
    }

    /// The statement that was just read.
    pub(super) fn whole(&self) -> Text<'p> {
        Text {
            bytes: &self.text.bytes[..self.text.at],
            at: self.start,
            last: true,
        }
    }

    pub(super) fn not_carried_out(&mut self, mut found: FoundStatement, at: usize) {
        found.unread.at = at as u64;
        self.taught.events.push(Event::Unread(found));
    }

    /// `USE`: rows that follow may be those of another database.
    pub(super) fn database(&mut self, name: String) {
        self.last = None;
        self.met_rows = false;
        self.taught.events.push(Event::Database(name));
    }

    /// What begins with no word.
    pub(super) fn other(&mut self, byte: u8) -> Result<(), Stop> {
        if byte == b';' {
            self.text.at += 1;
            return Ok(());
        }
        if byte != b':' {
            let values = self.skip_from(b"")?;
            return self.without_rows(values);
        }
        // A directive of sqlcmd has its line.
        let rest = self.text.rest();
        let length = match memchr::memchr(b'\n', rest) {
            Some(length) => length,
            None if self.text.last => rest.len(),
            None => return Err(Stop::More),
        };
        self.text.at += length;
        if let Some(found) = unread::directive(&rest[1..length]) {
            self.not_carried_out(found, self.start);
        }
        Ok(())
    }

    /// From behind `CREATE`.
    pub(super) fn create(&mut self) -> Result<(), Stop> {
        if self.text.takes("OR")? {
            self.text.takes("ALTER")?;
        }
        if !self.text.takes("TABLE")? {
            return self.of_other();
        }
        if let Some(definition) = create::definition(&mut self.text)? {
            self.defined(definition);
        }
        let values = self.skip_from(b"CREATE")?;
        self.without_rows(values)
    }

    /// From behind `ALTER`.
    pub(super) fn alter(&mut self) -> Result<(), Stop> {
        if !self.text.takes("TABLE")? {
            return self.of_other();
        }
        let mut text = self.text;
        let altered = create::altered(&mut text, |name| self.definition(name))?;
        if let Some(definition) = altered {
            self.text = text;
            self.defined(definition);
        }
        let values = self.skip_from(b"ALTER")?;
        self.without_rows(values)?;
        for found in unread::of(self.whole()) {
            self.not_carried_out(found, self.start);
        }
        Ok(())
    }

    /// Anything but a table.
    pub(super) fn of_other(&mut self) -> Result<(), Stop> {
        let is_database = is(self.text.coming()?, "DATABASE");
        self.routine()?;
        if is_database && let Some(name) = collated(self.whole()) {
            self.taught.events.push(Event::Collated(name));
        }
        Ok(())
    }

    /// A procedure and the like goes on to the end of the batch: an INSERT inside is no data. A view is one query: what
    /// else follows is no part of it, and a `GO` was lost.
    pub(super) fn routine(&mut self) -> Result<(), Stop> {
        let routines = ["PROC", "PROCEDURE", "FUNCTION", "TRIGGER"];
        if !is_one_of(self.text.coming()?, &routines) {
            let values = self.skip_from(b"CREATE")?;
            return self.without_rows(values);
        }
        let mut behind = routine::Behind::default();
        while let Some(byte) = self.text.next()? {
            if !is_word(byte) {
                self.text.token()?;
                continue;
            }
            let (at, new_line) = (self.text.at, self.text.begins_line());
            let word = self.text.word()?;
            if new_line && is(word, "GO") && self.text.ends_batch()? {
                self.taught.batches.end(at, false);
                break;
            }
            behind.take(word, at, self.text)?;
        }
        for (at, found) in behind.rows {
            self.not_carried_out(found, at);
        }
        Ok(())
    }

    /// Makes sure that what was just stepped over does not look as if it had rows; `values`: where such stand in it.
    pub(super) fn without_rows(&mut self, values: Option<usize>) -> Result<(), Stop> {
        let fault = rowlike::fault(self.whole(), values, self.published());
        match fault.is_none_or(|fault| self.rows.fault(fault)) {
            true => Ok(()),
            false => Err(Stop::Enough),
        }
    }
}
