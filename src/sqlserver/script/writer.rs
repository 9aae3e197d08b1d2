//! Writes a script anew, token by token.

use super::expression::Expression;
use super::shape;
use super::text::{Stop, Text, is, is_one_of, is_word};
use crate::sqlserver::Row;
use crate::sqlserver::rows::rewrite::{Aside, ColumnValues, Columns, Texts};

use crate::sqlserver::rewrite::is_public;

/// Writes as it reads.
pub(super) struct Writer<'p, 't, 'a> {
    pub text: Text<'p>,
    pub texts: &'t mut Texts<'a>,
}

impl<'p> Writer<'p, '_, '_> {
    pub fn copy(&mut self, length: usize) {
        let rest = self.text.rest();
        let length = length.min(rest.len());
        self.texts.out.extend_from_slice(&rest[..length]);
        self.text.at += length;
    }

    /// Blanks stay, comments go.
    pub fn gap(&mut self) {
        loop {
            let blanks = self.text.rest().iter().position(|byte| *byte > b' ');
            self.copy(blanks.unwrap_or(usize::MAX));
            let from = self.text.at;
            match self.text.comment() {
                Ok(true) => {}
                Ok(false) => return,
                Err(_) => self.text.at = self.text.bytes.len(),
            }
            let passed = &self.text.bytes[from..self.text.at];
            if matches!(passed, [b'-' | b'/', ..]) {
                self.texts.leave_out(Aside::Comments.to_string());
                self.texts.out.push(b' ');
            }
        }
    }

    /// Goes over a name or a word, which is replaced where it is not public. Says whether it was not.
    fn word(&mut self) -> bool {
        let from = self.text.at;
        let quote = self.text.byte().filter(|byte| matches!(byte, b'[' | b'"'));
        let Ok(Some(name)) = self.text.name() else {
            self.text.at = from;
            self.copy(1);
            return true;
        };
        let written = &self.text.bytes[from..self.text.at];
        let sigils = name.len() - name.trim_start_matches(['@', '#', '$']).len();
        if is_public(&name[sigils..], self.texts.by) {
            self.texts.out.extend_from_slice(written);
            return true;
        }
        // Procedures of the system begin so, and scripts are known by them.
        let (front, own) = match name.strip_prefix("sp_") {
            Some(own) => ("sp_", own),
            None => ("", &*name),
        };
        let new = format!("{front}{}", self.texts.by.name(own));
        match quote {
            Some(b'[') => self.put(&format!("[{}]", new.replace(']', "]]"))),
            Some(_) => self.put(&format!("\"{}\"", new.replace('"', "\"\""))),
            None => self.put(&new),
        }
        false
    }

    fn put(&mut self, text: &str) {
        self.texts.out.extend_from_slice(text.as_bytes());
    }

    /// A string: its text is replaced like any other.
    fn string(&mut self) {
        let from = self.text.at + 1;
        let inside = match self.text.quoted(b'\'') {
            Ok(quoted) => quoted.inside,
            Err(_) => {
                self.text.at = self.text.bytes.len();
                from..self.text.at
            }
        };
        let written = &self.text.bytes[inside];
        self.texts.out.push(b'\'');
        self.texts
            .by
            .value(ColumnValues::TEXT, written, &mut self.texts.out);
        self.texts.out.push(b'\'');
    }

    /// Any token; says whether it is public.
    pub fn token(&mut self) -> bool {
        let rest = self.text.rest();
        match rest {
            [b'N' | b'n', b'\'', ..] => {
                self.copy(1);
                self.string();
                false
            }
            [b'\'', ..] => {
                self.string();
                false
            }
            [b'0', b'x' | b'X', ..] => {
                let digits = rest[2..]
                    .iter()
                    .take_while(|it| it.is_ascii_hexdigit())
                    .count();
                self.put("0x");
                self.texts.out.resize(self.texts.out.len() + digits, b'0');
                self.text.at += 2 + digits;
                false
            }
            [b'[' | b'"', ..] => self.word(),
            [byte, ..] if is_word(*byte) => self.word(),
            _ => {
                self.copy(1);
                true
            }
        }
    }

