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
pub(crate) mod write;
mod writing;

use crate::input::Limits;

pub use layout::Layout;
pub use read::{check, fill_in_checksums, read_member};
pub use writing::MemberWritten;

pub(crate) use crate::package::layout::Whereabouts;
pub(crate) use writing::{Expected, Failure};

/// How a package is read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Where things stand in its XML.
    pub layout: &'a Layout,
    /// Step over damaged records and count them, rather than end with an error.
    pub skip_damaged: bool,
    /// Show what stands where something is wrong, be it a piece of a message; else its length only.
    pub show_content: bool,
    /// What the input may ask for at most.
    pub limits: &'a Limits,
}
