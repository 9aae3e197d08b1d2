//! Format files: what `bcp` was given about the fields of a data file (reference: sql-extracts, 3).

mod fault;
mod plain;
#[cfg(test)]
mod tests;
pub(crate) mod words;
mod xml;

use self::fault::{Expected, Problem};
use crate::input::encodings::{Encoding, detect};
use crate::input::{CodePage, Error};
use crate::sqlserver::Column;

/// A format file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormatFile {
    /// The fields of a row, in the order of the data file.
    pub fields: Vec<Field>,
    /// The columns that fields go to, in the order of the table; a field that goes to none is read and dropped.
    pub columns: Vec<Column>,
    /// The collation that is named for the column with names that have to be unique.
    pub collation: Option<String>,
}

/// A field of the data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// How its value is written.
    pub host: Host,
    /// How many bytes say how long it is: 0, 1, 2, 4 or 8.
    pub prefix: u8,
    /// How long it may be, in bytes; 0 where that is not said. Without prefix and terminator it is just so long.
    pub length: u32,
    /// What stands behind it, decoded: `\t`, `\r\n`. Empty where nothing does.
    pub terminator: Vec<u8>,
    /// Which of [`FormatFile::columns`] it goes to.
    pub column: Option<usize>,
    /// The code page of the collation that is named for it, where that is known.
    pub page: Option<CodePage>,
}

/// How a field is written in the data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// Text in the code page of the file (`SQLCHAR`).
    Char,
    /// Text in UTF-16 (`SQLNCHAR`).
    NChar,
    /// The value of this type as it is.
    Native(crate::sqlserver::Kind),
}

/// How much of a file is looked at to tell whether it is a format file.
const HEAD: usize = 4096;

/// The largest format file, in bytes: a table has 1,024 columns, or 30,000 where it is wide.
pub(crate) const LARGEST: u64 = 16 << 20;

impl FormatFile {
    /// The code page of its text that is not UTF-16, where its collations agree in one.
    pub fn page(&self) -> Option<CodePage> {
        let text = self.fields.iter().filter(|field| field.host == Host::Char);
        let mut pages = text.map(|field| field.page);
        let first = pages.next().flatten()?;
        pages.all(|page| page == Some(first)).then_some(first)
    }

    /// Reads a format file, be it XML or not, in UTF-8 or UTF-16. `name` is that of the file, for errors.
    ///
    /// # Errors
    /// Where it is none; with the line.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<FormatFile, Error> {
        let parsed = if bytes.len() as u64 >= LARGEST {
            Err(Error::new(Problem::TooLarge))
        } else {
            let text = text(bytes);
            if is_xml(&text) {
                xml::parse(&text)
            } else {
                plain::parse(&text)
            }
        };
        parsed.map_err(|error| {
            let described = error.in_member(name);
            if described.advice().is_empty() {
                described.hint(Expected::WriteAgain)
            } else {
                described
            }
        })
    }

    /// Whether the data file is text: every field has a terminator and no prefix.
    pub fn is_text(&self) -> bool {
        self.fields.iter().all(|field| {
            matches!(field.host, Host::Char | Host::NChar)
                && field.prefix == 0
                && !field.terminator.is_empty()
        })
    }
}

/// Whether a file that begins like this is a format file.
pub(crate) fn looks_like_format_file(head: &[u8]) -> bool {
    let text = text(head.get(..HEAD).unwrap_or(head));
    if is_xml(&text) {
        return text.contains("<BCPFORMAT");
    }
    let mut lines = text.lines();
    let version = lines.next().and_then(plain::version);
    let fields = lines.next().map(str::trim);
    version.is_some()
        && fields.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

fn text(bytes: &[u8]) -> String {
    let detected = detect(bytes, None);
    let mut text = Vec::new();
    let bytes = bytes.get(detected.bom..).unwrap_or_default();
    match detected.encoding {
        Encoding::Utf16 { .. } => {
            detected.encoding.decode(bytes, true, &mut text);
        }
        _ => text.extend_from_slice(bytes),
    }
    // Names may hold anything; what matters is ASCII.
    String::from_utf8_lossy(&text).into_owned()
}

fn is_xml(text: &str) -> bool {
    text.trim_start().starts_with('<')
}
