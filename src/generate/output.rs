use std::io::{self, Write};

use super::archive::Archive;
use super::spelling::Encoding;

impl Encoding {
    /// What stands first in every member, the byte order mark included.
    pub(super) fn declaration(self) -> &'static str {
        match self {
            Encoding::Utf8 => "",
            Encoding::Utf8Declared => "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            Encoding::Utf8Bom => "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            Encoding::Utf16Le | Encoding::Utf16Be => {
                "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?>"
            }
        }
    }
}

/// Encodes what the members say and hands it to the archive.
pub(super) struct Output<'p> {
    archive: Box<dyn Archive + 'p>,
    encoding: Encoding,
    folder: &'static str,
    encoded: Vec<u8>,
    bytes: u64,
    progress: &'p mut dyn FnMut(u64) -> io::Result<()>,
}

impl<'p> Output<'p> {
    /// `folder` stands before every member's name.
    pub(super) fn new(
        archive: Box<dyn Archive + 'p>,
        encoding: Encoding,
        folder: &'static str,
        progress: &'p mut dyn FnMut(u64) -> io::Result<()>,
    ) -> Self {
        Output {
            archive,
            encoding,
            folder,
            encoded: Vec::new(),
            bytes: 0,
            progress,
        }
    }

    pub(super) fn start(&mut self, name: &str) -> io::Result<()> {
        self.archive.start(&format!("{}{name}", self.folder))
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let bytes = match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Declared | Encoding::Utf8Bom => text.as_bytes(),
            Encoding::Utf16Le => {
                self.encoded.clear();
                self.encoded
                    .extend(text.encode_utf16().flat_map(u16::to_le_bytes));
                &self.encoded
            }
            Encoding::Utf16Be => {
                self.encoded.clear();
                self.encoded
                    .extend(text.encode_utf16().flat_map(u16::to_be_bytes));
                &self.encoded
            }
        };
        self.archive.write(bytes)?;
        self.bytes += bytes.len() as u64;
        (self.progress)(self.bytes)
    }

    /// What stands first in a file of text.
    pub(super) fn byte_order_mark(&mut self) -> io::Result<()> {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Declared => Ok(()),
            Encoding::Utf8Bom | Encoding::Utf16Le | Encoding::Utf16Be => self.text("\u{feff}"),
        }
    }

    /// Hands over what is no text.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.archive.write(bytes)?;
        self.bytes += bytes.len() as u64;
        (self.progress)(self.bytes)
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        self.archive.end()
    }

    /// A member that is no XML, in the same bytes whatever the encoding.
    pub(super) fn plain(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.start(name)?;
        self.archive.write(content)?;
        self.archive.end()
    }

    /// Ends the archive. Says how many bytes of XML or of rows there are.
    pub(super) fn finish(self) -> io::Result<u64> {
        self.archive.finish()?;
        Ok(self.bytes)
    }
}

/// Text in UTF-8, which is encoded.
impl Write for Output<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.text(simdutf8::basic::from_utf8(text).map_err(io::Error::other)?)?;
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
