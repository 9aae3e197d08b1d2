use memchr::memchr_iter;

use super::pieces::{Piece, pieces, section};
use super::sweep::{Kinds, is_control};
use super::{Text, TextForm};
use crate::directory::is_xml_char;
use crate::input::encodings::lossy::{REPLACEMENT, parts};

/// What [`Text::look`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The number of bytes that [`Text::decode`] gives.
    pub decoded_len: usize,
    /// Whether a letter, digit or sign of ASCII may be written by its number, so that a search of the raw text misses it.
    pub hidden: bool,
    /// Whether it holds a character that XML 1.0 cannot carry, bytes that are no UTF-8, or a `&` that begins no reference
    /// which XML defines.
    pub forbidden: bool,
}

impl Text<'_> {
    /// The number of bytes that [`Text::decode`] gives.
    pub fn decoded_len(&self) -> usize {
        self.look().decoded_len
    }

    /// Whether it holds a character that XML 1.0 cannot carry, bytes that are no UTF-8, or a `&` that begins no reference
    /// which XML defines.
    pub fn has_forbidden(&self) -> bool {
        self.look().forbidden
    }

    /// What can be told without decoding. Nearly all texts need one quick pass over their bytes.
    pub fn look(&self) -> Look {
        let text = section(self).unwrap_or(*self);
        let mut decoded_len = text.raw.len();
        let mut hidden = false;
        let mut forbidden = false;
        let (kinds, undefined) = text.sweep(|at, character, length| {
            decoded_len -= length;
            decoded_len += character.len_utf8();
            hidden |= text.raw[at + 1] == b'#' && character.is_ascii_graphic();
            forbidden |= !is_xml_char(character);
        });
        let valid = text.is_valid(kinds);
        forbidden |= undefined || !valid || text.has_forbidden_bytes(kinds);
        if valid && !text.has_markup(kinds) {
            return Look {
                decoded_len,
                hidden,
                forbidden,
            };
        }
        let numbers = !matches!(text.form, TextForm::Plain | TextForm::Utf8)
            && memchr_iter(b'&', text.raw).any(|at| text.raw.get(at + 1) == Some(&b'#'));
        Look {
            decoded_len: text.count_decoded(valid),
            hidden: numbers,
            // What stands in a comment is no part of the text, and what looks like a reference is none in a section.
            forbidden: (forbidden || numbers) && text.first_forbidden().is_some(),
        }
    }

    /// Counts what [`Text::decode`] gives; `valid` where it is known that all bytes are UTF-8.
    fn count_decoded(&self, valid: bool) -> usize {
        let mut length = 0;
        pieces(self, |piece| {
            length += match piece {
                Piece::Bytes(bytes) if valid => bytes.len(),
                Piece::Bytes(bytes) => lossy_len(bytes),
                Piece::Character(character) => character.len_utf8(),
                Piece::Undefined(_) => 1,
            };
        });
        length
    }

    /// Whether bytes of it are a character that XML 1.0 cannot carry.
    fn has_forbidden_bytes(&self, kinds: Kinds) -> bool {
        let control = |any: bool, byte: &u8| any | is_control(*byte);
        (kinds.rare && self.raw.iter().fold(false, control))
            || (kinds.ef && memchr_iter(0xEF, self.raw).any(|at| is_noncharacter(&self.raw[at..])))
    }

    /// How many `&` there are that begin no reference which XML defines.
    pub(crate) fn undefined_references(&self) -> u64 {
        let mut count = 0;
        pieces(self, |piece| {
            count += u64::from(matches!(piece, Piece::Undefined(_)))
        });
        count
    }

    /// The first forbidden character, its place in UTF-16 units, and how many there are. Of references that XML does not
    /// define it is the number they give, or else `&`.
    pub fn first_forbidden(&self) -> Option<(u32, u64, u64)> {
        let mut units = 0;
        let mut first = None;
        let mut count = 0;
        let mut see = |shown: u32, length: usize, forbidden: bool| {
            if forbidden {
                first.get_or_insert((shown, units));
                count += 1;
            }
            units += length as u64;
        };
        pieces(self, |piece| match piece {
            Piece::Bytes(bytes) => {
                for (valid, broken) in parts(bytes) {
                    for character in valid.chars() {
                        see(
                            character.into(),
                            character.len_utf16(),
                            !is_xml_char(character),
                        );
                    }
                    if broken {
                        see(REPLACEMENT.into(), REPLACEMENT.len_utf16(), true);
                    }
                }
            }
            Piece::Character(character) => {
                see(
                    character.into(),
                    character.len_utf16(),
                    !is_xml_char(character),
                );
            }
            Piece::Undefined(shown) => see(shown, 1, true),
        });
        first.map(|(character, at)| (character, at, count))
    }
}

/// U+FFFE or U+FFFF.
fn is_noncharacter(bytes: &[u8]) -> bool {
    matches!(bytes, [0xEF, 0xBF, 0xBE | 0xBF, ..])
}

/// How long [`lossy`] makes this.
fn lossy_len(bytes: &[u8]) -> usize {
    let length = |(valid, broken): (&str, bool)| {
        valid.len() + if broken { REPLACEMENT.len_utf8() } else { 0 }
    };
    parts(bytes).map(length).sum()
}
