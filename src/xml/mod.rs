//! XML: its marks, its tags as they stand in the input, and how text is written in it.

pub(crate) mod escape;
pub(crate) mod markup;
pub(crate) mod token;
pub(crate) mod wrong;
