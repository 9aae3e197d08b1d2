//! Where bytes come from: files, folders and zips, what is inside them, and what is wrong with them.

pub(crate) mod aside;
pub(crate) mod buffers;
pub(crate) mod encodings;
pub(crate) mod error;
pub(crate) mod fault;
pub(crate) mod foreign;
pub(crate) mod hashed;
pub(crate) mod inflate;
#[cfg(test)]
mod inflate_tests;
pub(crate) mod limits;
pub(crate) mod members;
mod own_name;
pub(crate) mod progress;
mod skipped;
pub(crate) mod spreadsheet;
pub(crate) mod stamps;
pub(crate) mod walk;
pub(crate) mod zip;

pub use encodings::{CodePage, NoCodePage};
pub use error::{Details, Error, Place};
pub use limits::Limits;
pub use own_name::own_name;
pub use progress::Progress;
pub use skipped::Skipped;
pub use stamps::Stamps;

pub(crate) use aside::is_aside;
