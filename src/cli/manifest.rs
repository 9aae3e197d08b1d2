//! The manifest beside a result.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use pchat::convert::PackageDigest;
use pchat::source::Error;
use pchat::verify::manifest::{PackageFile, Record};

use super::input;

/// A manifest that was found.
pub struct Manifest {
    /// Its file name.
    pub name: String,
    /// What it says.
    pub record: Record,
}

/// Reads the manifest that is named, or else the one beside the result, if there is one.
///
/// # Errors
/// Where one is named and is not there, and where it cannot be read.
pub fn find(named: Option<&Path>, result: &Path) -> Result<Option<Manifest>, Error> {
    let path = named.map_or_else(|| beside(result), Path::to_owned);
    let shown = || path.display().to_string();
    let json = match fs::read(&path) {
        Ok(json) => json,
        Err(cause) if named.is_none() && is_absent(&cause) => return Ok(None),
        Err(cause) => {
            return Err(Error::io("the manifest cannot be read", cause)
                .in_input(shown())
                .expected("the file OUT.manifest.json that convert wrote beside OUT.zip"));
        }
    };
    let record = Record::parse(&json).map_err(|error| error.in_input(shown()))?;
    Ok(Some(Manifest {
        name: input::name(&path),
        record,
    }))
}

fn beside(result: &Path) -> PathBuf {
    result.with_extension("manifest.json")
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The file that a result is; none where it is a folder.
///
/// # Errors
/// Where it cannot be read.
pub fn package_file(result: &Path) -> Result<Option<PackageFile>, Error> {
    let cannot = |cause| {
        Error::io("the package cannot be read", cause).in_input(result.display().to_string())
    };
    if fs::metadata(result).map_err(cannot)?.is_dir() {
        return Ok(None);
    }
    let file = File::open(result).map_err(cannot)?;
    let PackageDigest { bytes, digest } = PackageDigest::of(&file).map_err(cannot)?;
    Ok(Some(PackageFile { bytes, digest }))
}
