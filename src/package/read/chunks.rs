//! A member's text in UTF-8, in pieces of about the same size that begin with a tag.

mod encoding;

use std::io;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16LE};
use memchr::memmem;

use self::encoding::is_utf16;
use crate::input::buffers::Buffers;
use crate::input::encodings::{characters, utf16};
use crate::input::inflate::Content;
use crate::input::members::unreadable;
use crate::input::{Error, Progress, limits};
use crate::package::read::context::Context;
use crate::package::read::fault::{Excess, Wanted};

pub(crate) use self::encoding::{Detected, detect};

/// How many bytes of text a piece has. Large enough that what is done once a piece does not matter, small enough for
/// the caches.
pub(crate) const CHUNK: usize = 1 << 20;

/// How many bytes are looked at to tell the encoding.
pub(crate) const HEAD: usize = 1024;

/// A piece of text. Except for the first one it begins with `<`, so that no text stands in two pieces.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    pub text: Vec<u8>,
    /// Where it begins in the uncompressed member, in the member's own bytes.
    pub start: u64,
    /// Whether nothing follows.
    pub last: bool,
    /// Whether nothing follows because the rest cannot be read.
    pub broken_off: bool,
    encoding: Units,
}

/// How long a stretch of text is in the member's own bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Units {
    #[default]
    Utf8,
    Utf16 {
        little_endian: bool,
    },
    /// Taken as one byte a character.
    Other,
}

impl Chunk {
    /// Where the byte `at` of the text stands in the member.
    pub fn place(&self, at: usize) -> u64 {
        self.start + self.encoding.len(&self.text[..at])
    }

    /// A place in this text, worked out only when it is asked for.
    pub fn spot(&self, at: usize) -> Spot<'_> {
        Spot { chunk: self, at }
    }

    /// Whether sequences that the encoding does not know are still to be counted: else decoding did so.
    pub fn counts_malformed(&self) -> bool {
        self.encoding == Units::Utf8
    }

    /// This text with another one before it.
    pub fn behind(self, carry: Chunk) -> Result<Chunk, Error> {
        let mut text = carry.text;
        let room = text.try_reserve(self.text.len());
        room.map_err(|_| limits::no_memory(text.len() + self.text.len()).at(carry.start))?;
        text.extend_from_slice(&self.text);
        Ok(Chunk {
            text,
            start: carry.start,
            ..self
        })
    }

    /// The end of the text from `at` on.
    pub fn tail(mut self, at: usize) -> Chunk {
        self.start = self.place(at);
        self.text.drain(..at);
        self
    }
}

/// A place in a chunk.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    chunk: &'a Chunk,
    at: usize,
}

impl Spot<'_> {
    /// The byte of the member.
    pub fn place(self) -> u64 {
        self.chunk.place(self.at)
    }
}

impl Units {
    fn of(encoding: &'static Encoding) -> Units {
        if encoding == UTF_8 {
            Units::Utf8
        } else if is_utf16(encoding) {
            let little_endian = encoding == UTF_16LE;
            Units::Utf16 { little_endian }
        } else {
            Units::Other
        }
    }

    fn len(self, text: &[u8]) -> u64 {
        match self {
            Units::Utf8 => text.len() as u64,
            Units::Utf16 { .. } => utf16::raw_len(text),
            Units::Other => characters(text),
        }
    }
}

/// Cuts a member's text into chunks.
pub(crate) struct Chunks<'a> {
    content: Content,
    /// Bytes read to find the encoding, not yet used.
    head: Vec<u8>,
    decoder: Option<Decoder>,
    encoding: Units,
    /// Bytes as read, waiting to be decoded.
    raw: Vec<u8>,
    /// Text behind the last cut.
    rest: Vec<u8>,
    start: u64,
    /// Bytes of the member read so far.
    taken: u64,
    done: bool,
    /// Names of message elements: cuts are best made before one.
    messages: &'a [Box<str>],
    /// How many bytes of text a piece is to have.
    size: usize,
    buffers: &'a Buffers,
    /// How many bytes of text may stand without any tag.
    longest: usize,
    /// Places of byte sequences that the encoding does not know.
    pub malformed: u64,
    /// Whether some of them became U+FFFD: then the text does not tell what they were.
    pub ragged: bool,
    /// Whether what cannot be read counts as the end.
    skip: bool,
    /// Why the member could not be read to its end, where that counts as the end.
    pub damage: Option<Error>,
    progress: &'a Progress,
}

impl<'a> Chunks<'a> {
    /// `head` is what was read of the content to detect the encoding.
    pub fn new<S>(
        content: Content,
        head: &[u8],
        detected: Detected,
        context: &Context<'a, S>,
    ) -> Self {
        let encoding = Units::of(detected.encoding);
        let decoder = (encoding == Units::Other)
            .then(|| detected.encoding.new_decoder_without_bom_handling());
        context.progress.advance(head.len() as u64);
        Chunks {
            content,
            head: head[detected.bom..].to_vec(),
            decoder,
            encoding,
            raw: Vec::new(),
            rest: Vec::new(),
            start: detected.bom as u64,
            taken: head.len() as u64,
            done: false,
            messages: &context.names.messages,
            size: context.buffers.size(),
            buffers: context.buffers,
            longest: context.limits.text,
            malformed: 0,
            ragged: false,
            skip: context.skip,
            damage: None,
            progress: context.progress,
        }
    }

