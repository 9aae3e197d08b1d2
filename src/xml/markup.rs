//! The marks of XML in a piece of text that may end anywhere: tags, attributes, comments and what else begins with `<`.

use memchr::{memchr, memchr2, memmem};

use super::wrong::Wrong;

/// Why a text is no XML.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub at: usize,
    pub what: Wrong,
}

/// Why something could not be read.
pub(crate) enum Stop {
    /// The text ends before it does.
    Incomplete,
    Fault(Fault),
}

pub(crate) fn fault<T>(at: usize, what: Wrong) -> Result<T, Stop> {
    Err(Stop::Fault(Fault { at, what }))
}

/// Comments, sections, instructions and declarations: where the one at `at` ends, `None` where it is a tag.
pub(crate) fn special(text: &[u8], at: usize) -> Result<Option<usize>, Stop> {
    let rest = &text[at..];
    let (skip, end): (usize, &[u8]) = match rest {
        [b'<', b'?', ..] => (2, b"?>"),
        [b'<', b'!', ..] if begins(rest, b"<!--")? => (4, b"-->"),
        [b'<', b'!', ..] if begins(rest, b"<![CDATA[")? => (9, b"]]>"),
        [b'<', b'!', ..] if begins(rest, b"<!DOCTYPE")? => return doctype_end(text, at).map(Some),
        [b'<', b'!', ..] => {
            return fault(at, Wrong::BadMark);
        }
        [b'<', _, ..] => return Ok(None),
        _ => return Err(Stop::Incomplete),
    };
    let found = memmem::find(&rest[skip..], end).ok_or(Stop::Incomplete)?;
    Ok(Some(at + skip + found + end.len()))
}

/// Whether the text begins with this; it may be too short to tell.
fn begins(text: &[u8], start: &[u8]) -> Result<bool, Stop> {
    let length = text.len().min(start.len());
    let same = text[..length] == start[..length];
    if same && length < start.len() {
        return Err(Stop::Incomplete);
    }
    Ok(same)
}

fn doctype_end(text: &[u8], at: usize) -> Result<usize, Stop> {
    let mut inside = false;
    let mut from = at + 1;
    loop {
        let stop = text[from..]
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\'' | b'[' | b']' | b'<' | b'>'));
        let stop = from + stop.ok_or(Stop::Incomplete)?;
        from = stop + 1;
        match text[stop] {
            b'[' => inside = true,
            b']' => inside = false,
            b'>' if !inside => return Ok(from),
            // In a comment or an instruction quotes mean nothing.
            b'<' if text[from..].starts_with(b"?") || text[from..].starts_with(b"!--") => {
                from = special(text, stop)?.unwrap_or(from);
            }
            quote @ (b'"' | b'\'') => {
                from += memchr(quote, &text[from..]).ok_or(Stop::Incomplete)? + 1;
            }
            _ => {}
        }
    }
}

/// The name of the start or end tag at `at`, with its prefix.
pub(crate) fn tag_name(text: &[u8], at: usize) -> Result<&[u8], Stop> {
    let from = at + 1 + usize::from(text.get(at + 1) == Some(&b'/'));
    let rest = text.get(from..).ok_or(Stop::Incomplete)?;
    let ends = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/' | b'<' | b'=' | b'"' | b'\''
        )
    };
    let length = rest.iter().position(ends).ok_or(Stop::Incomplete)?;
    if length == 0 {
        return fault(at, Wrong::NoTag);
    }
    Ok(&rest[..length])
}

/// Where the tag at `at` ends, and whether it is an empty element. Quoted `>` do not end it.
pub(crate) fn tag_end(text: &[u8], at: usize) -> Result<(usize, bool), Stop> {
    let mut from = at + 1;
    loop {
        let stop = text[from..]
            .iter()
            .position(|byte| matches!(byte, b'>' | b'"' | b'\'' | b'<'));
        let stop = from + stop.ok_or(Stop::Incomplete)?;
        match text[stop] {
            b'>' => return Ok((stop + 1, text[stop - 1] == b'/')),
            b'<' => return fault(stop, Wrong::TagInTag),
            quote => {
                let length = memchr2(quote, b'<', &text[stop + 1..]).ok_or(Stop::Incomplete)?;
                from = stop + 1 + length;
                if text[from] == b'<' {
                    return open_value(from);
                }
                from += 1;
            }
        }
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The prefix of a name, its colon included.
pub(crate) fn prefix(name: &[u8]) -> &[u8] {
    &name[..name.len() - local(name).len()]
}

/// Where the end tag at `at` ends, if it is that of the element `open`.
pub(crate) fn end_tag(text: &[u8], at: usize, name: &[u8], open: &[u8]) -> Result<usize, Stop> {
    if name != open {
        let shown = |name| String::from_utf8_lossy(name).into_owned();
        let (name, open) = (shown(name), shown(open));
        return fault(at, Wrong::NotOpen { name, open });
    }
    let from = at + 2 + name.len();
    let end = from + memchr(b'>', &text[from..]).ok_or(Stop::Incomplete)?;
    if !text[from..end].trim_ascii().is_empty() {
        return fault(from, Wrong::LongEndTag);
    }
    Ok(end + 1)
}

/// Reads attributes up to the end of the tag; gives where that is and whether the element is empty.
pub(crate) fn attributes<'t>(
    text: &'t [u8],
    mut at: usize,
    mut take: impl FnMut(&'t [u8], &'t [u8]),
) -> Result<(usize, bool), Stop> {
    loop {
        at += skip_blanks(text, at)?;
        match text[at..] {
            [b'>', ..] => return Ok((at + 1, false)),
            [b'/', b'>', ..] => return Ok((at + 2, true)),
            [b'/'] => return Err(Stop::Incomplete),
            _ => {}
        }
        let ends = |byte: &u8| {
            matches!(byte, b'=' | b'>' | b'<' | b'/' | b'"' | b'\'') || byte.is_ascii_whitespace()
        };
        let name_end = at + text[at..].iter().position(ends).ok_or(Stop::Incomplete)?;
        let name = &text[at..name_end];
        let equals = name_end + skip_blanks(text, name_end)?;
        if name.is_empty() || text[equals] != b'=' {
            return fault(at, Wrong::NoAttribute);
        }
        let open = equals + 1 + skip_blanks(text, equals + 1)?;
        let quote = text[open];
        if !matches!(quote, b'"' | b'\'') {
            return fault(open, Wrong::NoQuotes);
        }
        let length = memchr2(quote, b'<', &text[open + 1..]).ok_or(Stop::Incomplete)?;
        let value = &text[open + 1..open + 1 + length];
        at = open + 1 + length + 1;
        if text[at - 1] == b'<' {
            return open_value(at - 1);
        }
        take(name, value);
    }
}

fn skip_blanks(text: &[u8], from: usize) -> Result<usize, Stop> {
    let rest = text.get(from..).ok_or(Stop::Incomplete)?;
    rest.iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .ok_or(Stop::Incomplete)
}

fn open_value<T>(at: usize) -> Result<T, Stop> {
    fault(at, Wrong::OpenValue)
}

/// Whether an attribute says something of the XML and nothing of the data.
pub(crate) fn is_namespace(attribute: &[u8]) -> bool {
    attribute.starts_with(b"x")
        && (attribute == b"xmlns"
            || [&b"xmlns:"[..], b"xml:", b"xsi:"]
                .iter()
                .any(|prefix| attribute.starts_with(prefix)))
}
