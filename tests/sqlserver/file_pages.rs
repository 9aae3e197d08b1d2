//! The pages of a data file that are there once: its header, and what the server reads first.

use super::bytes::{Put, utf16};
use super::catalogue::{About, COLLATION};
use super::page::{Address, OF_THE_FILE, Page, kind};

/// The first page of a file (reference: sql-extracts, 6.8): a record whose fifth variable column is the size in pages.
pub fn header(at: Address, pages: u32, name: &str) -> Page {
    const COLUMNS: usize = 44;
    /// The file's own id, its group, its size, and its name, among the variable columns.
    const NAME: usize = 27;
    let mut values = vec![Vec::new(); COLUMNS];
    values[0] = vec![0x5A; 16];
    values[2] = at.file.to_le_bytes().to_vec();
    values[3] = 1u16.to_le_bytes().to_vec();
    values[4] = pages.to_le_bytes().to_vec();
    values[5] = u32::MAX.to_le_bytes().to_vec();
    values[6] = 128u32.to_le_bytes().to_vec();
    values[NAME] = utf16(name);
    let mut record = vec![0x30, 0, 8, 0, 0, 0, 0, 0];
    record.extend((COLUMNS as u16 + 1).to_le_bytes());
    record.extend([0; 6]);
    record.extend((COLUMNS as u16).to_le_bytes());
    let mut end = record.len() + 2 * COLUMNS;
    for value in &values {
        end += value.len();
        record.extend((end as u16).to_le_bytes());
    }
    record.extend(values.concat());
    let mut page = Page::new(kind::FILE_HEADER, at, OF_THE_FILE);
    page.add(&record);
    page
}

/// The boot page: versions, name, and where the catalogue begins (reference: sql-extracts, 6.4).
pub fn boot(about: &About, at: Address, first_unit: Address) -> Page {
    /// Places on the page count from its beginning, the record begins at 96.
    const RECORD: usize = 96;
    let mut record = vec![0; 1444];
    let length = record.len() as u16;
    record.put(2, &length.to_le_bytes());
    record.put(100 - RECORD, &about.version.to_le_bytes());
    record.put(102 - RECORD, &about.created_as.to_le_bytes());
    let mut name = utf16(about.name);
    name.resize(256, b' ');
    record.put(148 - RECORD, &name);
    record.put(488 - RECORD, &COLLATION.to_le_bytes()[..4]);
    record.put(612 - RECORD, &first_unit.bytes());
    let mut page = Page::new(kind::BOOT, at, OF_THE_FILE);
    page.add(&record);
    page
}
