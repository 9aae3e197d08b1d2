//! A data file that SQL Server wrote, against what SqlPackage exported.

use std::path::Path;

use super::super::super::catalogue;
use super::super::super::catalogue::testing::real;
use super::super::super::scan::Runs;
use super::super::super::storage::Storage;
use super::super::super::stored::StoredTable;
use super::Found;
use crate::input::Progress;
use crate::migration::ReadOptions;
use crate::pool;
use crate::sqlserver::database::rows::read;
use crate::sqlserver::native::testing::word;
use crate::sqlserver::{Table, real_files};

/// The rows of a table, in words.
fn stored_rows(storage: &Storage, table: &StoredTable) -> Vec<Vec<String>> {
    let mut found = Found::default();
    let mut buffer = Vec::new();
    for run in Runs::new(storage, table, false) {
        assert!(run.damaged.is_empty(), "{:?}", run.damaged);
        read(storage, table, &run.pages, &mut buffer, &mut found);
    }
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    found.rows
}

/// The rows that a bacpac has of the same table, with its columns.
fn exported_rows(bacpac: &Path, table: &Table) -> Vec<Vec<String>> {
    let options = ReadOptions::default();
    let mut rows = Vec::new();
    let read = pool::rows(
        &[bacpac.to_owned()],
        table,
        options.of_extract(),
        &Progress::default(),
        &|text, values| {
            let words: Vec<String> = values.map(word).collect();
            text.extend_from_slice(words.join("\u{1F}").as_bytes());
            text.push(0);
        },
        &mut |text| {
            let text = String::from_utf8_lossy(text);
            let lines = text.split_terminator('\0');
            rows.extend(lines.map(|line| line.split('\u{1F}').map(str::to_owned).collect()));
            Ok(())
        },
    );
    assert_eq!(read.unwrap().skipped.count, 0);
    rows
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn northwind_is_the_same_value_by_value() {
    let storage = real("mdf/northwnd.itsligo.mdf");
    let bacpac = real_files::path("bacpac/northwind.sqlwaldorf.bacpac");
    let catalogue = catalogue::read(&storage).unwrap();
    let mut counts = Vec::new();
    for table in &catalogue.tables {
        assert_eq!(table.problem, None);
        let name = &table.table.name;
        let mut rows = stored_rows(&storage, table);
        let mut expected = exported_rows(&bacpac, &table.table);
        assert_eq!(rows.len() as u64, table.rows, "{name}");
        rows.sort();
        expected.sort();
        for (row, expected) in rows.iter().zip(&expected) {
            assert_eq!(row, expected, "{name}");
        }
        assert_eq!(rows.len(), expected.len(), "{name}");
        counts.push(format!("{} {}", name.name, rows.len()));
    }
    counts.sort();
    assert_eq!(
        counts.join(", "),
        "Categories 8, CustomerCustomerDemo 0, CustomerDemographics 0, Customers 91, EmployeeTerritories 49, Employees 9, Order Details 2155, Orders 830, Products 77, Region 4, Shippers 3, Suppliers 29, Territories 53"
    );
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn tables_with_uniquifiers_and_bits_are_read() {
    let storage = real("mdf/aspnetdb-2005.c29m.mdf");
    let catalogue = catalogue::read(&storage).unwrap();
    let rows = |name: &str| {
        let table = catalogue.tables.iter().find(|it| it.table.name.is(name));
        stored_rows(&storage, table.unwrap())
    };
    let mut versions = rows("aspnet_SchemaVersions");
    versions.sort();
    assert_eq!(
        versions,
        [
            ["'common'", "'1'", "1"],
            ["'membership'", "'1'", "1"],
            ["'profile'", "'1'", "1"],
            ["'role manager'", "'1'", "1"],
        ]
    );
    assert!(rows("aspnet_Users").is_empty());
}
