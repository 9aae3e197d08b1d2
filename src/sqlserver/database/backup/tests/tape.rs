//! Writes small files of the tape format.

use super::super::fuzzing::{InMemory, seal};
use super::super::opening::Backup;
use super::super::{Media, Medium, look, open};
use crate::input::Error;
use crate::sqlserver::database::page::checksum;
use crate::sqlserver::database::storage::page_buffer;
use crate::sqlserver::database::{PAGE, PageAddress};

/// How long physical blocks are.
const BLOCK: usize = 512;

pub const COPY: u32 = 2;
pub const FULL: u32 = 4;
pub const DIFFERENTIAL: u32 = 8;
pub const LOG: u32 = 0x20;

/// A file that is being written.
#[derive(Clone, Default)]
pub struct Tape {
    pub bytes: Vec<u8>,
    sets: u8,
}

/// A stream: its name, its media attributes, its data.
pub type Stream<'a> = (&'a [u8; 4], u16, Vec<u8>);

impl Tape {
    /// The only file of its backups.
    pub fn new() -> Self {
        Tape::of_family(1, 1)
    }

    /// One of several.
    pub fn of_family(family: u16, families: u16) -> Self {
        let mut tape = Tape::default();
        let mut raid = vec![7; 16];
        raid.extend([0; 4]);
        raid.extend(families.to_le_bytes());
        raid.extend([1, 0]);
        raid.extend(family.to_le_bytes());
        raid.resize(32, 0);
        let mut contents = vec![0; 94];
        contents[64..66].copy_from_slice(&(BLOCK as u16 / 512).to_le_bytes());
        tape.block(b"TAPE", contents, &[(b"RAID", 0, raid)]);
        tape.filemark();
        tape
    }

    /// A backup of a database with so many pages of file 1.
    pub fn set(self, attributes: u32, database: &str, pages: u32) -> Self {
        self.set_of(attributes, database, &[(1, pages)])
    }