    /// The next chunk; `None` after the last.
    pub fn next(&mut self) -> Result<Option<Chunk>, Error> {
        if self.done {
            return Ok(None);
        }
        let mut text = self.buffers.take();
        text.append(&mut self.rest);
        let mut wanted = self.size;
        loop {
            let last = self.fill(&mut text, wanted)?;
            let cut = if last {
                Some(text.len())
            } else {
                self.cut(&text)
            };
            if let Some(cut) = cut {
                self.rest.extend_from_slice(&text[cut..]);
                text.truncate(cut);
                self.done = last;
                let chunk = Chunk {
                    text,
                    start: self.start,
                    last,
                    broken_off: self.damage.is_some(),
                    encoding: self.encoding,
                };
                self.start = chunk.place(chunk.text.len());
                return Ok(Some(chunk));
            }
            if text.len() >= self.longest {
                let most = self.longest;
                let error = limits::beyond(Excess::LongText { most }, "text", most);
                return Err(error.at(self.start).expected(Wanted::Xml));
            }
            wanted = (text.len() * 2).min(self.longest);
        }
    }

    /// Where the text is best cut: before the last message, else before the last tag; `None` where there is neither.
    fn cut(&self, text: &[u8]) -> Option<usize> {
        let before_message = self
            .messages
            .iter()
            .filter_map(|name| last_start(text, name.as_bytes()))
            .max();
        before_message.or_else(|| memchr::memrchr(b'<', text).filter(|at| *at > 0))
    }

    /// Reads until the text has the wanted length; `true` at the end of the member.
    fn fill(&mut self, text: &mut Vec<u8>, wanted: usize) -> Result<bool, Error> {
        if self.encoding != Units::Utf8 {
            while text.len() < wanted {
                if self.decode(text)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        text.append(&mut self.head);
        let missing = wanted.saturating_sub(text.len());
        self.read(text, missing)
    }

    /// Reads so many bytes more, or as many as there is room for; `true` at the end of the member.
    fn read(&mut self, into: &mut Vec<u8>, missing: usize) -> Result<bool, Error> {
        if missing == 0 {
            return Ok(false);
        }
        let room = into.try_reserve_exact(missing);
        room.map_err(|_| limits::no_memory(into.len() + missing).at(self.start))?;
        let from = into.len();
        let read = self.content.fill(into);
        let length = (into.len() - from) as u64;
        self.progress.advance(length);
        self.taken += length;
        match read {
            Ok(last) => Ok(last),
            Err(cause) => self.unreadable(cause).map(|()| true),
        }
    }

    /// Nothing more can be read: an error, or the end where that was asked for.
    fn unreadable(&mut self, cause: io::Error) -> Result<(), Error> {
        let error = unreadable(cause, self.taken);
        if self.skip {
            self.damage.get_or_insert(error);
            return Ok(());
        }
        Err(error)
    }

    /// Decodes one more block; `true` at the end.
    fn decode(&mut self, text: &mut Vec<u8>) -> Result<bool, Error> {
        let mut raw = std::mem::take(&mut self.raw);
        raw.append(&mut self.head);
        let last = self.read(&mut raw, self.size.div_ceil(2))?;
        if let Units::Utf16 { little_endian } = self.encoding {
            let decoded = utf16::decode(&raw, little_endian, last, text);
            self.malformed += decoded.malformed;
            self.ragged |= decoded.ragged;
            raw.drain(..decoded.used);
            self.raw = raw;
            return Ok(last);
        }
        let Some(decoder) = &mut self.decoder else {
            return Ok(last);
        };
        let mut input = raw.as_slice();
        let mut end = text.len();
        loop {
            // Once for the whole block: it may be malformed at every byte.
            let room = decoder.max_utf8_buffer_length(input.len());
            let room = room.unwrap_or(4 * input.len() + 16);
            if text.len() < end + room {
                text.resize(end + room, 0);
            }
            let (result, used, written) =
                decoder.decode_to_utf8_without_replacement(input, &mut text[end..], last);
            end += written;
            input = &input[used..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.malformed += 1;
                    self.ragged = true;
                    let replacement = "\u{FFFD}".as_bytes();
                    text.resize(text.len().max(end + replacement.len()), 0);
                    text[end..end + replacement.len()].copy_from_slice(replacement);
                    end += replacement.len();
                }
            }
        }
        text.truncate(end);
        raw.clear();
        self.raw = raw;
        Ok(last)
    }
}

/// Whether the name of a start tag ends in front of this byte.
pub(super) fn ends_a_name(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/')
}

/// Where the last start tag of this local name begins, if that is not the very beginning.
fn last_start(text: &[u8], name: &[u8]) -> Option<usize> {
    let mut end = text.len();
    while let Some(at) = memmem::rfind(&text[..end], name) {
        end = at + name.len() - 1;
        let behind = text.get(at + name.len());
        if !behind.is_some_and(ends_a_name) {
            continue;
        }
        // `<name` or `<prefix:name`
        let open = match at.checked_sub(1).map(|before| text[before]) {
            Some(b'<') => Some(at - 1),
            Some(b':') => {
                // No further back than a prefix can begin: text may be full of colons.
                let before = &text[at.saturating_sub(LONGEST_PREFIX + 2)..at];
                memchr::memrchr(b'<', before)
                    .filter(|open| is_prefix(&before[open + 1..before.len() - 1]))
                    .map(|open| at - before.len() + open)
            }
            _ => None,
        };
        if let Some(open) = open.filter(|open| *open > 0) {
            return Some(open);
        }
    }
    None
}

/// The longest prefix of a name that is looked for.
const LONGEST_PREFIX: usize = 63;

fn is_prefix(text: &[u8]) -> bool {
    !text.is_empty()
        && text
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte) || *byte >= 0x80)
}
