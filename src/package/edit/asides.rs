//! Parts of a member that have to stand further behind: a category inside another one comes to stand beside it.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use tempfile::SpooledTempFile;

use super::out::Mark;

/// How much of all parts together is kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Writes to an output, with parts that are set aside for a while.
pub(super) struct Asides<W> {
    out: W,
    /// All that was set aside, in the order in which it came. Parts inside of parts are torn apart by that, but one file
    /// does for any number of them.
    aside: SpooledTempFile,
    /// How much that is, in bytes.
    length: u64,
    /// Where each part is in it, in the order of the input.
    parts: Vec<Vec<Range<u64>>>,
    /// Those that are not whole yet, by their place; the last one is being written.
    open: Vec<usize>,
}

impl<W: Write> Asides<W> {
    /// `folder` is for what does not fit into memory.
    pub fn new(out: W, folder: &Path) -> Self {
        Asides {
            out,
            aside: SpooledTempFile::new_in(IN_MEMORY, folder),
            length: 0,
            parts: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Does what a mark says.
    pub fn mark(&mut self, mark: Mark) -> io::Result<()> {
        match mark {
            Mark::Aside => {
                self.open.push(self.parts.len());
                self.parts.push(Vec::new());
            }
            Mark::Back => {
                self.open.pop();
            }
            Mark::Here => self.put_back()?,
        }
        Ok(())
    }

    fn put_back(&mut self) -> io::Result<()> {
        for piece in std::mem::take(&mut self.parts).into_iter().flatten() {
            self.aside.seek(SeekFrom::Start(piece.start))?;
            let length = piece.end - piece.start;
            let copied = io::copy(&mut (&mut self.aside).take(length), &mut self.out)?;
            if copied < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        self.aside.set_len(0)?;
        self.aside.rewind()?;
        self.length = 0;
        Ok(())
    }
}

impl<W: Write> Write for Asides<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(part) = self.open.last() else {
            return self.out.write(bytes);
        };
        let written = self.aside.write(bytes)?;
        let from = self.length;
        self.length += written as u64;
        let pieces = &mut self.parts[*part];
        match pieces.last_mut() {
            Some(last) if last.end == from => last.end = self.length,
            _ => pieces.push(from..self.length),
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_inside_of_parts_come_behind_them_however_large_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let large = "b".repeat(2 * IN_MEMORY);
        let mut asides = Asides::new(Vec::new(), folder.path());
        for round in ["1", "2"] {
            asides.write_all(round.as_bytes()).unwrap();
            for (mark, text) in [
                (Mark::Aside, "a"),
                (Mark::Aside, large.as_str()),
                (Mark::Back, "c"),
                (Mark::Back, "."),
                (Mark::Here, ";"),
            ] {
                asides.mark(mark).unwrap();
                asides.write_all(text.as_bytes()).unwrap();
            }
        }
        let found = String::from_utf8(asides.out).unwrap();
        assert!(found == format!("1.ac{large};2.ac{large};"));
    }
}
