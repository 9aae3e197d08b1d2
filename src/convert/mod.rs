//! Applies a plan to an input.

mod package;
