//! What can be wrong with a page, and with a record on it.

use super::address::PageAddress;
use crate::wording::wording;

wording! {
    in "pages";
    /// Why a page cannot be used: what comes behind its address.
    #[derive(PartialEq, Eq)]
    pub(crate) enum PageDamage {
        /// The file or the backup does not have it.
        Missing,
        /// It cannot be read.
        Unreadable {
            /// What the system says.
            why: String,
        },
        /// Its bytes do not fit its checksum.
        Checksum,
        /// Some of its sectors were written at another time than the others.
        Torn,
        /// It says that it is another one, or none at all.
        Address,
        /// What is on it cannot be.
        Content { what: Content },
    }
}

wording! {
    in "pages";
    /// What is on a page and cannot be.
    #[derive(PartialEq, Eq)]
    pub(crate) enum Content {
        /// A slot points into the header or beyond the records.
        SlotAstray { slot: u16 },
        /// Two slots point to one record.
        SharedRecord { slot: u16 },
        /// It should be a page of the table.
        OfAnother,
        /// A list of the table's extents is of pages that another one was of.
        AllocatedTwice { first: PageAddress },
        /// It should be a list of a table's extents.
        NoAllocation,
        /// Such a list is of an interval that does not begin there.
        WrongInterval,
        /// Such a list is cut off, or is missing.
        NoExtents,
        /// It should say which pages are in use.
        NoUse,
        /// A page of an index names one that it cannot be above.
        WrongChild { child: PageAddress },
        /// It should be a page of an index.
        NoIndex,
        /// A record of an index names no page.
        NoChild { slot: u16 },
        /// It should be the boot page.
        NoBoot,
        /// The boot page does not name the first page of the catalogue.
        NoFirst,
        /// It should be of this system table.
        NoSystemTable { table: &'static str },
        /// A record should be a row of this system table.
        NoSystemRow {
            slot: u16,
            table: &'static str,
            why: RecordFault,
        },
    }
}

wording! {
    in "pages";
    /// What is wrong with a record.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum RecordFault {
        /// It is longer than what is left of its page.
        BeyondPage,
        /// The fixed part is shorter or longer than it can be.
        FixedLength,
        /// A variable column ends before it begins, or beyond the page.
        VariableEnd,
        /// Another record begins inside of it.
        IntoAnother,
        /// A row of a system table is too short for a field.
        NoField,
    }
}

impl From<Content> for PageDamage {
    fn from(what: Content) -> Self {
        PageDamage::Content { what }
    }
}
