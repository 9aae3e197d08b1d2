//! What stands behind fields and rows.

use memchr::{memchr, memchr2};

/// The strings that end fields and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub field: Box<[u8]>,
    pub row: Box<[u8]>,
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
        }
    }

    /// The first end of a field or a row from here on.
    #[inline]
    pub fn next(&self, bytes: &[u8], from: usize) -> Option<(usize, End)> {
        let (field, row) = (self.field[0], self.row[0]);
        let mut at = from;
        loop {
            at += memchr2(field, row, bytes.get(at..)?)?;
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

/// Where this terminator stands, from here on.
#[inline]
pub(super) fn next(terminator: &[u8], bytes: &[u8], from: usize) -> Option<usize> {
    let first = *terminator.first()?;
    let mut at = from;
    loop {
        at += memchr(first, bytes.get(at..)?)?;
        if bytes[at..].starts_with(terminator) {
            return Some(at);
        }
        at += 1;
    }
}

/// A terminator, for people.
pub(super) fn shown(terminator: &[u8]) -> String {
    match terminator {
        b"\t" => return "tab".to_owned(),
        b"," => return "comma".to_owned(),
        b";" => return "semicolon".to_owned(),
        b" " => return "blank".to_owned(),
        b"\r\n" => return "CRLF".to_owned(),
        b"\n" => return "LF".to_owned(),
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
    text
}

/// A terminator as somebody types it: `\t`, `\r`, `\n`, `\0`, `\\`, `\x1F`; anything else is itself.
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
        assert_eq!(shown(b"\t"), "tab");
        assert_eq!(shown(b"&|\r\n"), "&|\\r\\n");
        assert_eq!(shown(b"\x1F"), "\\x1F");
    }
}
