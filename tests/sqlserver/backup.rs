//! Backups: sets on tapes (reference: sql-extracts, 7). Written from data files, wherever these come from.

use std::io::{Cursor, SeekFrom, Write};

use super::bytes::{Put, utf16};
use super::page::{Address, OF_THE_FILE, PAGE, Page, kind};
use super::space::{EXTENTS, Store};
use super::tape::{Block, Compression, Tape};

const EXTENT: usize = 8 * PAGE;
/// Regions are filled up to multiples of so many extents.
const FILLED: usize = 16;

/// Which kind of backup a set is; MTF's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Full,
    CopyOnly,
    Differential,
    /// Has no pages.
    Log,
}

/// One backup.
pub struct Set {
    pub kind: Kind,
    pub database: String,
    pub version: u16,
    pub name: String,
    /// Year, month, day, hour, minute, second.
    pub date: [u32; 6],
    /// Where in the log it was made.
    pub checkpoint: u32,
    /// What the full backup says that a differential one rests on: its number and its place in the log.
    base: Option<([u8; 16], u32)>,
    parts: Vec<Part>,
}

/// A data file, and what became of it while the backup ran.
struct Part {
    id: u16,
    file: Box<dyn Store>,
    later: Option<Box<dyn Store>>,
}

/// A backup: all its sets, in one file or as stripes.
pub struct Backup {
    pub sets: Vec<Set>,
    pub block: usize,
    pub stripes: usize,
    pub compression: Compression,
    /// Filler pages at the end of each region.
    pub filled: bool,
}

impl Set {
    pub fn new(database: &str, version: u16) -> Self {
        Set {
            kind: Kind::Full,
            database: database.to_owned(),
            version,
            name: format!("{database} backup"),
            date: [2012, 1, 2, 3, 30, 0],
            checkpoint: 0,
            base: None,
            parts: Vec::new(),
        }
    }

    pub fn of(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Made on this day of January 2012, at this place in the log.
    pub fn on(mut self, day: u32) -> Self {
        self.date[2] = day;
        self.checkpoint = day;
        self
    }

    /// A differential backup of what changed since a full one of this day.
    pub fn since(mut self, day: u32) -> Self {
        self.kind = Kind::Differential;
        self.base = Some((guid(&self.database, day), day));
        self
    }

    pub fn file(self, id: u16, bytes: Vec<u8>) -> Self {
        self.store(id, Cursor::new(bytes))
    }

    pub fn store(mut self, id: u16, file: impl Store + 'static) -> Self {
        self.parts.push(Part {
            id,
            file: Box::new(file),
            later: None,
        });
        self
    }

    /// A file that changed while the backup ran.
    pub fn changed(mut self, id: u16, before: Vec<u8>, after: Vec<u8>) -> Self {
        self = self.file(id, before);
        if let Some(part) = self.parts.last_mut() {
            part.later = Some(Box::new(Cursor::new(after)));
        }
        self
    }

    /// A date in five bytes: 14 bits of the year, 4, 5, 5, 6 and 6.
    fn date(&self) -> [u8; 5] {
        let widths = [14, 4, 5, 5, 6, 6];
        let pairs = self.date.iter().zip(widths);
        let bits = pairs.fold(0u64, |bits, (value, width)| {
            bits << width | u64::from(*value)
        });
        let bytes = bits.to_be_bytes();
        [bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]
    }

    /// Server version as of the database: 9.0 for 2005 and so on.
    fn server(&self) -> [u8; 2] {
        match self.version {
            ..=611 => [9, 0],
            612..=660 => [10, 0],
            661 => [10, 50],
            662..=706 => [11, 0],
            707..=782 => [12, 0],
            783..=852 => [13, 0],
            853..=869 => [14, 0],
            _ => [15, 0],
        }
    }
}

impl Backup {
    pub fn new(sets: Vec<Set>) -> Self {
        Backup {
            sets,
            block: 512,
            stripes: 1,
            compression: Compression::None,
            filled: false,
        }
    }

