//! What holds whatever the input is, as plain functions of bytes: each panics where something is wrong.
//!
//! They use the library by its public name only. The fuzz targets in `fuzz/` run them, and so does every run of the tests,
//! on seeded input (`tests/it/any_input/`).

pub mod convert;
pub mod decisions;
pub mod extracts;
pub mod members;
pub mod packages;
pub mod texts;

use std::path::Path;
use std::sync::LazyLock;

/// Where the files of an input are written: in memory, where there is such a place, as whatever is written is synced.
pub fn place() -> &'static Path {
    static PLACE: LazyLock<Box<Path>> = LazyLock::new(|| {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() {
            memory.into()
        } else {
            std::env::temp_dir().into()
        }
    });
    &PLACE
}
