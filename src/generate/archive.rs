pub(super) mod deflate64_zip;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::patient::{FirstError, Patient};
use super::spelling::{Method, Spelling};
use crate::generate::archive::deflate64_zip::Deflate64Zip;
use crate::output::atomic;

/// Takes members one after the other.
pub(super) trait Archive {
    fn start(&mut self, name: &str) -> io::Result<()>;
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn end(&mut self) -> io::Result<()>;
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A zip file in the chosen spelling. `large`: a member may exceed 4 GB, which its header must announce.
pub(super) fn zip<'f>(
    file: &'f mut File,
    spelling: &Spelling,
    large: bool,
) -> Box<dyn Archive + 'f> {
    let method = match spelling.method {
        Method::Deflate => CompressionMethod::Deflated,
        Method::Stored => CompressionMethod::Stored,
        Method::Deflate64 => {
            let file = BufWriter::with_capacity(1 << 18, file);
            return Box::new(Deflate64Zip::new(file));
        }
    };
    let error = FirstError::default();
    let file = BufWriter::with_capacity(1 << 18, Patient::new(file, &error));
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .large_file(large || spelling.zip64)
        // The same bytes on every machine, at any time.
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Dos);
    if spelling.data_descriptors {
        Box::new(Zip {
            zip: ZipWriter::new_stream(file),
            options,
            error,
        })
    } else {
        Box::new(Zip {
            zip: ZipWriter::new(file),
            options,
            error,
        })
    }
}

struct Zip<W: Write + Seek> {
    zip: ZipWriter<W>,
    options: SimpleFileOptions,
    error: FirstError,
}

impl<W: Write + Seek> Archive for Zip<W> {
    fn start(&mut self, name: &str) -> io::Result<()> {
        // Names that are not ASCII come with the spelling `cp437-names` only.
        let name = cp437(name);
        self.zip.start_file_with_options(self.options.name(&name))?;
        self.error.told()
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.zip.write_all(bytes)?;
        self.error.told()
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        let this = *self;
        this.zip.finish()?.flush()?;
        this.error.told()
    }
}

/// A name in code page 437, which zip names are in unless they say otherwise.
pub(super) fn cp437(name: &str) -> Vec<u8> {
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
