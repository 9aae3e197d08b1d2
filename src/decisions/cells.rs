//! Texts of the input in cells: exactly, but never as a formula.

use std::borrow::Cow;

use crate::spreadsheet::is_formula;

/// Whether an apostrophe stands, or has to stand, before the text.
fn is_guarded(text: &str) -> bool {
    is_formula(text.trim_start_matches('\''))
}

/// The text as it may stand in a cell: with an apostrophe before what a spreadsheet would run as a formula.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    if is_guarded(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that a cell stands for. An apostrophe that hides no formula is part of it.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_is_a_formula() {
        for text in [
            "", "'", "''", "News", "'News'", "=1+1", "'=1", "''=1", "-5", "@a", "+", "\t=",
        ] {
            let cell = guard(text);
            assert!(!is_formula(&cell), "{cell}");
            assert_eq!(unguard(&cell), text);
        }
        assert_eq!((guard("=1").as_ref(), guard("'t").as_ref()), ("'=1", "'t"));
    }

    #[test]
    fn a_cell_that_a_spreadsheet_saved_without_the_apostrophe_means_the_same() {
        assert_eq!(unguard("-5"), "-5");
        assert_eq!(unguard("'t Hooft"), "'t Hooft");
    }
}
