//! The library panics where a temporary file cannot be written, as on a full disk: that is an error as any other.

use std::cell::Cell;
use std::io;
use std::panic::{self, AssertUnwindSafe};

use super::fault::NotWritten;

thread_local! {
    /// Whether this thread writes a workbook.
    static WRITES: Cell<bool> = const { Cell::new(false) };
}

/// Writes a workbook. A panic is an error of its temporary files.
pub(super) fn caught<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    WRITES.set(true);
    let written = panic::catch_unwind(AssertUnwindSafe(write));
    WRITES.set(false);
    written.unwrap_or_else(|_| Err(io::Error::other(NotWritten::Temporary)))
}

/// From now on nothing is said of such a panic but what the error says: to be called once, by the program, which has no other
/// hook for panics.
pub fn hush() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map_or("", |place| place.file());
        if !(WRITES.get() && place.contains("rust_xlsxwriter")) {
            usual(panic);
        }
    }));
}