    /// A backup of a database with several files.
    pub fn set_of(mut self, attributes: u32, database: &str, files: &[(u32, u32)]) -> Self {
        self.sets += 1;
        let mut set = vec![0; 98];
        set[52..56].copy_from_slice(&attributes.to_le_bytes());
        set[88..93].copy_from_slice(&date(self.sets));
        set[93] = 10;
        set[94] = 50;
        self.block(b"SSET", set, &[]);
        self.block(b"VOLB", vec![0; 60], &[]);
        let mut chunks = chunk(b"SCIN", 120, &[(104, database)]);
        chunks[94..96].copy_from_slice(&661u16.to_le_bytes());
        for (id, pages) in files {
            let mut file = chunk(b"SFIN", 60, &[(48, "Data"), (52, "D:\\data.mdf")]);
            for (at, number) in [(16, 8192), (20, *id), (24, *pages)] {
                file[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            chunks.extend(file);
        }
        self.block(b"MSCI", vec![0; 56], &[(b"MQCI", 0, chunks)]);
        self
    }

    /// Pages.
    pub fn data(mut self, pages: &[Vec<u8>]) -> Self {
        let data = [vec![0; 2], pages.concat()].concat();
        let streams = [(b"MQDA", 2, data), (b"MQDA", 6, Vec::new())];
        self.block(b"MSDA", vec![0; 60], &streams);
        self
    }

    /// The end of a backup.
    pub fn end(mut self) -> Self {
        self.block(b"MSTL", vec![0; 128], &[(b"MQTL", 0, vec![1; 100])]);
        self.filemark();
        self.block(b"ESET", vec![0; 88], &[]);
        self.filemark();
        self
    }

    /// A block with streams, filled up to the next place where one can begin.
    pub fn block(&mut self, tag: &[u8; 4], mut contents: Vec<u8>, streams: &[Stream<'_>]) {
        contents.resize(contents.len().next_multiple_of(4), 0);
        contents[..4].copy_from_slice(tag);
        let first = contents.len() as u16;
        contents[8..10].copy_from_slice(&first.to_le_bytes());
        seal(&mut contents[..52]);
        self.bytes.extend(contents);
        for (tag, attributes, data) in streams {
            self.stream(tag, *attributes, data);
        }
        let end = (self.bytes.len() + 22).next_multiple_of(BLOCK);
        let padding = vec![0; end - self.bytes.len() - 22];
        self.stream(b"SPAD", 0, &padding);
    }

    fn stream(&mut self, tag: &[u8; 4], attributes: u16, data: &[u8]) {
        let mut header = [0; 22];
        header[..4].copy_from_slice(tag);
        header[6..8].copy_from_slice(&attributes.to_le_bytes());
        header[8..16].copy_from_slice(&(data.len() as u64).to_le_bytes());
        seal(&mut header);
        self.bytes.extend(header);
        self.bytes.extend(data);
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }

    fn filemark(&mut self) {
        let mut mark = vec![0; BLOCK];
        mark[..4].copy_from_slice(b"SFMB");
        mark[8..10].copy_from_slice(&(BLOCK as u16).to_le_bytes());
        seal(&mut mark[..52]);
        self.bytes.extend(mark);
    }

    /// What its blocks say.
    pub fn medium(&self, name: &str) -> Result<(Medium, Media), Error> {
        let bytes = InMemory(self.bytes.clone());
        let media = look(&bytes, name)?;
        let medium = Medium {
            name: name.to_owned(),
            bytes: std::sync::Arc::new(bytes),
            compressed: false,
        };
        Ok((medium, media))
    }

    /// The backup in it.
    pub fn open(&self, wanted: Option<u32>) -> Result<Backup, Error> {
        open(vec![self.medium("a.bak")?], wanted)
    }
}

/// The 2014-02-07 18:41:32, and so many days later.
fn date(days: u8) -> [u8; 5] {
    let day = 7 + u64::from(days) - 1;
    let packed = 2014 << 26 | 2 << 22 | day << 17 | 18 << 12 | 41 << 6 | 32u64;
    *packed.to_be_bytes().last_chunk().unwrap()
}

/// A chunk with texts.
fn chunk(tag: &[u8; 4], length: usize, texts: &[(usize, &str)]) -> Vec<u8> {
    let mut chunk = vec![0; length];
    chunk[..4].copy_from_slice(tag);
    for (at, text) in texts {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let place = [units.len() as u16, chunk.len() as u16];
        chunk[*at..at + 2].copy_from_slice(&place[0].to_le_bytes());
        chunk[at + 2..at + 4].copy_from_slice(&place[1].to_le_bytes());
        chunk.extend(units);
    }
    let size = chunk.len() as u32;
    chunk[4..8].copy_from_slice(&size.to_le_bytes());
    chunk
}

/// A page with its checksum, and a mark that tells it from other images of the same page.
pub fn page(file: u16, number: u32, mark: u8) -> Vec<u8> {
    let mut page = Box::new([mark; PAGE]);
    page[..96].fill(0);
    page[..2].copy_from_slice(&[1, 1]);
    page[4..6].copy_from_slice(&0x200u16.to_le_bytes());
    page[32..36].copy_from_slice(&number.to_le_bytes());
    page[36..38].copy_from_slice(&file.to_le_bytes());
    let sum = checksum(&page);
    page[60..64].copy_from_slice(&sum.to_le_bytes());
    page.to_vec()
}

/// The pages of extents of a file.
pub fn extents(file: u16, numbers: &[u32], mark: u8) -> Vec<Vec<u8>> {
    let pages = numbers.iter().flat_map(|number| number * 8..number * 8 + 8);
    pages.map(|number| page(file, number, mark)).collect()
}

/// The mark of a page; `None` where it is not there.
pub fn mark(backup: &Backup, file: u16, number: u32) -> Option<u8> {
    let mut buffer = page_buffer();
    let page = backup
        .storage
        .page(PageAddress::new(file, number), &mut buffer);
    page.ok().map(|page| page.bytes()[PAGE - 1])
}

/// Which extents of a file are there, with all their pages.
pub fn there(backup: &Backup, file: u16) -> Vec<u32> {
    let is_there =
        |extent: &u32| (0..8).all(|page| mark(backup, file, extent * 8 + page).is_some());
    (0..64).filter(is_there).collect()
}
