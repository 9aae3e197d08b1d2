//! What can be wrong with a row.

use super::joint::Joint;
use crate::sqlserver::rows::form::Fault;
use crate::wording::wording;

wording! {
    in "text-rows";
    /// What is wrong with a row.
    enum RowFault {
        /// It has another number of fields than the table has columns.
        Count { found: usize, fields: usize },
        /// The file ends in this field of it.
        CutOff { field: usize, fields: usize },
        /// A quote has no end.
        Unclosed,
        /// A closing quote is not the end of the field.
        BehindQuote,
        /// The header stands between rows.
        HeaderAgain,
        /// A byte order mark and the header stand between rows.
        MarkAndHeaderAgain,
        /// A byte order mark stands between rows.
        MarkAgain,
        /// A column is not as wide as its dashes.
        Width { column: usize },
    }
}

/// Too many fields, or too few.
pub(super) fn count(at: usize, found: usize, fields: usize) -> Fault {
    Fault::new(at, RowFault::Count { found, fields })
}

/// The end of the file in the middle of a row.
pub(crate) fn cut_off(at: usize, field: usize, fields: usize) -> Fault {
    Fault::new(at, RowFault::CutOff { field, fields })
}

/// A quoted field without its end.
pub(super) fn unclosed(at: usize) -> Fault {
    Fault::new(at, RowFault::Unclosed)
}

/// Text behind a closing quote.
pub(super) fn behind_quote(at: usize) -> Fault {
    Fault::new(at, RowFault::BehindQuote)
}

/// Another file begins in the middle of the rows.
pub(crate) fn joint(at: usize, joint: Joint) -> Fault {
    let what = match (joint.mark, joint.header) {
        (false, _) => RowFault::HeaderAgain,
        (true, true) => RowFault::MarkAndHeaderAgain,
        (true, false) => RowFault::MarkAgain,
    };
    Fault::new(at, what)
}

/// A row that does not keep to the widths of the columns.
pub(super) fn width(at: usize, column: usize) -> Fault {
    Fault::new(at, RowFault::Width { column })
}
