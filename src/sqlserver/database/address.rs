//! Where pages and rows are (reference: sql-extracts, 6.1).

use std::fmt;

use crate::wording::{AsValue, Value};

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

impl AsValue for PageAddress {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.to_string().into())
    }
}

/// The two bytes at this place.
#[inline]
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(array_at(bytes, at)?))
}

/// The four bytes at this place.
#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(array_at(bytes, at)?))
}

/// The eight bytes at this place.
#[inline]
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(array_at(bytes, at)?))
}

/// So many bytes at this place.
#[inline]
pub(crate) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Text in UTF-16LE; what is none of it becomes U+FFFD.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.as_chunks().0.iter();
    let characters = char::decode_utf16(units.map(|unit| u16::from_le_bytes(*unit)));
    characters
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// So many bytes at this place.
#[inline]
pub(crate) fn slice_at(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..)?.get(..length)
}
