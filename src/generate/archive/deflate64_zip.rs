use std::io::{self, Seek, SeekFrom, Write};

use crate::generate::archive::{Archive, cp437};
use crate::generate::deflate64::Encoder;

const METHOD: u16 = 9;
const VERSION: u16 = 21;
/// 1980-01-01, the first day that a zip file knows.
const DATE: u16 = 0x21;

/// A zip file whose members are compressed with Deflate64, which the `zip` library reads but does not write.
/// Neither members nor the file can exceed 4 GB.
pub(super) struct Deflate64Zip<W: Write + Seek> {
    file: W,
    entries: Vec<Entry>,
    open: Option<Encoder>,
    crc: crc32fast::Hasher,
}

#[derive(Default)]
struct Entry {
    name: Vec<u8>,
    at: u64,
    crc: u32,
    packed: u64,
    size: u64,
}

impl<W: Write + Seek> Deflate64Zip<W> {
    pub(super) fn new(file: W) -> Self {
        Deflate64Zip {
            file,
            entries: Vec::new(),
            open: None,
            crc: crc32fast::Hasher::new(),
        }
    }

    fn take_packed(&mut self) -> io::Result<()> {
        if let (Some(encoder), Some(entry)) = (&mut self.open, self.entries.last_mut()) {
            self.file.write_all(&encoder.out)?;
            entry.packed += encoder.out.len() as u64;
            encoder.out.clear();
        }
        Ok(())
    }
}

impl Entry {
    /// The fields that the local and the central header share.
    fn header(&self) -> io::Result<Vec<u8>> {
        let mut header = Vec::new();
        for number in [VERSION, 0, METHOD, 0, DATE] {
            header.extend(number.to_le_bytes());
        }
        header.extend(self.crc.to_le_bytes());
        header.extend(small(self.packed)?);
        header.extend(small(self.size)?);
        header.extend((self.name.len() as u16).to_le_bytes());
        // No extra field.
        header.extend([0; 2]);
        Ok(header)
    }
}

fn small(number: u64) -> io::Result<[u8; 4]> {
    u32::try_from(number).map(u32::to_le_bytes).map_err(|_| {
        io::Error::other("more than 4 GB, which the spelling `deflate64` cannot write")
    })
}

impl<W: Write + Seek> Archive for Deflate64Zip<W> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        let entry = Entry {
            name: cp437(name),
            at: self.file.stream_position()?,
            ..Entry::default()
        };
        self.file.write_all(b"PK\x03\x04")?;
        self.file.write_all(&entry.header()?)?;
        self.file.write_all(&entry.name)?;
        self.entries.push(entry);
        self.open = Some(Encoder::new());
        self.crc = crc32fast::Hasher::new();
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.crc.update(bytes);
        if let (Some(encoder), Some(entry)) = (&mut self.open, self.entries.last_mut()) {
            entry.size += bytes.len() as u64;
            encoder.write(bytes);
        }
        self.take_packed()
    }

    fn end(&mut self) -> io::Result<()> {
        if let Some(encoder) = &mut self.open {
            encoder.finish();
        }
        self.take_packed()?;
        self.open = None;
        if let Some(entry) = self.entries.last_mut() {
            entry.crc = self.crc.clone().finalize();
            self.file.seek(SeekFrom::Start(entry.at + 4))?;
            self.file.write_all(&entry.header()?)?;
            self.file.seek(SeekFrom::End(0))?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let start = self.file.stream_position()?;
        for entry in &self.entries {
            self.file.write_all(b"PK\x01\x02")?;
            self.file.write_all(&VERSION.to_le_bytes())?;
            self.file.write_all(&entry.header()?)?;
            // No comment, first disk, no attributes.
            self.file.write_all(&[0; 10])?;
            self.file.write_all(&small(entry.at)?)?;
            self.file.write_all(&entry.name)?;
        }
        let end = self.file.stream_position()?;
        let count = u16::try_from(self.entries.len())
            .map_err(|_| {
                io::Error::other(
                    "more than 65,535 members, which the spelling `deflate64` cannot write",
                )
            })?
            .to_le_bytes();
        self.file.write_all(b"PK\x05\x06")?;
        self.file.write_all(&[0; 4])?;
        self.file.write_all(&count)?;
        self.file.write_all(&count)?;
        self.file.write_all(&small(end - start)?)?;
        self.file.write_all(&small(start)?)?;
        self.file.write_all(&[0; 2])?;
        self.file.flush()
    }
}
