//! Parts of a member that have to stand further behind: a category inside another one comes to stand beside it.

use std::io::{self, Read, Seek, Write};

use tempfile::SpooledTempFile;

use super::out::Mark;

/// How much of a part is kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Writes to an output, with parts that are set aside for a while.
pub(super) struct Asides<W> {
    out: W,
    /// What was set aside, in the order of the input.
    parts: Vec<SpooledTempFile>,
    /// Those that are not whole yet, by their place; the last one is being written.
    open: Vec<usize>,
}

impl<W: Write> Asides<W> {
    pub fn new(out: W) -> Self {
        Asides {
            out,
            parts: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Does what a mark says.
    pub fn mark(&mut self, mark: Mark) -> io::Result<()> {
        match mark {
            Mark::Aside => {
                self.open.push(self.parts.len());
                self.parts.push(SpooledTempFile::new(IN_MEMORY));
            }
            Mark::Back => {
                self.open.pop();
            }
            Mark::Here => {
                for mut part in std::mem::take(&mut self.parts) {
                    part.rewind()?;
                    let mut piece = vec![0; IN_MEMORY];
                    loop {
                        let length = part.read(&mut piece)?;
                        if length == 0 {
                            break;
                        }
                        self.out.write_all(&piece[..length])?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl<W: Write> Write for Asides<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.open.last() {
            Some(at) => self.parts[*at].write(bytes),
            None => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
