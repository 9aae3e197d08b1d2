//! The manifest beside a result.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::directory::Directory;
use crate::input::{Error, own_name};
use crate::output::PackageDigest;
use crate::reading::{Digests, Reading};
use crate::verify::manifest::{ManifestExtent, ManifestUse, Package, PackageFile, Record};
use crate::verify::{Difference, manifest};
use crate::wording::wording;

wording! {
    in "migration";
    /// Why a result cannot be verified.
    enum Fault {
        /// The system cannot read the manifest.
        ManifestUnreadable,
        /// The system cannot read the file of the package.
        PackageUnreadable,
    }
}

/// A manifest that was found.
pub(super) struct Manifest {
    /// Its file name.
    name: String,
    record: Record,
}

/// What a manifest says otherwise, how much was compared, and what of it.
#[derive(Default)]
pub(super) struct Comparison {
    pub differences: Vec<Difference>,
    pub count: u64,
    pub used: ManifestUse,
}

impl Manifest {
    /// Reads the manifest that is named, or else the one beside the result, if there is one.
    ///
    /// # Errors
    /// Where one is named and is not there, and where it cannot be read.
    pub fn find(named: Option<&Path>, result: &Path) -> Result<Option<Self>, Error> {
        let path = named.map_or_else(|| beside(result), Path::to_owned);
        let shown = || path.display().to_string();
        let json = match fs::read(&path) {
            Ok(json) => json,
            Err(cause) if named.is_none() && is_absent(&cause) => return Ok(None),
            Err(cause) => {
                return Err(Error::io(Fault::ManifestUnreadable, cause).in_input(shown()));
            }
        };
        let record = Record::parse(&json).map_err(|error| error.in_input(shown()))?;
        Ok(Some(Manifest {
            name: own_name(&path),
            record,
        }))
    }

    /// Holds the package against it that it lies beside.
    ///
    /// # Errors
    /// Where the package cannot be read.
    pub fn compare(&self, path: &Path, reading: &Reading<Digests>) -> Result<Comparison, Error> {
        let name = own_name(path);
        let file = package_file(path)?;
        let package = Package {
            name: &name,
            file,
            members: &reading.members,
            directory: &reading.directory,
            digests: &reading.total,
        };
        let (differences, count) = manifest::compare(&self.record, package);
        let extent = match file {
            None => ManifestExtent::WithoutDigest,
            Some(file) if self.record.is_about(file) => ManifestExtent::Whole,
            Some(_) => ManifestExtent::OtherPackage,
        };
        let said = self.record.package_name();
        let is_renamed = extent == ManifestExtent::Whole && said != name;
        Ok(Comparison {
            differences,
            count,
            used: ManifestUse {
                name: Some(self.name.clone()),
                other_name: is_renamed.then(|| said.to_owned()),
                extent,
            },
        })
    }

    /// Holds what was promised against it: for an export of the target, which is another file.
    pub fn compare_with_promise(&self, directory: &Directory, digests: &Digests) -> Comparison {
        let (differences, count) = manifest::promised(&self.record, &self.name, directory, digests);
        Comparison {
            differences,
            count,
            used: ManifestUse {
                name: Some(self.name.clone()),
                other_name: None,
                extent: ManifestExtent::Promise,
            },
        }
    }
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
fn package_file(result: &Path) -> Result<Option<PackageFile>, Error> {
    let cannot =
        |cause| Error::io(Fault::PackageUnreadable, cause).in_input(result.display().to_string());
    if fs::metadata(result).map_err(cannot)?.is_dir() {
        return Ok(None);
    }
    let file = File::open(result).map_err(cannot)?;
    let PackageDigest { bytes, digest } = PackageDigest::of(&file).map_err(cannot)?;
    Ok(Some(PackageFile { bytes, digest }))
}
