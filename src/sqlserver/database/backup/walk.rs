//! From block to block through one file.

use super::blocks::{BLOCK_HEADER, BlockHeader, STREAM_HEADER, StreamHeader, tag};
use super::configuration;
use super::fault::BackupFault;
use super::media::{BackupSet, Media, Region};
use crate::input::Error;
use crate::sqlserver::BackupKind;
use crate::sqlserver::database::PAGE;
use crate::sqlserver::database::address::{array_at, u16_at, u32_at};
use crate::sqlserver::database::backup::blocks::{date_at, text_at};
use crate::sqlserver::database::storage::Bytes;

/// Attributes of a set (reference: sql-extracts, 7.1).
const COPY: u32 = 2;
const NORMAL: u32 = 4;
const DIFFERENTIAL: u32 = 8;

/// Two bytes stand before the pages of a stream.
const BEFORE_PAGES: u64 = 2;

/// Sets are numbered with 16 bits.
const MOST_SETS: usize = u16::MAX as usize;

struct Walk<'a> {
    bytes: &'a dyn Bytes,
    name: &'a str,
    media: Media,
    /// The attributes of the last set.
    attributes: u32,
    /// How many blocks with data the last set has.
    sections: u32,
    /// Whether the last set has a block of the log.
    has_log: bool,
    has_password: bool,
}

/// What comes behind a block.
enum Next {
    /// A block.
    Block(u64),
    /// The end of the file, or only a part of a block.
    End,
    /// Something that cannot be stepped over: the header at this place is damaged.
    Damaged(u64),
}

/// Reads what the blocks of a file say. What is found wrong behind its first block stands in [`Media`]: the backups before
/// it are whole.
///
/// # Errors
/// Where the file cannot be read, its first block is damaged, or it holds no backup.
pub(crate) fn look(bytes: &dyn Bytes, name: &str) -> Result<Media, Error> {
    let mut walk = Walk {
        bytes,
        name,
        media: Media::default(),
        attributes: 0,
        sections: 0,
        has_log: false,
        has_password: false,
    };
    walk.tape()?;
    let mut at = 0;
    loop {
        match walk.block(at)? {
            Next::Block(next) => at = next,
            Next::End => break,
            Next::Damaged(at) => {
                walk.media.damaged = Some(at);
                break;
            }
        }
    }
    walk.end_set();
    if walk.media.sets.is_empty() {
        let damaged = walk.media.damaged;
        let is_damaged = damaged.is_some();
        let error = Error::new(BackupFault::Empty { is_damaged }).in_member(name);
        return Err(damaged.into_iter().fold(error, Error::at));
    }
    Ok(walk.media)
}

