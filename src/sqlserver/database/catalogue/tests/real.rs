//! Files that SQL Server wrote.

use std::sync::Arc;

use crate::migration::ReadOptions;
use crate::sqlserver::database::address::u32_at;
use crate::sqlserver::database::catalogue::boot::Boot;
use crate::sqlserver::database::catalogue::fuzzing::holds;
use crate::sqlserver::database::catalogue::partitions::Partitions;
use crate::sqlserver::database::catalogue::system::id;
use crate::sqlserver::database::catalogue::testing::{real, real_pages};
use crate::sqlserver::database::catalogue::walk::Walk;
use crate::sqlserver::database::catalogue::{Catalogue, read};
use crate::sqlserver::database::page::kind;
use crate::sqlserver::database::storage::{Storage, page_buffer};
use crate::sqlserver::database::stored::Place;
use crate::sqlserver::database::{PAGE, PageAddress, Runs, StoredTable};
use crate::sqlserver::real_files;

const NORTHWIND: &str = "mdf/northwnd.itsligo.mdf";
const ASPNET: &str = "mdf/aspnetdb-2005.c29m.mdf";

fn rows(catalogue: &Catalogue) -> Vec<(&str, u64)> {
    let tables = catalogue.tables.iter();
    tables
        .map(|table| (&*table.table.name.name, table.rows))
        .collect()
}

fn table<'a>(catalogue: &'a Catalogue, name: &str) -> &'a StoredTable {
    let mut tables = catalogue.tables.iter();
    tables.find(|table| table.table.name.is(name)).unwrap()
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn northwind_has_its_tables() {
    let found = read(&real(NORTHWIND)).unwrap();
    assert_eq!((found.version, found.created_as), (655, 655));
    assert_eq!(found.name, r"C:\DBS\NORTHWND.MDF");
    assert_eq!(rows(&found), real_files::NORTHWIND);
    assert!(found.damaged.is_empty() && found.notices.is_empty());
    assert!(found.tables.iter().all(|table| table.problem.is_none()));
    let files: Vec<_> = found
        .files
        .iter()
        .map(|file| (file.id, &*file.logical, file.is_data))
        .collect();
    assert_eq!(files, [(1, "Northwind", true), (2, "Northwind_log", false)]);
}

