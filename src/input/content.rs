//! What a member holds, as it is read: uncompressed, once, from its beginning.

use std::fs::File;
use std::io::{self, Read, Take};

use super::hashed::Hashed;
use super::inflate::{Inflate, append};

/// The bytes of a member.
pub(crate) enum Content {
    /// Not compressed, and with nothing to compare it with.
    Plain(Box<dyn Read + Send>),
    /// Of a zip: damage is an error.
    Entry(Box<Inflate<Hashed<Take<File>>>>),
}

impl Content {
    /// Appends to a vector until it has no room left; `true` at the end. With an error, what comes before it was appended.
    pub fn fill(&mut self, into: &mut Vec<u8>) -> io::Result<bool> {
        match self {
            Content::Plain(reader) => {
                append(reader, into)?;
                Ok(into.len() < into.capacity())
            }
            Content::Entry(entry) => entry.fill(into),
        }
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Content::Plain(reader) => reader.read(buffer),
            Content::Entry(entry) => entry.read(buffer),
        }
    }
}
