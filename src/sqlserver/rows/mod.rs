//! Tables and rows, and how their values are written.

pub(crate) mod form;
pub(crate) mod numbers;
pub(crate) mod rewrite;
pub(crate) mod row;
pub(crate) mod table;
pub(crate) mod table_rows;
