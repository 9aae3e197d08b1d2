//! Text in a member's own encoding, byte for byte what was decoded.

use std::io::{self, Read, Write};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::fault::Fault;
use crate::input::Error;
use crate::input::encodings::utf16;
use crate::input::members::Member;
use crate::package::read::chunks::Detected;

/// The largest member in one of the rarer encodings that is looked at whether it can be written back.
const LARGEST: u64 = 256 << 20;

/// Writes text in a member's encoding.
pub(crate) struct Encoded<W> {
    pub out: W,
    encoding: &'static Encoding,
    buffer: Vec<u8>,
}

impl<W: Write> Encoded<W> {
    /// For a member whose text begins behind this.
    pub fn new(mut out: W, mark: &[u8], detected: Detected) -> io::Result<Self> {
        out.write_all(mark)?;
        Ok(Encoded {
            out,
            encoding: detected.encoding,
            buffer: Vec::new(),
        })
    }

    /// Writes whole characters.
    pub fn write(&mut self, text: &[u8]) -> io::Result<()> {
        if self.encoding == UTF_8 {
            return self.out.write_all(text);
        }
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            self.buffer.clear();
            utf16::encode(text, self.encoding == UTF_16LE, &mut self.buffer);
            return self.out.write_all(&self.buffer);
        }
        // A character that the encoding does not have becomes a reference, which is what XML has them for.
        let text = String::from_utf8_lossy(text);
        self.out.write_all(&self.encoding.encode(&text).0)
    }
}

/// Makes sure that a member can be written back as it is: some encodings spell a character in several ways.
pub(crate) fn check(member: &Member, detected: Detected) -> Result<(), Error> {
    let encoding = detected.encoding;
    if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE {
        return Ok(());
    }
    let cannot = || {
        let encoding = encoding.name();
        Error::new(Fault::Encoding { encoding }).in_member(&member.name)
    };
    let mut bytes = Vec::new();
    let read = member.open()?.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|cause| Error::io(Fault::NotRead, cause).in_member(&member.name))?;
    let whole = bytes.len() as u64 <= LARGEST;
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    match text.filter(|_| whole) {
        Some(text) if *encoding.encode(&text).0 == *bytes => Ok(()),
        _ => Err(cannot()),
    }
}
