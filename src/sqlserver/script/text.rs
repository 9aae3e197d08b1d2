//! The text of a script, and how far it is read: blanks, comments, words, names, strings.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::fault::{Advice, Begun, Problem, Shown, Wanted};
use crate::sqlserver::TableName;
use crate::sqlserver::rows::form::Fault;
use crate::wording::Sentence;

/// Why reading stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The piece ends before what was begun.
    More,
    /// Something is wrong.
    Fault(Box<Fault>),
    /// No more rows are wanted.
    Enough,
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(Box::new(fault))
    }
}

/// A piece of a script, and where in it we are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
    /// Whether nothing follows: else what touches the end may go on.
    pub last: bool,
}

/// Something between quotes.
#[derive(Clone, Debug)]
pub(super) struct Quoted {
    /// What is between them.
    pub inside: Range<usize>,
    /// Whether it has quotes inside, each written twice.
    pub doubled: bool,
}

/// The name of a table or of something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    pub name: TableName,
    /// Whether it is a temporary table or a variable.
    pub temporary: bool,
}

/// Whether words and names without quotes have this byte inside.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'#' | b'$' | 0x80..)
}

impl<'a> Text<'a> {
    /// What is still to be read.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The byte here.
    #[inline]
    pub fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes over blanks and comments.
    #[inline]
    pub fn gap(&mut self) -> Result<(), Stop> {
        while let Some(byte) = self.byte() {
            match byte {
                1..=b' ' => self.at += 1,
                0 => self.zeros()?,
                b'-' | b'/' | 0xEF => {
                    if !self.comment()? {
                        return Ok(());
                    }
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Goes over blanks and comments: the byte behind them, or `None` at the end of the script.
    #[inline]
    pub fn next(&mut self) -> Result<Option<u8>, Stop> {
        self.gap()?;
        match self.byte() {
            None if !self.last => Err(Stop::More),
            byte => Ok(byte),
        }
    }

    /// Goes over zeros, with which a file may be filled up behind its text. Where text follows, zeros are what a disk gives
    /// in the place of what it lost.
    #[cold]
    fn zeros(&mut self) -> Result<(), Stop> {
        let length = self.rest().iter().position(|byte| *byte != 0);
        let Some(length) = length else {
            const MANY: usize = 1 << 20;
            // What follows may be in the next piece; so many are not kept for it.
            if !self.last && self.rest().len() < MANY {
                return Err(Stop::More);
            }
            self.at = self.bytes.len();
            return Ok(());
        };
        Err(Fault::new(self.at, Problem::Zeros { count: length }).into())
    }

    /// Goes over a comment, or over a byte order mark, which stands in the middle where files were put together.
    pub fn comment(&mut self) -> Result<bool, Stop> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        match self.rest() {
            [b'-', b'-', rest @ ..] => match memchr(b'\n', rest) {
                Some(length) => self.at += 2 + length,
                None if self.last => self.at = self.bytes.len(),
                None => return Err(Stop::More),
            },
            [b'/', b'*', rest @ ..] => match comment_length(rest) {
                Some(length) => self.at += 2 + length,
                None if self.last => return Err(self.endless(Begun::Comment).into()),
                None => return Err(Stop::More),
            },
            [b'-'] | [b'/'] if !self.last => return Err(Stop::More),
            rest if rest.starts_with(MARK) => self.at += MARK.len(),
            rest if MARK.starts_with(rest) && !self.last => return Err(Stop::More),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn endless(&self, what: Begun) -> Fault {
        Fault::new(self.at, Problem::Endless { what })
    }

    /// A word; empty where there is none.
    pub fn word(&mut self) -> Result<&'a [u8], Stop> {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_word(*byte));
        if length.is_none() && !self.last {
            return Err(Stop::More);
        }
        let word = &rest[..length.unwrap_or(rest.len())];
        self.at += word.len();
        Ok(word)
    }

    /// The word behind blanks and comments, which stays to be read; empty where there is none.
    pub fn coming(&mut self) -> Result<&'a [u8], Stop> {
        if self.next()?.is_none() {
            return Ok(b"");
        }
        let mut ahead = *self;
        ahead.word()
    }

    /// Goes over this word, if it comes next.
    pub fn takes(&mut self, word: &str) -> Result<bool, Stop> {
        let taken = is(self.coming()?, word);
        if taken {
            self.at += word.len();
        }
        Ok(taken)
    }

    /// Goes over this byte, if it comes next.
    pub fn takes_byte(&mut self, byte: u8) -> Result<bool, Stop> {
        let taken = self.next()? == Some(byte);
        self.at += usize::from(taken);
        Ok(taken)
    }

    /// Goes over something between quotes, which begins here.
    #[inline]
    pub fn quoted(&mut self, close: u8) -> Result<Quoted, Stop> {
        let from = self.at + 1;
        let mut at = from;
        let mut doubled = false;
        while let Some(length) = memchr(close, self.bytes.get(at..).unwrap_or_default()) {
            at += length;
            match self.bytes.get(at + 1) {
                Some(byte) if *byte == close => {
                    doubled = true;
                    at += 2;
                }
                None if !self.last => return Err(Stop::More),
                _ => {
                    self.at = at + 1;
                    return Ok(Quoted {
                        inside: from..at,
                        doubled,
                    });
                }
            }
        }
        match close {
            _ if !self.last => Err(Stop::More),
            b'\'' => Err(self.endless(Begun::Text).into()),
            _ => Err(self.endless(Begun::QuotedName).into()),
        }
    }

    /// A name in brackets, in double quotes or bare. `None` where there is none.
    pub fn name(&mut self) -> Result<Option<String>, Stop> {
        let close = match self.next()? {
            Some(b'[') => b']',
            Some(b'"') => b'"',
            _ => {
                let word = self.word()?;
                return Ok((!word.is_empty()).then(|| String::from_utf8_lossy(word).into_owned()));
            }
        };
        let begin = self.at + 1;
        let quoted = self.quoted(close)?;
        if let Some(zeros) = memchr(0, &self.bytes[quoted.inside.clone()]) {
            self.at = begin + zeros;
            self.zeros()?;
        }
        let mut name = String::from_utf8_lossy(&self.bytes[quoted.inside]).into_owned();
        if quoted.doubled {
            let close = char::from(close);
            name = name.replace(&format!("{close}{close}"), &close.to_string());
        }
        Ok(Some(name))
    }

    /// The name of an object, such as `[mgc].[dbo].[tblChat]`. `None` where there is none.
    pub fn object(&mut self) -> Result<Option<Object>, Stop> {
        let Some(mut name) = self.name()? else {
            return Ok(None);
        };
        let mut schema = String::new();
        while self.takes_byte(b'.')? {
            let next = match self.next()? {
                // The schema may be left out behind the name of the database.
                Some(b'.') => Some(String::new()),
                _ => self.name()?,
            };
            let Some(next) = next else {
                return Ok(None);
            };
            schema = std::mem::replace(&mut name, next);
        }
        Ok(Some(Object {
            temporary: name.starts_with(['#', '@']),
            name: TableName::new(&schema, &name),
        }))
    }

    /// Whether nothing but blanks stands before here in the line. Not for the first word of a statement, as a piece may
    /// begin there.
    pub fn begins_line(&self) -> bool {
        let before = &self.bytes[..self.at];
        let mut behind = before
            .iter()
            .rev()
            .skip_while(|byte| matches!(byte, b' ' | b'\t'));
        matches!(behind.next(), Some(b'\n'))
    }

    /// Goes over whatever stands here.
    pub fn token(&mut self) -> Result<(), Stop> {
        match self.byte() {
            Some(quote @ (b'\'' | b'"')) => self.quoted(quote).map(drop),
            Some(b'[') => self.quoted(b']').map(drop),
            Some(byte) if is_word(byte) => self.word().map(drop),
            _ => {
                self.at += 1;
                Ok(())
            }
        }
    }

    /// Whether the word `GO`, which stands before here, has its line for itself but for a count: then the count is read,
    /// too.
    pub fn ends_batch(&mut self) -> Result<bool, Stop> {
        let rest = self.rest();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b';' | b'0'..=b'9');
        let length = rest.iter().position(|byte| !blank(byte));
        let Some(length) = length else {
            self.at = self.bytes.len();
            return if self.last { Ok(true) } else { Err(Stop::More) };
        };
        let ends = match &rest[length..] {
            [b'\n' | 0x1A, ..] | [b'-', b'-', ..] | [b'/', b'*', ..] => true,
            [b'-'] | [b'/'] if !self.last => return Err(Stop::More),
            _ => false,
        };
        if ends {
            self.at += length;
        }
        Ok(ends)
    }

    /// The fault, where a variable of sqlcmd stands here, `$(name)`, of which the value is not in the script.
    pub fn variable(&self) -> Option<Fault> {
        const LONGEST: usize = 128;
        // The sign by itself is an amount of money, and may have been read as that.
        let signed = self.bytes[..self.at].ends_with(b"$") && self.rest().starts_with(b"(");
        let at = self.at - usize::from(signed);
        let name = self.bytes[at..].strip_prefix(b"$(")?;
        let end = name.iter().take(LONGEST).position(|byte| *byte == b')')?;
        let name = String::from_utf8_lossy(&name[..end]).into_owned();
        Some(Fault::new(at, Problem::Variable { name }))
    }

    /// A fault that shows what stands here.
    pub fn wrong<W: Into<Sentence>>(&self, what: impl FnOnce(Shown) -> W) -> Stop {
        const MOST: usize = 30;
        if let Some(fault) = self.variable() {
            return fault.into();
        }
        // No character has more bytes than four.
        let rest = &self.rest()[..self.rest().len().min(4 * MOST)];
        let line = rest.iter().position(|byte| *byte < b' ');
        if line.is_none() && rest.len() < 4 * MOST && !self.last {
            return Stop::More;
        }
        let line = String::from_utf8_lossy(&rest[..line.unwrap_or(rest.len())]);
        let shown: String = line.chars().take(MOST).collect();
        match shown.as_str() {
            "" if rest.is_empty() => {
                let instead = what(Shown::This).into();
                Fault::new(self.at, Problem::EndsInStatement { instead }).into()
            }
            "" => Fault::new(self.at, what(Shown::LineEnd)).into(),
            shown => {
                let fault = Fault::new(self.at, what(Shown::This));
                fault.found(format!("`{shown}`")).into()
            }
        }
    }

    /// What stands here is not what should.
    pub fn unexpected(&self, wanted: Wanted) -> Stop {
        self.wrong(|shown| Problem::Unexpected { shown, wanted })
    }
}

/// The fault with what to do, where it does not say it.
pub(super) fn with_hint(fault: Fault) -> Fault {
    fault.or_hint(Advice::LookThere)
}

/// Whether a word is this one, in any case.
pub(super) fn is(word: &[u8], wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted.as_bytes())
}

/// Whether a word is one of these, in any case.
pub(super) fn is_one_of(word: &[u8], wanted: &[&str]) -> bool {
    wanted.iter().any(|wanted| is(word, wanted))
}

/// How long a comment is behind its `/*`, with its end; it may have others inside.
fn comment_length(rest: &[u8]) -> Option<usize> {
    let mut depth = 1;
    let mut at = 0;
    while let Some(length) = memchr2(b'*', b'/', rest.get(at..)?) {
        at += length;
        match rest.get(at..at + 2)? {
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            b"/*" => {
                depth += 1;
                at += 2;
            }
            _ => at += 1,
        }
    }
    None
}

/// Goes over parentheses, the first of which is here. `false` where they never close.
pub(crate) fn balanced(text: &mut Text<'_>) -> Result<bool, Stop> {
    let mut depth = 0_usize;
    loop {
        match text.next()? {
            None => return Ok(false),
            Some(b'(') => depth += 1,
            Some(b')') => depth -= 1,
            Some(_) => {}
        }
        text.token()?;
        if depth == 0 {
            return Ok(true);
        }
    }
}
