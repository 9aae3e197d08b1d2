//! A file that is read at any place.
//!
//! It is read, not mapped: where a disk fails or a file shrinks meanwhile, reading gives an error, while a mapping ends the
//! program.

use std::fs::File;
use std::io;
use std::path::Path;

use super::storage::Bytes;

/// A file.
pub(crate) struct PlainFile {
    file: File,
    length: u64,
}

impl PlainFile {
    /// Opens a file.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(PlainFile { file, length })
    }
}

impl Bytes for PlainFile {
    fn length(&self) -> u64 {
        self.length
    }

    #[cfg(unix)]
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, at)
    }

    #[cfg(windows)]
    fn read(&self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let mut done = 0;
        while done < buffer.len() {
            let rest = &mut buffer[done..];
            match std::os::windows::fs::FileExt::seek_read(&self.file, rest, at + done as u64) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(more) => done += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
