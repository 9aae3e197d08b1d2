//! Tables of an extract as they are: their list, and the rows of one.

mod list;
mod printer;
mod value;

pub use list::{list_csv, list_json, list_table};
pub use printer::Printer;
