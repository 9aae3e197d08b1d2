//! Writes a zip file. It can take entries that are compressed already, and compresses others with several threads.

pub(crate) mod deflate;
mod deflate64;
mod headers;
mod method;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::input::zip::EntryHeader;
use crate::output::Stop;
use crate::output::zip::headers::{Headers, LARGE, WIDER};
use crate::output::zip::method::Packer;
use crate::wording::wording;

pub(crate) use headers::Form;
pub(crate) use method::Method;

/// How much is copied at a time.
const PIECE: usize = 1 << 20;

/// How entries are written that are not copied.
#[derive(Clone, Debug)]
pub(crate) struct Packing {
    pub method: Method,
    pub form: Form,
    /// Looked at before every piece that is written.
    pub stop: Stop,
}

impl Packing {
    /// Deflate by so many threads, `level` from 1 (fast) to 9 (small).
    pub fn deflate(level: u32, stop: Stop) -> Self {
        Packing {
            method: Method::Deflate { level },
            form: Form::default(),
            stop,
        }
    }
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EntrySummary {
    /// Its size, uncompressed.
    pub bytes: u64,
    /// Its size, compressed.
    pub packed: u64,
    /// The CRC-32 of its content.
    pub crc: u32,
}

wording! {
    in "output";
    /// Why a zip cannot be written.
    pub(crate) enum Fault {
        /// A member that is copied has less data than its header says.
        DataEnd,
        /// A member's name does not fit its field, which has 16 bits for the length.
        LongName { bytes: usize },
        /// A member begins before the one before has ended.
        NotEnded,
        /// Content without a member.
        NoneStarted,
    }
}

/// Why an entry could not be copied.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) enum CopyError {
    /// Its data cannot be read.
    Read(io::Error),
    /// The zip cannot be written.
    Write(io::Error),
}

/// A zip file that is being written. Its bytes depend on the entries, the method and the form only. After an error it is of no
/// more use.
pub(crate) struct Archive {
    out: Out,
    headers: Headers,
    method: Method,
    form: Form,
    packer: Packer,
    directory: Vec<Written>,
    open: Option<Open>,
}

/// An entry, and where it begins.
struct Written {
    header: EntryHeader,
    form: Form,
    at: u64,
}

/// An entry that was started.
struct Open {
    entry: Written,
    /// Whether its header has room for large sizes.
    wide: bool,
    /// Where its data begin.
    data: u64,
    bytes: u64,
    crc: crc32fast::Hasher,
}

impl Archive {
    /// Writes into an empty file, which is also read from.
    pub fn new(file: File, packing: Packing) -> Archive {
        Archive {
            out: Out {
                file,
                at: 0,
                stop: packing.stop,
            },
            headers: Headers { large: LARGE },
            method: packing.method,
            form: packing.form,
            packer: Packer::new(packing.method),
            directory: Vec::new(),
            open: None,
        }
    }

    /// Copies an entry with its compressed bytes, of which there are as many as the header says.
    pub fn copy(&mut self, header: &EntryHeader, mut packed: impl Read) -> Result<(), CopyError> {
        let at = self
            .begin(header, self.headers.is_wide(header), Form::default())
            .map_err(CopyError::Write)?;
        let mut piece = vec![0; PIECE.min(usize::try_from(header.packed).unwrap_or(PIECE))];
        let mut left = header.packed;
        while left > 0 {
            let most = piece.len().min(usize::try_from(left).unwrap_or(PIECE));
            let length = match packed.read(&mut piece[..most]) {
                Ok(0) => {
                    return Err(CopyError::Read(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        Fault::DataEnd,
                    )));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                length => length.map_err(CopyError::Read)?,
            };
            self.out
                .write_all(&piece[..length])
                .map_err(CopyError::Write)?;
            left -= length as u64;
        }
        self.directory.push(Written {
            header: header.clone(),
            form: Form::default(),
            at,
        });
        Ok(())
    }

    /// Begins an entry, whose content is then written to the archive. Of the header's sizes only that of the content is
    /// looked at, as a guess that saves time where it is right.
    pub fn start(&mut self, header: &EntryHeader) -> io::Result<()> {
        let header = EntryHeader {
            method: self.method.number(),
            ..header.clone()
        };
        let form = self.form;
        let wide = form.wide || header.bytes >= self.headers.large;
        let at = self.begin(&header, wide, form)?;
        self.open = Some(Open {
            entry: Written { header, form, at },
            wide,
            data: self.out.at,
            bytes: 0,
            crc: crc32fast::Hasher::new(),
        });
        Ok(())
    }

