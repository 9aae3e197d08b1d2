//! Both inputs read another way.

use std::path::{Path, PathBuf};

use pchat::migration::ReadOptions;
use pchat::reading::{Digests, Reading};
use pchat::verify::second::Side;
use pchat::verify::{Difference, second};

use super::super::common::Common;
use super::super::exit::Failure;
use super::super::terminal;

const NOT_READ_AGAIN: &str = "Not read a second way: the extract of the database.";

/// What a second reading found.
#[derive(Default)]
pub struct Second {
    /// What the two see otherwise.
    pub differences: Vec<Difference>,
    /// How much was compared.
    pub count: u64,
    /// Rooms whose messages come in another order.
    pub reordered: Vec<String>,
}

/// Reads both another way. What is no package has no other way.
pub fn read(
    common: &Common,
    paths: [&[PathBuf]; 2],
    options: &ReadOptions,
    readings: [&Reading<Digests>; 2],
    imported: bool,
) -> Result<Second, Failure> {
    let sides = [Side::Source, Side::Result];
    let mut packages: Vec<(Side, &Path, &Reading<Digests>)> = Vec::new();
    for ((side, paths), reading) in sides.into_iter().zip(paths).zip(readings) {
        match paths {
            [path] if reading.kind == "package" => packages.push((side, path, reading)),
            _ => terminal::remark(common, NOT_READ_AGAIN),
        }
    }
    let paths: Vec<&Path> = packages.iter().map(|(_, path, _)| *path).collect();
    let opinions = second::read_all(&paths, &options.layout, options.threads)?;
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
