//! The digest of a package as a file: by it a manifest knows its package.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use xxhash_rust::xxh3::Xxh3Default;

/// How much is read at a time.
const PIECE: usize = 1 << 18;

/// What the file of a package is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PackageDigest {
    /// Its size in bytes.
    pub bytes: u64,
    /// The XXH3 of its bytes, 128 bits: what `xxh128sum` says.
    pub digest: u128,
}

impl PackageDigest {
    /// Reads a file from its beginning to its end.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of(mut file: &File) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let (mut hasher, mut bytes) = (Xxh3Default::new(), 0);
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => break,
                Ok(length) => {
                    hasher.update(&piece[..length]);
                    bytes += length as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(PackageDigest {
            bytes,
            digest: hasher.digest128(),
        })
    }
}
