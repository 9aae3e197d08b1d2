//! Extracts of the database: scripts, CSV and tab-separated text, what `bcp` and `sqlcmd` write, bacpac.
//!
//! Each [`Form`] finds rows in its kind of file; from there on all are the same: rows of tables become a
//! [`Directory`](crate::directory::Directory) and a stream of messages in one place.

mod encoding;
mod form;
mod format_file;
mod numbers;
mod options;
mod pieces;
mod reading;
mod recognise;
mod row;
pub mod schema;
mod script;
mod table;

pub use encoding::CodePage;
pub use options::ExtractOptions;
pub use row::{Row, Value};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use script::fuzzing::script as fuzz_script;
pub use table::{Column, Kind, SqlType, Table, TableName};
