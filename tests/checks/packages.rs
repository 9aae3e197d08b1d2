//! Histories that repeat themselves, and whole packages.

use std::io::Write;

use pchat::input::Progress;
use pchat::reading::Statistics;

use super::members::{options, scan};

/// The same pieces of a history again and again: from the second time on they are read by their shape.
pub fn repeated(data: &[u8]) {
    let (before, behind) = (
        &b"<Pool><ChatMessages><ChatRoom id=\"5\">"[..],
        &b"</ChatRoom></ChatMessages></Pool>"[..],
    );
    scan(&[before, data, data, data, behind].concat());
}

/// A whole package: whatever the bytes are, it is read or it is refused.
///
/// # Panics
/// Also where no temporary file can be written.
pub fn package(data: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(data).expect("a temporary file");
    for skip in [false, true] {
        let statistics = Statistics::default();
        let progress = Progress::default();
        let _ = pchat::migration::read(
            &[file.path().to_owned()],
            options(skip),
            &statistics,
            &progress,
        );
    }
}
