//! What the manifest beside a result says of it, and that held against what is there: `docs/manifest.md`.

mod compare;
mod record;
mod rooms;

pub use compare::{Package, compare, promised};
pub use record::{PackageFile, Record};
pub use rooms::{RoomEntry, rooms};

/// A manifest, and what of it could be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManifestUse {
    /// Its file name, without the path to it; none where there is no manifest.
    pub name: Option<String>,
    /// What it calls the package, where that is called otherwise today.
    pub other_name: Option<String>,
    /// How far it was compared.
    pub extent: ManifestExtent,
}

/// How far a manifest was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ManifestExtent {
    /// There is none.
    #[default]
    Absent,
    /// All of it.
    Whole,
    /// All but the digest of the file: the result is a folder.
    WithoutDigest,
    /// Nothing else: it belongs to another file.
    OtherPackage,
    /// Only its rooms, with what was promised: the result is what the target exports.
    Promise,
}

impl ManifestExtent {
    /// Its name, as in JSON and the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            ManifestExtent::Absent => "absent",
            ManifestExtent::Whole => "whole",
            ManifestExtent::WithoutDigest => "without_digest",
            ManifestExtent::OtherPackage => "other_package",
            ManifestExtent::Promise => "promise",
        }
    }
}
