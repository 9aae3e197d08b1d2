//! Texts of the input in cells: exactly, but never as a formula.

use std::borrow::Cow;

use crate::directory::is_hidden;
use crate::input::spreadsheet::is_formula;

/// Whether an apostrophe stands, or has to stand, before the text.
fn is_guarded(text: &str) -> bool {
    is_formula(text.trim_start_matches('\''))
}

/// The text as it may stand in a cell: with an apostrophe before what a spreadsheet would run as a formula, and with
/// the numbers of characters that cannot be seen or that act on the program that shows them.
pub fn guard(text: &str) -> Cow<'_, str> {
    let shown = shown(text);
    if is_guarded(&shown) {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}

/// The same for a cell that is a text whatever it begins with, as in a workbook: there an apostrophe stands only before one
/// that would else be taken for such a guard.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let shown = match text.contains('\r') {
        // Not every spreadsheet keeps it apart from the end of a line.
        true => Cow::Owned(self::shown(text).replace('\r', "\\u{d}")),
        false => shown(text),
    };
    if shown.starts_with('\'') && is_guarded(&shown) {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}

/// The text that a cell stands for. An apostrophe that hides no formula is part of it.
pub(super) fn unguard(cell: &str) -> Cow<'_, str> {
    meant(match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    })
}

/// What begins the number of a character.
const NUMBER: &str = "\\u{";

fn is_number(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\t' | '\r' | '\n')
}

/// The text with numbers, `\u{202e}`, for the characters that are not seen.
fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(is_number) && !text.contains(NUMBER) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        // What looks like a number and is none begins with that of its first character.
        if is_number(c) || text[at..].starts_with(NUMBER) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The text with characters for their numbers.
fn meant(cell: &str) -> Cow<'_, str> {
    if !cell.contains(NUMBER) {
        return Cow::Borrowed(cell);
    }
    let mut parts = cell.split(NUMBER);
    let mut meant = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = part.split_once('}').and_then(|(number, rest)| {
            let number = u32::from_str_radix(number, 16).ok()?;
            Some((char::from_u32(number)?, rest))
        });
        match number {
            Some((c, rest)) => {
                meant.push(c);
                meant.push_str(rest);
            }
            None => {
                meant.push_str(NUMBER);
                meant.push_str(part);
            }
        }
    }
    Cow::Owned(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_is_a_formula() {
        for text in [
            "\u{1b}]0;x",
            "a\u{202e}b",
            "=\u{9b}",
            "\\u{41}",
            "\\u{",
            "two\nlines",
            "\u{1F469}\u{200D}\u{1F4BB}",
            "",
            "'",
            "''",
            "News",
            "'News'",
            "=1+1",
            "'=1",
            "''=1",
            "-5",
            "@a",
            "+",
            "\t=",
        ] {
            let cell = guard(text);
            assert!(!is_formula(&cell) && !cell.contains(is_number), "{cell}");
            assert_eq!(unguard(&cell), text);
            assert_eq!(unguard(&plain(text)), text);
        }
        assert_eq!(
            (plain("=1").as_ref(), plain("'=1").as_ref()),
            ("=1", "''=1")
        );
        assert_eq!(unguard(&plain("a\r\nb")), "a\r\nb");
        assert_eq!(guard("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!((guard("=1").as_ref(), guard("'t").as_ref()), ("'=1", "'t"));
    }

    #[test]
    fn a_cell_that_a_spreadsheet_saved_without_the_apostrophe_means_the_same() {
        assert_eq!(unguard("-5"), "-5");
        assert_eq!(unguard("'t Hooft"), "'t Hooft");
    }
}
