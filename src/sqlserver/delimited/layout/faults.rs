//! What can be wrong with a row.

use super::joint::Joint;
use crate::sqlserver::rows::form::Fault;

const EXPORT: &str = "where a value may hold a terminator, export the table with quotes around values, or with bcp -w and terminators that \
occur nowhere in it; if the file has other terminators, say them with --field-terminator and --row-terminator";

/// Too many fields, or too few.
pub(super) fn count(at: usize, found: usize, fields: usize) -> Fault {
    Fault::new(at, format!("the row has {}", number(found)))
        .expected(format!("{}, as the table has columns", number(fields)))
        .hint(EXPORT)
}

/// The end of the file in the middle of a row.
pub(crate) fn cut_off(at: usize, found: usize, fields: usize) -> Fault {
    Fault::new(
        at,
        format!("the file ends in the middle of a row, in field {found} of {fields}"),
    )
    .expected("the whole row, and its end")
    .hint("copy the file again from where it was extracted; if it is no better there, extract it again")
}

/// A quoted field without its end.
pub(super) fn unclosed(at: usize) -> Fault {
    Fault::new(at, "a field begins with a quote here, and no quote ends it")
        .expected("a closing quote, with a terminator behind it")
        .hint("copy the file again from where it was extracted; if it is whole, export it again with quotes around values")
}

/// Text behind a closing quote.
pub(super) fn behind_quote(at: usize) -> Fault {
    Fault::new(at, "text stands behind the quote that ends a field")
        .expected("a terminator, or a second quote where one belongs to the value")
        .hint("export the table again with quotes around values and those in them doubled, or with bcp -w")
}

/// Another file begins in the middle of the rows.
pub(crate) fn joint(at: usize, joint: Joint) -> Fault {
    let what = match (joint.mark, joint.header) {
        (false, _) => "the header stands here once more",
        (true, true) => "a byte order mark and the header stand here once more",
        (true, false) => "a byte order mark stands here, in the middle of the file",
    };
    Fault::new(at, what)
        .expected("a row")
        .hint("two files were joined here: give them one by one, or take the line out")
}

/// A row that does not keep to the widths of the columns.
pub(super) fn width(at: usize, column: usize) -> Fault {
    Fault::new(
        at,
        format!("column {column} of this row does not end where the dashes below the header end"),
    )
    .expected("columns filled with blanks up to the width of the dashes")
    .hint("export the table again with bcp -w, or with sqlcmd -W -s and a separator that occurs nowhere in it")
}

fn number(fields: usize) -> String {
    match fields {
        1 => "1 field".to_owned(),
        _ => format!("{fields} fields"),
    }
}
