//! A file that is read from its beginning to its end: cut into pieces, each read as if it began with a row.

use std::io::Read as _;
use std::sync::atomic::AtomicBool;

use super::pieces::{Block, LARGEST_ROW, Pieces, SIZE, too_large};
use crate::input::buffers::Buffers;
use crate::input::encodings::{Detected, Encoding};
use crate::input::members::{Member, read_some};
use crate::input::{Error, Progress};
use crate::sqlserver::collector::{Collector, Context, FoundInPiece, Taker};
use crate::sqlserver::rows::form::{Fault, Learned, Piece, RowForm, Rows};
use crate::wording::wording;

/// A file, or a part of one, that is read from its beginning to its end.
pub(crate) struct Stream {
    /// Where its bytes are.
    pub member: Member,
    /// How its text is encoded.
    pub detected: Detected,
    /// What finds its rows.
    pub form: Box<dyn RowForm>,
    /// What it is, for people: `script`, `CSV, comma, with header`.
    pub method: String,
    /// Which of the bacpacs among the input it is a part of; `None` for a file of its own.
    pub bacpac: Option<usize>,
    /// Whether an old mark of the end of a text was met behind it.
    pub end_mark: AtomicBool,
}

/// What became of a piece.
pub(crate) struct Scanned<P> {
    pub block: Block,
    pub found: FoundInPiece<P>,
    pub end: usize,
    learned: Learned,
}

/// What is left of a piece that ended in the middle of a row.
#[derive(Default)]
pub(crate) struct Carry {
    block: Option<Block>,
    /// How long it must have grown before it is worth another look.
    enough: usize,
}

impl Stream {
    /// The pieces of the file.
    pub fn pieces<'a, C>(&'a self, context: &Context<'a, C>) -> Result<Pieces<'a>, Error> {
        Pieces::new(
            &self.member,
            self.detected,
            &*self.form,
            context.buffers,
            context.progress,
        )
    }

    /// The line of a place in the decoded text, counted from 1: read once more for this, as it is rarely asked for.
    pub fn line_of(&self, at: u64) -> Option<u64> {
        let (buffers, progress) = (Buffers::new(SIZE), Progress::default());
        let (member, form) = (&self.member, &*self.form);
        let pieces = Pieces::new(member, self.detected, form, &buffers, &progress);
        let mut pieces = pieces.ok()?;
        let (mut lines, mut left) = (1, at);
        while let Some(block) = pieces.next().ok()? {
            let length =
                usize::try_from(left).map_or(block.bytes.len(), |left| left.min(block.bytes.len()));
            lines += memchr::memchr_iter(b'\n', &block.bytes[..length]).count() as u64;
            left -= length as u64;
            if left == 0 {
                return Some(lines);
            }
            buffers.give(block.bytes);
        }
        None
    }

    /// Reads the rows of a piece.
    pub fn scan<C: Collector>(&self, block: Block, context: &Context<'_, C>) -> Scanned<C::Part> {
        let encoding = self.detected.encoding;
        // It was looked at as a whole, or made so.
        let is_utf8 = matches!(encoding, Encoding::Utf8 { .. } | Encoding::Page(_));
        let mut taker = Taker::new(context, is_utf8, context.skip);
        let piece = Piece {
            bytes: &block.bytes,
            last: block.last,
            first: block.first,
        };
        let fault = not_utf8(encoding, &block.bytes).or_else(|| undefined(encoding, &block.bytes));
        let read = match fault {
            None => self.form.read(piece, &mut taker),
            Some(fault) => {
                taker.fault(fault);
                Default::default()
            }
        };
        Scanned {
            found: taker.found(),
            end: read.end,
            learned: read.learned,
            block,
        }
    }

