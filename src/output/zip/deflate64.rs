//! Deflate64 as a writer: no library has one. One block with the fixed codes per member, greedy matches: small
//! and right rather than tight.

/// How far back a match may lie.
const WINDOW: usize = 1 << 16;
/// The longest match: the length code 285 of Deflate64 has 16 bits more.
const LONGEST: usize = 65_538;
const SHORTEST: usize = 4;
const HASH_BITS: u32 = 15;
const NOWHERE: u32 = u32::MAX;
const END: u32 = 256;

/// Compresses one member.
pub(super) struct Encoder {
    /// What matches may refer to, then what is still to be compressed.
    input: Vec<u8>,
    /// Where the latter begins.
    next: usize,
    /// Where each hash of four bytes was last seen in `input`.
    seen: Vec<u32>,
    bits: u64,
    count: u32,
    /// Whole bytes of the result, for the caller to take.
    pub(super) out: Vec<u8>,
}

impl Encoder {
    pub(super) fn new() -> Self {
        let mut encoder = Encoder {
            input: Vec::new(),
            next: 0,
            seen: vec![NOWHERE; 1 << HASH_BITS],
            bits: 0,
            count: 0,
            out: Vec::new(),
        };
        // The last block, with the fixed codes.
        encoder.put(0b011, 3);
        encoder
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(WINDOW) {
            self.input.extend_from_slice(piece);
            self.compress();
        }
    }

    pub(super) fn finish(&mut self) {
        self.symbol(END);
        self.put(0, self.count.wrapping_neg() % 8);
    }

    fn compress(&mut self) {
        while self.next < self.input.len() {
            let (length, distance) = self.find();
            if length == 0 {
                self.symbol(u32::from(self.input[self.next]));
                self.next += 1;
            } else {
                self.copy(length, distance);
                self.next += length;
            }
        }
        // Positions stay valid for as long as nothing is cut off; then the search begins anew.
        if self.input.len() > 4 * WINDOW {
            self.input.drain(..self.next - WINDOW);
            self.next = WINDOW;
            self.seen.fill(NOWHERE);
        }
    }

    /// The length and distance of a match at the next byte; length 0 where there is none.
    fn find(&mut self) -> (usize, usize) {
        let ahead = &self.input[self.next..];
        let Some(four) = ahead.first_chunk::<SHORTEST>() else {
            return (0, 0);
        };
        let hash = u32::from_le_bytes(*four).wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS);
        let before = std::mem::replace(&mut self.seen[hash as usize], self.next as u32) as usize;
        if before == NOWHERE as usize || self.next - before > WINDOW {
            return (0, 0);
        }
        let same = |(a, b): &(&u8, &u8)| a == b;
        let length = ahead
            .iter()
            .zip(&self.input[before..])
            .take(LONGEST)
            .take_while(same)
            .count();
        if length < SHORTEST {
            return (0, 0);
        }
        (length, self.next - before)
    }

    fn copy(&mut self, length: usize, distance: usize) {
        let length = length as u32 - 3;
        if length < 255 {
            let extra = length.checked_ilog2().unwrap_or(0).saturating_sub(2);
            self.symbol(257 + 4 * extra + (length >> extra));
            self.put(length & ((1 << extra) - 1), extra);
        } else {
            self.symbol(285);
            self.put(length, 16);
        }
        let distance = distance as u32 - 1;
        let extra = distance.checked_ilog2().unwrap_or(0).saturating_sub(1);
        self.code(2 * extra + (distance >> extra), 5);
        self.put(distance & ((1 << extra) - 1), extra);
    }

    /// A literal, a length or the end, in the fixed code.
    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.code(0x30 + symbol, 8),
            144..=255 => self.code(0x190 + symbol - 144, 9),
            256..=279 => self.code(symbol - 256, 7),
            _ => self.code(0xc0 + symbol - 280, 8),
        }
    }

    /// A code: its highest bit goes first.
    fn code(&mut self, code: u32, length: u32) {
        self.put(code.reverse_bits() >> (32 - length), length);
    }

    /// Bits, the lowest first.
    fn put(&mut self, bits: u32, length: u32) {
        self.bits |= u64::from(bits) << self.count;
        self.count += length;
        while self.count >= 8 {
            self.out.push(self.bits as u8);
            self.bits >>= 8;
            self.count -= 8;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn there_and_back(input: &[u8], piece: usize) -> usize {
        let mut encoder = Encoder::new();
        for bytes in input.chunks(piece) {
            encoder.write(bytes);
        }
        encoder.finish();
        let mut output = Vec::new();
        deflate64::Deflate64Decoder::new(encoder.out.as_slice())
            .read_to_end(&mut output)
            .unwrap();
        assert!(
            output == input,
            "{} bytes in pieces of {piece}",
            input.len()
        );
        encoder.out.len()
    }

    #[test]
    fn everything_comes_back() {
        let mut number = 5_u32;
        let noise: Vec<u8> = (0..60_000)
            .map(|_| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (number >> 24) as u8
            })
            .collect();
        // Farther back than Deflate can refer to, and longer than it can copy.
        let twice: Vec<u8> = noise.iter().chain(&noise).copied().collect();
        for piece in [1_000, 100_000, 1_000_000] {
            assert!(there_and_back(&twice, piece) < 80_000);
            assert!(there_and_back(&vec![b'x'; 400_000], piece) < 20_000);
            there_and_back(&noise[..5], piece);
            there_and_back(b"", piece);
        }
        let text: Vec<u8> = b"abcdefgh "
            .iter()
            .cycle()
            .take(1_000_000)
            .copied()
            .collect();
        there_and_back(&text, 3_333);
    }
}
