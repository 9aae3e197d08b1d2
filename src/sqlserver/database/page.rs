//! A page: its header, its checksum, its slots (reference: sql-extracts, 6.1).

use super::address::PageAddress;
use super::damage::{Content, PageDamage};
use crate::sqlserver::database::address::{u16_at, u32_at};

/// How many bytes a page has.
pub(crate) const PAGE: usize = 8192;

/// How many bytes the header has; records come behind it.
pub(crate) const HEADER: usize = 96;

/// What is on a page (reference: sql-extracts, 6.1).
pub(crate) mod kind {
    pub const DATA: u8 = 1;
    pub const INDEX: u8 = 2;
    pub const LOB_MIX: u8 = 3;
    pub const LOB_TREE: u8 = 4;
    pub const IAM: u8 = 10;
    pub const PFS: u8 = 11;
    pub const BOOT: u8 = 13;
    pub const FILE_HEADER: u8 = 15;
}

/// Page flags.
const TORN_BITS: u16 = 0x100;
const CHECKSUM: u16 = 0x200;

/// Type flags: the page carries compression information.
const COMPRESSED: u8 = 0x80;

const SECTORS: usize = 16;
const SECTOR: usize = PAGE / SECTORS;

/// A page that was checked: the bytes of one, with torn bits put back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'a> {
    bytes: &'a [u8; PAGE],
}

impl<'a> Page<'a> {
    /// Checks the bytes that should be this page, and puts its torn bits back.
    pub fn check(bytes: &'a mut [u8; PAGE], at: PageAddress) -> Result<Self, PageDamage> {
        let own = PageAddress {
            page: u32_at(bytes, 32).unwrap_or_default(),
            file: u16_at(bytes, 36).unwrap_or_default(),
        };
        if bytes[0] != 1 || own != at {
            return Err(PageDamage::Address);
        }
        let flags = u16_at(bytes, 4).unwrap_or_default();
        let word = u32_at(bytes, 60).unwrap_or_default();
        if flags & CHECKSUM != 0 && checksum(bytes) != word {
            return Err(PageDamage::Checksum);
        }
        if flags & TORN_BITS != 0 {
            mend(bytes, word)?;
        }
        Ok(Page { bytes })
    }

    /// The same of bytes that [`Page::check`] has checked before.
    pub fn checked(bytes: &'a [u8; PAGE]) -> Self {
        Page { bytes }
    }

    /// All of it.
    pub fn bytes(self) -> &'a [u8; PAGE] {
        self.bytes
    }

    /// What is on it: one of [`kind`].
    pub fn kind(self) -> u8 {
        self.bytes[1]
    }

    /// Whether rows may be written in the form of page compression.
    pub fn is_compressed(self) -> bool {
        self.bytes[2] & COMPRESSED != 0
    }

    /// How far it is from the leaves of its index: 0 for pages with rows.
    pub fn level(self) -> u8 {
        self.bytes[3]
    }

    /// The next page of the same level or chain.
    pub fn next(self) -> Option<PageAddress> {
        PageAddress::at(self.bytes, 16)
    }

    /// How long the fixed part of its records is, in bytes.
    pub fn fixed_length(self) -> u16 {
        u16::from_le_bytes([self.bytes[14], self.bytes[15]])
    }

    /// The allocation unit that it belongs to, as its header says. In databases that SQL Server 2000 created, the index id
    /// in it may be 0 where the unit says 1.
    pub fn unit(self) -> u64 {
        let index = u16_at(self.bytes, 6).unwrap_or_default();
        let object = u32_at(self.bytes, 24).unwrap_or_default();
        u64::from(index) << 48 | u64::from(object) << 16
    }

    /// How many slots it has.
    pub fn slots(self) -> u16 {
        u16::from_le_bytes([self.bytes[22], self.bytes[23]])
    }

    /// Where the record of a slot begins: `None` for a slot that is empty.
    ///
    /// # Errors
    /// Where it points into the header or beyond the records.
    #[inline]
    pub fn slot(self, slot: u16) -> Result<Option<usize>, PageDamage> {
        let place = PAGE.checked_sub(2 * (usize::from(slot) + 1));
        let place = place.filter(|place| *place >= HEADER && slot < self.slots());
        let at = place.and_then(|place| u16_at(self.bytes, place));
        match at.map(usize::from) {
            Some(0) => Ok(None),
            // At least a status, and all slots behind it.
            Some(at) if at >= HEADER && at < self.records_end() => Ok(Some(at)),
            _ => Err(Content::SlotAstray { slot }.into()),
        }
    }

    /// The bytes from the record of a slot to the end of all records: a record does not say how long it is.
    ///
    /// # Errors
    /// As [`Page::slot`].
    #[inline]
    pub fn record(self, slot: u16) -> Result<Option<&'a [u8]>, PageDamage> {
        let at = self.slot(slot)?;
        Ok(at.map(|at| self.record_at(at)))
    }

    /// The same of the record that begins at this byte.
    #[inline]
    pub fn record_at(self, at: usize) -> &'a [u8] {
        self.bytes.get(at..self.records_end()).unwrap_or_default()
    }

    /// Where the records end, and the slots begin.
    fn records_end(self) -> usize {
        PAGE.saturating_sub(2 * usize::from(self.slots()))
    }
}

/// The checksum of a page, with its own place taken as 0 (reference: sql-extracts, 6.1).
pub(crate) fn checksum(bytes: &[u8; PAGE]) -> u32 {
    let mut sum = 0;
    for (at, sector) in bytes.as_chunks::<SECTOR>().0.iter().enumerate() {
        let words = sector.as_chunks::<4>().0.iter();
        let mut all = words.fold(0, |all, word| all ^ u32::from_le_bytes(*word));
        if at == 0 {
            all ^= u32_at(sector, 60).unwrap_or_default();
        }
        sum ^= all.rotate_left((SECTORS - 1 - at) as u32);
    }
    sum
}

/// Puts back the two low bits of the last byte of the sectors 1 to 15, which stand in the header. In their place is a mark
/// that each write changes, so all sectors that were written together have the same.
fn mend(bytes: &mut [u8; PAGE], word: u32) -> Result<(), PageDamage> {
    let mark = bytes[2 * SECTOR - 1] & 3;
    for sector in 1..SECTORS {
        let last = &mut bytes[(sector + 1) * SECTOR - 1];
        if *last & 3 != mark {
            return Err(PageDamage::Torn);
        }
        *last = *last & !3 | (word >> (2 * sector)) as u8 & 3;
    }
    Ok(())
}
