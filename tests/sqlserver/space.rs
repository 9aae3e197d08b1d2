//! Data files, and who has which of their pages (reference: sql-extracts, 6.2).

use std::collections::VecDeque;
use std::io::{Read, Seek, SeekFrom, Write};

use super::bytes::Put;
use super::page::{Address, OF_THE_FILE, PAGE, Page, Protection, kind};

/// What a data file is written to. Pages that are never written are zeros.
pub trait Store: Read + Write + Seek {}
impl<S: Read + Write + Seek> Store for S {}

const EXTENT: u32 = 8;
/// A PFS page at each of these; they begin an extent.
const PFS_INTERVAL: u32 = 8088;
/// So many extents have one bitmap.
pub const EXTENTS: u32 = 63_904;
const INTERVAL: u32 = EXTENTS * EXTENT;
/// The first pages of an object come from extents that it shares with others.
const SINGLES: usize = 8;
/// So many extents are taken at once; their pages are used in an order that is not theirs.
const GROUP: u32 = 4;

/// What a byte of a PFS page says.
const ALLOCATED: u8 = 0x40;
const MIXED: u8 = 0x20;
const IS_IAM: u8 = 0x10;

/// A data file.
pub struct DataFile<S> {
    pub id: u16,
    pub store: S,
    protection: Protection,
    /// A byte for each page.
    free_space: Vec<u8>,
    /// Whether each extent is taken, and whether it is shared.
    extents: Vec<(bool, bool)>,
    /// Pages of shared extents that nobody has.
    shared: Vec<u32>,
}

/// The pages of one allocation unit.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    pub id: u64,
    pub files: Vec<u16>,
    singles: Vec<Address>,
    extents: Vec<Address>,
    ready: VecDeque<Address>,
    pub pages: u64,
    pub first_iam: Address,
}

/// All data files of a database.
pub struct Space<S> {
    pub files: Vec<DataFile<S>>,
}

