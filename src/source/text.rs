//! Text as it stands in the input, decoded only when somebody asks.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memmem};

use crate::directory::is_xml_char;

/// A stretch of text, still written the way the input writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    /// As in the input.
    pub raw: &'a [u8],
    /// How it is written.
    pub form: Form,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// UTF-8 without any markup.
    #[default]
    Plain,
    /// The content of an XML element: references, CDATA sections, comments, perhaps elements.
    Xml,
    /// The value of an XML attribute: references only.
    XmlAttribute,
}

impl<'a> Text<'a> {
    /// What it says. Bytes that are no UTF-8 become U+FFFD; references to characters that XML forbids are taken by
    /// their number; references nobody defined stay as they are written.
    pub fn decode(&self) -> Cow<'a, str> {
        let has_markup = match self.form {
            Form::Plain => false,
            Form::Xml => memchr2(b'&', b'<', self.raw).is_some(),
            Form::XmlAttribute => memchr(b'&', self.raw).is_some(),
        };
        if !has_markup {
            return String::from_utf8_lossy(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        self.pieces(|piece| match piece {
            Piece::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(bytes)),
            Piece::Character(character) => out.push(character),
        });
        Cow::Owned(out)
    }

    /// The number of bytes that [`Text::decode`] gives.
    pub fn decoded_len(&self) -> usize {
        if self.form == Form::Plain || memchr2(b'&', b'<', self.raw).is_none() {
            return self.raw.len();
        }
        let mut length = 0;
        self.pieces(|piece| {
            length += match piece {
                Piece::Bytes(bytes) => bytes.len(),
                Piece::Character(character) => character.len_utf8(),
            };
        });
        length
    }

