//! The boot page: what the database is called, its version, and where its catalogue begins (reference: sql-extracts, 6.4).

use super::super::address::PageAddress;
use super::super::page::{Page, PageDamage, kind};
use super::super::storage::{Storage, page_buffer};
use super::release::supported;
use crate::input::Error;
use crate::sqlserver::database::address::{slice_at, u16_at, u32_at, utf16};

/// Where it is, and the page of its file.
const BOOT: PageAddress = PageAddress::new(1, 9);
const FILE: PageAddress = PageAddress::new(1, 0);

const VERSION: usize = 100;
const CREATED_AS: usize = 102;
const NAME: usize = 148;
const NAME_BYTES: usize = 2 * 128;
const COLLATION: usize = 488;
const UNITS: usize = 612;

/// What it says.
#[derive(Debug)]
pub(super) struct Boot {
    pub version: u16,
    pub created_as: u16,
    pub name: String,
    pub collation: u32,
    /// The first page of the allocation units.
    pub units: PageAddress,
}

impl Boot {
    /// Reads it.
    ///
    /// # Errors
    /// Where there is none, or it is of a version that is not known.
    pub fn read(storage: &Storage) -> Result<Boot, Error> {
        let mut buffer = page_buffer();
        let page = storage.page(BOOT, &mut buffer);
        let page = page.and_then(|page| match page.kind() {
            kind::BOOT => Ok(page),
            _ => Err(PageDamage::Content("it is of another kind".to_owned())),
        });
        let page = page.map_err(|damage| match damage {
            PageDamage::Missing => missing(),
            damage => unusable("the boot page of the database", BOOT, &damage, storage),
        })?;
        let version = u16_at(page.bytes(), VERSION).unwrap_or_default();
        supported(version)?;
        Boot::parse(page, version).ok_or_else(|| {
            let what = "it does not say where the catalogue begins".to_owned();
            let damage = PageDamage::Content(what);
            unusable("the boot page of the database", BOOT, &damage, storage)
        })
    }

    fn parse(page: Page<'_>, version: u16) -> Option<Boot> {
        let bytes = page.bytes();
        Some(Boot {
            version,
            created_as: u16_at(bytes, CREATED_AS)?,
            name: name(slice_at(bytes, NAME, NAME_BYTES)?),
            collation: u32_at(bytes, COLLATION)?,
            units: PageAddress::at(bytes, UNITS)?,
        })
    }
}

/// The name, without the bytes 0x20 that fill the field: two of them are one unit.
fn name(bytes: &[u8]) -> String {
    let padding = bytes.as_chunks().0.iter().rev();
    let padding = padding.take_while(|unit| matches!(unit, [0x20, 0x20] | [0x20, 0] | [0, 0]));
    utf16(&bytes[..bytes.len() - 2 * padding.count()])
}

fn missing() -> Error {
    Error::new(format!(
        "the boot page of the database ({BOOT}) is missing: this is not a whole database"
    ))
    .hint("give pchat all files of the database, also the one that ends in .mdf; of a backup that was written to several files, all of them")
}

/// Why nothing can be read without this page.
pub(super) fn unusable(
    what: &str,
    at: PageAddress,
    damage: &PageDamage,
    storage: &Storage,
) -> Error {
    let mut buffer = page_buffer();
    let file = storage.page(FILE, &mut buffer);
    let is_data_file = file.is_ok_and(|page| page.kind() == kind::FILE_HEADER);
    let error = Error::new(format!("{what} ({at}) {damage}"));
    if is_data_file && *damage != PageDamage::Missing {
        return error
            .expected("a database that is whole and is not encrypted")
            .hint("where the database is encrypted (TDE), restore or attach it on a server that has its certificate, turn the encryption off there, and give pchat a new backup; else take another copy or an earlier backup");
    }
    error.hint("take another copy of the file, or an earlier backup")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_before_what_fills_their_field() {
        let mut bytes: Vec<u8> = "mgc † 1"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        bytes.resize(NAME_BYTES, 0x20);
        assert_eq!(name(&bytes), "mgc † 1");
        assert_eq!(name(&[0x20; NAME_BYTES]), "");
    }
}
