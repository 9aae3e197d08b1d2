//! A value as a script writes it, taken apart and put together again with another text.

use std::ops::Range;

use super::literal::unhex;
use super::text::{Stop, Text, is, is_one_of, is_word};
use crate::input::encodings::utf16;
use crate::sqlserver::Value;
use crate::sqlserver::rewrite::is_public;
use crate::sqlserver::rows::numbers::unique_identifier;
use crate::sqlserver::rows::rewrite::{Aside, ColumnValues, Replace, Texts, WrittenAs};

/// A value, and where in it something is said.
pub(super) struct Expression {
    whole: Range<usize>,
    parts: Vec<Part>,
}

struct Part {
    at: Range<usize>,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// What stands between the quotes of a string.
    Text,
    /// The number of a character.
    Character,
    /// Digits, behind `0x`.
    Binary,
    /// A number.
    Number,
    /// A name or a word that is not public.
    Name,
    Comment,
}

impl Expression {
    /// Reads the value that begins here, up to what separates it from the next one.
    pub fn read(text: &mut Text<'_>, by: &dyn Replace) -> Result<Self, Stop> {
        let from = text.at;
        let mut parts = Vec::new();
        let (mut depth, mut to) = (0_usize, text.at);
        let mut of_character = false;
        // Whether the value is whole, if nothing joins it with what follows.
        let mut whole = false;
        loop {
            let gap = text.at;
            text.gap()?;
            let at = text.at;
            let Some(byte) = text.byte() else { break };
            let ends = depth == 0 && (matches!(byte, b',' | b')' | b';') || whole && byte != b'+');
            if ends {
                break;
            }
            if text.bytes[gap..at].iter().any(|byte| *byte > b' ') {
                let what = What::Comment;
                parts.push(Part { at: gap..at, what });
            }
            match byte {
                b'(' | b'{' => {
                    depth += 1;
                    text.at += 1;
                }
                b')' | b'}' => {
                    depth = depth.saturating_sub(1);
                    text.at += 1;
                    whole = depth == 0;
                }
                b'\'' | b'"' => {
                    let quoted = text.quoted(byte)?;
                    let (at, what) = (quoted.inside, What::Text);
                    parts.push(Part { at, what });
                    whole = depth == 0;
                }
                b'0' if matches!(text.rest(), [_, b'x' | b'X', ..]) => {
                    let digits = text.rest()[2..].iter();
                    let digits = digits.take_while(|it| it.is_ascii_hexdigit()).count();
                    let at = at + 2..at + 2 + digits;
                    text.at = at.end;
                    let what = What::Binary;
                    parts.push(Part { at, what });
                    whole = depth == 0;
                }
                b'0'..=b'9' => {
                    let digits = text.rest().iter();
                    let is_part = |it: &&u8| it.is_ascii_alphanumeric() || **it == b'.';
                    text.at += digits.take_while(is_part).count();
                    let what = if of_character {
                        What::Character
                    } else {
                        What::Number
                    };
                    parts.push(Part {
                        at: at..text.at,
                        what,
                    });
                    whole = depth == 0;
                    // The exponent's own sign.
                    if matches!(text.bytes[text.at - 1], b'e' | b'E')
                        && matches!(text.byte(), Some(b'+' | b'-'))
                    {
                        text.at += 1;
                        whole = false;
                    }
                }
                b'$' => text.at += 1,
                b'N' | b'n' if text.rest().get(1) == Some(&b'\'') => text.at += 1,
                byte if is_word(byte) || byte == b'[' => {
                    let word = match byte {
                        b'[' => text.bytes[text.quoted(b']')?.inside].to_vec(),
                        _ => text.word()?.to_vec(),
                    };
                    of_character =
                        is_one_of(&word, &["CHAR", "NCHAR"]) && text.byte() == Some(b'(');
                    whole = depth == 0 && is_one_of(&word, &["NULL", "DEFAULT"]);
                    if !is_public(&String::from_utf8_lossy(&word), by) && !is(&word, "N") {
                        let (at, what) = (at..text.at, What::Name);
                        parts.push(Part { at, what });
                    }
                }
                b'+' => {
                    text.at += 1;
                    whole = false;
                }
                _ => text.at += 1,
            }
            to = text.at;
        }
        text.at = to;
        Ok(Expression {
            whole: from..to,
            parts,
        })
    }

