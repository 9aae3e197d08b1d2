use serde::Deserialize;

use crate::input::Error;

/// The versions of the shape that are known (`schema/manifest.schema.json`). What is compared is the same in both: the
/// second one has long lists of changes once.
const FIRST: u64 = 1;
const LAST: u64 = 2;

const EXPECTED: &str = "the JSON that pchat convert writes beside its package (docs/manifest.md)";

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
                return Err(Error::new(format!(
                    "the manifest has a shape that is not known: schema {other}"
                ))
                .expected(format!("schema {FIRST} or {LAST}"))
                .hint("a newer pchat probably wrote it: verify with the version that converted"));
            }
            None => {
                return Err(Error::new("this is no manifest: it has no schema")
                    .expected(EXPECTED)
                    .hint("name the manifest of this package with --manifest"));
            }
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

/// Only where: what the error says may hold a piece of the text.
fn damaged(error: &serde_json::Error) -> Error {
    let what = match error.is_eof() {
        true => "the manifest is damaged: it ends too early",
        false => "the manifest is damaged, or is none",
    };
    Error::new(what)
        .on_line(error.line() as u64)
        .expected(EXPECTED)
        .hint("copy it again from where the package was converted; or put it away: verify then says what it could not check")
}

/// The file that a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Its size in bytes.
    pub bytes: u64,
    /// The XXH3 of its bytes, 128 bits.
    pub digest: u128,
}