    /// Whether it holds a character that XML 1.0 cannot carry, or bytes that are no UTF-8. Quick for clean text.
    pub fn has_forbidden(&self) -> bool {
        let control =
            |byte: u8| (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
        // No early end, so that the compiler looks at many bytes at once.
        let controls = self
            .raw
            .iter()
            .fold(false, |found, byte| found | control(*byte));
        if !controls
            && !self.has_numeric_reference()
            && (self.raw.is_ascii() || is_clean_utf8(self.raw))
        {
            return false;
        }
        self.first_forbidden().is_some()
    }

    /// Whether some character is written by its number.
    pub fn has_numeric_reference(&self) -> bool {
        self.form != Form::Plain
            && memchr_iter(b'&', self.raw).any(|at| self.raw.get(at + 1) == Some(&b'#'))
    }

    /// The first forbidden character, its place in UTF-16 units, and how many there are.
    pub fn first_forbidden(&self) -> Option<(u32, u64, u64)> {
        let text = self.decode();
        let invalid = std::str::from_utf8(self.raw).is_err();
        let forbidden =
            |character: char| !is_xml_char(character) || (invalid && character == '\u{FFFD}');
        let mut units = 0;
        let mut first = None;
        let mut count = 0;
        for character in text.chars() {
            if forbidden(character) {
                first.get_or_insert((u32::from(character), units));
                count += 1;
            }
            units += character.len_utf16() as u64;
        }
        first.map(|(character, at)| (character, at, count))
    }

    fn pieces(&self, mut take: impl FnMut(Piece<'a>)) {
        let mut rest = self.raw;
        while let Some(at) = memchr2(b'&', b'<', rest) {
            if at > 0 {
                take(Piece::Bytes(&rest[..at]));
            }
            rest = &rest[at..];
            let used = if rest[0] == b'&' {
                let (piece, used) = reference(rest);
                take(piece);
                used
            } else if self.form == Form::XmlAttribute {
                take(Piece::Bytes(b"<"));
                1
            } else if let Some(section) = rest.strip_prefix(b"<![CDATA[") {
                let end = memmem::find(section, b"]]>").unwrap_or(section.len());
                take(Piece::Bytes(&section[..end]));
                (b"<![CDATA[".len() + end + b"]]>".len()).min(rest.len())
            } else {
                let end: &[u8] = if rest.starts_with(b"<!--") {
                    b"-->"
                } else {
                    b">"
                };
                memmem::find(rest, end).map_or(rest.len(), |at| at + end.len())
            };
            rest = &rest[used..];
        }
        if !rest.is_empty() {
            take(Piece::Bytes(rest));
        }
    }
}

/// Whether the bytes are UTF-8 without U+FFFE and U+FFFF.
fn is_clean_utf8(bytes: &[u8]) -> bool {
    let forbidden = |at: usize| matches!(bytes[at..], [0xEF, 0xBF, 0xBE | 0xBF, ..]);
    std::str::from_utf8(bytes).is_ok() && !memchr_iter(0xEF, bytes).any(forbidden)
}

enum Piece<'a> {
    Bytes(&'a [u8]),
    Character(char),
}

/// The longest reference looked for: `&#x10FFFF;` with some leading zeros.
const LONGEST_REFERENCE: usize = 16;

/// What the reference at the beginning stands for, and its length. One that nobody defined stands for itself.
fn reference(text: &[u8]) -> (Piece<'_>, usize) {
    let unknown = (Piece::Bytes(&text[..1]), 1);
    let Some(end) = memchr(b';', &text[..text.len().min(LONGEST_REFERENCE)]) else {
        return unknown;
    };
    let character = match &text[1..end] {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        number => match character_reference(number) {
            Some(character) => character,
            None => return unknown,
        },
    };
    (Piece::Character(character), end + 1)
}

/// `#8` or `#x8`. Surrogates and numbers beyond Unicode stand for no character.
fn character_reference(name: &[u8]) -> Option<char> {
    let number = std::str::from_utf8(name).ok()?.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xml(raw: &str) -> Text<'_> {
        Text {
            raw: raw.as_bytes(),
            form: Form::Xml,
        }
    }

    #[test]
    fn references_sections_and_comments_are_taken_for_what_they_mean() {
        for (raw, text) in [
            ("plain", "plain"),
            ("a &lt;b&gt; &amp;amp; &quot;&apos;", "a <b> &amp; \"'"),
            ("&#65;&#x42;&#x1F600;", "AB😀"),
            ("<![CDATA[<a>&amp;]]>&amp;<![CDATA[]]>", "<a>&amp;&"),
            ("a<!-- b > c -->d<?e f?>g<b>h</b>", "adgh"),
            ("&unknown; & &#xD800; &;", "&unknown; & &#xD800; &;"),
            ("&#x8;", "\u{8}"),
        ] {
            assert_eq!(xml(raw).decode(), text, "{raw}");
            assert_eq!(xml(raw).decoded_len(), text.len(), "{raw}");
        }
    }

    #[test]
    fn an_attribute_knows_references_only() {
        let text = Text {
            raw: b"a<b &amp; c",
            form: Form::XmlAttribute,
        };
        assert_eq!(text.decode(), "a<b & c");
    }

    #[test]
    fn forbidden_characters_are_found_raw_and_as_references() {
        assert_eq!(xml("ab\u{8}c\u{8}").first_forbidden(), Some((8, 2, 2)));
        assert_eq!(xml("😀&#x1f;").first_forbidden(), Some((0x1f, 2, 1)));
        assert_eq!(xml("a\u{FFFE}").first_forbidden(), Some((0xFFFE, 1, 1)));
        assert_eq!(
            Text {
                raw: b"a\xFF",
                form: Form::Xml
            }
            .first_forbidden(),
            Some((0xFFFD, 1, 1))
        );
        for clean in ["tab\tline\r\nend &#9; &#x1F600;", "\u{FFFD}", "日本語"] {
            assert!(!xml(clean).has_forbidden(), "{clean}");
        }
        assert!(xml("日本語\u{1}").has_forbidden() && xml("&#x1;").has_forbidden());
    }
}
