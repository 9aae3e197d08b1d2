//! How the text of an extract is encoded.

use std::fmt;
use std::str::FromStr;

use encoding_rs::Encoding as Standard;

use crate::source::package::utf16;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// It is no text: its bytes are read as they are.
    Binary,
    /// UTF-8, or ASCII. `certain`: there is a byte order mark, or somebody said so.
    Utf8 { certain: bool },
    /// UTF-16.
    Utf16 { little_endian: bool },
    /// A code page that somebody named.
    Page(CodePage),
}

/// A code page of eight bits, or of more for a character, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage {
    number: u16,
    encoding: &'static Standard,
}

/// What the first bytes of a file tell of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Detected {
    pub encoding: Encoding,
    /// Bytes of the byte order mark.
    pub bom: usize,
}

/// The encoding of text that begins like this: by the byte order mark, else by zero bytes in every second place, else the
/// code page that somebody named, else UTF-8. Whether the text is what it should be shows when it is read.
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
        Some(page) if page.number == UTF_8 => found(Encoding::Utf8 { certain: true }, 0),
        Some(page) => found(Encoding::Page(page), 0),
        None => found(Encoding::Utf8 { certain: false }, 0),
    }
}

/// The number of UTF-8 as a code page.
const UTF_8: u16 = 65001;

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

    /// How long a stretch of decoded text is in the file's own bytes.
    pub fn raw_len(self, text: &[u8]) -> u64 {
        let characters = || text.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
        match self {
            Encoding::Binary | Encoding::Utf8 { .. } => text.len() as u64,
            Encoding::Utf16 { .. } => {
                let long = text.iter().filter(|byte| **byte >= 0xF0).count() as u64;
                2 * (characters() + long)
            }
            Encoding::Page(page) => page.raw_len(text),
        }
    }
}

impl CodePage {
    /// Its number.
    pub fn number(self) -> u16 {
        self.number
    }

    fn decode(self, raw: &[u8], _last: bool, text: &mut Vec<u8>) -> usize {
        let (decoded, _) = self.encoding.decode_without_bom_handling(raw);
        text.extend_from_slice(decoded.as_bytes());
        raw.len()
    }

    fn raw_len(self, text: &[u8]) -> u64 {
        text.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
    }
}

impl FromStr for CodePage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text
            .parse::<u16>()
            .map_err(|_| "expected the number of a code page".to_owned())?;
        let encoding = Standard::for_label(format!("windows-{number}").as_bytes());
        let encoding =
            encoding.ok_or_else(|| format!("{number} is not a code page that pchat knows"))?;
        Ok(CodePage { number, encoding })
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code page {}", self.number)
    }
}