impl<S: Store> DataFile<S> {
    pub fn new(id: u16, store: S, protection: Protection) -> Self {
        DataFile {
            id,
            store,
            protection,
            free_space: Vec::new(),
            extents: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// How many pages it has.
    pub fn pages(&self) -> u32 {
        self.free_space.len() as u32
    }

    /// Takes a page of the extent behind the file's own.
    pub fn reserve(&mut self, page: u32) -> Address {
        let first = self.extent(true);
        assert!((first..first + EXTENT).contains(&page), "the next extent");
        self.shared = (first..first + EXTENT).filter(|it| *it != page).collect();
        self.free_space[page as usize] = ALLOCATED | MIXED;
        Address {
            file: self.id,
            page,
        }
    }

    fn add_extent(&mut self) -> u32 {
        let first = self.pages();
        self.extents.push((false, false));
        self.free_space.extend([0; EXTENT as usize]);
        let own: &[u32] = match first {
            0 => &[0, 1, 2, 3, 6, 7],
            _ if first.is_multiple_of(INTERVAL) => &[0, 1, 6, 7],
            _ if first.is_multiple_of(PFS_INTERVAL) => &[0],
            _ => return first,
        };
        for page in own {
            self.free_space[(first + page) as usize] = ALLOCATED | 4;
        }
        if first.is_multiple_of(INTERVAL) {
            self.extents[(first / EXTENT) as usize].0 = true;
        }
        self.add_extent()
    }

    /// Pages that nobody ever had, up to this one.
    pub fn skip_to(&mut self, page: u32) {
        while self.pages() < page {
            self.add_extent();
        }
    }

    fn extent(&mut self, shared: bool) -> u32 {
        let first = self.add_extent();
        self.extents[(first / EXTENT) as usize] = (true, shared);
        first
    }

    fn shared_page(&mut self, flags: u8) -> Address {
        if self.shared.is_empty() {
            let first = self.extent(true);
            self.shared = (first..first + EXTENT).collect();
        }
        // From the end: pages follow each other backwards.
        let page = self.shared.pop().unwrap_or_default();
        self.free_space[page as usize] = ALLOCATED | MIXED | flags;
        Address {
            file: self.id,
            page,
        }
    }

    pub fn write(&mut self, page: Page) {
        self.write_bytes(page.at.page, &page.seal(self.protection)[..]);
    }

    fn write_bytes(&mut self, page: u32, bytes: &[u8]) {
        let at = SeekFrom::Start(u64::from(page) * PAGE as u64);
        self.store.seek(at).expect("it can be written");
        self.store.write_all(bytes).expect("it can be written");
    }

    /// Writes the pages that say which ones are taken, and makes the file whole.
    pub fn finish(&mut self) {
        let address = |page| Address {
            file: self.id,
            page,
        };
        let mut all = Vec::new();
        for (at, bytes) in self.free_space.chunks(PFS_INTERVAL as usize).enumerate() {
            let place = if at == 0 { 1 } else { at as u32 * PFS_INTERVAL };
            let mut page = Page::new(kind::PFS, address(place), OF_THE_FILE);
            let mut record = vec![0; 4 + PFS_INTERVAL as usize];
            record.put(2, &(4 + PFS_INTERVAL as u16).to_le_bytes());
            record.put(4, bytes);
            page.add(&record);
            all.push(page);
        }
        for (at, extents) in self.extents.chunks(EXTENTS as usize).enumerate() {
            let first = at as u32 * INTERVAL;
            let (gam, sgam) = if at == 0 { (2, 3) } else { (first, first + 1) };
            let free: Vec<bool> = (0..EXTENTS as usize)
                .map(|at| extents.get(at).is_none_or(|(taken, _)| !taken))
                .collect();
            // Shared, with a page that is free.
            let shared: Vec<bool> = (extents.iter().enumerate())
                .map(|(at, (_, shared))| {
                    let page = first as usize + at * EXTENT as usize;
                    let pages = &self.free_space[page..][..EXTENT as usize];
                    *shared && pages.iter().any(|it| it & ALLOCATED == 0)
                })
                .collect();
            all.push(bitmap(
                kind::GAM,
                address(gam),
                OF_THE_FILE,
                &[0; 90],
                &free,
            ));
            all.push(bitmap(
                kind::SGAM,
                address(sgam),
                OF_THE_FILE,
                &[0; 90],
                &shared,
            ));
            for (kind, place) in [(kind::DIFFERENTIAL, first + 6), (kind::BULK, first + 7)] {
                all.push(bitmap(kind, address(place), OF_THE_FILE, &[0; 90], &[]));
            }
        }
        for page in all {
            self.write(page);
        }
        let length = u64::from(self.pages()) * PAGE as u64;
        let end = self.store.seek(SeekFrom::End(0)).expect("it has an end");
        if end < length {
            self.write_bytes(self.pages() - 1, &[0; PAGE]);
        }
        self.store.flush().expect("it can be written");
    }
}

/// A page with a bit for each extent of an interval, and 90 bytes before.
fn bitmap(kind: u8, at: Address, unit: u64, head: &[u8; 90], bits: &[bool]) -> Page {
    let mut page = Page::new(kind, at, unit).fixed_length(90);
    page.add(&[&[0, 0, 0x5E, 0][..], head].concat());
    let mut record = vec![0; 4 + EXTENTS as usize / 8];
    let length = record.len() as u16;
    record.put(2, &length.to_le_bytes());
    for (at, bit) in bits.iter().enumerate() {
        record[4 + at / 8] |= u8::from(*bit) << (at % 8);
    }
    page.add(&record);
    page
}

impl Unit {
    pub fn new(id: u64, files: &[u16]) -> Self {
        Unit {
            id,
            files: files.to_vec(),
            ..Unit::default()
        }
    }
}

impl<S: Store> Space<S> {
    pub fn file(&mut self, id: u16) -> &mut DataFile<S> {
        let mut files = self.files.iter_mut();
        files.find(|file| file.id == id).expect("a file of this id")
    }

    pub fn write(&mut self, page: Page) {
        self.file(page.at.file).write(page);
    }

    /// Another page of a unit.
    pub fn page(&mut self, unit: &mut Unit) -> Address {
        unit.pages += 1;
        let turn = unit.singles.len() + unit.extents.len() / GROUP as usize;
        let file = unit.files[turn % unit.files.len()];
        if unit.singles.len() < SINGLES {
            let at = self.file(file).shared_page(0);
            unit.singles.push(at);
            return at;
        }
        if unit.ready.is_empty() {
            let extents: Vec<u32> = (0..GROUP).map(|_| self.file(file).extent(false)).collect();
            let address = |page| Address { file, page };
            unit.extents.extend(extents.iter().map(|it| address(*it)));
            // 13 has no factor in common with 32: every page once.
            for turn in 0..GROUP * EXTENT {
                let at = (turn * 13 + 5) % (GROUP * EXTENT);
                let first = extents[(at / EXTENT) as usize];
                unit.ready.push_back(address(first + at % EXTENT));
            }
        }
        let at = unit.ready.pop_front().unwrap_or_default();
        self.file(at.file).free_space[at.page as usize] = ALLOCATED;
        at
    }

    /// Pages of a unit's extents that it does not use: what they hold is of no account.
    pub fn unused_pages(&mut self, unit: &mut Unit) -> Vec<Address> {
        if unit.ready.is_empty() {
            let file = unit.files[0];
            let page = self.file(file).extent(false);
            unit.extents.push(Address { file, page });
            let pages = (page..page + EXTENT).map(|page| Address { file, page });
            unit.ready = pages.collect();
        }
        unit.ready.drain(..).collect()
    }

    /// The first page of an extent that nobody has.
    pub fn free_extent(&mut self, file: u16) -> Address {
        let page = self.file(file).add_extent();
        Address { file, page }
    }

    /// Writes the pages that say which extents a unit has: one for each interval of each file.
    pub fn close(&mut self, unit: &mut Unit) {
        let interval = |at: &Address| (at.file, at.page / INTERVAL);
        let mut intervals: Vec<(u16, u32)> = (unit.singles.iter().take(1))
            .chain(&unit.extents)
            .map(interval)
            .collect();
        let mut seen = Vec::new();
        intervals.retain(|it| !seen.contains(it) && (seen.push(*it), true).1);
        let places: Vec<Address> = (intervals.iter())
            .map(|(file, _)| self.file(*file).shared_page(IS_IAM))
            .collect();
        unit.pages += places.len() as u64;
        unit.first_iam = places.first().copied().unwrap_or_default();
        for (number, (file, interval_of)) in intervals.iter().enumerate() {
            let first = interval_of * INTERVAL;
            let mut head = [0; 90];
            head.put(0, &(number as u32).to_le_bytes());
            let begin = Address {
                file: *file,
                page: first,
            };
            head.put(36, &begin.bytes());
            if number == 0 {
                for (at, single) in unit.singles.iter().enumerate() {
                    head.put(42 + 6 * at, &single.bytes());
                }
            }
            let mut bits = vec![false; EXTENTS as usize];
            let own = unit
                .extents
                .iter()
                .filter(|at| interval(at) == (*file, *interval_of));
            for extent in own {
                bits[((extent.page - first) / EXTENT) as usize] = true;
            }
            let mut page = bitmap(kind::IAM, places[number], unit.id, &head, &bits);
            if let Some(next) = places.get(number + 1) {
                page.set_next(*next);
            }
            self.write(page);
        }
    }
}
