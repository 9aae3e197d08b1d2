//! Pieces that were decoded not long ago.

use std::sync::{Arc, Mutex, PoisonError};

/// Neighbours go to different ones, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// Some pieces, by their number: those that were used last.
pub(super) struct Cache {
    shards: [Mutex<Vec<Kept>>; SHARDS],
    /// How many pieces each of them keeps.
    most: usize,
}

/// A piece.
struct Kept {
    number: usize,
    bytes: Arc<Vec<u8>>,
}

impl Cache {
    /// An empty one for so many pieces.
    pub fn new(most: usize) -> Self {
        Cache {
            shards: Default::default(),
            most: (most / SHARDS).max(1),
        }
    }

    /// A piece, if it is there.
    pub fn get(&self, number: usize) -> Option<Arc<Vec<u8>>> {
        let mut shard = self.shard(number);
        let place = shard.iter().position(|kept| kept.number == number)?;
        // The last one was used last.
        shard[place..].rotate_left(1);
        shard.last().map(|kept| Arc::clone(&kept.bytes))
    }

    /// Keeps a piece, in the place of the one that was used longest ago. Two threads may bring the same: they decode
    /// without waiting for each other.
    pub fn put(&self, number: usize, bytes: &Arc<Vec<u8>>) {
        let mut shard = self.shard(number);
        if shard.iter().any(|kept| kept.number == number) {
            return;
        }
        if shard.len() >= self.most {
            shard.remove(0);
        }
        let bytes = Arc::clone(bytes);
        shard.push(Kept { number, bytes });
    }

    fn shard(&self, number: usize) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        // A thread that panics has left whole pieces.
        let shard = self.shards[number % SHARDS].lock();
        shard.unwrap_or_else(PoisonError::into_inner)
    }
}
