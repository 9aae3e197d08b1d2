use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::bufread::DeflateDecoder;

use super::Fault;
use crate::input::zip::{LocalEntry, local_entries};
use crate::input::{Error, is_aside};

/// Bytes read at a time.
const PIECE: usize = 1 << 16;

/// As deep as folders are followed.
const DEEPEST: usize = 32;

/// Where a member lies.
pub(super) struct Content {
    pub name: String,
    path: PathBuf,
    entry: Option<LocalEntry>,
}

impl Content {
    /// Its bytes, uncompressed.
    pub fn open(&self) -> io::Result<Box<dyn Read>> {
        let mut file = File::open(&self.path)?;
        let Some(entry) = &self.entry else {
            return Ok(Box::new(BufReader::with_capacity(PIECE, file)));
        };
        file.seek(SeekFrom::Start(entry.start))?;
        let packed = BufReader::with_capacity(PIECE, file.take(entry.packed));
        Ok(match entry.method {
            8 => Box::new(DeflateDecoder::new(packed)),
            9 => Box::new(deflate64::Deflate64Decoder::with_buffer(packed)),
            _ => Box::new(packed),
        })
    }
}

/// All members that are read: hidden and temporary files never are.
pub(super) fn list(path: &Path) -> Result<Vec<Content>, Error> {
    let cannot =
        |cause| Error::io(Fault::InputUnreadable, cause).in_input(path.display().to_string());
    let mut contents = Vec::new();
    if fs::metadata(path).map_err(cannot)?.is_dir() {
        walk(path, "", 0, &mut contents).map_err(cannot)?;
    } else {
        let mut first = [0; 2];
        let mut file = File::open(path).map_err(cannot)?;
        let length = super::fill(&mut file, &mut first).map_err(cannot)?;
        if first[..length] != *b"PK" {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // A file that is named is read, whatever it is called.
            return Ok(vec![Content {
                name: name.into_owned(),
                path: path.to_owned(),
                entry: None,
            }]);
        }
        for entry in local_entries(path)? {
            contents.push(Content {
                name: entry.name.clone(),
                path: path.to_owned(),
                entry: Some(entry),
            });
        }
    }
    contents.retain(|content| !is_aside(&content.name));
    contents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(contents)
}

fn walk(folder: &Path, prefix: &str, depth: usize, contents: &mut Vec<Content>) -> io::Result<()> {
    if depth > DEEPEST {
        return Err(io::Error::other(Fault::TooDeep));
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), depth + 1, contents)?;
        } else if kind.is_file() {
            contents.push(Content {
                name,
                path: entry.path(),
                entry: None,
            });
        }
    }
    Ok(())
}

/// Counts and sums up whatever is read through it.
pub(super) struct Checked<R> {
    inner: R,
    bytes: u64,
    crc: crc32fast::Hasher,
}

impl<R: Read> Checked<R> {
    pub fn new(inner: R) -> Self {
        Checked {
            inner,
            bytes: 0,
            crc: crc32fast::Hasher::new(),
        }
    }

    /// Bytes, and their CRC-32.
    pub fn done(self) -> (u64, u32) {
        (self.bytes, self.crc.finalize())
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.crc.update(&buffer[..length]);
        self.bytes += length as u64;
        Ok(length)
    }
}
