//! Values as scripts write them (reference: sql-extracts, 2.1).

pub(super) mod cast;

use std::ops::Range;

use super::fault::{Problem, Wanted};
use super::text::{Quoted, Stop, Text, is, is_one_of, is_word};
use super::typed::{self, Noticed};
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::{Kind, SqlType};

/// Reads values, and keeps what that needs: so nothing is allocated for a value.
#[derive(Debug, Default)]
pub(super) struct Literals {
    pub noticed: Noticed,
    /// Values on their way through casts.
    pub spare: Vec<Cells>,
    pub bytes: Vec<u8>,
    /// The last type of a cast as it was written, with the parenthesis behind it.
    pub cast: (Vec<u8>, Option<SqlType>),
}

/// How deep casts and parentheses may be.
const DEEPEST: usize = 16;

impl Literals {
    /// Reads a value into a column of this type.
    #[inline]
    pub fn value(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        self.nested(text, sql_type, cells, 0)
    }

    pub fn nested(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
        depth: usize,
    ) -> Result<(), Stop> {
        let Some(byte) = text.next()? else {
            return Err(no_value(text));
        };
        match byte {
            b'0'..=b'9' | b'.' | b'-' | b'+' | b'$' => self.number(text, sql_type, cells),
            b'N' | b'n' if text.bytes.get(text.at + 1) == Some(&b'\'') => {
                self.string(text, sql_type, cells)
            }
            // Without QUOTED_IDENTIFIER, strings may have double quotes.
            b'\'' | b'"' => self.string(text, sql_type, cells),
            b'(' if depth < DEEPEST => {
                text.at += 1;
                self.nested(text, sql_type, cells, depth + 1)?;
                close(text)
            }
            b'{' => self.escape(text, sql_type, cells),
            // A currency outside ASCII.
            0xC2 | 0xE2 if currency(text.rest()) > 0 => self.number(text, sql_type, cells),
            byte if is_word(byte) => self.named(text, sql_type, cells, depth),
            _ => Err(no_value(text)),
        }
    }

    /// A value that begins with a word.
    fn named(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
        depth: usize,
    ) -> Result<(), Stop> {
        let begin = *text;
        let word = text.word()?;
        if is(word, "NULL") {
            cells.null();
        } else if is(word, "DEFAULT") {
            self.noticed.defaults += 1;
            cells.null();
        } else if is_one_of(word, &["CHAR", "NCHAR"]) {
            *text = begin;
            self.bytes.clear();
            return self.joined(text, sql_type, cells);
        } else if depth < DEEPEST && is_one_of(word, &["CAST", "TRY_CAST"]) {
            return self.cast(text, sql_type, cells, depth, false);
        } else if depth < DEEPEST && is_one_of(word, &["CONVERT", "TRY_CONVERT"]) {
            return self.cast(text, sql_type, cells, depth, true);
        } else {
            return Err(no_value(&begin));
        }
        Ok(())
    }

    fn number(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        let begin = *text;
        if let [b'0', b'x' | b'X', ..] = text.rest() {
            text.at += 2;
            return self.binary(text, sql_type, cells);
        }
        let (mut negative, mut amount) = (false, false);
        let mut digits = text.at;
        while let Some(byte) = text.next()? {
            let currency = currency(text.rest());
            match byte {
                b'-' => negative = !negative,
                b'+' => {}
                _ if currency > 0 => amount = true,
                _ => break,
            }
            text.at += currency.max(1);
            digits = text.at;
        }
        text.at = digits;
        text.gap()?;
        let Some(digits) = digits_of_number(text)? else {
            // An amount may be nothing but its currency.
            if !amount {
                return Err(no_value(&begin));
            }
            typed::put_text(
                b"0",
                None,
                Some(SqlType::plain(Kind::Money)),
                cells,
                &mut self.noticed,
            );
            return Ok(());
        };
        let sign = usize::from(negative);
        let together = begin.at + sign == digits.start;
        let sql_type = match amount {
            true => sql_type.or(Some(SqlType::plain(Kind::Money))),
            false => sql_type,
        };
        if together && !amount {
            let written = &text.bytes[begin.at..digits.end];
            typed::put_text(written, Some(begin.at), sql_type, cells, &mut self.noticed);
        } else {
            self.bytes.clear();
            self.bytes.extend(negative.then_some(b'-'));
            self.bytes.extend_from_slice(&text.bytes[digits]);
            typed::put_text(&self.bytes, None, sql_type, cells, &mut self.noticed);
        }
        Ok(())
    }

    /// Binary, from behind its `0x`.
    fn binary(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        let rest = text.rest();
        let length = rest.iter().position(|byte| !byte.is_ascii_hexdigit());
        if length.is_none() && !text.last {
            return Err(Stop::More);
        }
        let digits = &rest[..length.unwrap_or(rest.len())];
        text.at += digits.len();
        let plain = |kind| matches!(kind, Kind::Binary | Kind::VarBinary | Kind::Image);
        if sql_type.is_none_or(|sql_type| plain(sql_type.kind)) {
            cells.make_bytes(|out| unhex(digits, out));
        } else {
            self.bytes.clear();
            unhex(digits, &mut self.bytes);
            typed::put_bytes(&self.bytes, sql_type, cells);
        }
        Ok(())
    }

