//! Extracts of the database: scripts, CSV and tab-separated text, what `bcp` and `sqlcmd` write, bacpac.
//!
//! Each [`Form`] finds rows in its kind of file; from there on all are the same: rows of tables become a
//! [`Directory`](crate::directory::Directory) and a stream of messages in one place.

mod code_page;
mod delimited;
mod encoding;
mod form;
mod format_file;
mod options;
mod pieces;
mod reading;
mod recognise;
mod row;
pub mod schema;
mod table;

#[cfg(fuzzing)]
#[doc(hidden)]
pub use delimited::fuzzing::delimited as fuzz_delimited;
pub use encoding::CodePage;
pub use options::ExtractOptions;
pub use row::{Row, Value};
pub use table::{Column, Kind, SqlType, Table, TableName};
