//! What the fuzz targets of `pchat` check: the tests check it too, so it stands among them.

#[path = "../../tests/checks/mod.rs"]
mod checks;

pub use checks::*;