    pub fn block(mut self, block: usize) -> Self {
        self.block = block;
        self
    }

    pub fn compressed(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self.block(4096)
    }

    pub fn stripes(mut self, stripes: usize) -> Self {
        self.stripes = stripes;
        self
    }

    pub fn filled(mut self) -> Self {
        self.filled = true;
        self
    }

    /// Its only file.
    pub fn bak(self) -> Vec<u8> {
        let mut files = self.files();
        assert_eq!(files.len(), 1, "one file");
        files.remove(0)
    }

    /// Its files.
    pub fn files(self) -> Vec<Vec<u8>> {
        let outs = vec![Vec::new(); self.stripes];
        self.write(outs)
    }

    /// Writes its files, and gives them back.
    pub fn write<W: Write>(mut self, outs: Vec<W>) -> Vec<W> {
        assert_eq!(outs.len(), self.stripes, "an output for each stripe");
        let tape = |out| Tape::new(out, self.compression, self.block);
        let mut tapes: Vec<Tape<W>> = outs.into_iter().map(tape).collect();
        for (number, tape) in tapes.iter_mut().enumerate() {
            self.media(number, tape);
        }
        for set in &mut self.sets {
            let kind = set.kind;
            let parts = set.parts.iter_mut().map(|it| Regions::of_kind(kind, it));
            let parts: Vec<Regions> = parts.collect();
            let configuration = configuration(set, &parts, self.block);
            for (stripe, tape) in tapes.iter_mut().enumerate() {
                begin(set, &configuration, tape);
                for (part, regions) in set.parts.iter_mut().zip(&parts) {
                    let mut region = |extents: &[u32], file: &mut dyn Store| {
                        let own = extents.iter().skip(stripe).step_by(self.stripes);
                        pages(&own.copied().collect::<Vec<_>>(), file, self.filled, tape);
                    };
                    match &mut part.later {
                        Some(later) if kind == Kind::Differential => {
                            region(&regions.first, &mut **later);
                            continue;
                        }
                        _ => region(&regions.first, &mut *part.file),
                    }
                    if let Some(later) = &mut part.later {
                        region(&regions.changed, &mut **later);
                    }
                }
                end(set, &configuration, tape);
            }
        }
        tapes.into_iter().map(Tape::finish).collect()
    }

    /// What a tape begins with.
    fn media<W: Write>(&self, number: usize, tape: &mut Tape<W>) {
        let in_sectors = (self.block / 512) as u16;
        let block = Block::new(b"TAPE", 0x3_0000, 94)
            .with(52, &0x8AA0_3B4Bu32.to_le_bytes())
            .with(56, &[5, 0, 0, 0, 1, 0])
            .with(64, &in_sectors.to_le_bytes())
            .text(80, &utf16("Microsoft SQL Server"))
            .with(84, &1024u16.to_le_bytes())
            .with(88, &self.sets.first().map_or([0; 5], Set::date));
        tape.block(block);
        // The number of the medium, which is another one for each.
        let first = self.sets.first().map_or(0, |set| set.checkpoint as u8);
        let mut families = vec![0xA5 ^ first; 16];
        families.extend([0xAD, 0, 0, 0xF0]);
        families.extend((self.stripes as u16).to_le_bytes());
        // The same in every real file; behind it, which stripe this is.
        families.extend([1, 0]);
        families.extend((number as u16 + 1).to_le_bytes());
        families.resize(32, 0);
        tape.stream(b"RAID", 0, &families);
        tape.pad_physical();
        tape.mark(false);
    }
}

/// The number of the backup of a database that was made on this day.
fn guid(database: &str, day: u32) -> [u8; 16] {
    let mut guid = [day as u8; 16];
    for (place, byte) in database.bytes().enumerate() {
        guid[place % 16] ^= byte.rotate_left(3);
    }
    guid
}

/// A place in the log: two numbers of 32 bits, and one of 16.
fn place_in_log(number: u32) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes.put(0, &28u32.to_le_bytes());
    bytes.put(4, &number.to_le_bytes());
    bytes.put(8, &94u16.to_le_bytes());
    bytes
}

