//! Data files for tests, page by page, and those that SQL Server wrote.

use super::fuzzing::{Memory, of_one_file};
use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::file::PlainFile;
use crate::sqlserver::database::page::{HEADER, checksum, kind};
use crate::sqlserver::database::storage::Storage;
use crate::sqlserver::real_files;

/// A data file, in memory: file 1 of its database.
#[derive(Clone)]
pub(crate) struct DataPages(Vec<[u8; PAGE]>);

impl DataPages {
    /// So many pages, with the one of the file and the one that knows which are in use.
    pub fn new(count: usize) -> Self {
        let mut pages = DataPages(vec![[0; PAGE]; count]);
        pages.put(1, kind::PFS, 0, 0, &[]);
        pages.put(0, kind::FILE_HEADER, 0, 0, &[]);
        pages
    }

    /// Changes a page, whose checksum fits afterwards.
    pub fn edit(&mut self, at: u32, edit: impl FnOnce(&mut [u8; PAGE])) {
        let page = &mut self.0[at as usize];
        edit(page);
        page[4..6].copy_from_slice(&0x200_u16.to_le_bytes());
        let sum = checksum(page);
        page[60..64].copy_from_slice(&sum.to_le_bytes());
    }

    /// Changes bytes of a page, and not its checksum.
    pub fn damage(&mut self, at: u32, byte: usize) {
        self.0[at as usize][byte] ^= 0x55;
    }

    /// Cuts the file off behind so many pages.
    pub fn cut(&mut self, count: usize) {
        self.0.truncate(count);
    }

    /// Writes a page that is in use.
    pub fn put(&mut self, at: u32, kind: u8, level: u8, unit: u64, records: &[Vec<u8>]) {
        self.edit(at, |page| {
            page.fill(0);
            (page[0], page[1], page[3]) = (1, kind, level);
            page[6..8].copy_from_slice(&((unit >> 48) as u16).to_le_bytes());
            page[24..28].copy_from_slice(&((unit >> 16) as u32).to_le_bytes());
            page[22..24].copy_from_slice(&(records.len() as u16).to_le_bytes());
            page[32..38].copy_from_slice(&address(at));
            let mut place = HEADER;
            for (slot, record) in records.iter().enumerate() {
                page[place..place + record.len()].copy_from_slice(record);
                let end = PAGE - 2 * slot;
                page[end - 2..end].copy_from_slice(&(place as u16).to_le_bytes());
                place += record.len();
            }
        });
        self.set_in_use(at, true);
    }

    /// Says whether a page is in use.
    pub fn set_in_use(&mut self, at: u32, is: bool) {
        self.edit(1, |page| {
            page[100 + at as usize] = if is { 0x40 } else { 0 };
        });
    }

    /// Writes the page of a chain that allocates single pages and extents of the first interval.
    pub fn iam(&mut self, at: u32, unit: u64, singles: &[u32], extents: &[u32]) {
        let first = vec![0; 94];
        let mut second = vec![0; 4 + 7992];
        second[2..4].copy_from_slice(&7992_u16.to_le_bytes());
        for extent in extents {
            second[4 + *extent as usize / 8] |= 1 << (extent % 8);
        }
        self.put(at, kind::IAM, 0, unit, &[first, second]);
        self.edit(at, |page| {
            page[136..142].copy_from_slice(&address(0));
            for (at, single) in singles.iter().enumerate() {
                page[142 + 6 * at..148 + 6 * at].copy_from_slice(&address(*single));
            }
        });
    }

    /// Writes a page of an index above the leaves: keys of four bytes, and the children they lead to.
    pub fn index(&mut self, at: u32, level: u8, unit: u64, children: &[(u32, u32)]) {
        let record = |(key, child): &(u32, u32)| {
            let mut record = vec![0x06];
            record.extend(key.to_le_bytes());
            record.extend(address(*child));
            record
        };
        let records: Vec<_> = children.iter().map(record).collect();
        self.put(at, kind::INDEX, level, unit, &records);
        self.edit(at, |page| page[14] = 11);
    }

    /// The pages that are in use, of a file that one page knows.
    pub fn in_use(&self) -> Vec<u32> {
        let known = self.0[1][100..8188].iter().zip(0..);
        let used = known.filter(|(byte, _)| **byte & 0x40 != 0);
        used.map(|(_, page)| page)
            .take_while(|page| (*page as usize) < self.0.len())
            .collect()
    }

    /// The database of this file.
    pub fn storage(&self) -> Storage {
        let memory = Memory(self.0.clone());
        of_one_file(Box::new(memory))
    }
}

/// The address of a page of file 1.
pub(crate) fn address(page: u32) -> [u8; 6] {
    let mut bytes = [0, 0, 0, 0, 1, 0];
    bytes[..4].copy_from_slice(&page.to_le_bytes());
    bytes
}

/// A record with these fixed fields and these texts.
pub(crate) fn record(fixed: &[&[u8]], texts: &[&str]) -> Vec<u8> {
    let fixed = fixed.concat();
    let mut record = vec![0x30, 0];
    record.extend((4 + fixed.len() as u16).to_le_bytes());
    record.extend(fixed);
    // One column, which is not NULL.
    record.extend([1, 0, 0]);
    record.extend((texts.len() as u16).to_le_bytes());
    let mut end = record.len() + 2 * texts.len();
    let texts = texts
        .iter()
        .map(|text| text.encode_utf16().flat_map(u16::to_le_bytes));
    let texts: Vec<Vec<u8>> = texts.map(Iterator::collect).collect();
    for text in &texts {
        end += text.len();
        record.extend((end as u16).to_le_bytes());
    }
    record.extend(texts.concat());
    record
}

/// A data file of those that the tests with real files read.
pub(crate) fn real(name: &str) -> Storage {
    let file = real_files::path(name);
    of_one_file(Box::new(PlainFile::open(&file).unwrap()))
}

/// The same in memory, to be damaged.
pub(crate) fn real_pages(name: &str) -> DataPages {
    let bytes = std::fs::read(real_files::path(name)).unwrap();
    DataPages(bytes.as_chunks().0.to_vec())
}
