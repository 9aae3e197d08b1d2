//! Readers: each turns one kind of input into the model.

mod error;
pub mod store;
pub mod target;

pub use error::{Details, Error, Place};
