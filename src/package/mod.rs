//! The export package: a zip, its unpacked folder, or one bare member.
//!
//! Its inner form is mostly not public (reference: export-package). So where things stand is data ([`Layout`]),
//! members are recognised by what is in them, and whatever is not understood is named.

pub(crate) mod edit;
pub(crate) mod layout;
pub(crate) mod paths;
#[cfg(test)]
mod paths_tests;
pub(crate) mod read;
mod whereabouts;
pub(crate) mod write;
mod writing;

pub use layout::Layout;
pub use read::{check, fill_in_checksums, read_member};
pub use writing::MemberWritten;

pub(crate) use whereabouts::Whereabouts;
pub(crate) use writing::{Expected, Failure};
