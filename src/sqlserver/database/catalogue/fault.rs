//! What is said of a catalogue.

use super::super::address::PageAddress;
use super::super::damage::PageDamage;
use crate::wording::wording;

wording! {
    in "catalogue";
    /// Why a catalogue cannot be read.
    pub(super) enum CatalogueFault {
        /// The page that says where it begins is not there.
        NoBootPage { page: PageAddress },
        /// That page cannot be used.
        BootPage {
            page: PageAddress,
            damage: PageDamage,
            /// Whether the page of the file can be read, so that this one may be encrypted.
            may_be_encrypted: bool,
        },
        /// The page that it begins with cannot be used.
        FirstPage {
            page: PageAddress,
            damage: PageDamage,
            may_be_encrypted: bool,
        },
        /// The database is older than those that are known, which are these versions.
        TooOld {
            version: u16,
            release: Option<&'static str>,
            first: u16,
            last: u16,
        },
        /// It is newer.
        TooNew {
            version: u16,
            release: Option<&'static str>,
            first: u16,
            last: u16,
        },
        /// One of its tables is not there; this may be why.
        TableLost {
            table: &'static str,
            page: Option<PageAddress>,
            damage: Option<PageDamage>,
        },
        /// One of its tables has more rows than it can have.
        ManyRows { most: usize, table: &'static str },
    }
}

wording! {
    in "catalogue";
    /// What is not known of a database.
    pub(super) enum Unknown {
        /// A column's type; its number.
        ColumnType {
            column: Option<String>,
            table: String,
            number: u8,
        },
        /// What is kept in another place than in pages.
        Outside { name: Option<String> },
    }
}
