//! Which encoding a member is in, as it says itself.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use super::Units;
use crate::input::Error;
use crate::package::read::fault::Fault;

/// A text's encoding, found by its first bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detected {
    pub encoding: &'static Encoding,
    /// Bytes of the byte order marks.
    pub bom: usize,
    /// How many of them there are: programs that put one before a text that has one already leave several.
    pub marks: usize,
    /// What the declaration names, where the bytes are something else. UTF-16 is a known habit of programs that write
    /// to a string first.
    pub mislabelled: Option<&'static Encoding>,
}

impl Detected {
    /// The last of the byte order marks at the beginning, which is the one that tells what follows.
    pub fn mark<'h>(&self, head: &'h [u8]) -> &'h [u8] {
        let length = if self.marks == 0 {
            0
        } else if self.encoding == UTF_8 {
            3
        } else {
            2
        };
        &head[self.bom - length..self.bom]
    }
}

/// Finds the encoding of an XML text.
///
/// # Errors
/// Where the declaration names one that is not known.
pub(crate) fn detect(head: &[u8]) -> Result<Detected, Error> {
    let (mut bom, mut marks, mut marked) = (0, 0, None);
    while let Some((encoding, length)) = mark(&head[bom..])? {
        bom += length;
        marks += 1;
        marked = Some(encoding);
    }
    let text = &head[bom..];
    let found = |encoding, mislabelled| {
        Ok(Detected {
            encoding,
            bom,
            marks,
            mislabelled,
        })
    };
    let unmarked = match text {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', 0, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = marked.or(unmarked) {
        // A declaration has no characters but those of ASCII.
        let declaration: Vec<u8> = text.iter().copied().filter(|byte| *byte != 0).collect();
        let declared = declared_encoding(&declaration);
        let declared = declared.filter(|label| !is_ascii(label));
        let declared = declared.and_then(Encoding::for_label_no_replacement);
        return found(
            encoding,
            declared.filter(|declared| {
                Units::of(declared) != Units::of(encoding)
                    && !(is_utf16(declared) && is_utf16(encoding))
            }),
        );
    }
    let Some(label) = declared_encoding(text) else {
        return found(UTF_8, None);
    };
    match Encoding::for_label_no_replacement(label) {
        Some(declared) if is_utf16(declared) => found(UTF_8, Some(declared)),
        // The standard list reads ASCII as a code page; a text that is more than ASCII is likelier UTF-8.
        Some(_) if is_ascii(label) => found(UTF_8, None),
        Some(encoding) => found(encoding, None),
        None => Err(unknown_encoding(&String::from_utf8_lossy(label))),
    }
}

/// The byte order mark at the beginning: what it says, and its length.
pub(super) fn mark(text: &[u8]) -> Result<Option<(&'static Encoding, usize)>, Error> {
    Ok(match text {
        [0xEF, 0xBB, 0xBF, ..] => Some((UTF_8, 3)),
        [0xFF, 0xFE, 0, 0, ..]
        | [0, 0, 0xFE, 0xFF, ..]
        | [b'<', 0, 0, 0, ..]
        | [0, 0, 0, b'<', ..] => return Err(unknown_encoding("UTF-32")),
        [0xFF, 0xFE, ..] => Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((UTF_16BE, 2)),
        _ => None,
    })
}

pub(super) fn is_utf16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

pub(super) fn is_ascii(label: &[u8]) -> bool {
    label.eq_ignore_ascii_case(b"us-ascii") || label.eq_ignore_ascii_case(b"ascii")
}

pub(super) fn unknown_encoding(name: &str) -> Error {
    let name = name.to_owned();
    Error::new(Fault::Encoding { name }).at(0)
}

pub(super) fn declared_encoding(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memmem::find(declaration, b"?>")?];
    let value = &declaration[memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let value = value
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let quote = *value
        .first()
        .filter(|quote| matches!(quote, b'"' | b'\''))?;
    value[1..].split(|byte| *byte == quote).next()
}
