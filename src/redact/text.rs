//! Replaces a text where it stands in XML, without a change to how it is written.

use super::rtf;
use super::words::{Numbers, Words};
use crate::reading::{Text, TextForm};
use crate::xml::escape::reference_like;
use crate::xml::markup::{Stop, special, tag_end, tag_name};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Any text.
    Words,
    /// One whose numbers are no secret: an id, a time, a setting.
    Numbers,
    /// Perhaps RTF, whose control words stay.
    Rtf,
}

/// A stretch of the raw text.
struct Piece {
    from: usize,
    to: usize,
    what: What,
}

enum What {
    /// So many characters that stand for themselves.
    Plain(usize),
    /// A reference to this character.
    Reference(char),
    /// Something that is no character, and stays.
    Opaque,
    /// The beginning or end of a section.
    Mark,
    /// A comment, an instruction, or a tag.
    Markup,
}

/// Stands for what is no character: a word ends there.
const OPAQUE: char = char::REPLACEMENT_CHARACTER;

/// Appends the text as it is to be. Elements inside are left out, `keep`: their tags stay, without attributes.
pub(super) fn replace(
    words: &Words,
    text: Text<'_>,
    kind: TextKind,
    keep: bool,
    out: &mut Vec<u8>,
) {
    let raw = text.raw;
    let (pieces, mut characters) = taken_apart(text);
    match kind {
        TextKind::Words => words.replace(&mut characters, Numbers::Replaced),
        TextKind::Numbers => words.replace(&mut characters, Numbers::Kept),
        TextKind::Rtf => rtf::replace(words, &mut characters),
    }
    let mut at = 0;
    for piece in pieces {
        let as_it_was = &raw[piece.from..piece.to];
        match piece.what {
            What::Plain(count) => {
                for c in &characters[at..at + count] {
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                at += count;
            }
            What::Reference(before) => {
                let new = characters[at];
                if new == before {
                    out.extend_from_slice(as_it_was);
                } else {
                    out.extend(reference_like(as_it_was, new));
                }
                at += 1;
            }
            What::Opaque => {
                out.extend_from_slice(as_it_was);
                at += 1;
            }
            What::Mark => out.extend_from_slice(as_it_was),
            What::Markup if keep => out.extend(bare_tag(as_it_was)),
            What::Markup => {}
        }
    }
}

/// The characters of a text, in the order of its pieces.
pub(super) fn characters(text: Text<'_>) -> Vec<char> {
    taken_apart(text).1
}

fn taken_apart(text: Text<'_>) -> (Vec<Piece>, Vec<char>) {
    let raw = text.raw;
    let mut pieces = Vec::new();
    let mut characters = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let (to, what) = match raw[at] {
            b'&' if text.form != TextForm::Plain => {
                let (length, shown) = reference_at(&raw[at..]);
                characters.push(shown.unwrap_or(OPAQUE));
                let what = shown.map_or(What::Opaque, What::Reference);
                (at + length, what)
            }
            b'<' if text.form == TextForm::Xml => {
                if let Some(section) = raw[at..].strip_prefix(b"<![CDATA[") {
                    let from = raw.len() - section.len();
                    pieces.push(mark(at, from));
                    let end = memchr::memmem::find(section, b"]]>");
                    let end = end.map_or(raw.len(), |end| from + end);
                    plain(raw, from, end, &mut pieces, &mut characters);
                    at = end;
                    (raw.len().min(end + 3), What::Mark)
                } else {
                    (markup_end(raw, at), What::Markup)
                }
            }
            _ => {
                let ends = |byte: &u8| match byte {
                    b'&' => text.form != TextForm::Plain,
                    b'<' => text.form == TextForm::Xml,
                    _ => false,
                };
                let end = raw[at..].iter().position(ends);
                let end = end.map_or(raw.len(), |end| at + end);
                plain(raw, at, end, &mut pieces, &mut characters);
                at = end;
                continue;
            }
        };
        pieces.push(Piece { from: at, to, what });
        at = to;
    }
    (pieces, characters)
}

fn mark(from: usize, to: usize) -> Piece {
    let what = What::Mark;
    Piece { from, to, what }
}

/// Characters that stand for themselves, and bytes that are none.
fn plain(raw: &[u8], from: usize, to: usize, pieces: &mut Vec<Piece>, characters: &mut Vec<char>) {
    let mut at = from;
    for chunk in raw[from..to].utf8_chunks() {
        let valid = chunk.valid();
        if !valid.is_empty() {
            let before = characters.len();
            characters.extend(valid.chars());
            let end = at + valid.len();
            let what = What::Plain(characters.len() - before);
            pieces.push(Piece {
                from: at,
                to: end,
                what,
            });
            at = end;
        }
        let broken = chunk.invalid().len();
        if broken > 0 {
            characters.push(OPAQUE);
            let what = What::Opaque;
            pieces.push(Piece {
                from: at,
                to: at + broken,
                what,
            });
            at += broken;
        }
    }
}

