//! Where the pages of a database lie: in its data files, or in the files of a backup. What reads pages does not know which.

use std::io;
use std::sync::Arc;

use super::address::PageAddress;
use super::damage::PageDamage;
use super::page::{PAGE, Page};

/// Bytes that can be read at any place, by several threads at once.
pub(crate) trait Bytes: Send + Sync {
    /// How many there are.
    fn length(&self) -> u64;

    /// Fills the buffer with what stands at this place.
    ///
    /// # Errors
    /// Where it cannot be read, or they end before.
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl Bytes for Arc<dyn Bytes> {
    fn length(&self) -> u64 {
        (**self).length()
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        (**self).read(at, buffer)
    }
}

/// All pages of a database.
pub(crate) struct Storage {
    sources: Vec<Box<dyn Bytes>>,
    map: Map,
    size: u64,
}

/// Which page lies where: runs of pages, by address and without overlap.
#[derive(Debug, Default)]
pub(crate) struct Map {
    runs: Vec<StoredRun>,
}

/// Pages that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StoredRun {
    /// The first of them.
    pub first: PageAddress,
    /// How many there are.
    pub count: u32,
    /// In which of the sources.
    pub source: usize,
    /// Where the first one begins there, in bytes.
    pub at: u64,
}

/// Room for one page.
pub(crate) type PageBuffer = Box<[u8; PAGE]>;

/// Room for one page.
pub(crate) fn page_buffer() -> PageBuffer {
    Box::new([0; PAGE])
}

impl Map {
    /// Adds pages. Where there are some of these addresses already, the new ones take their place: of a backup, the pages
    /// that changed while it was made come last.
    pub fn add(&mut self, run: StoredRun) {
        if run.count == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.is_followed_by(run) => last.count += run.count,
            Some(last) if last.end() > run.start() => self.insert(run),
            _ => self.runs.push(run),
        }
    }

    /// Puts a run among others, and takes its pages out of them.
    fn insert(&mut self, run: StoredRun) {
        let from = self.runs.partition_point(|it| it.end() <= run.start());
        let to = self.runs.partition_point(|it| it.start() < run.end());
        let overlapped = self.runs.get(from..to).unwrap_or_default();
        let before = overlapped.first().and_then(|it| it.part(0, run.start()));
        let behind = overlapped
            .last()
            .and_then(|it| it.part(run.end(), u64::MAX));
        let parts = [before, Some(run), behind].into_iter().flatten();
        self.runs
            .splice(from..to.max(from), parts.collect::<Vec<_>>());
    }

    /// The pages of both; where both have the same one, that of the newer. For many at once, this costs less than adding
    /// them one by one.
    pub fn replaced_by(self, newer: Map) -> Map {
        let mut all = Map::default();
        let mut newer = newer.runs.into_iter().peekable();
        let mut done = 0;
        for run in self.runs {
            while let Some(next) = newer.next_if(|next| next.start() < run.end()) {
                if let Some(part) = run.part(done, next.start()) {
                    all.add(part);
                }
                all.add(next);
                done = next.end();
            }
            if let Some(part) = run.part(done, u64::MAX) {
                all.add(part);
            }
        }
        newer.for_each(|run| all.add(run));
        all
    }

    /// The same, where so many other sources stand before these.
    pub fn behind(mut self, sources: usize) -> Map {
        for run in &mut self.runs {
            run.source += sources;
        }
        self
    }

    /// Where a page lies, and how many more follow it there.
    pub fn find(&self, at: PageAddress) -> Option<StoredRun> {
        let key = key(at);
        let place = self.runs.partition_point(|run| run.end() <= key);
        let run = self.runs.get(place).filter(|run| run.start() <= key)?;
        run.part(key, u64::MAX)
    }

    /// All runs, by address.
    pub fn runs(&self) -> &[StoredRun] {
        &self.runs
    }
}

/// Addresses in their order.
fn key(at: PageAddress) -> u64 {
    u64::from(at.file) << 33 | u64::from(at.page)
}

impl StoredRun {
    /// The key of its first page.
    fn start(&self) -> u64 {
        key(self.first)
    }

    /// The key behind that of its last page.
    fn end(&self) -> u64 {
        self.start() + u64::from(self.count)
    }

