//! Memory for chunks, used again and again.

use std::sync::{Mutex, PoisonError};

/// Buffers of one size that are not in use at the moment. Without them every chunk would be memory that the system
/// clears first, as chunks end in another thread than they begin in.
#[derive(Debug)]
pub(crate) struct Buffers {
    size: usize,
    free: Mutex<Vec<Vec<u8>>>,
}

impl Buffers {
    /// Buffers for chunks of so many bytes of text.
    pub fn new(size: usize) -> Self {
        Buffers {
            size,
            free: Mutex::default(),
        }
    }

    /// How many bytes of text a chunk is to have: each has room for some more.
    pub fn size(&self) -> usize {
        self.size
    }

    /// An empty buffer.
    pub fn take(&self) -> Vec<u8> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let used = free.pop();
        drop(free);
        used.unwrap_or_else(|| Vec::with_capacity(self.capacity()))
    }

    fn capacity(&self) -> usize {
        self.size + self.size / 8
    }

    /// Takes one back. One that had to grow, or to be cut, is not kept.
    pub fn give(&self, mut buffer: Vec<u8>) {
        if buffer.capacity() == self.capacity() {
            buffer.clear();
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.push(buffer);
        }
    }
}
