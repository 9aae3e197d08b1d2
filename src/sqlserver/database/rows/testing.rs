//! Records, pages and databases made of parts.

use std::io;

use super::super::address::{PageAddress, RowAddress};
use super::super::page::{HEADER, PAGE, checksum};
use super::super::storage::{Bytes, Map, Storage, StoredRun};

/// The allocation unit of the table's rows.
pub(crate) const UNIT: u64 = 0x0100_0000_0028_0000;

/// Bytes in memory.
struct Memory(Vec<u8>);

impl Bytes for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let rest = self.0.get(at as usize..).unwrap_or_default();
        let wanted = rest
            .get(..buffer.len())
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(wanted);
        Ok(())
    }
}

/// A page of file 1.
pub(crate) fn at(page: u32) -> PageAddress {
    PageAddress::new(1, page)
}

/// These pages as those of file 1, in their order.
pub(crate) fn storage(pages: &[[u8; PAGE]]) -> Storage {
    let mut map = Map::default();
    map.add(StoredRun {
        first: at(0),
        count: pages.len() as u32,
        source: 0,
        at: 0,
    });
    Storage::new(vec![Box::new(Memory(pages.concat()))], map)
}

/// A page of this kind with these records, each in a slot.
pub(crate) fn page(kind: u8, number: u32, records: &[Vec<u8>]) -> [u8; PAGE] {
    let mut page = [0; PAGE];
    page[0] = 1;
    page[1] = kind;
    put(&mut page, 4, &0x200_u16.to_le_bytes());
    put(&mut page, 6, &((UNIT >> 48) as u16).to_le_bytes());
    put(&mut page, 24, &((UNIT >> 16) as u32).to_le_bytes());
    put(&mut page, 32, &number.to_le_bytes());
    put(&mut page, 36, &1_u16.to_le_bytes());
    put(&mut page, 22, &(records.len() as u16).to_le_bytes());
    let mut end = HEADER;
    for (slot, record) in records.iter().enumerate() {
        put(&mut page, PAGE - 2 * slot - 2, &(end as u16).to_le_bytes());
        put(&mut page, end, record);
        end += record.len();
    }
    seal(page)
}

/// The page with the checksum that it must have.
pub(crate) fn seal(mut page: [u8; PAGE]) -> [u8; PAGE] {
    let sum = checksum(&page);
    put(&mut page, 60, &sum.to_le_bytes());
    page
}

/// Puts bytes at a place of a page.
pub(crate) fn put(page: &mut [u8; PAGE], at: usize, bytes: &[u8]) {
    page[at..at + bytes.len()].copy_from_slice(bytes);
}

/// A record.
#[derive(Clone, Default)]
pub(crate) struct Written {
    /// Its kind.
    pub kind: u8,
    /// The fixed part, behind the four bytes with which all begin.
    pub fixed: Vec<u8>,
    /// How many columns it has.
    pub columns: u16,
    /// The NULL bits that are set.
    pub nulls: Vec<u16>,
    /// The values of the variable columns, and whether they point to it.
    pub variables: Vec<(Vec<u8>, bool)>,
}

impl Written {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let variables = if self.variables.is_empty() { 0 } else { 0x20 };
        let mut record = vec![self.kind << 1 | 0x10 | variables, 0];
        record.extend((self.fixed.len() as u16 + 4).to_le_bytes());
        record.extend(&self.fixed);
        record.extend(self.columns.to_le_bytes());
        let mut bits = vec![0_u8; usize::from(self.columns).div_ceil(8)];
        for bit in &self.nulls {
            bits[usize::from(bit / 8)] |= 1 << (bit % 8);
        }
        // Those that no column has are as they happen to be.
        if let Some(last) = bits.last_mut().filter(|_| !self.columns.is_multiple_of(8)) {
            *last |= 0xFF << (self.columns % 8);
        }
        record.extend(bits);
        if !self.variables.is_empty() {
            record.extend((self.variables.len() as u16).to_le_bytes());
            let mut end = record.len() + 2 * self.variables.len();
            for (value, is_pointer) in &self.variables {
                end += value.len();
                let flag = u16::from(*is_pointer) << 15;
                record.extend((end as u16 | flag).to_le_bytes());
            }
            for (value, _) in &self.variables {
                record.extend(value);
            }
        }
        record
    }
}

/// A row with these columns, which are all variable.
pub(crate) fn variable(values: &[&[u8]]) -> Written {
    Written {
        columns: values.len() as u16,
        variables: values.iter().map(|value| (value.to_vec(), false)).collect(),
        ..Written::default()
    }
}

/// A fragment of a value: what stands behind its kind.
pub(crate) fn fragment(kind: u16, rest: &[u8]) -> Vec<u8> {
    let mut record = vec![0x08, 0];
    record.extend((14 + rest.len() as u16).to_le_bytes());
    record.extend(0x1234_u64.to_le_bytes());
    record.extend(kind.to_le_bytes());
    record.extend(rest);
    record
}

/// The eight bytes of a place.
pub(crate) fn place(row: RowAddress) -> Vec<u8> {
    let mut bytes = row.page.page.to_le_bytes().to_vec();
    bytes.extend(row.page.file.to_le_bytes());
    bytes.extend(row.slot.to_le_bytes());
    bytes
}

/// A slot of a page of file 1.
pub(crate) fn slot(page: u32, slot: u16) -> RowAddress {
    RowAddress {
        page: at(page),
        slot,
    }
}
