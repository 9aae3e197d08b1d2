//! The catalogue: which tables a database has, how their rows are stored, and where (reference: sql-extracts, 6.4).
//!
//! It describes itself: the boot page says where the allocation units are, these where the rowsets are, and these where
//! all other system tables are.

mod boot;
mod fault;
mod fields;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzzing;
mod layout;
mod partitions;
mod release;
mod system;
mod tables;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
mod types;
mod walk;

use std::collections::BTreeSet;

use self::boot::Boot;
use self::fault::Unknown;
use self::layout::Layouts;
use self::partitions::{Partitions, lost};
pub(crate) use self::release::release;
use self::system::{ColumnRow, FileRow, ObjectRow, OldFileRow, SchemaRow, SystemRow, id};
use self::tables::Parts;
use self::walk::{Kept, Walk};
use super::allocation::Damaged;
use super::storage::Storage;
use super::stored::StoredTable;
use crate::input::Error;
use crate::sqlserver::collation::name_of;
use crate::wording::Sentence;

/// The type of user tables.
const USER_TABLE: [u8; 2] = *b"U ";

/// The class of schemas.
const SCHEMA: u8 = 50;

/// What a database says of itself.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Its internal version, and that of the server that created it.
    pub version: u16,
    pub created_as: u16,
    /// What it is called.
    pub name: String,
    /// The name of its collation, where its number is known.
    pub collation: Option<String>,
    /// The user tables, by name.
    pub tables: Vec<StoredTable>,
    /// Its files, by number.
    pub files: Vec<DataFile>,
    /// Pages of the catalogue that cannot be used: tables and columns that stand there are missing.
    pub damaged: Damaged,
    /// Sentences for people about what is not known.
    pub notices: Vec<Sentence>,
}

/// A file of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DataFile {
    pub id: u16,
    /// What it is called in the database, and where it was on the server.
    pub logical: String,
    pub physical: String,
    /// Whether it holds pages: neither a log nor a folder of documents.
    pub is_data: bool,
}

/// Reads the catalogue of a database.
///
/// # Errors
/// Where it is of a version that is not known, or so damaged that no table can be found in it.
pub(crate) fn read(storage: &Storage) -> Result<Catalogue, Error> {
    let boot = Boot::read(storage)?;
    let mut walk = Walk::new(storage);
    let partitions = Partitions::read(&mut walk, &boot)?;
    let objects = kept(&mut walk, &partitions, id::OBJECTS, |row: &ObjectRow| {
        row.kind == USER_TABLE
    })?;
    let objects = objects.ok_or_else(|| lost(&walk, ObjectRow::TABLE))?.rows;
    let ids: BTreeSet<_> = objects.iter().map(|object| object.id).collect();
    let columns = kept(&mut walk, &partitions, id::COLUMNS, |row: &ColumnRow| {
        row.number == 0 && ids.contains(&row.object)
    })?;
    let columns = columns.ok_or_else(|| lost(&walk, ColumnRow::TABLE))?;
    let schemas = kept(&mut walk, &partitions, id::SCHEMAS, |row: &SchemaRow| {
        row.class == SCHEMA
    })?;
    let schemas = schemas.into_iter().flat_map(|kept| kept.rows);
    let own = ids.iter().flat_map(|id| partitions.of(*id));
    let rowsets = own.map(|partition| partition.row.rowset).collect();
    let layouts = Layouts::read(&mut walk, &partitions, &rowsets)?;
    let (files, outside) = files(&mut walk, &partitions)?;
    let mut parts = Parts {
        partitions,
        layouts,
        schemas: schemas
            .filter_map(|row| Some((row.id, row.name?)))
            .collect(),
        columns,
        collation: boot.collation,
    };
    let (mut tables, mut notices) = parts.tables(objects);
    notices.extend(outside);
    // The server ships some that are empty; no user can have one there.
    tables.retain(|stored| &*stored.table.name.schema != "sys");
    let mut damaged = walk.damaged;
    damaged.sort_by_key(|(at, _)| *at);
    damaged.dedup_by_key(|(at, _)| *at);
    Ok(Catalogue {
        version: boot.version,
        created_as: boot.created_as,
        name: boot.name,
        collation: name_of(boot.collation),
        tables,
        files,
        damaged,
        notices,
    })
}

/// The rows of a system table that are wanted; `None` where there is no such table, or it is lost.
fn kept<T: SystemRow>(
    walk: &mut Walk<'_>,
    partitions: &Partitions,
    table: i32,
    wanted: impl Fn(&T) -> bool,
) -> Result<Option<Kept<T>>, Error> {
    let own = partitions.system(table);
    own.map(|own| walk.rows(own, wanted)).transpose()
}

/// The files, as far as they are known, and what is to be said of those that hold something else than pages or the log.
fn files(
    walk: &mut Walk<'_>,
    partitions: &Partitions,
) -> Result<(Vec<DataFile>, Vec<Sentence>), Error> {
    /// As documented for the view `sys.database_files`.
    const ROWS: u8 = 0;
    const LOG: u8 = 1;
    /// In the status of 2005; that this bit says so is documented for the view `sys.sysfiles`.
    const OLD_LOG: i32 = 0x40;
    let new = kept(walk, partitions, id::FILES, |_: &FileRow| true)?;
    let new: Vec<FileRow> = new.into_iter().flat_map(|kept| kept.rows).collect();
    let others = new.iter().filter(|row| !matches!(row.kind, ROWS | LOG));
    let outside = others.map(|row| {
        let name = row.logical.as_deref().map(str::to_owned);
        Unknown::Outside { name }.into()
    });
    let outside = outside.collect();
    let mut files: Vec<_> = (new.into_iter())
        .filter_map(|row| {
            Some(DataFile {
                id: row.id.try_into().ok()?,
                logical: row.logical.unwrap_or_default().into(),
                physical: row.physical.unwrap_or_default().into(),
                is_data: row.kind == ROWS,
            })
        })
        .collect();
    if files.is_empty() {
        let old = kept(walk, partitions, id::OLD_FILES, |_: &OldFileRow| true)?;
        let old = old.into_iter().flat_map(|kept| kept.rows);
        files.extend(old.filter_map(|row| {
            Some(DataFile {
                id: row.id.try_into().ok()?,
                logical: row.logical,
                physical: row.physical,
                is_data: row.status & OLD_LOG == 0,
            })
        }));
    }
    files.sort_by_key(|file| file.id);
    files.dedup_by_key(|file| file.id);
    Ok((files, outside))
}
