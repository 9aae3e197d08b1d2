//! The samples as extracts: what the sample package holds, as far as the older database can hold it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::form::Dialect;
use super::from_package::Package;
use super::spelling::Encoding;
use crate::pool::schema::Generation;

/// Makes the samples anew where it is set.
const WRITE: &str = "PCHAT_WRITE_SAMPLES";

fn make(folder: &Path) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    // Topics and federated principals are what a migration is about, and only the older database has them. What it has no
    // place for, creators, occurs once.
    let package = Package::read(&samples.join("contoso.zip"), Generation::Legacy);
    package.to_folder(Dialect::Csv, Encoding::Utf8, &folder.join("contoso-csv"));
    package.to_file(Dialect::Script, Encoding::Utf8, &folder.join("contoso.sql"));
}

/// The files of the samples that are extracts.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let tables = fs::read_dir(folder.join("contoso-csv")).unwrap();
    let tables = tables.map(|entry| entry.unwrap().path());
    tables
        .chain([folder.join("contoso.sql")])
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path.strip_prefix(folder).unwrap().to_owned(), bytes)
        })
        .collect()
}

#[test]
fn the_extracts_hold_what_the_sample_package_holds() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    if std::env::var_os(WRITE).is_some() {
        make(&samples);
    }
    let place = tempfile::tempdir().unwrap();
    make(place.path());
    let (expected, found) = (files(place.path()), files(&samples));
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected));
    for (name, bytes) in &expected {
        let name_shown = name.display();
        assert!(
            &found[name] == bytes,
            "{name_shown} differs: run `{WRITE}=1 cargo test the_extracts_hold`"
        );
    }
}
