//! The fuzz targets of `pchat`. What they check is written in the library's own folder, because its tests check it too.

#[path = "../../src/source/package/fuzzing/mod.rs"]
pub mod fuzzing;
