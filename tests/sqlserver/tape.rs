//! The blocks and streams of a tape, plain or compressed (reference: sql-extracts, 7.1 and 8.1).

use std::io::Write;

use super::bytes::Put;
use super::mssqlbak::{Container, Version};

/// Blocks of a set begin at multiples of it, counted from its beginning.
const LOGICAL_BLOCK: u64 = 1024;
/// What stands compressed in one piece.
const PIECE: usize = 65_536;

const STREAM_HEADER: u64 = 22;

/// How a tape is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    #[default]
    None,
    /// As SQL Server 2008 does it, as far as that is known.
    One,
    Two,
}

/// Where a tape goes.
enum Out<W> {
    Plain(W),
    Compressed {
        out: W,
        container: Box<Container>,
        piece: Vec<u8>,
    },
}

/// A file of a backup.
pub struct Tape<W> {
    out: Out<W>,
    /// How long it is, without the marks where it is compressed.
    position: u64,
    set: u64,
    physical: u64,
}

/// A descriptor block before it is written: what is at its places, and the texts that these point to.
pub struct Block {
    bytes: Vec<u8>,
    texts: Vec<u8>,
    texts_at: usize,
}

impl Block {
    /// Text begins at this place; streams come behind it.
    pub fn new(tag: &[u8; 4], attributes: u32, texts_at: usize) -> Self {
        let mut bytes = vec![0; texts_at];
        bytes.put(0, tag);
        bytes.put(4, &attributes.to_le_bytes());
        // Written by NT; texts in UTF-16.
        bytes.put(10, &[14, 1]);
        bytes[48] = 2;
        Block {
            bytes,
            texts: Vec::new(),
            texts_at,
        }
    }

    pub fn with(mut self, at: usize, bytes: &[u8]) -> Self {
        self.bytes.put(at, bytes);
        self
    }

    /// Its length and place stand at `at`, itself behind all other texts.
    pub fn text(mut self, at: usize, text: &[u8]) -> Self {
        self.bytes.put(at, &(text.len() as u16).to_le_bytes());
        let place = self.texts_at + self.texts.len();
        self.bytes.put(at + 2, &(place as u16).to_le_bytes());
        self.texts.extend(text);
        self
    }

    fn seal(mut self) -> Vec<u8> {
        self.bytes.extend(self.texts);
        let streams = self.bytes.len().next_multiple_of(4);
        self.bytes.resize(streams, 0);
        self.bytes.put(8, &(streams as u16).to_le_bytes());
        let sum = xor_of_words(&self.bytes[..50]);
        self.bytes.put(50, &sum);
        self.bytes
    }
}

fn xor_of_words(bytes: &[u8]) -> [u8; 2] {
    let words = bytes.chunks(2).map(|it| u16::from_le_bytes([it[0], it[1]]));
    words.fold(0, |sum, word| sum ^ word).to_le_bytes()
}

impl<W: Write> Tape<W> {
    pub fn new(out: W, compression: Compression, physical: usize) -> Self {
        let compressed = |version, out| Out::Compressed {
            out,
            container: Box::new(Container::new(version, physical)),
            piece: Vec::new(),
        };
        Tape {
            out: match compression {
                Compression::None => Out::Plain(out),
                Compression::One => compressed(Version::One, out),
                Compression::Two => compressed(Version::Two, out),
            },
            position: 0,
            set: 0,
            physical: physical as u64,
        }
    }

    pub fn block(&mut self, block: Block) {
        self.put(&block.seal());
    }

    /// A set begins here.
    pub fn begin_set(&mut self) -> u64 {
        self.set = self.position;
        self.set
    }

    /// A stream with its content.
    pub fn stream(&mut self, id: &[u8; 4], media: u16, content: &[u8]) {
        self.stream_header(id, media, content.len() as u64);
        self.put(content);
        self.align();
    }

    /// A stream whose content comes in parts: then [`Tape::align`].
    pub fn stream_header(&mut self, id: &[u8; 4], media: u16, length: u64) {
        let mut header = vec![0; STREAM_HEADER as usize];
        header.put(0, id);
        header.put(6, &media.to_le_bytes());
        header.put(8, &length.to_le_bytes());
        let sum = xor_of_words(&header[..20]);
        header.put(20, &sum);
        self.put(&header);
    }

    /// The next header begins at a multiple of 4.
    pub fn align(&mut self) {
        let rest = self.position.next_multiple_of(4) - self.position;
        self.put(&[0; 4][..rest as usize]);
    }

    /// Fills with a stream of this name up to the next block.
    pub fn pad(&mut self) {
        self.pad_to(b"SPAD", 0, LOGICAL_BLOCK, 0);
    }

    /// Fills up to the next physical block.
    pub fn pad_physical(&mut self) {
        let multiple = self.physical.max(LOGICAL_BLOCK);
        self.pad_to(b"SPAD", 0, multiple, 0);
    }

    /// Fills so that the pages of the stream that follows, behind its header and two bytes, begin with a block.
    pub fn pad_for_pages(&mut self) {
        self.pad_to(b"APAD", 0x80, LOGICAL_BLOCK, STREAM_HEADER + 2);
    }

    fn pad_to(&mut self, id: &[u8; 4], media: u16, multiple: u64, before: u64) {
        let inside = self.position - self.set;
        let end = (inside + STREAM_HEADER + before + 4).next_multiple_of(multiple) - before;
        let length = end - inside - STREAM_HEADER;
        self.stream_header(id, media, length);
        self.put(&vec![0; length as usize]);
    }

    /// A mark between the parts of a tape: one physical block.
    pub fn mark(&mut self, is_last_of_data: bool) {
        let block = Block::new(b"SFMB", 0, 52).seal();
        let length = self.physical as usize;
        match &mut self.out {
            Out::Plain(out) => {
                let mut bytes = block;
                bytes.put(8, &(length as u16).to_le_bytes());
                bytes.put(50, &[0, 0]);
                let sum = xor_of_words(&bytes[..50]);
                bytes.put(50, &sum);
                bytes.resize(length, 0);
                out.write_all(&bytes).expect("it can be written");
                self.position += self.physical;
            }
            Out::Compressed {
                container, piece, ..
            } => {
                container.data(piece);
                piece.clear();
                match is_last_of_data {
                    true => container.end(),
                    false => container.pad(),
                }
                container.mark();
            }
        }
    }

    pub fn put(&mut self, bytes: &[u8]) {
        self.position += bytes.len() as u64;
        match &mut self.out {
            Out::Plain(out) => out.write_all(bytes).expect("it can be written"),
            Out::Compressed {
                out,
                container,
                piece,
            } => {
                piece.extend(bytes);
                while piece.len() >= PIECE {
                    container.data(&piece[..PIECE]);
                    piece.drain(..PIECE);
                }
                // What is done need not be kept; the rest keeps its place in its physical block.
                let done = container.bytes.len() / PIECE * PIECE;
                out.write_all(&container.bytes[..done])
                    .expect("it can be written");
                container.bytes.drain(..done);
            }
        }
    }

    pub fn finish(self) -> W {
        match self.out {
            Out::Plain(out) => out,
            Out::Compressed {
                mut out, container, ..
            } => {
                out.write_all(&container.bytes).expect("it can be written");
                out
            }
        }
    }
}
