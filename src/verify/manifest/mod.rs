//! What the manifest beside a result says of it, and that held against what is there: `docs/manifest.md`.

mod compare;
mod record;
mod rooms;

pub use compare::{Package, PackageFile, compare, promised};
pub use record::Record;
pub use rooms::{RoomEntry, rooms};