/// Both were made from the same script, so the tables are the same.
#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn northwind_is_described_as_its_bacpac_is() {
    let found = read(&real(NORTHWIND)).unwrap();
    let options = ReadOptions::default();
    let bacpac = real_files::path("bacpac/northwind.sqlwaldorf.bacpac");
    let described = crate::pool::describe(&[bacpac], options.of_extract()).unwrap();
    assert_eq!(described.tables.len(), found.tables.len());
    for described in described.tables.iter().map(|listed| &listed.table) {
        let own = table(&found, &described.name.to_string());
        assert_eq!(&own.table, described);
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn a_database_of_2005_has_its_tables() {
    let found = read(&real(ASPNET)).unwrap();
    assert_eq!((found.version, found.created_as), (611, 611));
    assert_eq!(
        rows(&found),
        [
            ("aspnet_Applications", 0),
            ("aspnet_Membership", 0),
            ("aspnet_Profile", 0),
            ("aspnet_Roles", 0),
            ("aspnet_SchemaVersions", 4),
            ("aspnet_Users", 0),
            ("aspnet_UsersInRoles", 0),
        ]
    );
    assert!(found.damaged.is_empty() && found.notices.is_empty());
    let files: Vec<_> = found
        .files
        .iter()
        .map(|file| (file.id, &*file.logical, file.is_data))
        .collect();
    assert_eq!(files, [(1, "aspnetdb", true), (2, "aspnetdb_log", false)]);
    // Two bits in one byte.
    let membership = table(&found, "aspnet_Membership");
    let places = membership.columns.iter().map(|column| column.place);
    let bits: Vec<_> = places
        .filter(|place| matches!(place, Place::Bit(..)))
        .collect();
    let [Place::Bit(first, 0), Place::Bit(second, 1)] = bits[..] else {
        panic!("{bits:?}");
    };
    assert_eq!(first, second);
    // The key comes first: of the users, that is the application and the name in lower case.
    let users = places_of(&found, "aspnet_Users");
    assert_eq!(
        users[..4],
        [
            "ApplicationId uniqueidentifier: Fixed(4), 0",
            "UserId uniqueidentifier: Fixed(20), 2",
            "UserName nvarchar(256): Variable(1), 3",
            "LoweredUserName nvarchar(256): Variable(0), 1",
        ]
    );
    // It is not unique here, and what tells equal ones apart comes before the others, too.
    let applications = places_of(&found, "aspnet_Applications");
    assert_eq!(
        applications[..2],
        [
            "ApplicationName nvarchar(256): Variable(2), 2",
            "LoweredApplicationName nvarchar(256): Variable(1), 1",
        ]
    );
}

fn places_of(found: &Catalogue, name: &str) -> Vec<String> {
    let table = table(found, name);
    let columns = table.table.columns.iter().zip(&table.columns);
    let shown = columns.map(|(column, stored)| {
        let sql_type = column.sql_type.unwrap();
        let (place, bit) = (stored.place, stored.null_bit.unwrap());
        format!("{} {sql_type}: {place:?}, {bit}", column.name)
    });
    shown.collect()
}

fn pages(storage: &Storage, table: &StoredTable, ordered: bool) -> Vec<PageAddress> {
    let mut pages = Vec::new();
    for run in Runs::new(storage, table, ordered) {
        assert_eq!(run.damaged, []);
        pages.extend(run.pages);
    }
    pages
}

/// The leaves of a table by key, then the pages of its index; and the numbers with which the keys of its rows begin, right
/// behind the head of the record.
fn leaves_and_keys(storage: &Storage, table: &StoredTable) -> (usize, Vec<i32>) {
    let by_address = pages(storage, table, false);
    let by_key = pages(storage, table, true);
    let mut sorted = by_key.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, by_address);
    assert_ne!(by_key, by_address, "tells something only where they differ");
    let mut buffer = page_buffer();
    let mut keys = Vec::new();
    let mut leaves = Vec::new();
    for at in &by_key {
        let page = storage.page(*at, &mut buffer).unwrap();
        assert!(table.rowsets[0].owns(page.unit()));
        leaves.push(page.kind() == kind::DATA);
        for slot in 0..page.slots() {
            let record = page.record(slot).unwrap().unwrap();
            if page.kind() == kind::DATA {
                keys.extend(u32_at(record, 4).map(|key| key as i32));
            }
        }
    }
    // The index named each leaf, so none came behind its own pages.
    assert!(leaves.is_sorted_by(|a, b| a >= b), "{leaves:?}");
    (leaves.iter().filter(|leaf| **leaf).count(), keys)
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn an_index_leads_to_all_leaves_in_the_order_of_their_keys() {
    let storage = real(NORTHWIND);
    let found = read(&storage).unwrap();
    for (name, at_least) in [("Orders", 15), ("Order Details", 9)] {
        let table = table(&found, name);
        let (leaves, keys) = leaves_and_keys(&storage, table);
        assert!(leaves >= at_least, "{name}: {leaves}");
        assert_eq!(keys.len() as u64, table.rows);
        assert!(keys.is_sorted());
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn so_does_the_index_of_system_tables() {
    for name in [NORTHWIND, ASPNET] {
        let storage = real(name);
        let boot = Boot::read(&storage).unwrap();
        let partitions = Partitions::read(&mut Walk::new(&storage), &boot).unwrap();
        // The lowest level of the first index is 0, that of the other ones is 1.
        for id in [id::COLUMNS, id::COLUMN_LAYOUTS, id::ROWSET_COLUMNS] {
            let Some(rowset) = partitions.system(id) else {
                continue;
            };
            let table = StoredTable {
                table: Arc::default(),
                columns: Vec::new(),
                rowsets: vec![rowset],
                rows: 0,
                problem: None,
            };
            let (leaves, keys) = leaves_and_keys(&storage, &table);
            assert!(
                leaves > 5 && keys.len() > 600,
                "{leaves} leaves, {} keys",
                keys.len()
            );
            // Those of the other ones have eight bytes.
            assert!(id != id::COLUMNS || keys.is_sorted());
        }
    }
}

/// Bits are changed where the files are dense, with and without a checksum that fits.
#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn damaged_files_are_read_to_an_end() {
    for name in [NORTHWIND, ASPNET] {
        let whole = real_pages(name);
        let used = whole.in_use();
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed >> 11) as usize % below
        };
        for _ in 0..60 {
            let mut pages = whole.clone();
            for _ in 0..1 + random(40) {
                let page = used[random(used.len())];
                let byte = if random(2) == 0 {
                    random(256)
                } else {
                    random(PAGE)
                };
                let bit = 1 << random(8);
                match random(4) {
                    0 => pages.damage(page, byte),
                    _ => pages.edit(page, |page| page[byte] ^= bit),
                }
            }
            holds(&pages.storage());
        }
    }
}
