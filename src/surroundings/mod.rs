//! What is known of the surroundings of a pool: what the target holds already, and which files the file store has.

mod fault;
pub mod store;
pub mod target;
