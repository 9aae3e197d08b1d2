use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{OutputError, Rights, Stop, check, folder_of, keep_out_of, put, temporary};

/// A small file that is to be written: it appears when it is whole.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    force: bool,
    rights: Rights,
}

impl NewFile {
    /// To be asked before the work begins. What exists is replaced with `force` only, an input never.
    ///
    /// # Errors
    /// Where the file could not get its name.
    pub fn new(
        path: &Path,
        force: bool,
        inputs: &[&Path],
        rights: Rights,
    ) -> Result<NewFile, OutputError> {
        keep_out_of(inputs, path)?;
        check(path, force)?;
        Ok(NewFile {
            path: path.to_owned(),
            force,
            rights,
        })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written, or a stop was requested: then there is what was there before.
    pub fn write(
        &self,
        stop: &Stop,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let whole = || -> io::Result<()> {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            stop.check()?;
            let mut file = temporary(folder_of(&self.path), self.rights)?;
            file.write_all(&bytes)?;
            put(file, &self.path, self.force)
        };
        whole().map_err(|error| OutputError::new(&self.path, error))
    }
}
