//! How the content of an entry is packed.

use std::io::{self, Write};
use std::mem;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::output::zip::deflate::Deflate;
use crate::output::zip::deflate64::Encoder;

/// What entries are packed with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Method {
    /// Not at all.
    Stored,
    /// Deflate, by several threads. The bytes do not depend on their number.
    Deflate {
        /// From 1 (fast) to 9 (small).
        level: u32,
    },
    /// Deflate as most programs write it: by one thread, without a seam.
    SeamlessDeflate {
        /// From 1 (fast) to 9 (small).
        level: u32,
    },
    /// Deflate64.
    Deflate64,
}

impl Method {
    /// Its number in a zip.
    pub fn number(self) -> u16 {
        match self {
            Method::Stored => 0,
            Method::Deflate { .. } | Method::SeamlessDeflate { .. } => 8,
            Method::Deflate64 => 9,
        }
    }
}

/// Packs the content of one entry after the other.
pub(super) enum Packer {
    Stored,
    Deflate(Deflate),
    SeamlessDeflate(DeflateEncoder<Vec<u8>>),
    Deflate64(Encoder),
}

impl Packer {
    pub fn new(method: Method) -> Self {
        match method {
            Method::Stored => Packer::Stored,
            Method::Deflate { level } => Packer::Deflate(Deflate::new(level)),
            Method::SeamlessDeflate { level } => {
                Packer::SeamlessDeflate(DeflateEncoder::new(Vec::new(), Compression::new(level)))
            }
            Method::Deflate64 => Packer::Deflate64(Encoder::new()),
        }
    }

    /// Takes content, and writes what is packed already.
    pub fn write(&mut self, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
        match self {
            Packer::Stored => out.write_all(bytes),
            Packer::Deflate(deflate) => deflate.write(bytes, out),
            Packer::SeamlessDeflate(encoder) => {
                encoder.write_all(bytes)?;
                out.write_all(encoder.get_ref())?;
                encoder.get_mut().clear();
                Ok(())
            }
            Packer::Deflate64(encoder) => {
                encoder.write(bytes);
                out.write_all(&encoder.out)?;
                encoder.out.clear();
                Ok(())
            }
        }
    }

    /// The entry ends. What comes next is another one.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Packer::Stored => Ok(()),
            Packer::Deflate(deflate) => deflate.end(out),
            Packer::SeamlessDeflate(encoder) => out.write_all(&encoder.reset(Vec::new())?),
            Packer::Deflate64(encoder) => {
                encoder.finish();
                out.write_all(&mem::replace(encoder, Encoder::new()).out)
            }
        }
    }

    /// Forgets the entry. What comes next is another one.
    pub fn abandon(&mut self) {
        match self {
            Packer::Stored => {}
            Packer::Deflate(deflate) => deflate.abandon(),
            Packer::SeamlessDeflate(encoder) => {
                // Into a vector nothing can fail.
                let _ = encoder.reset(Vec::new());
            }
            Packer::Deflate64(encoder) => *encoder = Encoder::new(),
        }
    }
}