impl Walk<'_> {
    /// So many bytes at this place; `None` where the file ends before.
    fn array<const N: usize>(&self, at: u64) -> Result<Option<[u8; N]>, Error> {
        if self.bytes.length().saturating_sub(at) < N as u64 {
            return Ok(None);
        }
        let mut array = [0; N];
        self.read(at, &mut array)?;
        Ok(Some(array))
    }

    fn read(&self, at: u64, buffer: &mut [u8]) -> Result<(), Error> {
        let read = self.bytes.read(at, buffer);
        read.map_err(|error| {
            Error::io(BackupFault::CannotRead, error)
                .in_member(self.name)
                .at(at)
        })
    }

    /// All of a block before its streams.
    fn contents(&self, at: u64, header: BlockHeader) -> Result<Vec<u8>, Error> {
        let there = self.bytes.length().saturating_sub(at);
        let length = there.min(u64::from(header.first_stream)) as usize;
        let mut contents = vec![0; length];
        self.read(at, &mut contents)?;
        Ok(contents)
    }

    /// The first block, which says how long the physical ones are.
    fn tape(&mut self) -> Result<(), Error> {
        let header = self.array(0)?.map(|header| BlockHeader::parse(&header));
        let Some(header) = header.filter(|header| header.tag == *tag::TAPE) else {
            return Err(Error::new(BackupFault::NoTape).in_member(self.name));
        };
        if !header.is_whole && !self.is_stream(header.first_stream.into())? {
            let error = Error::new(BackupFault::FirstBlock);
            return Err(error.in_member(self.name).at(0));
        }
        let tape = self.contents(0, header)?;
        self.media.block = u32::from(u16_at(&tape, 64).unwrap_or_default()) * 512;
        self.media.software = text_at(&tape, 80);
        self.has_password = has_password(&tape, 62, 76);
        Ok(())
    }

    /// Whether there is the header of a stream here.
    fn is_stream(&self, at: u64) -> Result<bool, Error> {
        let header = self.array(at)?.map(|header| StreamHeader::parse(&header));
        Ok(header.is_some_and(|header| header.is_whole))
    }

    /// Whether there is the header of a block here, or nothing more.
    fn is_block(&self, at: u64) -> Result<bool, Error> {
        let header = self.array(at)?.map(|header| BlockHeader::parse(&header));
        Ok(header.is_none_or(|header| header.is_whole))
    }

    /// Steps over a filemark: it is as long as a physical block, and says so too.
    fn filemark(&mut self, at: u64, header: BlockHeader) -> Result<Next, Error> {
        for length in [self.media.block, header.first_stream.into()] {
            let next = at + u64::from(length);
            if length >= BLOCK_HEADER as u32 && self.is_block(next)? {
                if !header.is_whole {
                    self.media.doubtful.get_or_insert(at);
                }
                return Ok(Next::Block(next));
            }
        }
        Ok(Next::Damaged(at))
    }

    /// Reads a block.
    fn block(&mut self, at: u64) -> Result<Next, Error> {
        let Some(header) = self.array(at)? else {
            return Ok(Next::End);
        };
        let header = BlockHeader::parse(&header);
        if header.tag == [0; 4] && self.media.sets.last().is_none_or(|set| set.is_whole) {
            // Room that was never written to.
            return Ok(Next::End);
        }
        let first = at + u64::from(header.first_stream);
        if header.tag == *tag::SOFT_FILEMARK {
            return self.filemark(at, header);
        }
        if usize::from(header.first_stream) < BLOCK_HEADER {
            return Ok(Next::Damaged(at));
        }
        if !header.is_whole {
            if !self.is_stream(first)? {
                return Ok(Next::Damaged(at));
            }
            self.media.doubtful.get_or_insert(at);
        }
        match &header.tag {
            tag::SET => {
                self.end_set();
                let block = self.contents(at, header)?;
                self.set(&block)?;
            }
            tag::DATA => self.sections += 1,
            tag::LOG => {
                self.has_log = true;
                self.end_of_data();
            }
            tag::TAPE | tag::VOLUME | tag::CONFIGURATION => {}
            _ => self.end_of_data(),
        }
        self.streams(header.tag, first)
    }

    /// A backup begins.
    fn set(&mut self, block: &[u8]) -> Result<(), Error> {
        if self.media.sets.len() >= MOST_SETS {
            let most = MOST_SETS;
            return Err(Error::new(BackupFault::ManySets { most }).in_member(self.name));
        }
        let byte = |at: usize| block.get(at).copied().unwrap_or_default();
        self.attributes = u32_at(block, 52).unwrap_or_default();
        self.sections = 0;
        self.has_log = false;
        self.media.sets.push(BackupSet {
            number: self.media.sets.len() as u32 + 1,
            name: text_at(block, 64),
            date: date_at(block, 88),
            guid: array_at(block, 100).unwrap_or_default(),
            server: (byte(93), byte(94)),
            has_password: self.has_password || has_password(block, 56, 72),
            ..BackupSet::default()
        });
        Ok(())
    }

    /// A block behind the pages of the last backup was met.
    fn end_of_data(&mut self) {
        if let Some(set) = self.media.sets.last_mut() {
            set.is_whole = true;
        }
    }

    /// Decides what kind of backup the last one is, now that all of it is known.
    fn end_set(&mut self) {
        let Some(set) = self.media.sets.last_mut() else {
            return;
        };
        // Backups of the log are as normal as full ones by their attributes: what they lack is data (reference:
        // sql-extracts, 7.1). One that was cut off before its data says that it has pages.
        let is_log =
            self.sections == 0 && (set.pages() == 0 || self.has_log && self.media.families <= 1);
        set.kind = match self.attributes {
            it if it & DIFFERENTIAL != 0 => BackupKind::Differential,
            _ if is_log => BackupKind::Log,
            it if it & COPY != 0 => BackupKind::CopyOnly,
            it if it & NORMAL != 0 => BackupKind::Full,
            _ => BackupKind::Other,
        };
    }

    /// Goes through the streams of a block, the last of which fills it up.
    fn streams(&mut self, block: tag::Tag, first: u64) -> Result<Next, Error> {
        let mut at = first;
        loop {
            let Some(header) = self.array(at)? else {
                return Ok(Next::End);
            };
            let header = StreamHeader::parse(&header);
            let data = at + STREAM_HEADER as u64;
            let end = data.checked_add(header.length);
            let next = end.and_then(|end| end.checked_next_multiple_of(4));
            if !header.is_whole {
                // A length that leads to a header that is whole is right.
                let leads_on = match next {
                    None => false,
                    Some(next) if header.tag == *tag::PADDING => self.is_block(next)?,
                    Some(next) => self.is_stream(next)?,
                };
                if !leads_on {
                    return Ok(Next::Damaged(at));
                }
                self.media.doubtful.get_or_insert(at);
            }
            self.stream(block, header, data)?;
            match next.filter(|next| *next <= self.bytes.length()) {
                None => return Ok(Next::End),
                Some(next) if header.tag == *tag::PADDING => return Ok(Next::Block(next)),
                Some(next) => at = next,
            }
        }
    }

    fn stream(&mut self, block: tag::Tag, header: StreamHeader, at: u64) -> Result<(), Error> {
        if (&block, &header.tag) == (tag::TAPE, tag::MEDIA_SET) {
            if let Some(stream) = self.array::<26>(at)? {
                self.media.media_set = array_at(&stream, 0).unwrap_or_default();
                self.media.families = u16_at(&stream, 20).unwrap_or_default();
                self.media.family = u16_at(&stream, 24).unwrap_or_default();
            }
            return Ok(());
        }
        let Some(set) = self.media.sets.last_mut() else {
            return Ok(());
        };
        match (&block, &header.tag) {
            (tag::CONFIGURATION, tag::CONFIGURATION_STREAM) => {
                let read = configuration::read(self.bytes, at, header.length, set);
                read.map_err(|error| {
                    Error::io(BackupFault::CannotRead, error)
                        .in_member(self.name)
                        .at(at)
                })?;
            }
            (tag::DATA, tag::DATA_STREAM) => {
                set.is_encrypted |= header.is_encrypted;
                set.is_packed |= header.is_compressed;
                let at = at + BEFORE_PAGES;
                let there = self.bytes.length().saturating_sub(at) / PAGE as u64;
                let pages = header.length.saturating_sub(BEFORE_PAGES) / PAGE as u64;
                if pages > 0 {
                    set.regions.push(Region {
                        section: self.sections.saturating_sub(1),
                        at,
                        pages,
                        there: pages.min(there),
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether a password was given: the algorithm that it is encrypted with, or its length, is not 0 (Microsoft Tape Format
/// Specification 1.00a).
fn has_password(block: &[u8], algorithm: usize, password: usize) -> bool {
    [algorithm, password]
        .iter()
        .any(|at| u16_at(block, *at).unwrap_or_default() != 0)
}
