//! Text as it stands in the input, decoded only when it is asked for.
//!
//! Nearly all texts are plain text with references: for those one quick pass tells everything. Sections, comments and
//! elements inside a text, and bytes that are no UTF-8, are left to [`pieces`], which takes any text apart.

mod look;
mod pieces;
mod reference;
mod sweep;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use memchr::memchr;

use self::pieces::{Piece, next_mark, pieces, section};
use self::reference::reference;
use self::sweep::{Kinds, kinds, sweep};
use crate::input::encodings::lossy::lossy;

/// A stretch of text, still written the way the input writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    /// As in the input.
    pub raw: &'a [u8],
    /// How it is written.
    pub form: TextForm,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextForm {
    /// UTF-8 without any markup; whether it is UTF-8 shows when it is decoded.
    #[default]
    Plain,
    /// The same, where the reader has made sure that it is UTF-8.
    Utf8,
    /// The content of an XML element: references, CDATA sections, comments, perhaps elements.
    Xml,
    /// The value of an XML attribute: references only.
    XmlAttribute,
}

/// What becomes of line ends that are written as themselves and not as references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LineEnds {
    /// They stay.
    #[default]
    AsWritten,
    /// Each becomes one line feed, as for any program that reads the XML with a parser (XML 1.0, section 2.11).
    AsParsed,
}

impl<'a> Text<'a> {
    /// What it says. Bytes that are no UTF-8 become U+FFFD; references to characters that XML forbids are taken by
    /// their number; references that are not defined stay as they are written.
    pub fn decode(&self) -> Cow<'a, str> {
        if next_mark(self.form, self.raw).is_none() {
            return lossy(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        pieces(self, |piece| match piece {
            Piece::Bytes(bytes) => out.push_str(&lossy(bytes)),
            Piece::Character(character) => out.push(character),
            Piece::Undefined(_) => out.push('&'),
        });
        Cow::Owned(out)
    }

    /// The same as UTF-8, without an allocation for each text: one that does not stand for itself is written to
    /// `scratch`.
    pub(crate) fn decode_in<'s>(&self, scratch: &'s mut Vec<u8>, lines: LineEnds) -> &'s [u8]
    where
        'a: 's,
    {
        let lines = match self.form {
            TextForm::Xml if lines == LineEnds::AsParsed && memchr(b'\r', self.raw).is_some() => {
                lines
            }
            _ => LineEnds::AsWritten,
        };
        if lines == LineEnds::AsParsed {
            self.decode_pieces(scratch, lines);
            return scratch;
        }
        let text = section(self).unwrap_or(*self);
        scratch.clear();
        let mut done = 0;
        let (kinds, _) = text.sweep(|at, character, length| {
            scratch.extend_from_slice(&text.raw[done..at]);
            match u8::try_from(character) {
                Ok(byte) if byte.is_ascii() => scratch.push(byte),
                _ => scratch.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
            done = at + length;
        });
        if text.has_markup(kinds) || !text.is_valid(kinds) {
            text.decode_pieces(scratch, lines);
            return scratch;
        }
        if done == 0 {
            return text.raw;
        }
        scratch.extend_from_slice(&text.raw[done..]);
        scratch
    }

    /// Whether it is ASCII that stands for itself, without any white space: nearly all ids and times are.
    pub(super) fn is_word(&self) -> bool {
        let raw = self.raw;
        if let Some(end) = raw.last_chunk() {
            let (words, _) = raw.as_chunks();
            return is_word(*end) && words.iter().all(|word| is_word(*word));
        }
        match (raw.first_chunk::<4>(), raw.last_chunk::<4>()) {
            (Some([a, b, c, d]), Some([e, f, g, h])) => is_word([*a, *b, *c, *d, *e, *f, *g, *h]),
            _ => raw.iter().all(|byte| is_word([*byte; 8])),
        }
    }

    /// Decodes any text.
    fn decode_pieces(&self, scratch: &mut Vec<u8>, lines: LineEnds) {
        scratch.clear();
        pieces(self, |piece| match piece {
            Piece::Bytes(bytes) => match lines {
                LineEnds::AsWritten => scratch.extend_from_slice(bytes),
                LineEnds::AsParsed => push_lines(scratch, bytes),
            },
            Piece::Character(character) => {
                scratch.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Piece::Undefined(_) => scratch.push(b'&'),
        });
        // Looked at once as a whole: the pieces between references are short.
        if simdutf8::basic::from_utf8(scratch).is_err() {
            *scratch = lossy(scratch).into_owned().into_bytes();
        }
    }

    /// Whether nothing stands there but white space.
    pub fn is_blank(&self) -> bool {
        self.raw.iter().all(u8::is_ascii_whitespace)
    }

    /// Goes over the text once, as one that holds nothing but characters and references: gives `take` the place of
    /// each reference, the character it stands for, and its length. References that are not defined stand for
    /// themselves; whether there are any comes second.
    #[inline]
    fn sweep(&self, mut take: impl FnMut(usize, char, usize)) -> (Kinds, bool) {
        if matches!(self.form, TextForm::Plain | TextForm::Utf8) {
            return (kinds(self.raw), false);
        }
        let mut undefined = false;
        let kinds = sweep(self.raw, |at| match reference(&self.raw[at..]) {
            Some((character, length)) => take(at, character, length),
            None => undefined = true,
        });
        (kinds, undefined)
    }

    /// Whether the text holds anything else.
    fn has_markup(&self, kinds: Kinds) -> bool {
        kinds.rare && self.form == TextForm::Xml && memchr(b'<', self.raw).is_some()
    }

    /// Whether its bytes are UTF-8.
    fn is_valid(&self, kinds: Kinds) -> bool {
        !kinds.beyond_ascii
            || self.form == TextForm::Utf8
            || simdutf8::basic::from_utf8(self.raw).is_ok()
    }
}

/// Whether these are characters of ASCII behind `&`, and none of them is `<`.
fn is_word(bytes: [u8; 8]) -> bool {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGHEST: u64 = EACH << 7;
    let word = u64::from_le_bytes(bytes);
    // Of bytes whose highest bit is not set no carry reaches the next one.
    let above = (word & !HIGHEST) + EACH * (HIGHEST as u8 - b'&' - 1) as u64;
    let other = ((word & !HIGHEST) ^ (EACH * b'<' as u64)) + !HIGHEST;
    !word & above & other & HIGHEST == HIGHEST
}

fn push_lines(out: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = memchr(b'\r', rest) {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    out.extend_from_slice(rest);
}
