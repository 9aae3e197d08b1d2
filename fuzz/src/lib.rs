//! The fuzz targets of `pchat`. What they check is written in the library's own folders, because its tests check it too.

#[path = "../../src/migration/conversion/fuzzing/mod.rs"]
pub mod convert;
#[path = "../../src/decisions/fuzzing.rs"]
pub mod decisions;
#[path = "../../src/sqlserver/fuzzing.rs"]
pub mod extracts;
#[path = "../../src/package/read/fuzzing/mod.rs"]
pub mod source;

use std::path::Path;
use std::sync::LazyLock;

/// Where the files of an input are written: in memory, where there is such a place.
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
