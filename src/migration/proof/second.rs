//! Both inputs read another way.

use std::path::{Path, PathBuf};

use crate::input::Error;
use crate::migration::{Note, ReadOptions, Watch};
use crate::reading::{Digests, InputKind, Reading};
use crate::verify::second::Side;
use crate::verify::{Difference, second};

/// What a second reading found.
#[derive(Default)]
pub(super) struct Second {
    /// What the two see otherwise.
    pub differences: Vec<Difference>,
    /// How much was compared.
    pub count: u64,
    /// Rooms whose messages come in another order.
    pub reordered: Vec<String>,
}

/// Reads both another way. What is no package has no other way.
pub(super) fn read<W: Watch>(
    watch: &W,
    paths: [&[PathBuf]; 2],
    options: &ReadOptions,
    readings: [&Reading<Digests>; 2],
    imported: bool,
) -> Result<Second, Error> {
    let sides = [Side::Source, Side::Result];
    let mut packages: Vec<(Side, &Path, &Reading<Digests>)> = Vec::new();
    for ((side, paths), reading) in sides.into_iter().zip(paths).zip(readings) {
        match paths {
            [path] if reading.kind == InputKind::Package => packages.push((side, path, reading)),
            _ => watch.note(Note::NotReadAgain),
        }
    }
    let paths: Vec<&Path> = packages.iter().map(|(_, path, _)| *path).collect();
    let opinions = second::read_all(&paths, &options.layout)?;
    let mut found = Second::default();
    for ((side, _, reading), opinion) in packages.iter().zip(&opinions) {
        let (members, directory) = (&reading.members, &reading.directory);
        let (differences, count) =
            second::compare(*side, members, directory, &reading.total, opinion);
        found.differences.extend(differences);
        found.count += count;
    }
    // A target may number and write them in its own way.
    if let ([source, result], false) = (&opinions[..], imported) {
        let directory = &readings[1].directory;
        let (rooms, differences) = second::reordered(directory, source, result);
        found.reordered = rooms;
        found.differences.extend(differences);
    }
    Ok(found)
}
