//! What stands behind fields and rows.

use memchr::{memchr, memchr2};

use crate::wording::wording;

/// The strings that end fields and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub field: Box<[u8]>,
    pub row: Box<[u8]>,
    /// Both, where a field ends in one character, and a row in two others: as nearly all files have it.
    usual: Option<[u8; 3]>,
}

/// What ends at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Field,
    Row,
}

impl Ends {
    /// Two terminators; neither may be empty.
    pub fn new(field: &[u8], row: &[u8]) -> Self {
        Ends {
            field: field.into(),
            row: row.into(),
            usual: match (field, row) {
                ([field], [first, second]) if first != field => Some([*field, *first, *second]),
                _ => None,
            },
        }
    }

    /// The first end of a field or a row from here on.
    #[inline(always)]
    pub fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, End)> {
        let Some([field, first, second]) = self.usual else {
            return self.next_unusual(bytes, from);
        };
        let mut at = from;
        loop {
            at += find(field, first, bytes.get(at..)?)?;
            if bytes[at] == field {
                return Some((at, End::Field));
            }
            if bytes.get(at + 1) == Some(&second) {
                return Some((at, End::Row));
            }
            at += 1;
        }
    }

    fn next_unusual(&self, bytes: &[u8], from: usize) -> Option<(usize, End)> {
        let (field, row) = (self.field[0], self.row[0]);
        let mut at = from;
        loop {
            at += find(field, row, bytes.get(at..)?)?;
            if let Some(end) = self.at(bytes, at) {
                return Some((at, end));
            }
            at += 1;
        }
    }

    /// The first end of a row from here on.
    #[inline]
    pub fn next_row(&self, bytes: &[u8], from: usize) -> Option<usize> {
        next(&self.row, bytes, from)
    }

    /// What ends here; the longer one, where either might.
    #[inline]
    pub fn at(&self, bytes: &[u8], at: usize) -> Option<End> {
        let rest = bytes.get(at..)?;
        // Nearly all files have one character, and one line end: no comparison of stretches of any length for them.
        match (&*self.field, &*self.row, rest) {
            ([field], [row, ..], [byte, ..]) if field == byte && row != field => {
                return Some(End::Field);
            }
            ([field], [row, behind], [byte, next, ..]) if row == byte && row != field => {
                return (behind == next).then_some(End::Row);
            }
            _ => {}
        }
        let field = rest.starts_with(&self.field);
        if rest.starts_with(&self.row) && !(field && self.field.len() > self.row.len()) {
            Some(End::Row)
        } else if field {
            Some(End::Field)
        } else {
            None
        }
    }
}

/// The first of two bytes. Most fields are a few characters long: a search by words of the processor is done before
/// a search over long texts has begun.
#[inline]
fn find(one: u8, other: u8, bytes: &[u8]) -> Option<usize> {
    const WORDS: usize = 3;
    let (words, _) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().take(WORDS).enumerate() {
        let word = u64::from_le_bytes(*word);
        let hits = equal(word, one) | equal(word, other);
        if hits != 0 {
            return Some(8 * number + hits.trailing_zeros() as usize / 8);
        }
    }
    let done = 8 * words.len().min(WORDS);
    memchr2(one, other, &bytes[done..]).map(|at| done + at)
}

/// The top bit of the first byte that is equal; bits above it mean nothing.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differs = word ^ (ONES * u64::from(byte));
    differs.wrapping_sub(ONES) & !differs & (ONES << 7)
}

