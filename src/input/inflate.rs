//! The content of a zip entry: inflated, and compared with what the zip's directory says of it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Take};

use deflate64::InflaterManaged;
use flate2::{Decompress, DecompressError, FlushDecompress, Status};

use super::zip::Broken;
use crate::input::hashed::Hashed;
use crate::wording::wording;

/// Compressed bytes read at a time. What they inflate to is still in the cache when its checksum is taken.
const READ_AHEAD: usize = 128 * 1024;

wording! {
    in "zip";
    /// How an entry is compressed.
    #[derive(Copy)]
    pub(crate) enum Method {
        Stored,
        Deflate,
        Deflate64,
    }
}

/// Reads an entry once, from its beginning. Damage is reported where it is met: what comes before it can be read.
pub(crate) struct Inflate<R> {
    packed: Packed<R>,
    /// Bytes that are to come.
    left: u64,
    crc: u32,
    hasher: crc32fast::Hasher,
}

enum Packed<R> {
    Stored(R),
    Deflate(Deflate<R>),
    Deflate64(Deflate64<R>),
}

impl<R: Read> Inflate<R> {
    /// `bytes` and `crc`: the length and the checksum that the content is to have.
    pub fn new(method: Method, packed: R, bytes: u64, crc: u32) -> Self {
        let ahead = |packed| BufReader::with_capacity(READ_AHEAD, packed);
        Inflate {
            packed: match method {
                Method::Stored => Packed::Stored(packed),
                Method::Deflate => Packed::Deflate(Deflate {
                    packed: ahead(packed),
                    inflater: Decompress::new(false),
                }),
                Method::Deflate64 => Packed::Deflate64(Deflate64 {
                    packed: ahead(packed),
                    inflater: Box::new(InflaterManaged::new()),
                }),
            },
            left: bytes,
            crc,
            hasher: crc32fast::Hasher::new(),
        }
    }

    /// Appends to a vector until it has no room left; `true` at the end. With an error, what comes before the damage
    /// was appended.
    pub fn fill(&mut self, into: &mut Vec<u8>) -> io::Result<bool> {
        while into.len() < into.capacity() {
            let from = into.len();
            let result = self.packed.append(into);
            let appended = into.len() - from;
            let known = usize::try_from(self.left).map_or(appended, |left| left.min(appended));
            into.truncate(from + known);
            self.passed(&into[from..]);
            match result {
                _ if known < appended => return Err(longer()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(_) if appended == 0 => return self.ended().map(|()| true),
                Ok(_) => {}
            }
        }
        Ok(false)
    }

    /// Takes account of the next bytes.
    fn passed(&mut self, bytes: &[u8]) {
        self.left -= bytes.len() as u64;
        self.hasher.update(bytes);
    }

    fn ended(&self) -> io::Result<()> {
        if self.left > 0 {
            return Err(invalid(Broken::Shorter));
        }
        if self.hasher.clone().finalize() != self.crc {
            return Err(invalid(Broken::OtherContent));
        }
        Ok(())
    }
}

impl<R: Read> Read for Inflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        // One byte more than there is to be tells whether there is more.
        let room = usize::try_from(self.left.max(1)).map_or(buffer.len(), |n| n.min(buffer.len()));
        let length = self.packed.read(&mut buffer[..room])?;
        if length == 0 {
            self.ended()?;
        } else if self.left == 0 {
            return Err(longer());
        }
        self.passed(&buffer[..length]);
        Ok(length)
    }
}

fn invalid(what: Broken) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

fn longer() -> io::Error {
    invalid(Broken::Longer)
}

impl<R: Read> Packed<R> {
    /// Appends what there is room for, at least one byte; none at the end. With an error, what comes before it.
    fn append(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        match self {
            Packed::Stored(packed) => append(packed, into),
            Packed::Deflate(deflate) => deflate.append(into),
            Packed::Deflate64(deflate64) => append(deflate64, into),
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Packed::Stored(packed) => packed.read(buffer),
            Packed::Deflate(deflate) => deflate.read(buffer),
            Packed::Deflate64(deflate64) => deflate64.read(buffer),
        }
    }
}

/// Appends from a reader until the vector has no room left, or nothing follows.
pub(super) fn append(reader: &mut (impl Read + ?Sized), into: &mut Vec<u8>) -> io::Result<usize> {
    let room = into.capacity() - into.len();
    reader.take(room as u64).read_to_end(into)
}

/// Deflate, straight into the room of a vector. The library's own reader throws away what it has inflated before it
/// meets damage.
struct Deflate<R> {
    packed: BufReader<R>,
    inflater: Decompress,
}

impl<R: Read> Deflate<R> {
    fn append(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        self.run(|inflater, packed| inflater.decompress_vec(packed, into, FlushDecompress::None))
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.run(|inflater, packed| inflater.decompress(packed, buffer, FlushDecompress::None))
    }

    /// Inflates until there is something; how much. There must be room for it.
    fn run(
        &mut self,
        mut inflate: impl FnMut(&mut Decompress, &[u8]) -> Result<Status, DecompressError>,
    ) -> io::Result<usize> {
        loop {
            let packed = self.packed.fill_buf()?;
            let nothing_follows = packed.is_empty();
            let (read, written) = (self.inflater.total_in(), self.inflater.total_out());
            let result = inflate(&mut self.inflater, packed);
            let read = self.inflater.total_in() - read;
            let written = self.inflater.total_out() - written;
            self.packed.consume(read as usize);
            return match result {
                // Damage behind it is met again.
                _ if written > 0 => Ok(written as usize),
                Ok(Status::StreamEnd) => Ok(0),
                Ok(_) if nothing_follows => {
                    Err(io::Error::new(ErrorKind::UnexpectedEof, Broken::Incomplete))
                }
                Ok(_) => continue,
                Err(_) => Err(io::Error::new(ErrorKind::InvalidInput, Broken::Corrupt)),
            };
        }
    }
}

/// Deflate64. The library's own reader throws away what comes before damage.
struct Deflate64<R> {
    packed: BufReader<R>,
    inflater: Box<InflaterManaged>,
}

impl<R: Read> Read for Deflate64<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let packed = self.packed.fill_buf()?;
            let nothing_follows = packed.is_empty();
            let result = self.inflater.inflate(packed, buffer);
            self.packed.consume(result.bytes_consumed);
            if result.bytes_written > 0 {
                // Damage behind it is met again.
                return Ok(result.bytes_written);
            }
            if self.inflater.available_output() > 0 {
                continue;
            }
            if result.data_error {
                return Err(io::Error::new(ErrorKind::InvalidInput, Broken::Invalid));
            }
            if nothing_follows || self.inflater.finished() {
                return Ok(0);
            }
        }
    }
}

/// The bytes of a member.
pub(crate) enum Content {
    /// Not compressed, and with nothing to compare it with.
    Plain(Box<dyn Read + Send>),
    /// Of a zip: damage is an error.
    Entry(Box<Inflate<Hashed<Take<File>>>>),
}

impl Content {
    /// Appends to a vector until it has no room left; `true` at the end. With an error, what comes before it was appended.
    pub fn fill(&mut self, into: &mut Vec<u8>) -> io::Result<bool> {
        match self {
            Content::Plain(reader) => {
                append(reader, into)?;
                Ok(into.len() < into.capacity())
            }
            Content::Entry(entry) => entry.fill(into),
        }
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Content::Plain(reader) => reader.read(buffer),
            Content::Entry(entry) => entry.read(buffer),
        }
    }
}
