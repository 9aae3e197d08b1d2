//! Deflate by several threads, as one stream: blocks of text are compressed at once, each as if it followed the one
//! before it.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};
use std::mem;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use flate2::{Compress, CompressError, Compression, FlushCompress, Status};
use rayon::Yield;

/// How much text a block has. What is compressed depends on it, and so do the bytes of a result.
const BLOCK: usize = 1 << 20;

/// How far back deflate looks for text that it has seen already.
const WINDOW: usize = 32 << 10;

/// How many blocks may be on their way, for each thread.
const ON_THE_WAY: usize = 2;

/// How long to wait at most before it is looked again whether there is something else to do.
const AGAIN: Duration = Duration::from_millis(1);

/// Compresses one stream after the other. The bytes depend on the text and the level, not on the threads or on the
/// pieces in which the text comes.
pub(crate) struct Deflate {
    level: Compression,
    /// How much text a block has.
    size: usize,
    /// Blocks that are compressed by the pool, in their order.
    on_the_way: VecDeque<Receiver<Packed>>,
    block: Block,
}

#[derive(Default)]
struct Block {
    /// The end of the block before it, and then its own text.
    bytes: Vec<u8>,
    /// How much of that is from before.
    window: usize,
    last: bool,
}

impl Deflate {
    /// `level` from 0 (as fast as possible) to 9 (as small as possible).
    pub fn new(level: u32) -> Self {
        Self::with_blocks(BLOCK, level)
    }

    fn with_blocks(size: usize, level: u32) -> Self {
        Deflate {
            level: Compression::new(level.min(9)),
            size,
            on_the_way: VecDeque::new(),
            block: Block::default(),
        }
    }

    /// Takes text, and writes what is compressed already.
    pub fn write(&mut self, mut text: &[u8], out: &mut impl Write) -> io::Result<()> {
        while !text.is_empty() {
            // Only now is it known that the full block is not the last one.
            if self.room() == 0 {
                let next = self.block.next(self.size);
                self.send(next, out)?;
            }
            let (now, later) = text.split_at(self.room().min(text.len()));
            self.block.bytes.extend_from_slice(now);
            text = later;
        }
        Ok(())
    }

    /// Ends the stream. What comes next is another one.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.block.last = true;
        self.send(Block::default(), out)?;
        self.take_until(0, out)
    }

    /// Forgets the stream. What comes next is another one.
    pub fn abandon(&mut self) {
        self.on_the_way.clear();
        self.block = Block::default();
    }

    fn room(&self) -> usize {
        self.block.window + self.size - self.block.bytes.len()
    }

    /// Hands over the block, and goes on with the next one.
    fn send(&mut self, next: Block, out: &mut impl Write) -> io::Result<()> {
        let most = rayon::current_num_threads() * ON_THE_WAY;
        self.take_until(most - 1, out)?;
        let (block, level) = (mem::replace(&mut self.block, next), self.level);
        let (sender, packed) = channel();
        // Where the stream was abandoned, no one waits for it.
        rayon::spawn_fifo(move || drop(sender.send(compressed(level, &block))));
        self.on_the_way.push_back(packed);
        Ok(())
    }

    /// Writes the first blocks, until only so many are on their way.
    fn take_until(&mut self, most: usize, out: &mut impl Write) -> io::Result<()> {
        while self.on_the_way.len() > most
            && let Some(packed) = self.on_the_way.pop_front()
        {
            out.write_all(&wait_for(&packed)??)?;
        }
        Ok(())
    }
}

type Packed = Result<Vec<u8>, CompressError>;

/// Waits for a block; meanwhile does what else the pool has to do, which may be this very block.
fn wait_for(packed: &Receiver<Packed>) -> io::Result<Packed> {
    loop {
        if let Ok(packed) = packed.try_recv() {
            return Ok(packed);
        }
        if rayon::yield_now() == Some(Yield::Executed) {
            continue;
        }
        match packed.recv_timeout(AGAIN) {
            Ok(packed) => return Ok(packed),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(ErrorKind::BrokenPipe.into()),
        }
    }
}

impl Block {
    /// The empty block after this one.
    fn next(&self, size: usize) -> Block {
        let mut bytes = Vec::with_capacity(WINDOW + size);
        bytes.extend_from_slice(&self.bytes[self.bytes.len().saturating_sub(WINDOW)..]);
        Block {
            window: bytes.len(),
            bytes,
            last: false,
        }
    }
}

