//! Text as it stands in the input, decoded only when somebody asks.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::lossy::{REPLACEMENT, lossy, parts};
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
    /// their number; references nobody defined stay as they are written.
    pub fn decode(&self) -> Cow<'a, str> {
        if self.next_mark(self.raw).is_none() {
            return lossy(self.raw);
        }
        let mut out = String::with_capacity(self.raw.len());
        self.pieces(|piece| match piece {
            Piece::Bytes(bytes) => out.push_str(&lossy(bytes)),
            Piece::Character(character) => out.push(character),
        });
        Cow::Owned(out)
    }

    /// The same without an allocation for each text: one that does not stand for itself is written to `scratch`.
    pub(crate) fn decode_in<'s>(&self, scratch: &'s mut Vec<u8>, lines: LineEnds) -> &'s str
    where
        'a: 's,
    {
        let lines = match self.form {
            Form::Xml if memchr(b'\r', self.raw).is_some() => lines,
            _ => LineEnds::AsWritten,
        };
        if lines == LineEnds::AsWritten
            && self.next_mark(self.raw).is_none()
            && let Ok(text) = simdutf8::basic::from_utf8(self.raw)
        {
            return text;
        }
        scratch.clear();
        self.pieces(|piece| match piece {
            Piece::Bytes(bytes) => match lines {
                LineEnds::AsWritten => scratch.extend_from_slice(bytes),
                LineEnds::AsParsed => push_lines(scratch, bytes),
            },
            Piece::Character(character) => {
                scratch.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
        });
        // Looked at once as a whole: the pieces between references are short.
        if simdutf8::basic::from_utf8(scratch).is_err() {
            *scratch = lossy(scratch).into_owned().into_bytes();
        }
        simdutf8::basic::from_utf8(scratch).unwrap_or_default()
    }

    /// Whether nothing stands there but white space.
    pub fn is_blank(&self) -> bool {
        self.raw.trim_ascii().is_empty()
    }

    /// The number of bytes that [`Text::decode`] gives.
    pub fn decoded_len(&self) -> usize {
        self.look().decoded_len
    }

    /// Whether it holds a character that XML 1.0 cannot carry, or bytes that are no UTF-8.
    pub fn has_forbidden(&self) -> bool {
        self.look().forbidden
    }

    /// What can be told without decoding. Nearly all texts need one quick pass over their bytes.
    pub fn look(&self) -> Look {
        let seen = glance(self.raw);
        let marks = seen & MARK != 0 && self.next_mark(self.raw).is_some();
        let beyond_ascii = seen & BEYOND_ASCII != 0;
        let valid = !beyond_ascii || simdutf8::basic::from_utf8(self.raw).is_ok();
        let numeric_reference = marks && self.has_numeric_reference();
        let suspicious = seen & CONTROL != 0
            || !valid
            || numeric_reference
            || (beyond_ascii
                && memchr_iter(0xEF, self.raw).any(|at| is_noncharacter(&self.raw[at..])));
        Look {
            decoded_len: if valid && !marks {
                self.raw.len()
            } else {
                self.count_decoded(valid)
            },
            numeric_reference,
            forbidden: suspicious && self.first_forbidden().is_some(),
        }
    }

    fn has_numeric_reference(&self) -> bool {
        memchr_iter(b'&', self.raw).any(|at| self.raw.get(at + 1) == Some(&b'#'))
    }

    /// Counts what [`Text::decode`] gives; `valid` where it is known that all bytes are UTF-8.
    fn count_decoded(&self, valid: bool) -> usize {
        let mut length = 0;
        self.pieces(|piece| {
            length += match piece {
                Piece::Bytes(bytes) if valid => bytes.len(),
                Piece::Bytes(bytes) => lossy_len(bytes),
                Piece::Character(character) => character.len_utf8(),
            };
        });
        length
    }

    /// The first forbidden character, its place in UTF-16 units, and how many there are.
    pub fn first_forbidden(&self) -> Option<(u32, u64, u64)> {
        let mut units = 0;
        let mut first = None;
        let mut count = 0;
        let mut see = |character: char, forbidden: bool| {
            if forbidden {
                first.get_or_insert((u32::from(character), units));
                count += 1;
            }
            units += character.len_utf16() as u64;
        };
        self.pieces(|piece| match piece {
            Piece::Bytes(bytes) => {
                for (valid, broken) in parts(bytes) {
                    for character in valid.chars() {
                        see(character, !is_xml_char(character));
                    }
                    if broken {
                        see(REPLACEMENT, true);
                    }
                }
            }
            Piece::Character(character) => see(character, !is_xml_char(character)),
        });
        first.map(|(character, at)| (character, at, count))
    }

    /// Takes the text apart: stretches that stand for themselves, and characters that references stand for.
    fn pieces(&self, mut take: impl FnMut(Piece<'a>)) {
        let mut rest = self.raw;
        while let Some(at) = self.next_mark(rest) {
            if at > 0 {
                take(Piece::Bytes(&rest[..at]));
            }
            rest = &rest[at..];
            let used = if rest[0] == b'&' {
                let (piece, used) = reference(rest);
                take(piece);
                used
            } else if let Some(section) = rest.strip_prefix(b"<![CDATA[") {
                let end = memmem::find(section, b"]]>").unwrap_or(section.len());
                take(Piece::Bytes(&section[..end]));
                (b"<![CDATA[".len() + end + b"]]>".len()).min(rest.len())
            } else {
                markup_len(rest)
            };
            rest = &rest[used..];
        }
        if !rest.is_empty() {
            take(Piece::Bytes(rest));
        }
    }

    /// Where the next thing begins that does not stand for itself.
    fn next_mark(&self, text: &[u8]) -> Option<usize> {
        match self.form {
            Form::Plain => None,
            Form::Xml => memchr2(b'&', b'<', text),
            Form::XmlAttribute => memchr(b'&', text),
        }
    }
}

const CONTROL: u8 = 1;
const MARK: u8 = 2;
const BEYOND_ASCII: u8 = 0x80;

/// Which kinds of bytes there are: control characters but for blanks, `&` and `<`, bytes beyond ASCII.
fn glance(bytes: &[u8]) -> u8 {
    let kind = |byte: u8| {
        let blank = u8::from(byte == b'\t') | u8::from(byte == b'\n') | u8::from(byte == b'\r');
        let control = u8::from(byte < 0x20) & !blank;
        let mark = u8::from(byte == b'&') | u8::from(byte == b'<');
        control | mark << 1 | byte & BEYOND_ASCII
    };
    // Lanes without branches: the compiler looks at all of them at once.
    let (lanes, rest) = bytes.as_chunks::<32>();
    let mut seen = [0; 32];
    for lane in lanes {
        for (seen, byte) in seen.iter_mut().zip(lane) {
            *seen |= kind(*byte);
        }
    }
    let seen = seen.into_iter().fold(0, |all, seen| all | seen);
    rest.iter().fold(seen, |seen, byte| seen | kind(*byte))
}

/// What [`Text::look`] tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The number of bytes that [`Text::decode`] gives.
    pub decoded_len: usize,
    /// Whether some character is written by its number.
    pub numeric_reference: bool,
    /// Whether it holds a character that XML 1.0 cannot carry, or bytes that are no UTF-8.
    pub forbidden: bool,
}

