//! Texts of the input in cells, for programs that show or run them.

use std::borrow::Cow;

use super::visible::visible;
use crate::directory::is_hidden;
use crate::input::spreadsheet::is_formula;

/// The text as it may stand in a cell: never a formula, nothing that acts on a terminal. Tabs and ends of lines stay.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let cell = shown(text, |c| matches!(c, '\t' | '\r' | '\n'));
    match is_formula(text) {
        true => Cow::Owned(format!("'{cell}")),
        false => cell,
    }
}

/// The text with all characters to be seen that cannot be, but for some.
pub(super) fn shown(text: &str, stays: impl Fn(char) -> bool + Copy) -> Cow<'_, str> {
    if !text.contains(|c| is_hidden(c) && !stays(c)) {
        return Cow::Borrowed(text);
    }
    let parts = text.split_inclusive(stays).map(|part| {
        let end = part.len() - part.ends_with(stays) as usize;
        let (part, layout) = part.split_at(end);
        [visible(part), Cow::Borrowed(layout)].concat()
    });
    Cow::Owned(parts.collect())
}
