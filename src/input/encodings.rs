//! How the text of an extract is encoded.

mod code_page;
pub(crate) mod lossy;
pub(crate) mod utf16;

use memchr::memmem;

use self::code_page::UNDEFINED;

pub use code_page::{CodePage, NoCodePage};

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// It is no text: its bytes are read as they are.
    Binary,
    /// UTF-8, or ASCII. `certain`: there is a byte order mark, or the user said so.
    Utf8 { certain: bool },
    /// UTF-16.
    Utf16 { little_endian: bool },
    /// A code page that the user named.
    Page(CodePage),
}

/// What the first bytes of a file tell of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Detected {
    pub encoding: Encoding,
    /// Bytes of the byte order mark.
    pub bom: usize,
}

/// The encoding of text that begins like this: by the byte order mark, else by zero bytes in every second place, else
/// the code page that the user named, else UTF-8. Whether the text is what it should be shows when it is read.
pub(crate) fn detect(head: &[u8], page: Option<CodePage>) -> Detected {
    let found = |encoding, bom| Detected { encoding, bom };
    match head {
        [0xEF, 0xBB, 0xBF, ..] => return found(Encoding::Utf8 { certain: true }, 3),
        [0xFF, 0xFE, ..] => {
            return found(
                Encoding::Utf16 {
                    little_endian: true,
                },
                2,
            );
        }
        [0xFE, 0xFF, ..] => {
            return found(
                Encoding::Utf16 {
                    little_endian: false,
                },
                2,
            );
        }
        _ => {}
    }
    let (units, _) = head.as_chunks::<2>();
    let zeros = |which: usize| units.iter().filter(|unit| unit[which] == 0).count();
    let most = units.len() / 2;
    if units.len() > 4 && zeros(1) > most && zeros(0) == 0 {
        return found(
            Encoding::Utf16 {
                little_endian: true,
            },
            0,
        );
    }
    if units.len() > 4 && zeros(0) > most && zeros(1) == 0 {
        return found(
            Encoding::Utf16 {
                little_endian: false,
            },
            0,
        );
    }
    match page {
        Some(page) if page.is_utf8() => found(Encoding::Utf8 { certain: true }, 0),
        Some(page) => found(Encoding::Page(page), 0),
        None => found(Encoding::Utf8 { certain: false }, 0),
    }
}

/// The beginning of a file as text, whether or not it is one.
pub(crate) fn text_of(head: &[u8]) -> Vec<u8> {
    let detected = detect(head, None);
    let mut text = Vec::new();
    let behind_mark = head.get(detected.bom..).unwrap_or_default();
    detected.encoding.decode(behind_mark, false, &mut text);
    text
}

impl Encoding {
    /// Its name, for people.
    pub fn name(self) -> String {
        match self {
            Encoding::Binary => String::new(),
            Encoding::Utf8 { .. } => "UTF-8".to_owned(),
            Encoding::Utf16 {
                little_endian: true,
            } => "UTF-16LE".to_owned(),
            Encoding::Utf16 {
                little_endian: false,
            } => "UTF-16BE".to_owned(),
            Encoding::Page(page) => page.to_string(),
        }
    }

    /// Whether it is UTF-16, of either kind.
    pub fn is_utf16(self) -> bool {
        matches!(self, Encoding::Utf16 { .. })
    }

    /// Whether the file's bytes are taken as they are.
    pub fn is_as_it_is(self) -> bool {
        matches!(self, Encoding::Binary | Encoding::Utf8 { .. })
    }

    /// Decodes as much as is whole, and says how many bytes that were.
    pub fn decode(self, raw: &[u8], last: bool, text: &mut Vec<u8>) -> usize {
        match self {
            Encoding::Binary | Encoding::Utf8 { .. } => {
                text.extend_from_slice(raw);
                raw.len()
            }
            Encoding::Utf16 { little_endian } => utf16::decode(raw, little_endian, last, text).used,
            Encoding::Page(page) => page.decode(raw, last, text),
        }
    }

    /// Where decoded text has U+FFFD for bytes that the code page does not define. Other encodings define all of
    /// theirs, or are checked elsewhere.
    pub fn undefined(self, text: &[u8]) -> impl Iterator<Item = usize> {
        let text = match self {
            Encoding::Page(_) => text,
            _ => &[],
        };
        memmem::find_iter(text, UNDEFINED)
    }

    /// How long a stretch of decoded text is in the file's own bytes.
    pub fn raw_len(self, text: &[u8]) -> u64 {
        match self {
            Encoding::Binary | Encoding::Utf8 { .. } => text.len() as u64,
            Encoding::Utf16 { .. } => utf16::raw_len(text),
            Encoding::Page(page) => page.raw_len(text),
        }
    }
}

/// How many characters a text in UTF-8 has.
pub(crate) fn characters(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_a_page_does_not_define_have_a_place() {
        let page = Encoding::Page("1253".parse().unwrap());
        let mut text = Vec::new();
        page.decode(b"a\xD2\xE1\xFF", true, &mut text);
        assert_eq!(page.undefined(&text).collect::<Vec<_>>(), [1, 6]);
        let utf8 = Encoding::Utf8 { certain: true };
        assert_eq!(utf8.undefined(&text).count(), 0);
    }
}
