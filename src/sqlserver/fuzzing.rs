//! What fuzz targets check of items that are not public: `cargo fuzz` builds the library with this way to them.

pub use super::database::backup::fuzzing::mtf;
pub use super::database::catalogue::fuzzing::catalogue;
pub use super::database::compressed::fuzzing::{compressed, huffman};
pub use super::database::rows::fuzzing::{lob, page};
pub use super::delimited::fuzzing::delimited;
pub use super::native::fuzzing::native;
pub use super::script::fuzzing::script;
