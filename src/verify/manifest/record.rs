use serde::Deserialize;

use crate::input::Error;
use crate::wording::wording;

/// The versions of the shape that are known (`schema/manifest.schema.json`). What is compared is the same in both: the
/// second one has long lists of changes once.
const FIRST: u64 = 1;
const LAST: u64 = 2;

wording! {
    in "verify";
    /// Why a manifest cannot be read.
    enum Fault {
        /// It has a shape that is not known; those from the first to the last one are.
        UnknownSchema { schema: u64, first: u64, last: u64 },
        /// Nothing in it says which shape it has.
        NoSchema,
        /// It is not whole.
        CutManifest,
        /// It is no JSON, or has not what a manifest has.
        NoManifest,
    }
}

/// What a manifest says of the package that it lies beside.
#[derive(Debug, Deserialize)]
pub struct Record {
    pub(super) result: ResultRecord,
    pub(super) counts: CountsRecord,
    pub(super) rooms: Vec<RoomRecord>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ResultRecord {
    pub name: String,
    pub bytes: u64,
    /// 32 hexadecimal digits.
    pub digest: String,
    pub members: Vec<MemberRecord>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MemberRecord {
    pub name: String,
    pub bytes: u64,
    /// 8 hexadecimal digits.
    pub crc: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CountsRecord {
    pub categories: KeptRecord,
    pub rooms: KeptRecord,
    pub messages: KeptRecord,
}

#[derive(Debug, Deserialize)]
pub(super) struct KeptRecord {
    pub kept: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct RoomRecord {
    pub id: String,
    /// None where only messages name the room.
    pub name: Option<String>,
    pub messages: u64,
    /// 32 hexadecimal digits.
    pub digest: String,
}

#[derive(Deserialize)]
struct Head {
    schema: Option<u64>,
}

impl Record {
    /// Reads a manifest.
    ///
    /// # Errors
    /// Where it is damaged, is none, or is of a shape that is not known. What stands in it is not shown.
    pub fn parse(json: &[u8]) -> Result<Record, Error> {
        let head: Head = serde_json::from_slice(json).map_err(|error| damaged(&error))?;
        match head.schema {
            Some(FIRST..=LAST) => {}
            Some(other) => {
                return Err(Error::new(Fault::UnknownSchema {
                    schema: other,
                    first: FIRST,
                    last: LAST,
                }));
            }
            None => return Err(Error::new(Fault::NoSchema)),
        }
        serde_json::from_slice(json).map_err(|error| damaged(&error))
    }

    /// Whether this is the package that it was written for.
    pub fn is_about(&self, file: PackageFile) -> bool {
        let digest = format!("{:032x}", file.digest);
        (self.result.bytes, &self.result.digest) == (file.bytes, &digest)
    }

    /// What it calls its package.
    pub fn package_name(&self) -> &str {
        &self.result.name
    }
}

/// Only its place: the text of the error may contain a piece of the manifest.
fn damaged(error: &serde_json::Error) -> Error {
    let fault = match error.is_eof() {
        true => Fault::CutManifest,
        false => Fault::NoManifest,
    };
    Error::new(fault).on_line(error.line() as u64)
}

/// The file that a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Its size in bytes.
    pub bytes: u64,
    /// The XXH3 of its bytes, 128 bits.
    pub digest: u128,
}
