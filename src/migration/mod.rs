//! The loop: an input is read, a plan is carried out.

pub mod conversion;
mod options;
mod reading;

pub use options::ReadOptions;
pub use reading::{Kind, read, read_as, read_both};
