//! Code pages: which byte is which character, by the number that Windows has for it.

use std::fmt;
use std::str::FromStr;

use encoding_rs as standard;
use encoding_rs::Encoding as Standard;
use oem_cp::code_table::DECODING_TABLE_CP_MAP as OEM;
use oem_cp::code_table_type::TableType;

use crate::wording::wording;

/// A code page of eight bits, or of more for a character, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodePage {
    number: u16,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One of the Encoding Standard, in which browsers and `encoding_rs` agree.
    Standard(&'static Standard),
    /// The same, but for the bytes 80 to 9F: they are the controls of these numbers, as ISO 8859 has them.
    Controls(&'static Standard),
    /// What DOS had, by the tables of `oem_cp`.
    Oem,
    Ascii,
}

wording! {
    in "input";
    /// Why a text names no code page.
    pub enum NoCodePage {
        /// It is that of a console, which differs between machines.
        Oem {
            /// What was given.
            text: String,
        },
        /// It is that of Windows, which differs between machines.
        Ansi {
            /// What was given.
            text: String,
        },
        /// It is that of the data, which differs between columns.
        Raw {
            /// What was given.
            text: String,
        },
        /// It is UTF-16, which is found out without it.
        Utf16 {
            /// What was given.
            text: String,
        },
        /// It is no number.
        NoNumber {
            /// What was given.
            text: String,
        },
        /// It is a number that is none of a code page, or of one that is not read.
        Unknown {
            /// What was given.
            text: String,
        },
    }
}

wording! {
    in "input";
    /// What people call an encoding.
    enum Named {
        /// A code page.
        Page { number: u16 },
    }
}

/// The number of UTF-8 as a code page.
const UTF_8: u16 = 65001;

/// U+FFFD in UTF-8: it stands for bytes that the page does not define.
pub(super) const UNDEFINED: &str = "\u{FFFD}";

impl CodePage {
    /// Its number, as Windows has it.
    pub fn number(self) -> u16 {
        self.number
    }

    /// All of a small file's text, with U+FFFD for what the page does not define.
    pub(crate) fn text(self, raw: &[u8]) -> String {
        let mut text = Vec::new();
        self.decode(raw, true, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    fn new(number: u16) -> Option<Self> {
        let kind = match number {
            874 => Kind::Standard(standard::WINDOWS_874),
            932 => Kind::Standard(standard::SHIFT_JIS),
            936 => Kind::Standard(standard::GBK),
            949 => Kind::Standard(standard::EUC_KR),
            950 => Kind::Standard(standard::BIG5),
            1250..=1258 | 28592..=28598 | 28600 | 28603..=28605 => {
                let label = match number {
                    ..=1258 => format!("windows-{number}"),
                    _ => format!("iso-8859-{}", number - 28590),
                };
                Kind::Standard(Standard::for_label(label.as_bytes())?)
            }
            20127 => Kind::Ascii,
            20866 => Kind::Standard(standard::KOI8_R),
            21866 => Kind::Standard(standard::KOI8_U),
            28591 => Kind::Controls(standard::WINDOWS_1252),
            28599 => Kind::Controls(standard::WINDOWS_1254),
            28601 => Kind::Controls(standard::WINDOWS_874),
            UTF_8 => Kind::Standard(standard::UTF_8),
            _ => {
                OEM.get(&number)?;
                Kind::Oem
            }
        };
        Some(CodePage { number, kind })
    }

    /// Whether it is UTF-8 by another name.
    pub(crate) fn is_utf8(self) -> bool {
        self.number == UTF_8
    }

    /// Whether one character may have more than one byte.
    fn is_wide(self) -> bool {
        matches!(self.kind, Kind::Standard(standard) if !standard.is_single_byte())
    }

    /// Decodes as much as is whole, and says how many bytes that were. `last`: nothing follows.
    pub(crate) fn decode(self, raw: &[u8], last: bool, text: &mut Vec<u8>) -> usize {
        let used = if last || !self.is_wide() {
            raw.len()
        } else {
            self.whole(raw)
        };
        let whole = &raw[..used];
        match self.kind {
            Kind::Standard(standard) => standardly(standard, whole, text),
            Kind::Controls(standard) => each(whole, text, |byte| match byte {
                0x80..=0x9F => Some(char::from(byte)),
                _ => one(standard, byte),
            }),
            Kind::Oem => match OEM.get(&self.number) {
                Some(TableType::Complete(table)) => {
                    each(whole, text, |byte| {
                        table.get(usize::from(byte & 0x7F)).copied()
                    });
                }
                Some(TableType::Incomplete(table)) => {
                    each(whole, text, |byte| *table.get(usize::from(byte & 0x7F))?);
                }
                None => each(whole, text, |_| None),
            },
            Kind::Ascii => each(whole, text, |_| None),
        }
        used
    }

    /// How many bytes are characters to their end. The bytes begin with one.
    fn whole(self, raw: &[u8]) -> usize {
        // Such a byte is no part of a longer character.
        let alone = raw.iter().rposition(|byte| *byte < 0x30);
        let mut at = alone.map_or(0, |at| at + 1);
        while let Some(first) = raw.get(at) {
            let length = match (self.number, first) {
                (_, ..=0x80 | 0xFF) | (932, 0xA0..=0xDF | 0xFD..) => 1,
                (936, _) if raw.get(at + 1).is_some_and(u8::is_ascii_digit) => 4,
                _ => 2,
            };
            if at + length > raw.len() {
                break;
            }
            at += length;
        }
        at
    }

    /// How long a stretch of decoded text is in bytes of the page. Where characters may have several bytes, this takes
    /// two for all but ASCII (and one for the narrow kana of 932), which is so for what people write.
    pub(super) fn raw_len(self, text: &[u8]) -> u64 {
        let starts = text.iter().filter(|byte| **byte & 0xC0 != 0x80);
        if !self.is_wide() {
            return starts.count() as u64;
        }
        let narrow =
            |three: &&[u8]| matches!(three, [0xEF, 0xBD, 0xA1..=0xFF] | [0xEF, 0xBE, 0x80..=0x9F]);
        let kana = match self.number {
            932 => text.windows(3).filter(narrow).count() as u64,
            _ => 0,
        };
        let bytes: u64 = starts.map(|byte| if byte.is_ascii() { 1 } else { 2 }).sum();
        bytes - kana
    }
}

/// Decodes by the Encoding Standard.
fn standardly(standard: &'static Standard, raw: &[u8], text: &mut Vec<u8>) {
    let (decoded, _) = standard.decode_without_bom_handling(raw);
    text.extend_from_slice(decoded.as_bytes());
}

/// The character of one byte.
fn one(standard: &'static Standard, byte: u8) -> Option<char> {
    let raw = [byte];
    let (decoded, _) = standard.decode_without_bom_handling(&raw);
    decoded.chars().next()
}

/// Decodes ASCII as it is, and each other byte by itself.
fn each(raw: &[u8], text: &mut Vec<u8>, high: impl Fn(u8) -> Option<char>) {
    let mut table = [char::REPLACEMENT_CHARACTER; 128];
    for (char, byte) in table.iter_mut().zip(0x80..=0xFF) {
        *char = high(byte).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    text.reserve(raw.len());
    let mut rest = raw;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(Standard::ascii_valid_up_to(rest));
        text.extend_from_slice(ascii);
        let high = other.iter().take_while(|byte| !byte.is_ascii()).count();
        for byte in &other[..high] {
            let char = table[usize::from(byte & 0x7F)];
            text.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
        }
        rest = &other[high..];
    }
}

impl FromStr for CodePage {
    type Err = NoCodePage;

    fn from_str(text: &str) -> Result<Self, NoCodePage> {
        let own = || text.to_owned();
        match text.to_ascii_lowercase().as_str() {
            "oem" => return Err(NoCodePage::Oem { text: own() }),
            "acp" => return Err(NoCodePage::Ansi { text: own() }),
            "raw" => return Err(NoCodePage::Raw { text: own() }),
            "1200" | "1201" => return Err(NoCodePage::Utf16 { text: own() }),
            _ => {}
        }
        let number = text.parse();
        let number = number.map_err(|_| NoCodePage::NoNumber { text: own() })?;
        CodePage::new(number).ok_or_else(|| NoCodePage::Unknown { text: own() })
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        Named::Page { number }.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [u16; 51] = [
        437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 874,
        932, 936, 949, 950, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 20127, 20866,
        21866, 28591, 28592, 28593, 28594, 28595, 28596, 28597, 28598, 28599, 28600, 28601, 28603,
        28604, 28605, 65001, 850, 1252,
    ];

    fn page(number: u16) -> CodePage {
        number.to_string().parse().unwrap()
    }

    fn decoded(number: u16, raw: &[u8]) -> String {
        let mut text = Vec::new();
        assert_eq!(page(number).decode(raw, true, &mut text), raw.len());
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn each_page_has_its_own_characters() {
        for (number, raw, text) in [
            (437, &b"\x82\x81\x9B\xE1"[..], "éü¢ß"),
            (850, b"\x82\x81\xD5\xE1", "éüıß"),
            (858, b"\xD5", "€"),
            (852, b"\x88\xA5", "łą"),
            (866, b"\x8F\xE0\xA8\xA2\xA5\xE2", "Привет"),
            (1250, b"\xB3", "ł"),
            (1251, b"\xCF\xF0", "Пр"),
            (1252, b"\x80\xE9\x81", "€é\u{81}"),
            (28591, b"\x80\xE9", "\u{80}é"),
            (28599, b"\x80\xFD", "\u{80}ı"),
            (28605, b"\xA4", "€"),
            (874, b"\xA1", "ก"),
            (932, b"\x93\xFA\x96\x7B\xB1", "日本ｱ"),
            (936, b"\xC4\xE3", "你"),
            (949, b"\xC7\xD1", "한"),
            (950, b"\xA4\xA4", "中"),
            (65001, "é".as_bytes(), "é"),
        ] {
            assert_eq!(decoded(number, raw), text, "{number}");
            assert_eq!(
                page(number).raw_len(text.as_bytes()),
                raw.len() as u64,
                "{number}"
            );
        }
    }

    #[test]
    fn bytes_without_a_character_are_seen() {
        assert_eq!(decoded(20127, b"a\xE9b"), "a\u{FFFD}b");
        assert_eq!(decoded(1253, b"\xD2"), UNDEFINED);
        assert_eq!(decoded(857, b"\xD5"), UNDEFINED);
    }

    #[test]
    fn what_depends_on_the_machine_is_refused() {
        for (text, says) in [
            ("oem", "850 (Western Europe)"),
            ("ACP", "1252"),
            ("raw", "collation"),
            ("1200", "UTF-16"),
            ("28602", "is not a code page"),
            ("latin", "is no code page"),
        ] {
            let error = text.parse::<CodePage>().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_character_is_lost_between_two_reads(
            number in prop::sample::select(ALL.to_vec()),
            raw in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x81), Just(b'0'), Just(b' ')], 0..60),
            cut in 0..60usize,
        ) {
            let page = page(number);
            prop_assume!(!page.is_utf8());
            let cut = cut.min(raw.len());
            let mut text = Vec::new();
            let used = page.decode(&raw[..cut], false, &mut text);
            // No more than the beginning of one character is left.
            prop_assert!(cut - used < 4);
            page.decode(&raw[used..], true, &mut text);
            let text = String::from_utf8(text).unwrap();
            if !page.is_wide() {
                prop_assert_eq!(page.raw_len(text.as_bytes()), raw.len() as u64);
            }
            // What the page does not define may be taken apart in another way.
            let whole = decoded(number, &raw);
            if !whole.contains(UNDEFINED) {
                prop_assert_eq!(text, whole);
            }
        }
    }
}
