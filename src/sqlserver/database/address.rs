//! Where pages and rows are (reference: sql-extracts, 6.1).

use std::fmt;

use super::bytes::{u16_at, u32_at};

/// The place of a page in a database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PageAddress {
    /// The data file.
    pub file: u16,
    /// The page in it.
    pub page: u32,
}

/// The place of a row or a fragment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowAddress {
    /// Its page.
    pub page: PageAddress,
    /// Its slot on the page.
    pub slot: u16,
}

impl PageAddress {
    /// A page of a file.
    pub const fn new(file: u16, page: u32) -> Self {
        PageAddress { file, page }
    }

    /// The six bytes at this place; `None` also where they are the pointer to nowhere, as no file has the id 0.
    pub fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let (page, file) = (u32_at(bytes, at)?, u16_at(bytes, at + 4)?);
        (file != 0).then_some(PageAddress { file, page })
    }
}

impl RowAddress {
    /// The eight bytes at this place; `None` also where they point to nowhere.
    pub fn at(bytes: &[u8], at: usize) -> Option<Self> {
        Some(RowAddress {
            page: PageAddress::at(bytes, at)?,
            slot: u16_at(bytes, at + 6)?,
        })
    }
}

impl fmt::Display for PageAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.page)
    }
}
