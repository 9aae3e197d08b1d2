use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::wording::wording;

/// A request to stop, which all that writes looks at from time to time: then what is half written goes away, and nothing
/// appears under its name.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

wording! {
    in "output";
    /// The error that ends the writing then, inside an [`io::Error`].
    pub enum Stopped {
        /// A stop was requested.
        OnRequest,
    }
}

impl Stop {
    /// Requests it.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// What to set to request it: for signal handlers.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// # Errors
    /// [`Stopped`], where it was requested.
    pub fn check(&self) -> io::Result<()> {
        if self.0.load(Ordering::Relaxed) {
            return Err(io::Error::other(Stopped::OnRequest));
        }
        Ok(())
    }
}
