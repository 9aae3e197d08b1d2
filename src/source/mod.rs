//! Readers: each turns one kind of input into the model.

pub mod store;
pub mod target;