    /// Ends the entry that was started.
    pub fn end(&mut self) -> io::Result<EntrySummary> {
        self.packer.end(&mut self.out)?;
        let Open {
            mut entry,
            wide,
            data,
            bytes,
            crc,
        } = self.open.take().ok_or_else(none_started)?;
        let header = &mut entry.header;
        header.bytes = bytes;
        header.packed = self.out.at - data;
        header.crc = crc.finalize();
        let summary = EntrySummary {
            bytes,
            packed: header.packed,
            crc: header.crc,
        };
        // The header's length must follow from the entry alone, not from what was guessed.
        let needed = entry.form.wide || self.headers.is_wide(header);
        if entry.form.descriptors {
            self.out.write_all(&Headers::descriptor(header, needed))?;
        }
        match (wide, needed) {
            (false, true) => self.out.shift(data, data + WIDER)?,
            (true, false) => self.out.shift(data, data - WIDER)?,
            _ => {}
        }
        let header = self.headers.local(header, needed, entry.form)?;
        self.out.overwrite(entry.at, &header)?;
        self.directory.push(entry);
        Ok(summary)
    }

    /// Takes the entry that was started back, as if it had never been.
    pub fn abandon(&mut self) -> io::Result<()> {
        let open = self.open.take().ok_or_else(none_started)?;
        self.packer.abandon();
        self.out.cut(open.entry.at)
    }

    /// Writes the directory. The file is whole then, but perhaps not on the disk yet.
    pub fn finish(mut self) -> io::Result<File> {
        self.nothing_open()?;
        let at = self.out.at;
        let mut piece = Vec::with_capacity(PIECE);
        for entry in &self.directory {
            piece.extend(self.headers.central(&entry.header, entry.at, entry.form)?);
            if piece.len() >= PIECE {
                self.out.write_all(&piece)?;
                piece.clear();
            }
        }
        self.out.write_all(&piece)?;
        let end = self.headers.end(self.directory.len(), self.out.at - at, at);
        self.out.write_all(&end)?;
        Ok(self.out.file)
    }

    /// Writes an entry's own header. Says where it begins.
    fn begin(&mut self, header: &EntryHeader, wide: bool, form: Form) -> io::Result<u64> {
        self.nothing_open()?;
        let at = self.out.at;
        self.out
            .write_all(&self.headers.local(header, wide, form)?)?;
        Ok(at)
    }

    /// Lets small sizes pass for large ones.
    #[cfg(test)]
    pub fn set_large(&mut self, large: u64) {
        self.headers.large = large;
    }

    fn nothing_open(&self) -> io::Result<()> {
        if self.open.is_some() {
            return Err(io::Error::other(Fault::NotEnded));
        }
        Ok(())
    }
}

/// Content of the entry that was started.
impl Write for Archive {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let open = self.open.as_mut().ok_or_else(none_started)?;
        open.crc.update(bytes);
        open.bytes += bytes.len() as u64;
        self.packer.write(bytes, &mut self.out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn none_started() -> io::Error {
    io::Error::other(Fault::NoneStarted)
}

/// The file, written at its end.
struct Out {
    file: File,
    at: u64,
    stop: Stop,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stop.check()?;
        let length = self.file.write(bytes)?;
        self.at += length as u64;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Out {
    fn overwrite(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)?;
        self.file.seek(SeekFrom::Start(self.at))?;
        Ok(())
    }

    fn cut(&mut self, at: u64) -> io::Result<()> {
        self.file.set_len(at)?;
        self.at = self.file.seek(SeekFrom::Start(at))?;
        Ok(())
    }

    /// Moves everything from `from` on to `to`.
    fn shift(&mut self, from: u64, to: u64) -> io::Result<()> {
        let length = self.at - from;
        let mut piece = vec![0; PIECE];
        let mut moved = 0;
        while moved < length {
            self.stop.check()?;
            let now = (length - moved).min(PIECE as u64);
            // What is overwritten must have been moved before.
            let at = if to > from {
                length - moved - now
            } else {
                moved
            };
            let piece = &mut piece[..now as usize];
            self.file.seek(SeekFrom::Start(from + at))?;
            self.file.read_exact(piece)?;
            self.file.seek(SeekFrom::Start(to + at))?;
            self.file.write_all(piece)?;
            moved += now;
        }
        self.cut(to + length)
    }
}
