use std::fs;
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

    /// Writes several, each with its content: all of them, or none that was not there before.
    ///
    /// # Errors
    /// Where one of them cannot be written, or a stop was requested.
    pub fn write_all(files: &[(&NewFile, Vec<u8>)], stop: &Stop) -> Result<(), OutputError> {
        let mut waiting = Vec::new();
        for (file, content) in files {
            let wait = || -> io::Result<_> {
                stop.check()?;
                let mut temporary = temporary(folder_of(&file.path), file.rights)?;
                temporary.write_all(content)?;
                Ok(temporary)
            };
            waiting.push(wait().map_err(|error| OutputError::new(&file.path, error))?);
        }
        let mut new: Vec<&Path> = Vec::new();
        for ((file, _), temporary) in files.iter().zip(waiting) {
            let was_there = fs::symlink_metadata(&file.path).is_ok();
            if let Err(error) = put(temporary, &file.path, file.force) {
                // That this fails too cannot be helped.
                for path in new {
                    let _ = fs::remove_file(path);
                }
                return Err(OutputError::new(&file.path, error));
            }
            if !was_there {
                new.push(&file.path);
            }
        }
        Ok(())
    }
}
