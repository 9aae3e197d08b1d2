use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// How much of a text is looked at to find its encoding.
pub(super) const HEAD: usize = 1 << 10;
const PIECE: usize = 1 << 16;

/// The encoding of a text that begins like this; none where it is no XML.
pub(super) fn xml_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let (encoding, text) = match Encoding::for_bom(head) {
        Some((encoding, length)) => (Some(encoding), &head[length..]),
        None => (None, head),
    };
    let text = text.trim_ascii_start();
    match (encoding, text) {
        (Some(encoding), _) => Some(encoding),
        (None, [b'<', 0, ..]) => Some(UTF_16LE),
        (None, [0, b'<', ..]) => Some(UTF_16BE),
        (None, [b'<', ..]) => Some(declared(text)),
        _ => None,
    }
}

/// What the XML declaration says, where that can be.
fn declared(text: &[u8]) -> &'static Encoding {
    let end = memmem::find(text, b"?>").unwrap_or(0);
    let label = memmem::find(&text[..end], b"encoding").and_then(|at| {
        let mut parts = text[at..end].split(|byte| matches!(byte, b'"' | b'\''));
        parts.nth(1)
    });
    let Some(label) = label.filter(|label| !label.eq_ignore_ascii_case(b"us-ascii")) else {
        return UTF_8;
    };
    let known = Encoding::for_label_no_replacement(label);
    // The bytes are no UTF-16, whatever it says.
    known
        .filter(|it| *it != UTF_16LE && *it != UTF_16BE)
        .unwrap_or(UTF_8)
}

/// A text as UTF-8, without a byte order mark. What is malformed becomes U+FFFD.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    is_last: bool,
    out: Vec<u8>,
    out_at: usize,
    out_end: usize,
    is_done: bool,
}

impl<R: Read> Utf8<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Utf8 {
            inner,
            decoder: encoding.new_decoder(),
            raw: Vec::new(),
            raw_at: 0,
            is_last: false,
            out: vec![0; 4 * PIECE],
            out_at: 0,
            out_end: 0,
            is_done: false,
        }
    }

    fn decode(&mut self) -> io::Result<()> {
        if self.raw_at == self.raw.len() && !self.is_last {
            self.raw.resize(PIECE, 0);
            let length = super::fill(&mut self.inner, &mut self.raw)?;
            self.raw.truncate(length);
            self.raw_at = 0;
            self.is_last = length < PIECE;
        }
        let raw = &self.raw[self.raw_at..];
        let (result, read, written, _) =
            self.decoder
                .decode_to_utf8(raw, &mut self.out, self.is_last);
        self.raw_at += read;
        (self.out_at, self.out_end) = (0, written);
        self.is_done = self.is_last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.out_at == self.out_end && !self.is_done {
            self.decode()?;
        }
        Ok(&self.out[self.out_at..self.out_end])
    }

    fn consume(&mut self, length: usize) {
        self.out_at += length;
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}