/// Which extents of a file a backup holds.
struct Regions {
    first: Vec<u32>,
    changed: Vec<u32>,
}

impl Regions {
    fn of(part: &mut Part) -> Self {
        let first = allocated(&mut *part.file);
        let changed = match &mut part.later {
            None => Vec::new(),
            Some(later) => {
                let file = &mut part.file;
                let mut all = allocated(&mut **later);
                all.retain(|it| {
                    !first.contains(it) || read(&mut **file, *it) != read(&mut **later, *it)
                });
                all
            }
        };
        Regions { first, changed }
    }

    /// Of a differential backup, what changed is all.
    fn of_kind(kind: Kind, part: &mut Part) -> Self {
        let mut regions = Regions::of(part);
        if kind == Kind::Differential && part.later.is_some() {
            regions.first = std::mem::take(&mut regions.changed);
        }
        regions
    }
}

/// The first pages of the extents that a backup holds: those that are taken, and those of the file's own pages.
fn allocated(file: &mut dyn Store) -> Vec<u32> {
    let length = file.seek(SeekFrom::End(0)).expect("it has an end");
    let count = (length / EXTENT as u64) as u32;
    let mut bits = Vec::new();
    let mut all = Vec::new();
    for extent in 0..count {
        let first = extent * 8;
        let inside = extent % EXTENTS;
        if inside == 0 {
            let own = read(file, first);
            let (gam, sgam) = if first == 0 { (2, 3) } else { (0, 1) };
            let bitmap = |page: usize| own[page * PAGE + 194..][..EXTENTS as usize / 8].to_vec();
            bits = vec![bitmap(gam), bitmap(sgam)];
        }
        let bit = |which: usize| bits[which][inside as usize / 8] >> (inside % 8) & 1 == 1;
        if inside == 0 || !bit(0) || bit(1) || first.is_multiple_of(8088) {
            all.push(first);
        }
    }
    all
}

/// Eight pages.
fn read(file: &mut dyn Store, first: u32) -> Vec<u8> {
    let mut bytes = vec![0; EXTENT];
    let at = SeekFrom::Start(u64::from(first) * PAGE as u64);
    file.seek(at).expect("it can be read");
    file.read_exact(&mut bytes).expect("whole extents");
    bytes
}

/// What says what is in a set: chunks of a name, a size, and what is at their places.
fn configuration(set: &Set, parts: &[Regions], block: usize) -> Vec<u8> {
    let chunk = |tag: &[u8; 4], size: usize| {
        let mut bytes = vec![0; size];
        bytes.put(0, tag);
        bytes
    };
    // A text behind the fixed part, with its length and place.
    let text = |bytes: &mut Vec<u8>, at: usize, text: &str| {
        let text = utf16(text);
        let place = bytes.len() as u16;
        bytes.put(at, &(text.len() as u16).to_le_bytes());
        bytes.put(at + 2, &place.to_le_bytes());
        bytes.extend(text);
    };
    let seal = |mut bytes: Vec<u8>| {
        let size = bytes.len() as u32;
        bytes.put(4, &size.to_le_bytes());
        bytes
    };
    let mut general = chunk(b"SCIN", 344);
    general.put(94, &set.version.to_le_bytes());
    // First, last and checkpoint; the database; what it rests on.
    for at in [32, 42, 52] {
        general.put(at, &place_in_log(set.checkpoint));
    }
    general.put(124, &guid(&set.database, 99));
    if let Some((guid, checkpoint)) = set.base {
        general.put(62, &place_in_log(checkpoint));
        general.put(260, &place_in_log(checkpoint));
        general.put(272, &guid);
    }
    text(&mut general, 104, &set.database);
    text(&mut general, 108, "DB01.contoso.com");
    let mut group = chunk(b"SFGI", 48);
    text(&mut group, 16, "PRIMARY");
    let mut all = [seal(general), seal(group)].concat();
    let mut file = |id: u16, pages: usize, kind: &str| {
        let mut bytes = chunk(b"SFIN", 400);
        bytes.put(16, &(PAGE as u32).to_le_bytes());
        bytes.put(20, &u32::from(id).to_le_bytes());
        bytes.put(24, &(pages as u32).to_le_bytes());
        bytes.put(32, &(block as u32).to_le_bytes());
        bytes.put(40, &((pages * PAGE) as u64).to_le_bytes());
        let name = super::catalogue::file_name(&set.database, id);
        text(&mut bytes, 48, &name);
        text(&mut bytes, 52, &format!(r"D:\Data\{name}.{kind}"));
        all.extend(seal(bytes));
    };
    for (part, regions) in set.parts.iter().zip(parts) {
        let kind = if part.id == 1 { "mdf" } else { "ndf" };
        file(part.id, regions.first.len() * 8, kind);
    }
    file(2, 0, "ldf");
    all
}

