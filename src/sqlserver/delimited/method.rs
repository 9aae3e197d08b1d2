//! How a text is written, for people.

use super::ends::{Terminator, shown};
use super::fit::Fit;
use super::layout::{Layout, Way};
use crate::wording::wording;

wording! {
    in "text-rows";
    /// How a text is written.
    pub(super) enum Method {
        /// There is nothing in it.
        Empty,
        /// What sqlcmd writes, with columns that are filled with blanks.
        Padded,
        /// What sqlcmd writes, with this between fields.
        OfSqlcmd { field: Terminator },
        /// Whatever else has these terminators.
        Fields { csv: bool, field: Terminator, row: Terminator, quotes: bool, header: bool },
        /// As a format file says.
        AsDescribed,
    }
}

impl Method {
    /// What was found out.
    pub fn of(found: &Fit) -> Method {
        let Layout { way, ends, .. } = &found.layout;
        let quotes = *way == Way::Quoted;
        Method::Fields {
            csv: quotes && matches!(&*ends.field, b"," | b";"),
            field: shown(&ends.field),
            row: shown(&ends.row),
            quotes,
            header: found.header,
        }
    }

    /// What was found out of a text of sqlcmd.
    pub fn of_sqlcmd(found: &Fit) -> Method {
        match &found.layout.way {
            Way::Padded(_) => Method::Padded,
            _ => Method::OfSqlcmd {
                field: shown(&found.layout.ends.field),
            },
        }
    }
}
