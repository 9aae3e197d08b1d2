//! The redacted package: it appears when it is whole.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::output::atomic::Lock;
use crate::output::{OutputError, Rights, atomic};

/// Where the package goes.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    force: bool,
    rights: Rights,
}

/// A package that is being written. It goes away unless it is finished.
#[derive(Debug)]
pub(super) struct Output {
    target: Target,
    file: NamedTempFile,
    _lock: Lock,
}

impl Target {
    /// Makes sure that it can be written: to be asked before the work begins. `inputs` are files or folders that must stay
    /// as they are.
    ///
    /// # Errors
    /// Where the name does not end in `.zip`; where something is there and `force` is not given; where it is an input, or
    /// inside of one; where the folder is missing or not open to us.
    pub fn new(path: &Path, force: bool, inputs: &[PathBuf]) -> Result<Self, OutputError> {
        atomic::check(path, true)?;
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        atomic::keep_out_of(&inputs, path)?;
        atomic::check_is_zip(path)?;
        atomic::check(path, force)?;
        let target = Target {
            path: path.to_owned(),
            force,
            rights: Rights::ANY,
        };
        // To be refused later would be a pity. This file has no name: whatever happens, nothing of it stays.
        atomic::try_in(atomic::folder_of(path)).map_err(|error| OutputError::new(path, error))?;
        Ok(target)
    }

    /// The same with who may read the package, where none is replaced.
    pub fn with_rights(self, rights: Rights) -> Self {
        Target { rights, ..self }
    }

    pub(super) fn begin(self) -> Result<Output, OutputError> {
        Ok(Output {
            _lock: Lock::to_write(&self.path)?,
            file: self.temporary()?,
            target: self,
        })
    }

    fn temporary(&self) -> Result<NamedTempFile, OutputError> {
        let file = atomic::temporary(atomic::folder_of(&self.path), self.rights);
        file.map_err(|error| OutputError::new(&self.path, error))
    }
}

impl Output {
    /// The file, empty.
    pub fn file(&self) -> Result<File, OutputError> {
        let file = self.file.as_file().try_clone();
        file.map_err(|error| self.error(error))
    }

    /// What to say of an error while it was written.
    pub fn error(&self, error: io::Error) -> OutputError {
        let written = self.file.as_file().metadata();
        let written = written.map_or(0, |metadata| metadata.len());
        OutputError::new(&self.target.path, error).after(written, None)
    }

    /// Lets it appear.
    pub fn finish(self) -> Result<(), OutputError> {
        let Target { path, force, .. } = &self.target;
        atomic::put(self.file, path, *force).map_err(|error| OutputError::new(path, error))
    }
}
