//! The fields of a record of the catalogue, one after the other.

use super::super::address::PageAddress;
use super::super::record::Record;
use crate::sqlserver::database::address::utf16;

/// Reads the fixed fields in their order. Each is `None` where the record ends before it.
pub(super) struct Fields<'a> {
    record: Record<'a>,
    at: usize,
}

impl<'a> Fields<'a> {
    /// Begins with the first field.
    pub fn of(record: Record<'a>) -> Self {
        Fields { record, at: 4 }
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let bytes = self.record.fixed(self.at, N)?;
        self.at += N;
        bytes.first_chunk().copied()
    }

    /// Steps over so many bytes.
    pub fn skip(&mut self, bytes: usize) -> &mut Self {
        self.at += bytes;
        self
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_le_bytes)
    }

    pub fn i16(&mut self) -> Option<i16> {
        self.take().map(i16::from_le_bytes)
    }

    pub fn i32(&mut self) -> Option<i32> {
        self.take().map(i32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    pub fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take()
    }

    /// The address of a page, or that of none.
    pub fn page(&mut self) -> Option<Option<PageAddress>> {
        let bytes: [u8; 6] = self.take()?;
        Some(PageAddress::at(&bytes, 0))
    }

    /// A text of so many bytes, without the blanks behind it.
    pub fn padded(&mut self, bytes: usize) -> Option<String> {
        let text = self.record.fixed(self.at, bytes)?;
        self.at += bytes;
        Some(utf16(text).trim_end().to_owned())
    }

    /// A name in a variable column, counted from 0; not empty.
    pub fn name(&self, ordinal: u16) -> Option<Box<str>> {
        self.text(ordinal, 2 * 128)
    }

    /// A text of at most so many bytes in a variable column, counted from 0; not empty.
    pub fn text(&self, ordinal: u16, most: usize) -> Option<Box<str>> {
        let stored = self.record.variable(ordinal).ok()??;
        let is_text = !stored.is_pointer && (1..=most).contains(&stored.bytes.len());
        is_text.then(|| utf16(stored.bytes).into())
    }
}