/// Where this terminator stands, from here on.
#[inline]
pub(super) fn next(terminator: &[u8], bytes: &[u8], from: usize) -> Option<usize> {
    let first = *terminator.first()?;
    if terminator.len() == 1 {
        return memchr(first, bytes.get(from..)?).map(|at| from + at);
    }
    let mut at = from;
    loop {
        at += memchr(first, bytes.get(at..)?)?;
        if bytes[at..].starts_with(terminator) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where this terminator stands in a short text.
#[inline]
pub(super) fn near(terminator: &[u8], bytes: &[u8]) -> Option<usize> {
    let first = *terminator.first()?;
    let mut at = 0;
    loop {
        at += find(first, first, &bytes[at..])?;
        if terminator.len() == 1 || bytes[at..].starts_with(terminator) {
            return Some(at);
        }
        at += 1;
    }
}

wording! {
    in "text-rows";
    /// A terminator, for people.
    pub(super) enum Terminator {
        /// The character `\t`.
        Tab,
        /// The character `,`.
        Comma,
        /// The character `;`.
        Semicolon,
        /// The character ` `.
        Blank,
        /// The characters `\r\n`.
        Crlf,
        /// The character `\n`.
        Lf,
        /// Whatever else, as a user types it.
        Characters { text: String },
    }
}

/// A terminator, for people.
pub(super) fn shown(terminator: &[u8]) -> Terminator {
    match terminator {
        b"\t" => return Terminator::Tab,
        b"," => return Terminator::Comma,
        b";" => return Terminator::Semicolon,
        b" " => return Terminator::Blank,
        b"\r\n" => return Terminator::Crlf,
        b"\n" => return Terminator::Lf,
        _ => {}
    }
    let mut text = String::new();
    for char in String::from_utf8_lossy(terminator).chars() {
        match char {
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            '\n' => text.push_str("\\n"),
            '\0' => text.push_str("\\0"),
            _ if char.is_control() => text.push_str(&format!("\\x{:02X}", u32::from(char))),
            _ => text.push(char),
        }
    }
    Terminator::Characters { text }
}

/// A terminator as the user types it: `\t`, `\r`, `\n`, `\0`, `\\`, `\x1F`; anything else is itself.
pub(super) fn typed(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let escaped = rest.strip_prefix('\\').and_then(|behind| {
            let code = match behind.as_bytes().first()? {
                b't' => b'\t',
                b'r' => b'\r',
                b'n' => b'\n',
                b'0' => 0,
                b'\\' => b'\\',
                b'x' => {
                    let code = u8::from_str_radix(behind.get(1..3)?, 16).ok()?;
                    return code.is_ascii().then(|| (code, &behind[3..]));
                }
                _ => return None,
            };
            Some((code, &behind[1..]))
        });
        match escaped {
            Some((code, behind)) => {
                bytes.push(code);
                rest = behind;
            }
            None => {
                bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[char.len_utf8()..];
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_terminator_counts() {
        let ends = Ends::new(b"|", b"|\r\n");
        assert_eq!(ends.next(b"a|b|\r\n", 0), Some((1, End::Field)));
        assert_eq!(ends.next(b"a|b|\r\n", 2), Some((3, End::Row)));
        let ends = Ends::new(b"\n\n", b"\n");
        assert_eq!(ends.next(b"a\n\nb\n", 0), Some((1, End::Field)));
        assert_eq!(ends.next(b"a\n\nb\n", 3), Some((4, End::Row)));
        assert_eq!(ends.next(b"a", 5), None);
    }

    #[test]
    fn ends_are_found_at_any_distance() {
        let ends = Ends::new(b"\t", b"\r\n");
        for length in 0..100 {
            // Neighbours of the terminators in value are none.
            let mut text = vec![b'\n'; length];
            text.extend_from_slice(b"\t\x08\x0A\x0C\x0E\r\n\t");
            assert_eq!(ends.next(&text, 0), Some((length, End::Field)));
            assert_eq!(ends.next(&text, length + 1), Some((length + 5, End::Row)));
            assert_eq!(near(b"\t", &text), Some(length));
            assert_eq!(near(b"\r\n", &text), Some(length + 5));
            assert_eq!(next(b"\t", &text, length + 1), Some(length + 7));
        }
    }

    #[test]
    fn a_part_of_a_terminator_is_none() {
        let ends = Ends::new(b"+|", b"&|\r\n");
        assert_eq!(ends.next(b"1 + 1 & 2 |+|", 0), Some((11, End::Field)));
        assert_eq!(ends.next_row(b"& &|\r &|\r\n", 0), Some(6));
    }

    #[test]
    fn terminators_are_typed_as_bcp_has_them() {
        assert_eq!(typed(r"\t"), b"\t");
        assert_eq!(typed(r"&|\r\n"), b"&|\r\n");
        assert_eq!(typed(r"\x1F"), b"\x1F");
        assert_eq!(typed(r"\\\q"), br"\\q");
        assert_eq!(typed(r"\xZZ"), br"\xZZ");
        assert_eq!(typed(r"\xé"), r"\xé".as_bytes());
        assert_eq!(typed("||"), b"||");
    }

    #[test]
    fn terminators_are_shown() {
        assert_eq!(shown(b"\t").to_string(), "tab");
        assert_eq!(shown(b"&|\r\n").to_string(), "&|\\r\\n");
        assert_eq!(shown(b"\x1F").to_string(), "\\x1F");
    }
}
