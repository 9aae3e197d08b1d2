//! Canonical Huffman codes: their lengths say all.

use super::Fault;
use super::bits::Bits;
use crate::sqlserver::database::compressed::huffman::bits::LONGEST_CODE;

/// Codes up to this length are looked up, longer ones are found by their length.
const SHORT: usize = 11;

const SYMBOLS: usize = 512;

/// The codes of one piece.
pub(super) struct Codes {
    /// By the next bits: the symbol, and in the lowest four bits how long its code is; 0 where it is a long one, or none.
    short: [u16; 1 << SHORT],
    /// By length: what the next bits are below, if their code is this long at most.
    ends: [usize; LONGEST_CODE + 1],
    /// By length: the place of its first symbol.
    starts: [usize; LONGEST_CODE + 1],
    /// All symbols that have a code, by their code.
    symbols: [u16; SYMBOLS],
}

impl Codes {
    /// The codes of these lengths, two to a byte, the low half first.
    pub fn new(lengths: &[u8; SYMBOLS / 2]) -> Result<Self, Fault> {
        let lengths = |symbol: usize| usize::from(lengths[symbol / 2] >> (symbol % 2 * 4) & 15);
        let mut counts = [0; LONGEST_CODE + 1];
        for symbol in 0..SYMBOLS {
            counts[lengths(symbol)] += 1;
        }
        let mut codes = Codes {
            short: [0; 1 << SHORT],
            ends: [0; LONGEST_CODE + 1],
            starts: [0; LONGEST_CODE + 1],
            symbols: [0; SYMBOLS],
        };
        let (mut end, mut place) = (0, 0);
        for (length, count) in counts.iter().enumerate().skip(1) {
            codes.starts[length] = place;
            place += count;
            end += count << (LONGEST_CODE - length);
            codes.ends[length] = end;
        }
        // Fewer than all bits is no harm, as long as none of them come.
        if end > 1 << LONGEST_CODE {
            return Err(Fault::Codes);
        }
        let mut places = codes.starts;
        for symbol in 0..SYMBOLS {
            let length = lengths(symbol);
            if length > 0 {
                codes.symbols[places[length]] = symbol as u16;
                places[length] += 1;
            }
        }
        let mut at = 0;
        for (length, last) in places.iter().enumerate().take(SHORT + 1).skip(1) {
            let width = 1 << (SHORT - length);
            for place in codes.starts[length]..*last {
                codes.short[at..at + width].fill(codes.symbols[place] << 4 | length as u16);
                at += width;
            }
        }
        Ok(codes)
    }

    /// Takes the next symbol from bits, of which there must be enough.
    #[inline]
    pub fn next(&self, bits: &mut Bits<'_>) -> Result<u16, Fault> {
        let next = bits.peek();
        match self.short[next >> (LONGEST_CODE - SHORT) & ((1 << SHORT) - 1)] {
            0 => self.long(next, bits),
            entry => {
                bits.skip(u32::from(entry & 15));
                Ok(entry >> 4)
            }
        }
    }

    #[cold]
    fn long(&self, next: usize, bits: &mut Bits<'_>) -> Result<u16, Fault> {
        for length in SHORT + 1..=LONGEST_CODE {
            if next < self.ends[length] {
                let after = (next - self.ends[length - 1]) >> (LONGEST_CODE - length);
                bits.skip(length as u32);
                let symbol = self.symbols.get(self.starts[length] + after);
                return symbol.copied().ok_or(Fault::Symbol);
            }
        }
        Err(Fault::Symbol)
    }
}