    /// Puts what is left of the pieces before in front of one, and lets the form learn from it; then it is what it is.
    /// `None` where more has to come first.
    pub fn settle<C: Collector>(
        &self,
        mut scanned: Scanned<C::Part>,
        carry: &mut Carry,
        context: &Context<'_, C>,
    ) -> Option<Scanned<C::Part>> {
        if let Some(before) = carry.block.take() {
            // The piece was read as if it began with a row. It does not: once more, from there.
            let mut bytes = before.bytes;
            bytes.extend_from_slice(&scanned.block.bytes);
            let block = Block {
                bytes,
                start: before.start,
                first: before.first,
                last: scanned.block.last,
                end_mark: scanned.block.end_mark,
            };
            if block.bytes.len() < carry.enough && !block.last {
                carry.block = Some(block);
                return None;
            }
            scanned = self.scan(block, context);
        }
        while !self.form.accept(std::mem::take(&mut scanned.learned)) {
            scanned = self.scan(scanned.block, context);
        }
        Some(scanned)
    }

    /// Keeps what is left of a piece for the next one.
    pub fn keep<C>(
        &self,
        block: Block,
        end: usize,
        carry: &mut Carry,
        context: &Context<'_, C>,
    ) -> Result<(), Error> {
        if block.last || end >= block.bytes.len() {
            context.buffers.give(block.bytes);
            return Ok(());
        }
        let start = self.byte_of(end, &block);
        let rest = block.bytes[end..].to_vec();
        if rest.len() >= LARGEST_ROW {
            return Err(too_large().at(start));
        }
        carry.enough = (2 * rest.len()).min(LARGEST_ROW);
        carry.block = Some(Block {
            bytes: rest,
            start,
            first: block.first && end == 0,
            last: false,
            end_mark: false,
        });
        Ok(())
    }

    /// The line of a byte of the file, counted from 1; none where it is no text.
    pub fn line_of_byte(&self, byte: u64) -> Option<u64> {
        let unit: &[u8] = match self.detected.encoding {
            Encoding::Binary => return None,
            Encoding::Utf16 {
                little_endian: true,
            } => b"\n\0",
            Encoding::Utf16 { .. } => b"\0\n",
            Encoding::Utf8 { .. } | Encoding::Page(_) => b"\n",
        };
        let mut content = self.member.open().ok()?.take(byte);
        let mut bytes = vec![0; SIZE];
        let mut line = 1;
        loop {
            let (length, damage) = read_some(&mut content, &mut bytes);
            if damage.is_some() {
                return None;
            }
            let units = bytes[..length].chunks_exact(unit.len());
            line += units.filter(|it| *it == unit).count() as u64;
            if length < bytes.len() {
                return Some(line);
            }
        }
    }

    /// Where a place of a piece is, in bytes of the file.
    pub fn byte_of(&self, at: usize, block: &Block) -> u64 {
        let at = at.min(block.bytes.len());
        block.start + self.detected.encoding.raw_len(&block.bytes[..at])
    }
}

wording! {
    in "extract";
    /// Why bytes are no text.
    enum Undecodable {
        /// A byte is no UTF-8, though the text says that it is.
        NoUtf8 { byte: String },
        /// A byte is no UTF-8, and the text may be something else.
        UnknownPage { byte: String },
        /// The code page has no such bytes.
        Undefined { encoding: String },
    }
}

/// Text that was taken for UTF-8 as no encoding was named, and is not.
fn not_utf8(encoding: Encoding, bytes: &[u8]) -> Option<Fault> {
    let Encoding::Utf8 { certain } = encoding else {
        return None;
    };
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return None;
    }
    let at = simdutf8::compat::from_utf8(bytes).err()?.valid_up_to();
    let byte = format!("{:02X}", bytes[at]);
    let what = match certain {
        true => Undecodable::NoUtf8 { byte },
        false => Undecodable::UnknownPage { byte },
    };
    Some(Fault::new(at, what).fatal())
}

/// Text with bytes that the code page does not have: it is in another one.
fn undefined(encoding: Encoding, bytes: &[u8]) -> Option<Fault> {
    let at = encoding.undefined(bytes).next()?;
    let encoding = encoding.name();
    Some(Fault::new(at, Undecodable::Undefined { encoding }).fatal())
}