/// How long the reference at the beginning is, and the character it stands for, where XML defines it. One that gives a
/// number stays as a whole, whatever the number.
fn reference_at(raw: &[u8]) -> (usize, Option<char>) {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'#';
    let name = raw[1..].iter().take_while(is_name).count();
    let ends = raw.get(1 + name) == Some(&b';');
    let whole = Text {
        raw: &raw[..raw.len().min(name + 2)],
        form: TextForm::XmlAttribute,
    };
    if ends && whole.undefined_references() == 0 {
        return (name + 2, whole.decode().chars().next());
    }
    let by_number = ends && raw.get(1) == Some(&b'#');
    (if by_number { name + 2 } else { 1 }, None)
}

fn markup_end(raw: &[u8], at: usize) -> usize {
    let end = match special(raw, at) {
        Ok(Some(end)) => Ok(end),
        Ok(None) => tag_end(raw, at).map(|(end, _)| end),
        Err(stop) => Err(stop),
    };
    match end {
        Ok(end) => end,
        Err(Stop::Incomplete | Stop::Fault(_)) => raw.len(),
    }
}

/// A tag without its attributes; nothing of a comment or an instruction.
fn bare_tag(tag: &[u8]) -> Vec<u8> {
    if !matches!(special(tag, 0), Ok(None)) {
        return Vec::new();
    }
    let Ok(name) = tag_name(tag, 0) else {
        return Vec::new();
    };
    let is_end = tag.get(1) == Some(&b'/');
    let is_empty = tag.ends_with(b"/>");
    let begin: &[u8] = if is_end { b"</" } else { b"<" };
    let end: &[u8] = if is_empty { b"/>" } else { b">" };
    [begin, name, end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::cipher::Cipher;

    fn replaced(raw: &str, form: TextForm, keep: bool) -> String {
        let words = Words::new(Cipher::seeded(1));
        let mut out = Vec::new();
        let text = Text {
            raw: raw.as_bytes(),
            form,
        };
        replace(&words, text, TextKind::Words, keep, &mut out);
        String::from_utf8(out).unwrap()
    }

    fn xml(raw: &str) -> String {
        replaced(raw, TextForm::Xml, false)
    }

    fn said(raw: &str) -> String {
        let text = Text {
            raw: raw.as_bytes(),
            form: TextForm::Xml,
        };
        text.decode().into_owned()
    }

    #[test]
    fn a_word_is_the_same_however_it_is_written() {
        let plain = xml("Budget");
        assert_ne!(plain, "Budget");
        for raw in [
            "B&#117;dget",
            "B&#x75;dget",
            "B<![CDATA[udg]]>et",
            "<![CDATA[Budget]]>",
            "Bud<!-- Budget -->get",
            "Bud<b>get</b>",
        ] {
            let new = xml(raw);
            assert_eq!(said(&new), plain, "{raw} {new}");
        }
        assert!(!xml("a<!-- Budget -->").contains("--"));
        let kept = replaced("a<b c=\"Budget\">d</b><c/>", TextForm::Xml, true);
        assert!(kept.contains("<b>") && kept.contains("</b><c/>"), "{kept}");
    }

    #[test]
    fn references_and_what_is_no_text_stay() {
        for raw in [
            "&amp;&lt;",
            "&#x8;",
            "&#xD800;",
            "& ;",
            "&;",
            "&",
            "&#;",
            "\u{1}",
            "1&#",
        ] {
            let new = xml(raw);
            let digits = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "9");
            let expected = if raw == "1&#" {
                digits(raw)
            } else {
                raw.to_owned()
            };
            let shown = if raw == "1&#" { digits(&new) } else { new };
            assert_eq!(shown, expected);
        }
        // One that is not defined becomes another one that is not defined.
        let new = xml("&abc;&lt");
        assert!(
            new.starts_with('&') && new.ends_with("&lt") && new.len() == 8,
            "{new}"
        );
        assert!(!new.starts_with("&abc;"), "{new}");
        let broken = Text {
            raw: b"Lohn\xFFliste",
            form: TextForm::Xml,
        };
        let mut out = Vec::new();
        replace(
            &Words::new(Cipher::seeded(1)),
            broken,
            TextKind::Words,
            false,
            &mut out,
        );
        assert_eq!((out.len(), out[4]), (10, 0xFF));
    }

    #[test]
    fn a_reference_stays_one_of_its_form() {
        let new = replaced("&#x43A;о&#x442; B&#0117;s", TextForm::XmlAttribute, false);
        assert_eq!(new.matches("&#x4").count(), 2, "{new}");
        assert!(new.contains("&#0") && new.len() == 26, "{new}");
        assert!(!new.contains("43A") && !new.contains("117"), "{new}");
    }
}