    /// Appends it with what its text becomes. `value` is what it was read as.
    pub fn put(&self, bytes: &[u8], holds: ColumnValues, value: Value<'_>, texts: &mut Texts<'_>) {
        let said = self.said(bytes, holds, value);
        let mut new = Vec::with_capacity(said.len());
        texts.by.value(holds, &said, &mut new);
        // Of several strings each gets as much as it had; of one whatever there is.
        let several = self
            .parts
            .iter()
            .filter(|part| self.is_said(part, holds))
            .count()
            > 1;
        let mut rest = &new[..];
        let mut from = self.whole.start;
        for part @ Part { at, what } in &self.parts {
            texts.out.extend_from_slice(&bytes[from..at.start]);
            from = at.end;
            let written = &bytes[at.clone()];
            match what {
                What::Comment => {
                    texts.leave_out(Aside::Comments.to_string());
                    texts.out.push(b' ');
                }
                What::Name => {
                    let name = String::from_utf8_lossy(written);
                    texts.out.extend_from_slice(texts.by.name(&name).as_bytes());
                }
                What::Binary => binary(written, value, holds, &new, &mut texts.out),
                What::Character => {
                    let c = character(written);
                    let length = c.map_or(0, char::len_utf8).min(rest.len());
                    let (own, behind) = rest.split_at(length);
                    rest = behind;
                    let own = String::from_utf8_lossy(own);
                    match own.chars().next().filter(|own| Some(*own) != c) {
                        Some(new) => texts.out.extend(u32::from(new).to_string().bytes()),
                        None => texts.out.extend_from_slice(written),
                    }
                }
                What::Number if !self.is_said(part, holds) => texts.out.extend_from_slice(written),
                What::Text | What::Number => {
                    let length = if several {
                        written.len().min(rest.len())
                    } else {
                        rest.len()
                    };
                    let (own, behind) = rest.split_at(length);
                    rest = behind;
                    texts.out.extend_from_slice(own);
                }
            }
        }
        texts.out.extend_from_slice(&bytes[from..self.whole.end]);
    }

    /// The text of it: that of its strings and characters together, as they are written.
    fn said(&self, bytes: &[u8], holds: ColumnValues, value: Value<'_>) -> Vec<u8> {
        let mut said = Vec::new();
        for part @ Part { at, what } in &self.parts {
            let written = &bytes[at.clone()];
            match what {
                What::Character => {
                    let c = character(written);
                    said.extend(c.map(|c| c.to_string()).unwrap_or_default().bytes());
                }
                What::Binary => {
                    if let Value::Text(text) = value {
                        said.extend_from_slice(text);
                    }
                }
                _ if self.is_said(part, holds) => said.extend_from_slice(written),
                _ => {}
            }
        }
        said
    }

    /// Whether what stands there is part of the text.
    fn is_said(&self, part: &Part, holds: ColumnValues) -> bool {
        match part.what {
            What::Text | What::Character => true,
            // An id or a setting that is no string stays as it is, and so does the length of a type.
            What::Number => holds.written == WrittenAs::Text && part.at == self.whole,
            What::Binary | What::Name | What::Comment => false,
        }
    }
}

fn character(digits: &[u8]) -> Option<char> {
    let number = str::from_utf8(digits).ok()?.parse().ok()?;
    char::from_u32(number)
}

/// Appends the digits of a binary value: those of the new text, as it was written; zeros where it was none.
fn binary(digits: &[u8], value: Value<'_>, holds: ColumnValues, new: &[u8], out: &mut Vec<u8>) {
    if holds.written == WrittenAs::Number {
        return out.extend_from_slice(digits);
    }
    let mut bytes = Vec::new();
    unhex(digits, &mut bytes);
    let text = match value {
        Value::Text(text) => text,
        _ => b"",
    };
    let mut wide = Vec::new();
    utf16::decode(&bytes, true, true, &mut wide);
    let mut own = Vec::new();
    if wide == text {
        utf16::encode(new, true, &mut own);
    } else if bytes == text {
        own.extend_from_slice(new);
    } else {
        own.extend(stored(new));
    }
    own.resize(bytes.len(), 0);
    let shown = own.iter().map(|byte| format!("{byte:02X}"));
    out.extend(shown.collect::<String>().bytes().skip(digits.len() % 2));
}

/// The bytes of a GUID, as they are stored; nothing where it is none.
fn stored(guid: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = guid.iter().copied().filter(u8::is_ascii_hexdigit).collect();
    let mut shown = Vec::new();
    unhex(&digits, &mut shown);
    let Ok(shown) = <[u8; 16]>::try_from(shown) else {
        return Vec::new();
    };
    // The order of the bytes is its own inverse.
    let mut text = Vec::new();
    unique_identifier(&shown, &mut text);
    let digits: Vec<u8> = text.into_iter().filter(u8::is_ascii_hexdigit).collect();
    let mut stored = Vec::new();
    unhex(&digits, &mut stored);
    stored
}
