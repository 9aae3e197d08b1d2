//! Writes data files and backups of SQL Server, small or large, as the published facts describe them (reference:
//! sql-extracts, 6 to 8; what they leave open is as in real files). It knows nothing of the program that reads them.
//!
//! A database is tables of rows: [`Database::mdf`] writes it as one data file, [`Database::write`] as several and of any
//! size. A [`Backup`] is made of data files, plain, compressed or as stripes. What real databases have and nobody expects comes with [`table::Oddities`].

// Tests and benches use their own part of this.
#![allow(dead_code, unused_imports)]

pub mod backup;
pub mod bytes;
mod catalogue;
mod columns;
mod file_pages;
mod index;
mod lob;
pub mod mssqlbak;
mod object;
pub mod page;
mod shape;
pub mod space;
mod system;
pub mod table;
pub mod tape;
pub mod value;
pub mod xpress;

use std::io::Cursor;

pub use backup::{Backup, Kind, Set};
pub use page::Protection;
pub use space::Store;
pub use table::{Oddities, Row, Table};
pub use tape::Compression;
pub use value::{Column, Value};

use page::Address;
use space::{DataFile, Space};

/// A database to be written.
pub struct Database {
    pub name: String,
    /// The internal version: 611 is SQL Server 2005, 655 is 2008.
    pub version: u16,
    pub created_as: u16,
    pub protection: Protection,
    tables: Vec<Table>,
}

impl Database {
    pub fn new(name: &str, version: u16) -> Self {
        Database {
            name: name.to_owned(),
            version,
            created_as: version,
            protection: Protection::Checksum,
            tables: Vec::new(),
        }
    }

    pub fn created_as(mut self, version: u16) -> Self {
        self.created_as = version;
        self
    }

    pub fn protected_by(mut self, protection: Protection) -> Self {
        self.protection = protection;
        self
    }

    pub fn table(mut self, table: Table) -> Self {
        self.tables.push(table);
        self
    }

    /// The ids of its data files: 1, and those that tables are in. Of them, 2 is the log.
    pub fn files(&self) -> Vec<u16> {
        let of_tables = self.tables.iter().flat_map(|table| &table.files);
        let mut files: Vec<u16> = of_tables.copied().chain([1]).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// Its only data file.
    pub fn mdf(self) -> Vec<u8> {
        let mut files = self.data_files();
        assert_eq!(files.len(), 1, "one data file");
        files.remove(0).1
    }

    /// Its data files, with their ids.
    pub fn data_files(self) -> Vec<(u16, Vec<u8>)> {
        let stores = self.files().iter().map(|_| Cursor::default()).collect();
        let written = self.write(stores).into_iter();
        written
            .map(|(id, store)| (id, store.into_inner()))
            .collect()
    }

    /// Writes its data files to these stores, which are empty, and gives them back with their ids.
    pub fn write<S: Store>(self, stores: Vec<S>) -> Vec<(u16, S)> {
        let ids = self.files();
        assert_eq!(ids.len(), stores.len(), "a store for each data file");
        let files = ids.iter().zip(stores);
        let mut space = Space {
            files: files
                .map(|(id, store)| DataFile::new(*id, store, self.protection))
                .collect(),
        };
        let boot = space.file(1).reserve(9);
        let mut objects = Vec::new();
        for (number, table) in self.tables.into_iter().enumerate() {
            objects.push(object::write_user(number, table, &mut space));
        }
        let about = catalogue::About {
            name: &self.name,
            version: self.version,
            created_as: self.created_as,
        };
        let first_unit = catalogue::write(&about, objects, &mut space);
        let page = file_pages::boot(&about, boot, first_unit);
        space.write(page);
        for file in &mut space.files {
            file.finish();
            let at = Address {
                file: file.id,
                page: 0,
            };
            let page =
                file_pages::header(at, file.pages(), &catalogue::file_name(&self.name, file.id));
            file.write(page);
        }
        space
            .files
            .into_iter()
            .map(|file| (file.id, file.store))
            .collect()
    }
}
