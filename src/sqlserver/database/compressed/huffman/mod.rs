//! LZ77 with Huffman codes, as MS-XCA describes it (reference: sql-extracts, 8.2).
//!
//! A piece begins with the lengths of its codes. What follows are words of 16 bits, read from the highest bit on; where the
//! length of a match needs more bytes, they stand between the words, at the place that a reader has come to that takes a
//! word as soon as it has fewer than 16 bits.

mod bits;
mod codes;

use self::bits::Bits;
use self::codes::Codes;
use crate::wording::wording;

/// The longest piece that has codes of its own.
pub(crate) const LONGEST: usize = 65_536;

/// How many bytes a copy may write behind its end: what comes later writes over them.
const SLACK: usize = 16;

/// Symbols below are bytes, those from here on are matches.
const MATCH: u16 = 256;

wording! {
    in "compressed-backup";
    /// Why a piece cannot be decoded.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// The lengths of the codes are no lengths of codes.
        Codes,
        /// Bits that are no code.
        Symbol,
        /// A match begins before the piece.
        Offset,
        /// A match goes beyond the end of the piece, or has a length that cannot be.
        Length,
        /// It says less than it should.
        Short,
    }
}

/// Decodes a piece that holds so many bytes, at most [`LONGEST`].
///
/// # Errors
/// Where it is not such a piece.
pub(crate) fn decode(input: &[u8], size: usize) -> Result<Vec<u8>, Fault> {
    let (lengths, input) = input.split_first_chunk().ok_or(Fault::Short)?;
    let codes = Codes::new(lengths)?;
    let mut bits = Bits::new(input);
    let mut out = vec![0; size.min(LONGEST) + SLACK];
    let end = out.len() - SLACK;
    let mut at = 0;
    while at < end {
        // Enough for two symbols and an offset, of 15 bits each.
        bits.refill();
        let mut symbol = codes.next(&mut bits)?;
        if symbol < MATCH {
            out[at] = symbol as u8;
            at += 1;
            if at == end {
                break;
            }
            symbol = codes.next(&mut bits)?;
            if symbol < MATCH {
                out[at] = symbol as u8;
                at += 1;
                continue;
            }
        }
        let length = match usize::from(symbol % 16) {
            15 => bits.long_length()?,
            length => length,
        } + 3;
        let count = u32::from(symbol - MATCH) / 16;
        let offset = 1 << count | bits.take(count);
        if offset > at {
            return Err(Fault::Offset);
        }
        if length > end - at {
            return Err(Fault::Length);
        }
        repeat(&mut out, at, offset, length);
        at += length;
    }
    if bits.used() > input.len() + bits::AHEAD {
        return Err(Fault::Short);
    }
    out.truncate(end);
    Ok(out)
}

/// Writes again what stands so many bytes before: it may reach into itself.
#[inline]
fn repeat(out: &mut [u8], at: usize, offset: usize, length: usize) {
    let from = at - offset;
    if length <= SLACK && offset >= SLACK {
        // Most are so: a copy of a size that the compiler knows.
        out.copy_within(from..from + SLACK, at);
    } else if offset >= length {
        out.copy_within(from..from + length, at);
    } else if offset == 1 {
        let byte = out[from];
        out[at..at + length].fill(byte);
    } else {
        // What is there already is a whole number of periods, and each copy doubles it.
        let end = at + length;
        let mut done = at;
        while done < end {
            let more = (done - from).min(end - done);
            out.copy_within(from..from + more, done);
            done += more;
        }
    }
}
