//! Where bytes go: files and folders that appear only when they are whole, and zips.

pub(crate) mod atomic;
mod digest;
pub(crate) mod zip;

pub use atomic::{
    NewFile, OutputError, Problem, Rights, Stop, Stopped, keep_folder_out_of, keep_out_of, replace,
};
pub use digest::PackageDigest;
