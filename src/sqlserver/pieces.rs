//! A file in pieces: decoded, and cut where a row probably ends.

use std::io;

use crate::input::buffers::Buffers;
use crate::input::encodings::{Detected, Encoding};
use crate::input::inflate::Content;
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::sqlserver::rows::form::RowForm;
use crate::wording::wording;

/// How many bytes a piece has, at least.
pub(crate) const SIZE: usize = 1 << 20;

/// The largest row, in bytes of text.
pub(crate) const LARGEST_ROW: usize = 1 << 30;

/// A piece of a file, and where it is from.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The text in UTF-8, or the bytes of a binary form.
    pub bytes: Vec<u8>,
    /// Where it begins in the file, in the file's own bytes.
    pub start: u64,
    pub first: bool,
    pub last: bool,
    /// Whether an old mark of the end of a text stood behind it, which is left out.
    pub end_mark: bool,
}

/// Ctrl-Z, which `copy a+b` writes behind a text: one byte, whatever the encoding.
pub(crate) const END_MARK: u8 = 0x1A;

/// Cuts a file into pieces.
pub(crate) struct Pieces<'a> {
    content: Content,
    encoding: Encoding,
    form: &'a dyn RowForm,
    buffers: &'a Buffers,
    progress: &'a Progress,
    /// Bytes as read, waiting to be decoded.
    raw: Vec<u8>,
    /// What is behind the last cut.
    rest: Vec<u8>,
    /// Where the next piece begins, in the file's own bytes.
    pub start: u64,
    taken: u64,
    first: bool,
    done: bool,
    end_mark: bool,
}

impl<'a> Pieces<'a> {
    /// The pieces of a member, from behind its byte order mark.
    pub fn new(
        member: &Member,
        detected: Detected,
        form: &'a dyn RowForm,
        buffers: &'a Buffers,
        progress: &'a Progress,
    ) -> Result<Self, Error> {
        let mut pieces = Pieces {
            content: member.open()?,
            encoding: detected.encoding,
            form,
            buffers,
            progress,
            raw: Vec::new(),
            rest: Vec::new(),
            start: detected.bom as u64,
            taken: 0,
            first: true,
            done: false,
            end_mark: false,
        };
        let mut mark = vec![0; detected.bom];
        io::Read::read_exact(&mut pieces.content, &mut mark)
            .map_err(|cause| unreadable(cause, 0))?;
        pieces.passed(detected.bom);
        Ok(pieces)
    }

    /// The next piece; `None` after the last. There is always one, even of an empty file.
    pub fn next(&mut self) -> Result<Option<Block>, Error> {
        if self.done {
            return Ok(None);
        }
        let mut bytes = self.buffers.take();
        bytes.append(&mut self.rest);
        let mut wanted = self.buffers.size();
        loop {
            let last = self.fill(&mut bytes, wanted)?;
            if last && self.encoding != Encoding::Binary && bytes.last() == Some(&END_MARK) {
                bytes.pop();
                self.end_mark = true;
            }
            let cut = if last {
                Some(bytes.len())
            } else {
                self.form.cut(&bytes).filter(|cut| *cut > 0)
            };
            if let Some(cut) = cut {
                self.rest.extend_from_slice(&bytes[cut..]);
                bytes.truncate(cut);
                self.done = last;
                let start = self.start;
                self.start += self.encoding.raw_len(&bytes);
                return Ok(Some(Block {
                    bytes,
                    start,
                    first: std::mem::take(&mut self.first),
                    last,
                    end_mark: self.end_mark,
                }));
            }
            if bytes.len() >= LARGEST_ROW {
                return Err(too_large().at(self.start));
            }
            wanted = (bytes.len() * 2).min(LARGEST_ROW);
        }
    }

    /// Reads until there are so many bytes; `true` at the end of the file.
    fn fill(&mut self, bytes: &mut Vec<u8>, wanted: usize) -> Result<bool, Error> {
        if self.encoding.is_as_it_is() {
            let missing = wanted.saturating_sub(bytes.len());
            return self.read(bytes, missing);
        }
        while bytes.len() < wanted {
            let mut raw = std::mem::take(&mut self.raw);
            let last = self.read(&mut raw, self.buffers.size())?;
            if last && self.encoding.is_utf16() && !raw.len().is_multiple_of(2) {
                if raw.pop() != Some(END_MARK) {
                    return Err(half_character().at(self.taken - 1));
                }
                self.end_mark = true;
            }
            let used = self.encoding.decode(&raw, last, bytes);
            raw.drain(..used);
            self.raw = raw;
            if last {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn read(&mut self, into: &mut Vec<u8>, missing: usize) -> Result<bool, Error> {
        if missing == 0 {
            return Ok(false);
        }
        into.reserve_exact(missing);
        let from = into.len();
        let read = self.content.fill(into);
        self.passed(into.len() - from);
        read.map_err(|cause| unreadable(cause, self.taken))
    }

    fn passed(&mut self, length: usize) {
        self.taken += length as u64;
        self.progress.advance(length as u64);
    }
}

wording! {
    in "extract";
    /// Why a file cannot be cut into pieces.
    enum Unreadable {
        /// A row is too large.
        TooLarge { bytes: usize },
        /// It ends in the middle of a character.
        HalfCharacter,
        /// The system cannot read it.
        ToTheEnd,
    }
}

pub(crate) fn too_large() -> Error {
    Error::new(Unreadable::TooLarge { bytes: LARGEST_ROW })
}

fn half_character() -> Error {
    Error::new(Unreadable::HalfCharacter)
}

fn unreadable(cause: io::Error, at: u64) -> Error {
    Error::io(Unreadable::ToTheEnd, cause).at(at)
}