/// U+FFFE or U+FFFF.
fn is_noncharacter(bytes: &[u8]) -> bool {
    matches!(bytes, [0xEF, 0xBF, 0xBE | 0xBF, ..])
}

enum Piece<'a> {
    Bytes(&'a [u8]),
    Character(char),
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

/// How long [`lossy`] makes this.
fn lossy_len(bytes: &[u8]) -> usize {
    let length = |(valid, broken): (&str, bool)| {
        valid.len() + if broken { REPLACEMENT.len_utf8() } else { 0 }
    };
    parts(bytes).map(length).sum()
}

/// The length of the comment, instruction or tag at the beginning; all there is where it does not end.
fn markup_len(text: &[u8]) -> usize {
    let until = |from: usize, end: &[u8]| {
        let rest = text.get(from..)?;
        memmem::find(rest, end).map(|at| from + at + end.len())
    };
    let end = if text.starts_with(b"<!--") {
        until(4, b"-->")
    } else if text.starts_with(b"<?") {
        until(2, b"?>")
    } else {
        let mut quote = None;
        let end = text.iter().position(|byte| {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (None, b'"' | b'\'') => quote = Some(*byte),
                _ => {}
            }
            quote.is_none() && *byte == b'>'
        });
        end.map(|at| at + 1)
    };
    end.unwrap_or(text.len())
}

/// What the reference at the beginning stands for, and its length. One that nobody defined stands for itself.
fn reference(text: &[u8]) -> (Piece<'_>, usize) {
    let length = text[1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#')
        .count();
    let character = match &text[1..=length] {
        _ if text.get(1 + length) != Some(&b';') => None,
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        number => character_reference(number),
    };
    match character {
        Some(character) => (Piece::Character(character), length + 2),
        None => (Piece::Bytes(&text[..1]), 1),
    }
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
            ("a<!-- b > c -->d<?e f > g?>g<b at=\"x>y\">h</b>", "adgh"),
            ("<!-->-->a", "a"),
            ("&#x00000000000000000041;", "A"),
            ("&unknown; & &#xD800; &;", "&unknown; & &#xD800; &;"),
            ("&#x8;", "\u{8}"),
        ] {
            assert_eq!(xml(raw).decode(), text, "{raw}");
            assert_eq!(xml(raw).decoded_len(), text.len(), "{raw}");
            let mut scratch = b"before".to_vec();
            let decoded = xml(raw).decode_in(&mut scratch, LineEnds::AsParsed);
            assert_eq!(decoded, text, "{raw}");
        }
    }

    #[test]
    fn line_ends_are_one_line_feed_where_a_parser_makes_them_so() {
        let decoded = |raw: &str, lines| xml(raw).decode_in(&mut Vec::new(), lines).to_owned();
        let raw = "a\r\nb\rc\n\r\r\n&#xD;\n<![CDATA[\r\n]]>";
        assert_eq!(decoded(raw, LineEnds::AsParsed), "a\nb\nc\n\n\n\r\n\n");
        assert_eq!(
            decoded(raw, LineEnds::AsWritten),
            "a\r\nb\rc\n\r\r\n\r\n\r\n"
        );
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
