//! What members are written into: a zip, a folder, or one file.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::spelling::{self, Spelling};
use crate::input::zip::EntryHeader;
use crate::output::zip::{self, Form, Method, Packing};
use crate::output::{Stop, atomic};

/// Takes members one after the other.
pub(super) trait Archive {
    fn start(&mut self, name: &str) -> io::Result<()>;
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn end(&mut self) -> io::Result<()>;
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A zip file in the chosen spelling.
pub(super) struct Zip {
    zip: zip::Archive,
    /// What is said of every entry.
    header: EntryHeader,
}

impl Zip {
    /// Into an empty file. `large`: a member may exceed 4 GB, and all headers have room for that.
    pub(super) fn new(file: &File, spelling: &Spelling, large: bool) -> io::Result<Self> {
        const REGULAR_FILE: u32 = 0o100_644 << 16;
        let method = match spelling.method {
            spelling::Method::Deflate => Method::SeamlessDeflate { level: 6 },
            spelling::Method::Stored => Method::Stored,
            spelling::Method::Deflate64 => Method::Deflate64,
        };
        let is_deflate64 = spelling.method == spelling::Method::Deflate64;
        let form = Form {
            wide: !is_deflate64 && (large || spelling.zip64),
            descriptors: !is_deflate64 && spelling.data_descriptors,
            first_version: true,
        };
        let mut header = EntryHeader::plain("", 0);
        header.made_by = match spelling.method {
            _ if form.wide => 45,
            spelling::Method::Stored => 10,
            spelling::Method::Deflate => 20,
            spelling::Method::Deflate64 => 21,
        };
        if !is_deflate64 {
            header.external = REGULAR_FILE;
        }
        let packing = Packing {
            method,
            form,
            stop: Stop::default(),
        };
        Ok(Zip {
            zip: zip::Archive::new(file.try_clone()?, packing),
            header,
        })
    }
}

impl Archive for Zip {
    fn start(&mut self, name: &str) -> io::Result<()> {
        // Names that are not ASCII come with the spelling `cp437-names` only.
        self.header.name = cp437(name);
        self.zip.start(&self.header)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.zip.write_all(bytes)
    }

    fn end(&mut self) -> io::Result<()> {
        self.zip.end().map(drop)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.zip.finish().map(drop)
    }
}

/// A name in code page 437, which zip names are in unless they say otherwise.
fn cp437(name: &str) -> Vec<u8> {
    name.chars()
        .map(|character| match character {
            'Ü' => 0x9a,
            ' '..='~' => character as u8,
            _ => b'_',
        })
        .collect()
}

/// One file, whatever its members are called.
pub(super) struct OneFile<'f>(pub(super) BufWriter<&'f mut File>);

impl Archive for OneFile<'_> {
    fn start(&mut self, _name: &str) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

/// A folder of files, which stay there whatever happens to the machine once it is finished.
pub(super) struct Folder {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    /// The folders inside that files are in.
    inside: BTreeSet<PathBuf>,
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Folder {
            path: path.to_owned(),
            file: None,
            inside: BTreeSet::new(),
        }
    }
}

impl Archive for Folder {
    fn start(&mut self, name: &str) -> io::Result<()> {
        let path = self.path.join(name);
        for folder in path.ancestors().skip(1) {
            if !folder.starts_with(&self.path) || !self.inside.insert(folder.to_owned()) {
                break;
            }
            fs::create_dir_all(folder)?;
        }
        self.file = Some(BufWriter::with_capacity(1 << 18, File::create_new(path)?));
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file
            .as_mut()
            .map_or(Ok(()), |file| file.write_all(bytes))
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        for folder in &self.inside {
            atomic::sync_folder(folder);
        }
        Ok(())
    }
}
