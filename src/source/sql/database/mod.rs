//! Data files of SQL Server (`.mdf`, `.ndf`), and backups of them (`.bak`), plain and compressed: the database without the
//! server (reference: sql-extracts, 6 to 9).
//!
//! From the file up: [`storage`] knows where each page lies, [`page`] and [`record`] what is on it, [`catalogue`] which
//! tables there are and how their rows are stored, [`scan`] which pages hold them. Nothing that stands in a file is
//! trusted: every place is looked up with its bounds, and every chain of pages has an end.

mod address;
mod allocation;
mod bytes;
pub(crate) mod catalogue;
mod file;
mod page;
mod record;
mod scan;
mod storage;
mod stored;
