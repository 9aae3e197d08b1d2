//! The package as a list of members: entries of a zip, files of a folder, or one bare file.

mod listing;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use self::listing::open;
use super::fault::{Fault, Unpacked};
use super::hashed::{Hashed, PackedDigest};
use super::inflate::{Inflate, Method};
use super::zip::{self, Astray, EntryHeader};
use crate::input::Error;
use crate::input::inflate::Content;

pub(crate) use self::listing::{Listing, listing};

/// Bytes read at a time where nothing is done with them.
const PIECE: usize = 256 * 1024;

/// A member of fewer bytes may be packed as densely as it likes.
const FREE_OF_RATIO: u64 = 1 << 20;

/// One member of a package.
pub(crate) struct Member {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its size, uncompressed.
    pub bytes: u64,
    /// Its size in the zip; that of the file in a folder.
    pub packed: u64,
    /// How it is compressed; none where it is part of no zip.
    method: Option<Method>,
    data: Data,
}

enum Data {
    /// From somewhere else: it can be read once.
    Reader(Mutex<Option<Box<dyn Read + Send>>>),
    File(PathBuf),
    Entry(Box<Entry>),
}

/// An entry of a zip.
struct Entry {
    archive: PathBuf,
    /// Its number in the zip's directory.
    place: usize,
    /// Where its data begin.
    start: u64,
    method: Method,
    header: EntryHeader,
    /// Of its packed bytes, once they were read.
    digest: PackedDigest,
    /// Why it must not be written where its name says.
    astray: Option<Astray>,
}

/// The members of a zip, a folder, or one bare file, by name.
///
/// # Errors
/// As [`listing`], and where anything is damaged.
pub(crate) fn members(path: &Path) -> Result<Vec<Member>, Error> {
    Ok(listing(path)?.whole()?.members)
}

/// Whether the first bytes may begin an XML text in one of the encodings it can have.
pub(crate) fn looks_like_xml(start: &[u8]) -> bool {
    let mut after_bom = start;
    while let Some(behind) = after_bom.strip_prefix(b"\xEF\xBB\xBF") {
        after_bom = behind;
    }
    matches!(
        after_bom,
        [b'<', ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', 0, ..]
    ) || (after_bom.len() < start.len() && after_bom.is_empty())
        || after_bom.first().is_some_and(u8::is_ascii_whitespace)
}

impl Member {
    /// How it is compressed, for people.
    pub fn packing(&self) -> String {
        match self.method {
            Some(method) => method.to_string(),
            None => Unpacked::Plain.to_string(),
        }
    }

    /// The same file once more: a backup may hold several databases. `None` where it is no file.
    pub fn of_same_file(&self) -> Option<Member> {
        let path = self.path()?.to_owned();
        Some(Member {
            name: self.name.clone(),
            data: Data::File(path),
            ..*self
        })
    }

    /// A member that is not part of a file or folder.
    pub fn from_reader(name: &str, reader: Box<dyn Read + Send>) -> Member {
        Member::plain(name.to_owned(), 0, Data::Reader(Mutex::new(Some(reader))))
    }

    /// A member that lies open.
    fn plain(name: String, bytes: u64, data: Data) -> Member {
        Member {
            name,
            bytes,
            packed: bytes,
            method: None,
            data,
        }
    }

    /// Its bytes, uncompressed, with the checksum compared at the end. Every member has its own handle, so that
    /// several can be read at once.
    pub fn open(&self) -> Result<Content, Error> {
        Ok(match &self.data {
            Data::Reader(once) => once
                .lock()
                .ok()
                .and_then(|mut reader| reader.take())
                .map(Content::Plain)
                .ok_or_else(|| Error::new(Fault::ReadTwice))?,
            Data::File(path) => Content::Plain(Box::new(open(path)?)),
            Data::Entry(entry) => {
                let crc = entry.header.crc;
                let digest = PackedDigest::clone(&entry.digest);
                let packed = Hashed::new(entry.open()?, self.packed, digest);
                let inflate = Inflate::new(entry.method, packed, self.bytes, crc);
                Content::Entry(Box::new(inflate))
            }
        })
    }

    /// Where it lies, where it is a file of its own.
    pub fn path(&self) -> Option<&Path> {
        match &self.data {
            Data::File(path) => Some(path),
            _ => None,
        }
    }

    fn entry(&self) -> Option<&Entry> {
        match &self.data {
            Data::Entry(entry) => Some(entry),
            _ => None,
        }
    }

    /// The CRC-32 of its content: all of it is read.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn checksum(&self) -> Result<u32, Error> {
        let mut reader = self.open()?;
        let mut buffer = vec![0; PIECE];
        let (mut crc, mut at) = (crc32fast::Hasher::new(), 0);
        loop {
            let (length, damage) = read_some(&mut reader, &mut buffer);
            at += length as u64;
            crc.update(&buffer[..length]);
            match damage {
                Some(cause) => return Err(unreadable(cause, at)),
                None if length < buffer.len() => return Ok(crc.finalize()),
                None => {}
            }
        }
    }

    /// Reads it to its end, where the zip has a checksum of it: damage must not pass for a file of another kind.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn verify(&self) -> Result<(), Error> {
        if self.entry().is_none() {
            return Ok(());
        }
        let mut reader = self.open()?;
        let mut buffer = vec![0; PIECE];
        let mut at = 0;
        loop {
            let (length, damage) = read_some(&mut reader, &mut buffer);
            at += length as u64;
            match damage {
                Some(cause) => return Err(unreadable(cause, at)),
                None if length < buffer.len() => return Ok(()),
                None => {}
            }
        }
    }
}