    fn is_followed_by(&self, next: StoredRun) -> bool {
        self.end() == next.start()
            && self.source == next.source
            && self.at + u64::from(self.count) * PAGE as u64 == next.at
    }

    /// Its pages from one key up to another one; `None` where it has none of them.
    fn part(self, from: u64, to: u64) -> Option<StoredRun> {
        let (start, end) = (self.start().max(from), self.end().min(to));
        let count = end.checked_sub(start).filter(|count| *count > 0)?;
        let skipped = start - self.start();
        Some(StoredRun {
            first: PageAddress {
                page: self.first.page + skipped as u32,
                ..self.first
            },
            count: count as u32,
            at: self.at + skipped * PAGE as u64,
            ..self
        })
    }
}

impl Storage {
    /// The pages in these sources, as the map has them.
    pub fn new(sources: Vec<Box<dyn Bytes>>, map: Map) -> Self {
        let pages = map.runs.iter().map(|run| u64::from(run.count));
        Storage {
            size: pages.sum::<u64>() * PAGE as u64,
            sources,
            map,
        }
    }

    /// How many bytes all pages have together.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The sources and the map, to add more.
    pub fn into_parts(self) -> (Vec<Box<dyn Bytes>>, Map) {
        (self.sources, self.map)
    }

    /// Which page lies where.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// Reads a page and checks it.
    ///
    /// # Errors
    /// Where there is no such page, or it is damaged.
    pub fn page<'b>(
        &self,
        at: PageAddress,
        buffer: &'b mut PageBuffer,
    ) -> Result<Page<'b>, PageDamage> {
        let run = self.map.find(at).ok_or(PageDamage::Missing)?;
        self.read(run, &mut buffer[..])?;
        Page::check(buffer, at)
    }

    /// Reads pages into the buffer, those that follow each other at once, and checks each of them. They come in their
    /// order, and lie in the buffer in it.
    pub fn pages<'a>(
        &self,
        pages: &'a [PageAddress],
        buffer: &'a mut Vec<u8>,
    ) -> impl Iterator<Item = (PageAddress, Result<Page<'a>, PageDamage>)> {
        buffer.resize(pages.len() * PAGE, 0);
        let mut unread = self.load(pages, buffer).into_iter().peekable();
        let places = pages.iter().zip(buffer.as_chunks_mut::<PAGE>().0);
        places.enumerate().map(move |(number, (at, bytes))| {
            let unread = unread.next_if(|(unread, _)| *unread == number);
            let page = match unread {
                Some((_, damage)) => Err(damage),
                None => Page::check(bytes, *at),
            };
            (*at, page)
        })
    }

    /// Reads pages as they lie there, unchecked. Gives what is wrong with those that cannot be read, by their number among
    /// all and in order.
    fn load(&self, pages: &[PageAddress], buffer: &mut [u8]) -> Vec<(usize, PageDamage)> {
        let mut unread = Vec::new();
        let mut done = 0;
        while let Some(at) = pages.get(done) {
            let Some(run) = self.map.find(*at) else {
                unread.push((done, PageDamage::Missing));
                done += 1;
                continue;
            };
            let behind = pages[done..].iter().zip(0..run.count);
            let together = behind.take_while(|(next, distance)| {
                next.file == at.file && at.page.checked_add(*distance) == Some(next.page)
            });
            let length = together.count();
            let wanted = &mut buffer[done * PAGE..(done + length) * PAGE];
            if self.read(run, wanted).is_err() {
                // One by one, to tell those that can be read.
                for (place, page) in wanted.chunks_exact_mut(PAGE).enumerate() {
                    let at = run.at + (place * PAGE) as u64;
                    if let Err(damage) = self.read(StoredRun { at, ..run }, page) {
                        unread.push((done + place, damage));
                    }
                }
            }
            done += length;
        }
        unread
    }

    fn read(&self, run: StoredRun, buffer: &mut [u8]) -> Result<(), PageDamage> {
        let source = self.sources.get(run.source).ok_or(PageDamage::Missing)?;
        let read = source.read(run.at, buffer);
        read.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => PageDamage::Missing,
            _ => PageDamage::Unreadable {
                why: error.to_string(),
            },
        })
    }
}
