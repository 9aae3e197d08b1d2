//! A page: header, records, slots, checksum (reference: sql-extracts, 6.1).

use super::bytes::Put;

pub const PAGE: usize = 8192;
const HEADER: usize = 96;
const SECTOR: usize = 512;

/// What is on a page.
pub mod kind {
    pub const DATA: u8 = 1;
    pub const INDEX: u8 = 2;
    pub const LOB_MIX: u8 = 3;
    pub const LOB_TREE: u8 = 4;
    pub const GAM: u8 = 8;
    pub const SGAM: u8 = 9;
    pub const IAM: u8 = 10;
    pub const PFS: u8 = 11;
    pub const BOOT: u8 = 13;
    pub const FILE_HEADER: u8 = 15;
    pub const DIFFERENTIAL: u8 = 16;
    pub const BULK: u8 = 17;
}

/// The allocation unit that pages of the file itself name.
pub const OF_THE_FILE: u64 = 99 << 16;

/// The place of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub file: u16,
    pub page: u32,
}

impl Address {
    /// Six bytes; those of the default are the pointer to nowhere.
    pub fn bytes(self) -> [u8; 6] {
        let mut bytes = [0; 6];
        bytes[..4].copy_from_slice(&self.page.to_le_bytes());
        bytes[4..].copy_from_slice(&self.file.to_le_bytes());
        bytes
    }

    /// Eight bytes: a record on the page.
    pub fn row(self, slot: u16) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes[..6].copy_from_slice(&self.bytes());
        bytes[6..].copy_from_slice(&slot.to_le_bytes());
        bytes
    }
}

/// How damage to a page can be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    #[default]
    Checksum,
    /// Databases that SQL Server 2000 created.
    TornBits,
    None,
}

/// A page that is being filled.
#[derive(Clone)]
pub struct Page {
    pub at: Address,
    bytes: Box<[u8; PAGE]>,
    used: usize,
    slots: Vec<u16>,
}

impl Page {
    pub fn new(kind: u8, at: Address, unit: u64) -> Self {
        let mut page = Page {
            at,
            bytes: Box::new([0; PAGE]),
            used: HEADER,
            slots: Vec::new(),
        };
        page.bytes[0] = 1;
        page.bytes[1] = kind;
        page.bytes.put(6, &((unit >> 48) as u16).to_le_bytes());
        page.bytes.put(24, &((unit >> 16) as u32).to_le_bytes());
        page.bytes.put(32, &at.bytes());
        page
    }

    /// 4 on the rows of a table; 0x80 where they are compressed.
    pub fn type_flags(mut self, flags: u8) -> Self {
        self.bytes[2] = flags;
        self
    }

    /// How far it is from the leaves.
    pub fn level(mut self, level: u8) -> Self {
        self.bytes[3] = level;
        self
    }

    /// How long the fixed part of its records is.
    pub fn fixed_length(mut self, length: u16) -> Self {
        self.bytes.put(14, &length.to_le_bytes());
        self
    }

    pub fn set_previous(&mut self, at: Address) {
        self.bytes.put(8, &at.bytes());
    }

    pub fn set_next(&mut self, at: Address) {
        self.bytes.put(16, &at.bytes());
    }

    pub fn count_ghost(&mut self) {
        self.bytes[58] += 1;
    }

    /// How many records there are.
    pub fn slots(&self) -> usize {
        self.slots.len()
    }

    pub fn fits(&self, length: usize) -> bool {
        self.used + length + 2 * (self.slots.len() + 1) <= PAGE
    }

    /// Adds a record, and gives its slot.
    pub fn add(&mut self, record: &[u8]) -> u16 {
        assert!(
            self.fits(record.len()),
            "a record of {} bytes",
            record.len()
        );
        self.bytes.put(self.used, record);
        self.slots.push(self.used as u16);
        self.used += record.len();
        self.slots.len() as u16 - 1
    }

    /// The same page somewhere else: what an old image of it looks like.
    pub fn moved_to(&self, at: Address) -> Self {
        let mut page = self.clone();
        page.at = at;
        page.bytes.put(32, &at.bytes());
        page
    }

    /// Its bytes as they are on the disk.
    pub fn seal(mut self, protection: Protection) -> Box<[u8; PAGE]> {
        for (at, slot) in self.slots.iter().enumerate() {
            self.bytes.put(PAGE - 2 * (at + 1), &slot.to_le_bytes());
        }
        let free = PAGE - self.used - 2 * self.slots.len();
        let bytes = &mut self.bytes;
        bytes.put(22, &(self.slots.len() as u16).to_le_bytes());
        bytes.put(28, &(free as u16).to_le_bytes());
        bytes.put(30, &(self.used as u16).to_le_bytes());
        match protection {
            Protection::Checksum => {
                bytes.put(4, &0x200u16.to_le_bytes());
                let sum = checksum(bytes);
                bytes.put(60, &sum.to_le_bytes());
            }
            Protection::TornBits => tear(bytes),
            Protection::None => {}
        }
        self.bytes
    }
}

/// The dwords of each sector, XORed, rotated by what is left of the sectors.
pub fn checksum(bytes: &[u8; PAGE]) -> u32 {
    let mut sum = 0u32;
    for sector in 0..16 {
        let mut all = 0;
        for at in (0..SECTOR).step_by(4) {
            let word = &bytes[sector * SECTOR + at..][..4];
            // The checksum itself stands at 60.
            if (sector, at) != (0, 60) {
                all ^= u32::from_le_bytes(word.try_into().expect("four bytes"));
            }
        }
        sum ^= all.rotate_left(15 - sector as u32);
    }
    sum
}

/// Puts the same two bits at the end of each sector but the first; what was there goes to the header.
fn tear(bytes: &mut [u8; PAGE]) {
    const MARK: u8 = 2;
    let mut word = u32::from(MARK);
    for sector in 1..16 {
        let last = &mut bytes[(sector + 1) * SECTOR - 1];
        word |= u32::from(*last & 3) << (2 * sector);
        *last = *last & !3 | MARK;
    }
    bytes.put(60, &word.to_le_bytes());
    bytes.put(4, &0x100u16.to_le_bytes());
}