    /// A string; what it joins with `+`, if anything.
    #[inline]
    fn string(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        let (quoted, quote) = one_string(text)?;
        let more = match text.byte() {
            Some(b',' | b')') => false,
            _ => {
                let behind = *text;
                let more = text.next()? == Some(b'+');
                if !more {
                    *text = behind;
                }
                more
            }
        };
        let Quoted { inside, doubled } = quoted;
        let written = &text.bytes[inside.clone()];
        if !doubled && !more {
            typed::put_text(
                written,
                Some(inside.start),
                sql_type,
                cells,
                &mut self.noticed,
            );
        } else if !more && sql_type.is_none_or(|sql_type| sql_type.kind.is_text()) {
            cells.make_text(|out| undouble(written, quote, out));
        } else {
            self.bytes.clear();
            undouble(written, quote, &mut self.bytes);
            return match more {
                true => {
                    text.at += 1;
                    self.joined(text, sql_type, cells)
                }
                false => {
                    typed::put_text(&self.bytes, None, sql_type, cells, &mut self.noticed);
                    Ok(())
                }
            };
        }
        Ok(())
    }

    /// Strings and characters that are joined with `+`, behind those that are read already.
    fn joined(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        loop {
            let begin = match text.next()? {
                Some(_) => *text,
                None => return Err(no_value(text)),
            };
            match text.rest() {
                [b'\'' | b'"', ..] | [b'N' | b'n', b'\'', ..] => {
                    let (quoted, quote) = one_string(text)?;
                    undouble(&text.bytes[quoted.inside], quote, &mut self.bytes);
                }
                _ => {
                    let word = text.word()?;
                    let wide = is(word, "NCHAR");
                    if !wide && !is(word, "CHAR") || !text.takes_byte(b'(')? {
                        return Err(no_value(&begin));
                    }
                    text.next()?;
                    let digits = text.word()?;
                    let number = str::from_utf8(digits).ok().and_then(|it| it.parse().ok());
                    let character = number.and_then(char::from_u32);
                    // Others depend on the code page, or are half of a character.
                    let Some(character) = character.filter(|it| wide || it.is_ascii()) else {
                        return Err(no_value(&begin));
                    };
                    close(text)?;
                    let mut utf8 = [0; 4];
                    let utf8 = character.encode_utf8(&mut utf8);
                    self.bytes.extend_from_slice(utf8.as_bytes());
                }
            }
            if !text.takes_byte(b'+')? {
                break;
            }
        }
        typed::put_text(&self.bytes, None, sql_type, cells, &mut self.noticed);
        Ok(())
    }

    /// `{ts '2012-05-31 08:15:00'}` and the others of ODBC.
    fn escape(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
    ) -> Result<(), Stop> {
        let begin = *text;
        text.at += 1;
        let word = text.coming()?;
        if !is_one_of(word, &["ts", "d", "t", "guid"]) {
            return Err(no_value(&begin));
        }
        text.at += word.len();
        if text.next()? != Some(b'\'') {
            return Err(no_value(&begin));
        }
        let (quoted, _) = one_string(text)?;
        if !text.takes_byte(b'}')? {
            return Err(text.unexpected(Wanted::ClosingBrace { brace: '}' }));
        }
        let written = &text.bytes[quoted.inside.clone()];
        typed::put_text(
            written,
            Some(quoted.inside.start),
            sql_type,
            cells,
            &mut self.noticed,
        );
        Ok(())
    }
}

/// Goes over a closing parenthesis.
pub(super) fn close(text: &mut Text<'_>) -> Result<(), Stop> {
    if text.takes_byte(b')')? {
        return Ok(());
    }
    Err(text.unexpected(Wanted::Closing))
}

/// One string, and the quote it is in.
#[inline]
fn one_string(text: &mut Text<'_>) -> Result<(Quoted, u8), Stop> {
    if let Some(b'N' | b'n') = text.byte() {
        text.at += 1;
    }
    let quote = text.byte().unwrap_or(b'\'');
    Ok((text.quoted(quote)?, quote))
}

/// The digits of a number with its point and exponent. `None` where there are none.
fn digits_of_number(text: &mut Text<'_>) -> Result<Option<Range<usize>>, Stop> {
    let rest = text.rest();
    let mut length = 0;
    let mut digits = 0;
    while let Some(byte) = rest.get(length) {
        let exponent = || matches!(rest[length - 1], b'e' | b'E');
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => {}
            b'e' | b'E' if digits > 0 => {}
            b'+' | b'-' if digits > 0 && exponent() => {}
            _ => break,
        }
        length += 1;
    }
    if length == rest.len() && !text.last {
        return Err(Stop::More);
    }
    let from = text.at;
    text.at += length;
    Ok((digits > 0).then_some(from..from + length))
}

/// How many bytes a sign of currency has; 0 where there is none.
fn currency(rest: &[u8]) -> usize {
    match rest {
        [b'$', ..] => 1,
        // The signs of the cent, of pound, currency and yen.
        [0xC2, 0xA2..=0xA5, ..] => 2,
        [0xE2, 0x82, 0xA0..=0xAF, ..] => 3,
        _ => 0,
    }
}

fn undouble(written: &[u8], quote: u8, out: &mut Vec<u8>) {
    let mut rest = written;
    while let Some(length) = memchr::memchr(quote, rest) {
        out.extend_from_slice(&rest[..=length]);
        // The second one.
        rest = rest.get(length + 2..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// The bytes that digits write; of an odd number of digits, the first byte has one.
pub(super) fn unhex(digits: &[u8], out: &mut Vec<u8>) {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10) & 15,
    };
    let (first, rest) = digits.split_at(digits.len() % 2);
    out.extend(first.iter().map(|digit| value(*digit)));
    let (pairs, _) = rest.as_chunks::<2>();
    out.extend(
        pairs
            .iter()
            .map(|[high, low]| value(*high) << 4 | value(*low)),
    );
}

fn no_value(text: &Text<'_>) -> Stop {
    text.wrong(|shown| Problem::NoValue { shown })
}
