//! XML: its marks, its tags as they stand in the input, and how elements and text are written.

pub(crate) mod escape;
pub(crate) mod markup;
pub(crate) mod token;
pub(crate) mod write;
pub(crate) mod wrong;