/// A set up to its pages.
fn begin<W: Write>(set: &Set, configuration: &[u8], tape: &mut Tape<W>) {
    let attributes: u32 = match set.kind {
        Kind::Full => 4,
        Kind::CopyOnly => 2 | 4,
        Kind::Differential => 8,
        // As a full one; it has no data.
        Kind::Log => 4,
    };
    let start = tape.begin_set();
    let block = Block::new(b"SSET", 0, 122)
        .with(52, &attributes.to_le_bytes())
        .with(60, &[0, 0x12, 1, 0])
        .text(64, &utf16(&set.name))
        .with(80, &start.to_le_bytes())
        .with(88, &set.date())
        .with(93, &set.server())
        .with(100, &guid(&set.database, set.checkpoint));
    tape.block(block);
    tape.pad();
    let volume = Block::new(b"VOLB", 0, 77).with(52, &[2, 0, 0, 0]);
    tape.block(volume.text(56, &utf16("C:")));
    tape.pad();
    tape.block(Block::new(b"MSCI", 0, 56));
    tape.stream(b"MQCI", 0, configuration);
    tape.pad();
}

/// A region of pages.
fn pages<W: Write>(extents: &[u32], file: &mut dyn Store, filled: bool, tape: &mut Tape<W>) {
    let filler = match filled {
        true => extents.len().next_multiple_of(FILLED) - extents.len(),
        false => 0,
    };
    tape.block(Block::new(b"MSDA", 0, 60));
    tape.pad_for_pages();
    let length = 2 + (extents.len() + filler) * EXTENT;
    tape.stream_header(b"MQDA", 2, length as u64);
    tape.put(&[0, 0]);
    for first in extents {
        tape.put(&read(file, *first));
    }
    let mut page = [0; PAGE];
    page.put(0, &[1, 0x65]);
    for _ in 0..filler * 8 {
        tape.put(&page);
    }
    tape.align();
    tape.stream(b"MQDA", 6, &[]);
    tape.pad();
}

/// A set behind its pages: a piece of the log, and what the tape ends with.
fn end<W: Write>(set: &Set, configuration: &[u8], tape: &mut Tape<W>) {
    tape.block(Block::new(b"MSTL", 0, 128));
    tape.pad_for_pages();
    tape.stream(b"MQTL", 0, &log());
    tape.pad();
    tape.block(Block::new(b"MSLS", 0, 56));
    tape.stream(b"MQCI", 0, configuration);
    tape.pad_physical();
    tape.mark(true);
    tape.begin_set();
    tape.block(Block::new(b"ESET", 0, 88).with(79, &set.date()));
    tape.pad_physical();
    tape.mark(false);
}

/// Something that looks like pages, and is not to be read.
fn log() -> Vec<u8> {
    let at = Address { file: 1, page: 16 };
    let mut page = Page::new(kind::DATA, at, OF_THE_FILE);
    page.add(b"0000");
    let mut bytes = vec![0; 2];
    bytes.extend(page.seal(super::Protection::Checksum).iter());
    bytes.resize(2 + EXTENT, 0x90);
    bytes
}
