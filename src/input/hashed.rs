//! A digest of an entry's packed bytes, taken as they pass: when the entry is copied later, it shows whether they are
//! still the ones that were read.

use std::io::{self, Read};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::Xxh3Default;

/// The digest (XXH3, 64 bits) of all packed bytes of an entry, once they were read.
pub(crate) type PackedDigest = Arc<OnceLock<u64>>;

/// Reads the packed bytes of an entry.
pub(crate) struct Hashed<R> {
    packed: R,
    /// Bytes that are to come.
    left: u64,
    hasher: Xxh3Default,
    digest: PackedDigest,
}

impl<R> Hashed<R> {
    /// `length`: how many there are.
    pub fn new(packed: R, length: u64, digest: PackedDigest) -> Self {
        let hasher = Xxh3Default::new();
        if length == 0 {
            let _ = digest.set(hasher.digest());
        }
        Hashed {
            packed,
            left: length,
            hasher,
            digest,
        }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.packed.read(buffer)?;
        self.hasher.update(&buffer[..length]);
        self.left -= length as u64;
        if self.left == 0 {
            // Another reading of it finds the same, or else the first digest counts.
            let _ = self.digest.set(self.hasher.digest());
        }
        Ok(length)
    }
}
