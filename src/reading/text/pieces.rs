use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::reference::{reference, undefined};
use super::{Text, TextForm};
use crate::xml::markup::{Stop, special};

/// A part of a text.
pub(super) enum Piece<'a> {
    /// It stands for itself.
    Bytes(&'a [u8]),
    /// What a reference stands for.
    Character(char),
    /// A `&` that begins no reference XML defines, and so stands for itself: what to show of it.
    Undefined(u32),
}

/// Takes the text apart: any text, however it is written.
pub(super) fn pieces<'a>(text: &Text<'a>, mut take: impl FnMut(Piece<'a>)) {
    let mut rest = text.raw;
    while let Some(at) = next_mark(text.form, rest) {
        if at > 0 {
            take(Piece::Bytes(&rest[..at]));
        }
        rest = &rest[at..];
        let used = if rest[0] == b'&' {
            let (piece, used) = match reference(rest) {
                Some((character, used)) => (Piece::Character(character), used),
                None => (Piece::Undefined(undefined(rest)), 1),
            };
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

/// The text inside, where all of this one is a single CDATA section.
pub(super) fn section<'a>(text: &Text<'a>) -> Option<Text<'a>> {
    if text.form != TextForm::Xml || text.raw.first() != Some(&b'<') {
        return None;
    }
    let raw = text.raw.strip_prefix(b"<![CDATA[")?.strip_suffix(b"]]>")?;
    let ends = |at: usize| raw[..at].ends_with(b"]]");
    let form = TextForm::Plain;
    (!memchr_iter(b'>', raw).any(ends)).then_some(Text { raw, form })
}

/// Where the next thing begins that does not stand for itself.
pub(super) fn next_mark(form: TextForm, text: &[u8]) -> Option<usize> {
    match form {
        TextForm::Plain | TextForm::Utf8 => None,
        TextForm::Xml => memchr2(b'&', b'<', text),
        TextForm::XmlAttribute => memchr(b'&', text),
    }
}

/// The length of the comment, instruction, declaration or tag at the beginning; all there is where it does not end.
fn markup_len(text: &[u8]) -> usize {
    match special(text, 0) {
        Ok(Some(end)) => return end,
        Err(Stop::Incomplete) => return text.len(),
        // A tag, or what can only be taken for one.
        Ok(None) | Err(Stop::Fault(_)) => {}
    }
    let mut quote = None;
    let end = text.iter().position(|byte| {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    });
    end.map_or(text.len(), |at| at + 1)
}