    /// A statement. Says whether nothing of it was replaced.
    pub fn statement(&mut self) -> bool {
        if let Some(directive) = self.text.rest().strip_prefix(b":") {
            return self.directive(directive);
        }
        let mut all_public = true;
        let mut collation = false;
        loop {
            self.gap();
            let rest = self.text.rest();
            if rest.is_empty() {
                return all_public;
            }
            let word = self.text.coming().unwrap_or_default();
            if collation && !word.is_empty() {
                self.copy(word.len());
                collation = false;
                continue;
            }
            collation = is(word, "COLLATE");
            all_public &= self.token();
        }
    }

    /// A directive of sqlcmd: the file that another one would be read from has another name.
    fn directive(&mut self, directive: &[u8]) -> bool {
        let length = directive.iter().position(|byte| !is_word(*byte));
        let (word, rest) = directive.split_at(length.unwrap_or(directive.len()));
        self.put(":");
        self.texts.out.extend_from_slice(word);
        let rest = String::from_utf8_lossy(rest);
        let file = rest.trim();
        let Some(at) = rest.find(file).filter(|_| !file.is_empty()) else {
            self.text.at = self.text.bytes.len();
            return true;
        };
        let bare = file.trim_matches('"');
        let new = file.replace(bare, &self.texts.by.file(bare));
        self.put(&rest[..at]);
        self.put(&new);
        self.put(&rest[at + file.len()..]);
        self.text.at = self.text.bytes.len();
        false
    }

    /// A row, perhaps with the beginning of its statement.
    pub fn row(&mut self, row: &Row<'_>, columns: &Columns) -> Result<(), Stop> {
        let mut select = false;
        if self.text.byte().is_some_and(is_word) && !self.header(&mut select)? {
            return Ok(());
        }
        if !select {
            self.gap();
            self.copy(1);
        }
        for at in 0.. {
            self.gap();
            self.value(at, row, columns, select)?;
            self.gap_before(b",)");
            match self.text.byte() {
                Some(b',') => self.copy(1),
                Some(b')') if !select => {
                    self.copy(1);
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Goes over blanks and comments where one of these follows; else what stands there does not belong to it.
    fn gap_before(&mut self, bytes: &[u8]) {
        let mut ahead = self.text;
        if ahead.gap().is_ok() && ahead.byte().is_some_and(|byte| bytes.contains(&byte)) {
            self.gap();
        }
    }

    /// Everything up to the first value. `false`: there is none.
    fn header(&mut self, select: &mut bool) -> Result<bool, Stop> {
        let mut depth = 0_usize;
        let mut default = false;
        loop {
            self.gap();
            let begin = self.text;
            match self.text.byte() {
                None => return Ok(false),
                Some(b'(') => depth += 1,
                Some(b')') => depth = depth.saturating_sub(1),
                Some(byte) if depth == 0 && is_word(byte) => {
                    let word = self.text.coming()?;
                    self.text = begin;
                    let values = is(word, "VALUES");
                    if values || is(word, "SELECT") {
                        self.copy(word.len());
                        *select = !values;
                        return Ok(!default);
                    }
                    default = is(word, "DEFAULT");
                }
                Some(_) => {}
            }
            self.token();
        }
    }

    /// A value, and the other name that a SELECT may give its column.
    fn value(
        &mut self,
        at: usize,
        row: &Row<'_>,
        columns: &Columns,
        select: bool,
    ) -> Result<(), Stop> {
        let expression = Expression::read(&mut self.text, self.texts.by)?;
        let column = columns.columns.get(at);
        let holds = column.and_then(|(_, holds)| *holds);
        match holds {
            Some(holds) => expression.put(self.text.bytes, holds, row.get(at), self.texts),
            None if self.texts.by.keeps() => {
                expression.put(self.text.bytes, ColumnValues::TEXT, row.get(at), self.texts);
            }
            None => {
                if !row.get(at).is_null() {
                    let name = column.map_or("", |(name, _)| name);
                    self.texts.leave_out(format!("{}.{name}", columns.name));
                }
                self.put("NULL");
            }
        }
        if select {
            self.alias()?;
        }
        Ok(())
    }

    fn alias(&mut self) -> Result<(), Stop> {
        let mut ahead = self.text;
        let word = ahead.coming()?;
        match ahead.byte() {
            Some(b'[' | b'"') => {}
            Some(byte) if is_word(byte) => {
                if !is(word, "AS") && (is_one_of(word, &["UNION"]) || shape::begins(word)) {
                    return Ok(());
                }
            }
            _ => return Ok(()),
        }
        self.gap();
        if is(word, "AS") {
            self.copy(word.len());
            self.gap();
        }
        self.word();
        Ok(())
    }
}
