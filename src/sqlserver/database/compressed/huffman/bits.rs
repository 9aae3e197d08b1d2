//! Bits in words of 16, with bytes between them.

use super::Fault;

/// How many bytes behind the end a reader may come that takes words as they are described: they are zeros that are not
/// in the file (reference: sql-extracts, 8.2).
pub(super) const AHEAD: usize = 4;

/// Reads bits. It holds up to two words more than the description has taken, and puts them back where bytes come.
pub(super) struct Bits<'a> {
    input: &'a [u8],
    at: usize,
    /// The next bits, from the highest on. Behind the count stand bits that come again, or zeros.
    bits: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub fn new(input: &'a [u8]) -> Self {
        Bits {
            input,
            at: 0,
            bits: 0,
            count: 0,
        }
    }

    /// Takes words until there are at least 48 bits.
    #[inline]
    pub fn refill(&mut self) {
        let next = match self.input.get(self.at..).and_then(<[u8]>::first_chunk) {
            Some(next) => u64::from_le_bytes(*next),
            None => self.tail(),
        };
        // The first word to the top.
        const ODD: u64 = 0x0000_FFFF_0000_FFFF;
        let next = next.rotate_left(32);
        let next = (next & ODD) << 16 | next >> 16 & ODD;
        self.bits |= next >> self.count;
        let words = (63 - self.count) / 16;
        self.at += 2 * words as usize;
        self.count += 16 * words;
    }

    /// The last bytes, and zeros behind them.
    #[cold]
    fn tail(&self) -> u64 {
        let mut next = [0; 8];
        let rest = self.input.get(self.at..).unwrap_or_default();
        for (to, from) in next.iter_mut().zip(rest) {
            *to = *from;
        }
        u64::from_le_bytes(next)
    }

    /// The next 15 bits.
    #[inline]
    pub fn peek(&self) -> usize {
        (self.bits >> (64 - LONGEST_CODE)) as usize
    }

    /// Goes on by so many bits, which must be there.
    #[inline]
    pub fn skip(&mut self, count: u32) {
        self.bits <<= count;
        self.count -= count;
    }

    /// The next bits, fewer than 16, which must be there.
    #[inline]
    pub fn take(&mut self, count: u32) -> usize {
        let bits = (self.bits >> 1 >> (63 - count)) as usize;
        self.skip(count);
        bits
    }

    /// How many words are held that the description has not taken: it has 16 to 31 bits.
    #[inline]
    fn early(&self) -> u32 {
        (self.count / 16).saturating_sub(1)
    }

    /// How many bytes are read, as the description counts.
    pub fn used(&self) -> usize {
        self.at - 2 * self.early() as usize
    }

    /// The length of a match that does not fit into its symbol: a byte, or behind 255 a word, or behind a word of 0
    /// two. At least 16 bits are there afterwards.
    pub fn long_length(&mut self) -> Result<usize, Fault> {
        let early = self.early();
        self.at -= 2 * early as usize;
        self.count -= 16 * early;
        self.bits &= !(u64::MAX >> self.count);
        let byte = self.byte();
        if byte < 255 {
            return Ok(byte + 15);
        }
        let word = self.byte() | self.byte() << 8;
        let length = match word {
            0 => self.byte() | self.byte() << 8 | self.byte() << 16 | self.byte() << 24,
            word => word,
        };
        if length < 15 {
            return Err(Fault::Length);
        }
        Ok(length)
    }

    #[inline]
    fn byte(&mut self) -> usize {
        let byte = self.input.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        usize::from(byte)
    }
}

/// How long a code may be, in bits.
pub(crate) const LONGEST_CODE: usize = 15;
