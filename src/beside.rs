//! Files that appear under their name only when they are whole: written beside it, and renamed.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A request to stop that whoever writes looks at from time to time: what is half written is removed, and nothing
/// appears under its name.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// What [`Stop::check`] says when it was requested.
#[derive(Debug)]
pub struct Stopped;

impl Stop {
    /// Requests it.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// # Errors
    /// [`Stopped`], where it was requested.
    pub fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) {
            return Err(io::Error::other(Stopped));
        }
        Ok(())
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped on request")
    }
}

impl std::error::Error for Stopped {}
