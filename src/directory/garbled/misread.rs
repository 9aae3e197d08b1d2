//! What becomes of a text whose bytes are read in another encoding than they were written in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use encoding_rs::Encoding;
use oem_cp::code_table::DECODING_TABLE_CP_MAP as OEM;
use oem_cp::code_table_type::TableType;

/// A code page of single bytes: the characters of the bytes from 80 to FF, and back.
struct Page {
    characters: [char; 128],
    bytes: BTreeMap<char, u8>,
}

/// What Windows and its consoles, Macs and older mail are set to. The first ones are those that a text is misread in twice.
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let standard = |encoding: &'static Encoding| {
        Page::new(|byte| {
            let raw = [byte];
            let (text, _) = encoding.decode_without_bom_handling(&raw);
            text.chars().next()
        })
    };
    let oem = |number: u16| {
        Page::new(|byte| match OEM.get(&number)? {
            TableType::Complete(table) => table.get(usize::from(byte & 0x7F)).copied(),
            TableType::Incomplete(table) => *table.get(usize::from(byte & 0x7F))?,
        })
    };
    vec![
        standard(encoding_rs::WINDOWS_1252),
        // ISO 8859-1, which the Encoding Standard takes for 1252.
        Page::new(|byte| Some(char::from(byte))),
        oem(850),
        oem(437),
        standard(encoding_rs::MACINTOSH),
        standard(encoding_rs::WINDOWS_1250),
        standard(encoding_rs::WINDOWS_1251),
        standard(encoding_rs::ISO_8859_15),
        oem(852),
        oem(858),
        standard(encoding_rs::IBM866),
        standard(encoding_rs::WINDOWS_1253),
        standard(encoding_rs::WINDOWS_1254),
        standard(encoding_rs::WINDOWS_1257),
        standard(encoding_rs::ISO_8859_2),
        standard(encoding_rs::KOI8_R),
    ]
});

/// How many of them count for a second misreading.
const TWICE: usize = 7;

/// Encodings of several bytes.
static WIDE: [&Encoding; 4] = [
    encoding_rs::SHIFT_JIS,
    encoding_rs::GBK,
    encoding_rs::EUC_KR,
    encoding_rs::BIG5,
];

impl Page {
    fn new(character: impl Fn(u8) -> Option<char>) -> Page {
        let mut characters = [char::REPLACEMENT_CHARACTER; 128];
        let mut bytes = BTreeMap::new();
        for (of, byte) in characters.iter_mut().zip(0x80..=0xFF) {
            if let Some(character) = character(byte) {
                *of = character;
                bytes.entry(character).or_insert(byte);
            }
        }
        bytes.remove(&char::REPLACEMENT_CHARACTER);
        Page { characters, bytes }
    }

    fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let byte = |character: char| match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => Some(byte),
            _ => self.bytes.get(&character).copied(),
        };
        text.chars().map(byte).collect()
    }

    fn decode(&self, bytes: &[u8]) -> String {
        let character = |byte: &u8| match byte {
            0x80.. => self.characters[usize::from(byte & 0x7F)],
            _ => char::from(*byte),
        };
        bytes.iter().map(character).collect()
    }
}

/// All that may have become of a text: its bytes in UTF-8 or a usual code page taken for another one, and UTF-8 taken for a
/// code page twice.
pub fn misreadings(text: &str) -> BTreeSet<String> {
    let mut readings = BTreeSet::new();
    if text.is_ascii() {
        return readings;
    }
    let pages = PAGES.iter().filter_map(|page| page.encode(text));
    let wide = WIDE.iter().filter_map(|encoding| {
        let (bytes, _, unmappable) = encoding.encode(text);
        (!unmappable).then(|| bytes.into_owned())
    });
    let written: BTreeSet<Vec<u8>> = pages.chain(wide).chain([text.into()]).collect();
    for bytes in &written {
        readings.extend(PAGES.iter().map(|page| page.decode(bytes)));
        let wide = WIDE.iter().map(|it| it.decode_without_bom_handling(bytes));
        readings.extend(wide.map(|(text, _)| text.into_owned()));
        readings.insert(String::from_utf8_lossy(bytes).into_owned());
    }
    for once in &PAGES[..TWICE] {
        let once = once.decode(text.as_bytes());
        let twice = PAGES[..TWICE].iter();
        readings.extend(twice.map(|twice| twice.decode(once.as_bytes())));
    }
    readings.remove(text);
    readings
}
