//! The boot page: what the database is called, its version, and where its catalogue begins (reference: sql-extracts, 6.4).

use super::super::address::PageAddress;
use super::super::damage::{Content, PageDamage};
use super::super::page::{Page, kind};
use super::super::storage::{Storage, page_buffer};
use super::fault::CatalogueFault;
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
            _ => Err(Content::NoBoot.into()),
        });
        let page = page.map_err(|damage| match damage {
            PageDamage::Missing => Error::new(CatalogueFault::NoBootPage { page: BOOT }),
            damage => unusable(damage, storage),
        })?;
        let version = u16_at(page.bytes(), VERSION).unwrap_or_default();
        supported(version)?;
        let boot = Boot::parse(page, version);
        boot.ok_or_else(|| unusable(Content::NoFirst.into(), storage))
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

fn unusable(damage: PageDamage, storage: &Storage) -> Error {
    let may_be_encrypted = may_be_encrypted(&damage, storage);
    Error::new(CatalogueFault::BootPage {
        page: BOOT,
        damage,
        may_be_encrypted,
    })
}

/// Whether a page that is there may be damaged only because it is encrypted: that of the file never is.
pub(super) fn may_be_encrypted(damage: &PageDamage, storage: &Storage) -> bool {
    let mut buffer = page_buffer();
    let file = storage.page(FILE, &mut buffer);
    let is_data_file = file.is_ok_and(|page| page.kind() == kind::FILE_HEADER);
    is_data_file && *damage != PageDamage::Missing
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
