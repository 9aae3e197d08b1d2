//! Real files that SQL Server and its tools wrote, wherever `PCHAT_REAL_FILES` says they are.

#[path = "../../src/sqlserver/real_files.rs"]
mod real_files;

use std::collections::BTreeMap;

use self::real_files::{NORTHWIND, path as real};
use crate::common::{Outcome, Place};

fn tables(name: &str, more: &[&str]) -> Outcome {
    let path = real(name).display().to_string();
    let arguments = [&["tables", &path][..], more].concat();
    Place::new().pchat_with(&arguments)
}

/// The tables of a file and their rows, by name in lower case and without schema: several schemas may have one of a name.
fn rows_of(name: &str) -> Vec<(String, u64)> {
    let list = tables(name, &["--format", "json"]).exits(0).json();
    let tables = list.as_array().expect("an array").iter();
    let mut rows: Vec<(String, u64)> = tables
        .map(|table| {
            let name = table["table"].as_str().expect("a name");
            let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
            (name, table["rows"].as_u64().expect("a number"))
        })
        .collect();
    rows.sort();
    rows
}

fn expected(list: &[(&str, u64)]) -> Vec<(String, u64)> {
    let pair = |(name, rows): &(&str, u64)| (name.to_lowercase(), *rows);
    let mut rows: Vec<(String, u64)> = list.iter().map(pair).collect();
    rows.sort();
    rows
}

const SCRIPT: &str = "text/northwind-ssms2008.itsligo.sql";
const INSTNWND: &str = "text/northwind-instnwnd-utf8.kevinsmgov.sql";
const BACPAC: &str = "bacpac/northwind.sqlwaldorf.bacpac";
const DATA_FILE: &str = "mdf/northwnd.itsligo.mdf";
const BACKUP: &str = "bak/northwind-2005.salmanshariff07.bak";
const HEAPS: &str = "bak/northwind-2008-heaps.mikhailtarrasov.bak";
const STRIPE: &str = "bak/northwind-2014-half-stripe.cconocimientos.bak";

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn every_table_of_a_real_file_has_as_many_rows_as_it_should() {
    for (name, tables) in [
        (SCRIPT, &NORTHWIND[..]),
        (INSTNWND, &NORTHWIND),
        (BACPAC, &NORTHWIND),
        (
            "bacpac/pubs.sqlwaldorf.bacpac",
            &[
                ("authors", 23),
                ("discounts", 3),
                ("employee", 43),
                ("jobs", 14),
                ("pub_info", 8),
                ("publishers", 8),
                ("roysched", 86),
                ("sales", 21),
                ("stores", 6),
                ("titleauthor", 25),
                ("titles", 18),
            ],
        ),
        (
            "bacpac/disney.prasertcbs.bacpac",
            &[
                ("director", 56),
                ("disney_char", 56),
                ("movie_gross", 579),
                ("revenue", 26),
                ("voice_actor", 935),
            ],
        ),
        (
            "bacpac/clinic.ms-samples.bacpac",
            &[
                ("ApplicationUserPatients", 8),
                ("AspNetRoles", 0),
                ("AspNetUserClaims", 0),
                ("AspNetUserLogins", 0),
                ("AspNetUserRoles", 0),
                ("AspNetUsers", 2),
                ("Patients", 271),
                ("Visits", 2),
                ("__MigrationHistory", 4),
            ],
        ),
        (DATA_FILE, &NORTHWIND),
        (BACKUP, &[&NORTHWIND[..], &[("sysdiagrams", 1)]].concat()),
        (
            HEAPS,
            &[
                ("Category", 8),
                ("Customer", 91),
                ("Employee", 9),
                ("Order", 830),
                ("OrderDetail", 2155),
                ("Product", 77),
                ("Shipper", 3),
                ("Supplier", 29),
                ("sysdiagrams", 1),
            ],
        ),
        (
            "mdf/aspnetdb-2005.c29m.mdf",
            &[
                ("aspnet_Applications", 0),
                ("aspnet_Membership", 0),
                ("aspnet_Profile", 0),
                ("aspnet_Roles", 0),
                ("aspnet_SchemaVersions", 4),
                ("aspnet_Users", 0),
                ("aspnet_UsersInRoles", 0),
            ],
        ),
        (
            "bak-compressed/tsqlv4-2016.joeycheung.bak",
            &[
                ("Categories", 8),
                ("Customers", 91),
                ("Employees", 5),
                ("Employees", 9),
                ("EmployeesHistory", 5),
                ("MyTest", 2),
                ("Nums", 100_000),
                ("OrderDetails", 2155),
                ("Orders", 830),
                ("Orders", 1),
                ("Products", 77),
                ("Scores", 19),
                ("Shippers", 3),
                ("Suppliers", 29),
                ("Tests", 2),
                ("TransactionTimingSequence", 5),
            ],
        ),
        (
            "bak-compressed/school-2019.peterezz.bak",
            &[("Gender", 2), ("Stage", 12), ("Student", 200)],
        ),
        ("bcp-char/Culture.csv", &[("Culture", 8)]),
        ("bcp-char/ProductReview.csv", &[("ProductReview", 4)]),
        ("bcp-char/CountryRegion.csv", &[("CountryRegion", 238)]),
        ("bcp-char/ProductModel.csv", &[("ProductModel", 128)]),
    ] {
        assert_eq!(rows_of(name), expected(tables), "{name}");
    }
}