fn compressed(level: Compression, block: &Block) -> Result<Vec<u8>, CompressError> {
    // A new one for each block: one that is reset still holds the text it saw before, and finds other repetitions because
    // of it. The bytes would depend on which thread had compressed what.
    let mut compress = Compress::new(level, false);
    let (window, text) = block.bytes.split_at(block.window);
    if !window.is_empty() {
        compress.set_dictionary(window)?;
    }
    // A flush ends at a whole byte, so that the next block can follow.
    let flush = if block.last {
        FlushCompress::Finish
    } else {
        FlushCompress::Sync
    };
    // Enough for text that does not become smaller, at any level.
    let mut packed = Vec::with_capacity(text.len() + text.len() / 8 + 64);
    loop {
        let before = packed.len();
        let done = compress.total_in() as usize;
        let status = compress.compress_vec(&text[done..], &mut packed, flush)?;
        let flushed = packed.len() < packed.capacity() || packed.len() == before;
        if status == Status::StreamEnd || (!block.last && flushed) {
            return Ok(packed);
        }
        packed.reserve(text.len() / 8 + 64);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// Small, so that tests have many.
    const BLOCK: usize = 50_000;

    use crate::seeded::cases;
    use crate::threads::within;

    fn deflated<'a>(
        level: u32,
        threads: usize,
        pieces: impl Iterator<Item = &'a [u8]> + Send,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        let deflate = || {
            let mut deflate = Deflate::with_blocks(BLOCK, level);
            for piece in pieces {
                deflate.write(piece, &mut out).unwrap();
            }
            deflate.end(&mut out).unwrap();
        };
        within(threads, deflate).unwrap();
        out
    }

    fn inflated(packed: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        let mut rest = packed;
        DeflateDecoder::new(&mut rest)
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(rest.len(), 0, "something is behind the last block");
        text
    }

    /// Text that repeats itself near and far, in the way of messages, with noise in between.
    fn text(bytes: usize, noise: u32) -> Vec<u8> {
        let mut number = 1_u32;
        let mut text = Vec::with_capacity(bytes + 64);
        while text.len() < bytes {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if number >> 24 < noise {
                text.extend(number.to_be_bytes());
            } else {
                let message = format!(
                    "<Message id=\"{}\" userId=\"{}\"/>",
                    text.len(),
                    number >> 28
                );
                text.extend(message.into_bytes());
            }
        }
        text.truncate(bytes);
        text
    }

    #[test]
    fn sizes_around_a_block_come_back() {
        for bytes in [
            0,
            1,
            WINDOW,
            BLOCK - 1,
            BLOCK,
            BLOCK + 1,
            3 * BLOCK,
            3 * BLOCK + 7,
        ] {
            let text = text(bytes, 20);
            for level in 0..=9 {
                let packed = deflated(level, 2, [text.as_slice()].into_iter());
                assert!(inflated(&packed) == text, "{bytes} bytes, level {level}");
            }
        }
    }

    #[test]
    fn blocks_know_what_was_before_them() {
        let noise: Vec<u8> = text(20_000, 256);
        let text = noise.repeat(2 * BLOCK / noise.len() + 1);
        let one = deflated(6, 1, [&text[..BLOCK]].into_iter()).len();
        let two = deflated(6, 1, [&text[..2 * BLOCK]].into_iter()).len();
        // If it did not, the second one would need the noise once more.
        assert!(two < 2 * one - noise.len() / 2, "{one} bytes, then {two}");
    }

    #[test]
    fn a_stream_that_is_abandoned_leaves_nothing_behind() {
        let (first, second) = (text(2 * BLOCK + 5, 0), text(BLOCK + 9, 50));
        let mut deflate = Deflate::with_blocks(BLOCK, 6);
        deflate.write(&first, &mut Vec::new()).unwrap();
        deflate.abandon();
        let mut out = Vec::new();
        deflate.write(&second, &mut out).unwrap();
        deflate.end(&mut out).unwrap();
        assert!(out == deflated(6, 1, [second.as_slice()].into_iter()));
    }

    #[test]
    fn what_a_thread_compressed_before_has_no_influence() {
        // Repetitions everywhere, none of them long.
        let mut number = 1_u32;
        let text: Vec<u8> = (0..30 * BLOCK)
            .map(|_| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                b"abcdefgh"[number as usize >> 29]
            })
            .collect();
        for level in [1, 6] {
            let alone = deflated(level, 1, [text.as_slice()].into_iter());
            let together = deflated(level, 3, [text.as_slice()].into_iter());
            assert!(alone == together, "level {level}");
        }
    }

    /// Takes so much, and no more.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let length = bytes.len().min(self.0);
            self.0 -= length;
            Ok(length)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn where_nothing_more_can_be_written_is_an_error() {
        let text = text(12 * BLOCK, 256);
        let mut deflate = Deflate::with_blocks(BLOCK, 1);
        let mut full = Full(2 * BLOCK);
        let error = deflate
            .write(&text, &mut full)
            .and_then(|()| deflate.end(&mut full))
            .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WriteZero);
    }

    proptest! {
        #![proptest_config(cases(24))]

        #[test]
        fn any_text_in_any_pieces_gives_the_same_bytes(
            bytes in 0..5 * BLOCK,
            noise in 0..257_u32,
            pieces in vec(1..80_000_usize, 1..20),
            level in 1..10_u32,
            threads in select(&[2, 3, 7]),
        ) {
            let text = text(bytes, noise);
            let mut rest = text.as_slice();
            let cut = pieces.iter().cycle().map_while(|length| {
                let (piece, behind) = rest.split_at((*length).min(rest.len()));
                rest = behind;
                (!piece.is_empty()).then_some(piece)
            });
            let packed = deflated(level, threads, cut);
            prop_assert!(packed == deflated(level, 1, [text.as_slice()].into_iter()));
            prop_assert!(inflated(&packed) == text);
        }
    }
}
