//! XML taken apart into tags and texts, each as it stands in the input.

use memchr::memchr;

use crate::input::Error;
use crate::xml::markup::{Stop, attributes, local, special, tag_end, tag_name};
use crate::xml::write;
use crate::xml::wrong::Wrong;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text between tags.
    Text,
    /// A comment, section, instruction or declaration.
    Special,
    /// A start tag.
    Start,
    /// An element without content, in one tag.
    Empty,
    /// An end tag.
    End,
}

/// A tag or a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'t> {
    pub kind: Kind,
    /// As in the input.
    pub raw: &'t [u8],
    /// A tag's name, with its prefix; else empty.
    pub name: &'t [u8],
}

impl<'t> Token<'t> {
    /// The tag's name without its prefix.
    pub fn local(&self) -> &'t [u8] {
        local(self.name)
    }
}

/// A token that is kept for later.
#[derive(Debug)]
pub(crate) struct Kept {
    kind: Kind,
    raw: Vec<u8>,
    name: Vec<u8>,
}

impl From<Token<'_>> for Kept {
    fn from(token: Token<'_>) -> Self {
        Kept {
            kind: token.kind,
            raw: token.raw.to_vec(),
            name: token.name.to_vec(),
        }
    }
}

impl Kept {
    pub fn token(&self) -> Token<'_> {
        Token {
            kind: self.kind,
            raw: &self.raw,
            name: &self.name,
        }
    }
}

/// Takes a text of whole tags apart. It was read before, so there is nothing wrong with it.
pub(crate) fn each<'t>(
    text: &'t [u8],
    mut take: impl FnMut(Token<'t>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut at = 0;
    while at < text.len() {
        let tag = memchr(b'<', &text[at..]).map_or(text.len(), |offset| at + offset);
        if tag > at {
            take(Token {
                kind: Kind::Text,
                raw: &text[at..tag],
                name: b"",
            })?;
        }
        if tag == text.len() {
            break;
        }
        let (token, end) = one(text, tag).map_err(|_| changed())?;
        take(token)?;
        at = end;
    }
    Ok(())
}

/// The tag at `at`, and where it ends.
fn one(text: &[u8], at: usize) -> Result<(Token<'_>, usize), Stop> {
    if let Some(end) = special(text, at)? {
        let token = Token {
            kind: Kind::Special,
            raw: &text[at..end],
            name: b"",
        };
        return Ok((token, end));
    }
    let name = tag_name(text, at)?;
    let (end, empty) = tag_end(text, at)?;
    let kind = match text[at + 1] {
        b'/' => Kind::End,
        _ if empty => Kind::Empty,
        _ => Kind::Start,
    };
    let raw = &text[at..end];
    Ok((Token { kind, raw, name }, end))
}

/// What was read before is not what is there now.
pub(crate) fn changed() -> Error {
    Error::new(Wrong::Changed)
}

/// An attribute of a start tag.
#[derive(Debug)]
pub(crate) struct Attribute<'t> {
    /// With its prefix.
    pub name: &'t [u8],
    pub value: &'t [u8],
    /// Where the value stands in the tag.
    at: usize,
}

/// The attributes of a start tag.
pub(crate) fn attributes_of<'t>(tag: Token<'t>) -> Vec<Attribute<'t>> {
    let mut found = Vec::new();
    let begin = tag.raw.as_ptr() as usize;
    let take = |name, value: &'t [u8]| {
        found.push(Attribute {
            name,
            value,
            at: value.as_ptr() as usize - begin,
        });
    };
    // A tag that was read before has attributes of a known form.
    let _ = attributes(tag.raw, 1 + tag.name.len(), take);
    found
}

/// What is to become of a start tag.
#[derive(Debug, Default)]
pub(crate) struct TagEdit {
    /// New values, written as they are to stand there, by the attribute's place.
    pub set: Vec<(usize, Vec<u8>)>,
    /// Attributes that go, by their place.
    pub remove: Vec<usize>,
    /// New attributes: name and value.
    pub insert: Vec<(Vec<u8>, Vec<u8>)>,
    /// The element gets content: `<a/>` becomes `<a>`.
    pub open: bool,
}

impl TagEdit {
    /// The tag with these changes; everything else in it stays, its white space too.
    pub fn apply(&self, tag: Token<'_>) -> Vec<u8> {
        let attributes = attributes_of(tag);
        let mut out = Vec::with_capacity(tag.raw.len() + 64);
        let mut copied = 0;
        let mut behind_last = 1 + tag.name.len();
        for (at, attribute) in attributes.iter().enumerate() {
            let end = attribute.at + attribute.value.len();
            if self.remove.contains(&at) {
                // With the blanks before it.
                out.extend_from_slice(&tag.raw[copied..behind_last]);
                copied = end + 1;
            } else if let Some((_, value)) = self.set.iter().find(|(set, _)| *set == at) {
                out.extend_from_slice(&tag.raw[copied..attribute.at]);
                out.extend_from_slice(value);
                copied = end;
            }
            behind_last = end + 1;
        }
        out.extend_from_slice(&tag.raw[copied..behind_last]);
        for (name, value) in &self.insert {
            write::attribute(name, &mut out, |out| out.extend_from_slice(value));
        }
        let end = &tag.raw[behind_last..];
        match end.strip_suffix(b"/>") {
            Some(blanks) if self.open => {
                out.extend_from_slice(blanks.trim_ascii_end());
                out.push(b'>');
            }
            _ => out.extend_from_slice(end),
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(tag: &str, edit: &TagEdit) -> String {
        let mut out = Vec::new();
        each(tag.as_bytes(), |token| {
            out.extend(edit.apply(token));
            Ok(())
        })
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_what_changes_is_touched() {
        let set = |at, value: &str| TagEdit {
            set: vec![(at, value.into())],
            ..TagEdit::default()
        };
        assert_eq!(
            edited("<a x='1'  y = \"2>\" />", &set(1, "3")),
            "<a x='1'  y = \"3\" />"
        );
        assert_eq!(edited("<a x=''>", &set(0, "3")), "<a x='3'>");
        let remove = |at| TagEdit {
            remove: vec![at],
            ..TagEdit::default()
        };
        assert_eq!(edited("<a x='1'  y='2'/>", &remove(1)), "<a x='1'/>");
        assert_eq!(
            edited("<a x='1'\n y='2' z='3'>", &remove(1)),
            "<a x='1' z='3'>"
        );
        assert_eq!(edited("<a x='1'>", &remove(0)), "<a>");
        let insert = TagEdit {
            insert: vec![(b"y".to_vec(), b"2".to_vec())],
            open: true,
            ..TagEdit::default()
        };
        assert_eq!(edited("<p:a x='1' />", &insert), "<p:a x='1' y=\"2\">");
        assert_eq!(edited("<a/>", &insert), "<a y=\"2\">");
        assert_eq!(edited("<a>", &insert), "<a y=\"2\">");
    }
}