/// All rows of a table as a list of columns and values, in the order of the rows' texts.
fn values(name: &str, table: &str) -> Vec<BTreeMap<String, String>> {
    let outcome = tables(name, &["--table", table, "--format", "json"]).exits(0);
    let rows = outcome.json();
    let mut rows: Vec<BTreeMap<String, String>> = (rows.as_array().expect("an array").iter())
        .map(|row| {
            let columns = row.as_object().expect("an object").iter();
            columns
                .map(|(name, value)| (name.to_lowercase(), normal(&value_text(value))))
                .collect()
        })
        .collect();
    rows.sort();
    rows
}

fn value_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "NULL".to_owned(),
        other => other.to_string(),
    }
}

/// What two extracts may write differently for one value: blanks that pad a text, a number's decimals, and the dates of a
/// script whose meaning depends on the language of the server.
fn normal(text: &str) -> String {
    let text = text.trim_end();
    let parts: Vec<&str> = text.split('/').collect();
    if let [month, day, year] = parts[..]
        && let (Ok(month), Ok(day), Ok(year)) = (
            month.parse::<u32>(),
            day.parse::<u32>(),
            year.parse::<u32>(),
        )
    {
        return format!("{year:04}-{month:02}-{day:02} 00:00:00.000");
    }
    match text.parse::<f64>() {
        Ok(number) if text.contains('.') => (number as f32).to_string(),
        Ok(number) if !text.is_empty() => (number as f32).to_string(),
        _ => text.replace("\r\n", "\n"),
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn northwind_says_the_same_in_every_form() {
    for (table, rows) in NORTHWIND {
        let from_script = values(SCRIPT, table);
        assert_eq!(from_script.len() as u64, rows, "{table}");
        assert_eq!(
            from_script,
            values(BACPAC, table),
            "{table}: script and bacpac"
        );
        assert_eq!(
            from_script,
            values(INSTNWND, table),
            "{table}: both scripts"
        );
        assert_eq!(from_script, values(DATA_FILE, table), "{table}: data file");
        let mut in_backup = from_script;
        for row in &mut in_backup {
            // Its owner gave two employees other names.
            for (old, new) in [("Davolio", "David"), ("Buchanan", "Albert")] {
                if let Some(name) = row.get_mut("lastname").filter(|name| *name == old) {
                    *name = new.to_owned();
                }
            }
        }
        in_backup.sort();
        assert_eq!(in_backup, values(BACKUP, table), "{table}: backup");
    }
}

/// Its collation is French_CI_AS, whose text is in code page 1252.
#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn a_database_in_french_gives_all_its_rows() {
    let products = values("bak/entrepot-2008r2-french.xxxnemesis.bak", "dbo.Produit");
    assert_eq!(products.len(), 77);
    let names: Vec<&str> = products.iter().map(|row| &*row["nomproduit"]).collect();
    for name in [
        "Rhönbräu Klosterbier",
        "Lakkalikööri",
        "Gumbär Gummibärchen",
    ] {
        assert!(names.contains(&name), "{name}");
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn half_of_a_striped_backup_is_refused() {
    let refused = tables(STRIPE, &[]);
    refused.fails(3, &["stripe", "number 2 is missing"]);
}

const FULL: &str = "bak-chain/dbareports-full-2008r2.dataplat.bak";
const DIFFERENTIAL: &str = "bak-chain/dbareports-diff1-2008r2.dataplat.bak";

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn both_halves_of_a_striped_backup_are_joined_in_either_order() {
    let halves = [1, 2].map(|number| {
        let name = format!("bak-striped/restoretimestripe-2008r2-{number}of2.dataplat.bak");
        real(&name).display().to_string()
    });
    let [one, two] = &halves;
    for pair in [[one, two], [two, one]] {
        let arguments = ["tables", pair[0], pair[1], "--format", "json"];
        let list = Place::new().pchat_with(&arguments).exits(0).json();
        assert_eq!(list[0]["rows"], 30);
    }
    for (half, other) in [(one, 2), (two, 1)] {
        let missing = format!("number {other} is missing");
        let refused = Place::new().pchat_with(&["tables", half]);
        refused.fails(3, &["stripe", &missing]);
    }
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn a_full_backup_and_its_differential_are_one_database() {
    let [full, differential] = [FULL, DIFFERENTIAL].map(|name| real(name).display().to_string());
    for pair in [[&full, &differential], [&differential, &full]] {
        let whole = Place::new().pchat_with(&["inspect", pair[0], pair[1]]);
        whole
            .exits(0)
            .prints(&["2017-05-18 04:18:19", "20 other rows"]);
    }
    tables(DIFFERENTIAL, &[]).fails(3, &["differential", "28000000003400094"]);
    let log = tables("bak-chain/dbareports-log-2008r2.dataplat.trn", &[]);
    log.fails(3, &["one of the log", "full backup"]);
    let other = real(HEAPS).display().to_string();
    Place::new()
        .pchat_with(&["tables", &other, &differential])
        .fails(3, &["does not rest on", "2017-05-18", "2014-09-03"]);
}
