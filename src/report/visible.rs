//! Text of the input made fit for the eye: what would act on a terminal is shown as a symbol, what is too long is cut.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::directory::is_hidden;

/// The text with every character shown that has no picture of its own: control characters as their symbols (U+0008 as
/// ␈), the others, among them those that turn the direction of writing, as `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match symbol(c) {
            Some(symbol) => shown.push(symbol),
            None if is_hidden(c) => shown.extend(c.escape_unicode()),
            None => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// The picture that Unicode has for a control character.
fn symbol(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        _ => None,
    }
}

/// The text cut to so many columns of a terminal, with `…` at the end where something is missing.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!(
        "{}…",
        head(text, columns.saturating_sub(1)).trim_end()
    ))
}

/// The same with `…` in the middle: full names differ at their ends, where the own names stand.
pub fn cut_middle(text: &str, columns: usize) -> Cow<'_, str> {
    if text.width() <= columns {
        return Cow::Borrowed(text);
    }
    let left = columns.saturating_sub(1);
    let beginning = head(text, left / 2).trim_end();
    let ending = tail(text, left - left / 2).trim_start();
    Cow::Owned(format!("{beginning}…{ending}"))
}

/// The longest beginning of so many columns.
fn head(text: &str, columns: usize) -> &str {
    let fitting = fitting(text.graphemes(true), columns);
    &text[..fitting]
}

/// The longest end of so many columns.
fn tail(text: &str, columns: usize) -> &str {
    let fitting = fitting(text.graphemes(true).rev(), columns);
    &text[text.len() - fitting..]
}

/// How many bytes of these characters fit into so many columns.
fn fitting<'a>(characters: impl Iterator<Item = &'a str>, columns: usize) -> usize {
    let mut width = 0;
    let mut bytes = 0;
    for character in characters {
        width += character.width();
        if width > columns {
            break;
        }
        bytes += character.len();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_and_the_rest_stays() {
        assert_eq!(visible("a\u{8}b\u{1b}[31m"), "a␈b␛[31m");
        assert_eq!(visible("x\u{202e}cod\u{9b}"), "x\\u{202e}cod\\u{9b}");
        assert_eq!(visible("two\nlines"), "two␊lines");
        for text in ["Küche", "取引", "👩‍🚀 crew", "", "a b"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn a_cut_never_splits_what_people_see_as_one() {
        assert_eq!(cut("Trading", 7), "Trading");
        assert_eq!(cut("Trading floor", 9), "Trading…");
        assert_eq!(cut("取引室の会議", 6), "取引…");
        assert_eq!(cut("👩‍🚀👩‍🚀👩‍🚀", 5), "👩‍🚀👩‍🚀…");
        assert_eq!(cut_middle("Trading", 7), "Trading");
        assert_eq!(cut_middle("IT Service Desk Returns", 15), "IT Serv…Returns");
        assert_eq!(cut_middle("取引室の会議", 6), "取…議");
    }
}
