//! LZ77 and Huffman as MS-XCA describes them, the writing side: what the reader of compressed backups is tested with.
//!
//! It depends on nothing, so that the tests of the library and those of the program share it.

/// The longest piece that has one table.
pub const LONGEST: usize = 65_536;

/// Code lengths: 256 literals and 256 kinds of matches, of four bits each.
const SYMBOLS: usize = 512;
const LONGEST_CODE: u32 = 15;
/// The symbol that also ends a piece.
const END: usize = 256;

/// What a piece is made of.
#[derive(Clone, Copy)]
enum Token {
    Literal(u8),
    Match { length: usize, offset: usize },
}

/// Compresses a piece of at most [`LONGEST`] bytes. What does not compress becomes a little longer than it was.
pub fn compress(piece: &[u8]) -> Vec<u8> {
    assert!(piece.len() <= LONGEST, "one table is for 64 KB");
    let tokens = tokens(piece);
    let mut counts = [0u32; SYMBOLS];
    for token in &tokens {
        counts[token.symbol()] += 1;
    }
    counts[END] += 1;
    // A code needs two symbols.
    counts[0] = counts[0].max(1);
    let lengths = code_lengths(counts);
    let codes = codes(&lengths);

    let mut out: Vec<u8> = lengths.as_chunks::<2>().0.iter().map(nibbles).collect();
    let mut bits = Bits::new(&mut out);
    for token in tokens {
        let symbol = token.symbol();
        bits.write(codes[symbol], lengths[symbol]);
        if let Token::Match { length, offset } = token {
            bits.bytes(&length_bytes(length - 3));
            let count = offset.ilog2();
            bits.write(offset as u32 - (1 << count), count);
        }
    }
    bits.write(codes[END], lengths[END]);
    bits.finish();
    out
}

fn nibbles(pair: &[u32; 2]) -> u8 {
    (pair[0] | pair[1] << 4) as u8
}

/// What stands behind the symbol of a long match.
fn length_bytes(length: usize) -> Vec<u8> {
    match length {
        0..15 => Vec::new(),
        15..270 => vec![(length - 15) as u8],
        _ => [&[255], &(length as u16).to_le_bytes()[..]].concat(),
    }
}

impl Token {
    fn symbol(self) -> usize {
        match self {
            Token::Literal(byte) => usize::from(byte),
            Token::Match { length, offset } => {
                256 + 16 * offset.ilog2() as usize + (length - 3).min(15)
            }
        }
    }
}

/// Takes a match wherever the last place with the same three bytes gives one.
fn tokens(piece: &[u8]) -> Vec<Token> {
    let mut last = vec![usize::MAX; 1 << 15];
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < piece.len() {
        let mut length = 0;
        let mut offset = 0;
        if let Some(&[a, b, c]) = piece[at..].first_chunk() {
            let hash = (u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> 17) as usize;
            let from = std::mem::replace(&mut last[hash], at);
            if from < at {
                offset = at - from;
                let pairs = piece[at..].iter().zip(&piece[from..]);
                length = pairs.take_while(|(new, old)| new == old).count();
            }
        }
        if length >= 3 {
            tokens.push(Token::Match { length, offset });
            at += length;
        } else {
            tokens.push(Token::Literal(piece[at]));
            at += 1;
        }
    }
    tokens
}

/// Huffman's lengths; counts are made more alike until no code is too long.
fn code_lengths(mut counts: [u32; SYMBOLS]) -> [u32; SYMBOLS] {
    loop {
        let mut lengths = [0u32; SYMBOLS];
        let used = (0..SYMBOLS).filter(|symbol| counts[*symbol] > 0);
        let mut trees: Vec<(u32, Vec<usize>)> =
            used.map(|symbol| (counts[symbol], vec![symbol])).collect();
        while trees.len() > 1 {
            // The two rarest last.
            trees.sort_by_key(|tree| (std::cmp::Reverse(tree.0), tree.1.len()));
            let mut next = || trees.pop().expect("two are left");
            let (first, second) = (next(), next());
            let all = [first.1, second.1].concat();
            for symbol in &all {
                lengths[*symbol] += 1;
            }
            trees.push((first.0 + second.0, all));
        }
        if lengths.iter().all(|length| *length <= LONGEST_CODE) {
            return lengths;
        }
        for count in &mut counts {
            *count = count.div_ceil(2);
        }
    }
}

/// The codes that follow from the lengths: shorter ones first, then by symbol.
fn codes(lengths: &[u32; SYMBOLS]) -> [u32; SYMBOLS] {
    let mut codes = [0; SYMBOLS];
    let mut next = 0;
    for length in 1..=LONGEST_CODE {
        for symbol in 0..SYMBOLS {
            if lengths[symbol] == length {
                codes[symbol] = next;
                next += 1;
            }
        }
        next <<= 1;
    }
    codes
}

/// Writes bits into words of 16, the highest first. Bytes go between the words: a reader is two words ahead, so the places
/// of two words are taken before they are full.
struct Bits<'a> {
    out: &'a mut Vec<u8>,
    places: [usize; 2],
    word: u32,
    free: u32,
}

impl<'a> Bits<'a> {
    fn new(out: &'a mut Vec<u8>) -> Self {
        let at = out.len();
        out.extend([0; 4]);
        Bits {
            out,
            places: [at, at + 2],
            word: 0,
            free: 16,
        }
    }

    fn write(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            // A full word is written when there is a bit that does not fit: only then a reader takes the next one.
            if self.free == 0 {
                self.flush();
            }
            self.word = self.word << 1 | value >> bit & 1;
            self.free -= 1;
        }
    }

    fn flush(&mut self) {
        self.put();
        self.places = [self.places[1], self.out.len()];
        self.out.extend([0; 2]);
        (self.word, self.free) = (0, 16);
    }

    fn put(&mut self) {
        let word = (self.word << self.free) as u16;
        self.out[self.places[0]..][..2].copy_from_slice(&word.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend(bytes);
    }

    /// Writes the last word; the one behind it stays zero.
    fn finish(mut self) {
        self.put();
    }
}
