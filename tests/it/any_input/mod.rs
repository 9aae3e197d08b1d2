//! What the fuzz targets check, on seeded input.

mod conversions;
mod decisions;
mod extracts;
mod packages;