/// What copying and comparing need.
impl Member {
    /// Its number among the entries of the zip; none where it comes from no zip. Members are listed by name, and a zip is
    /// written in its own order.
    pub fn place(&self) -> Option<usize> {
        Some(self.entry()?.place)
    }

    /// What to write before it into a zip: what the zip says that it comes from, or else nothing but name and size.
    pub fn header(&self) -> EntryHeader {
        self.entry().map_or_else(
            || EntryHeader::plain(&self.name, self.bytes),
            |entry| entry.header.clone(),
        )
    }

    /// Makes sure that it may be written under its name.
    ///
    /// # Errors
    /// Where the name leads out of the zip, or it is a link.
    pub fn may_be_written(&self) -> Result<(), Error> {
        let Some(what) = self.entry().and_then(|entry| entry.astray.as_ref()) else {
            return Ok(());
        };
        Err(Error::new(what.clone()).in_member(&self.name))
    }

    /// The checksum of its content in the zip's directory.
    pub fn crc(&self) -> Option<u32> {
        Some(self.entry()?.header.crc)
    }

    /// Its bytes as they lie in the zip, compressed and not checked; none where it comes from no zip.
    pub fn open_packed(&self) -> Result<Option<Hashed<Take<File>>>, Error> {
        let Some(entry) = self.entry() else {
            return Ok(None);
        };
        let digest = PackedDigest::clone(&entry.digest);
        Ok(Some(Hashed::new(entry.open()?, self.packed, digest)))
    }

    /// A digest of its bytes as they lie in the zip, once all of them were read.
    pub fn packed_digest(&self) -> Option<u64> {
        self.entry()?.digest.get().copied()
    }
}

impl Entry {
    fn open(&self) -> Result<Take<File>, Error> {
        let mut file = open(&self.archive)?;
        file.seek(SeekFrom::Start(self.start))
            .map_err(zip::cannot_read)?;
        Ok(file.take(self.header.packed))
    }
}

/// What is said of a member that cannot be read to its end.
pub(crate) fn unreadable(cause: io::Error, at: u64) -> Error {
    Error::io(Fault::MemberNotRead, cause).at(at)
}

/// Reads until the buffer is full, the end is reached, or reading fails: then with why.
pub(crate) fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (length, Some(error)),
        }
    }
    (length, None)
}
