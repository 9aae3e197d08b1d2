//! What the manifest beside a result says of it, held against what is there: `docs/manifest.md`.

mod compare;
mod record;

pub use compare::{Package, compare, promised};
pub use record::{PackageFile, Record};
