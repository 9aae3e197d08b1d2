//! Scripts that others wrote.

use std::collections::BTreeMap;

use super::contents::{Contents, in_pieces};
use crate::input::encodings::detect;
use crate::sqlserver::real_files;
use crate::sqlserver::real_files::NORTHWIND;

fn text(name: &str) -> Vec<u8> {
    let path = real_files::path(&format!("text/{name}"));
    let raw = std::fs::read(&path).unwrap();
    let detected = detect(&raw, None);
    let mut text = Vec::new();
    detected
        .encoding
        .decode(&raw[detected.bom..], true, &mut text);
    text
}

fn contents(name: &str) -> Contents {
    let text = text(name);
    assert!(super::super::looks_like_script(&text[..1000]));
    let contents = in_pieces(&text, &[], false);
    assert_eq!(contents.faults, []);
    for (size, count) in [(1 << 20, 0), (100_000, 1), (7_001, 2)] {
        let cuts: Vec<usize> = (1..text.len() / size + 1)
            .map(|at| at * size + count)
            .collect();
        assert_eq!(in_pieces(&text, &cuts, false), contents, "{size}");
    }
    contents
}

/// The rows of each table by name, without its columns' names.
fn tables(contents: &Contents) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    for table in &contents.tables {
        let name = table.split(": ").next().unwrap();
        tables.insert(name.trim_start_matches("dbo.").to_owned(), Vec::new());
    }
    for row in &contents.rows {
        let (name, values) = row.split_once("): ").unwrap();
        let name = name.split('(').next().unwrap();
        let rows = tables.get_mut(name.trim_start_matches("dbo.")).unwrap();
        rows.push(values.to_owned());
    }
    tables
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn northwind_has_all_its_rows() {
    for name in [
        "northwind-ssms2008.itsligo.sql",
        "northwind-instnwnd-utf8.kevinsmgov.sql",
    ] {
        let contents = contents(name);
        let counts = tables(&contents)
            .into_iter()
            .map(|(name, rows)| (name, rows.len() as u64));
        let wanted = NORTHWIND
            .iter()
            .map(|(name, rows)| ((*name).to_owned(), *rows));
        assert_eq!(
            counts.collect::<BTreeMap<_, _>>(),
            wanted.collect(),
            "{name}"
        );
    }
}

/// Both scripts have the same rows. In one of them dates are written as Americans do, lines end otherwise, and blanks at
/// the end of `nchar` are left out.
#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn both_scripts_of_northwind_say_the_same() {
    let one = tables(&contents("northwind-ssms2008.itsligo.sql"));
    let other = tables(&contents("northwind-instnwnd-utf8.kevinsmgov.sql"));
    let plain = |rows: &[String]| -> Vec<String> {
        let mut rows: Vec<String> = rows.iter().map(|row| plain(row)).collect();
        rows.sort();
        rows
    };
    for (name, rows) in one {
        let (rows, other) = (plain(&rows), plain(&other[&name]));
        assert_eq!(rows.len(), other.len(), "{name}");
        for (row, other) in rows.iter().zip(&other) {
            // Some of them are long.
            let same = row
                .bytes()
                .zip(other.bytes())
                .take_while(|(one, other)| one == other)
                .count();
            let [row_end, other_end] = [row, other].map(|row| {
                String::from_utf8_lossy(&row.as_bytes()[same.saturating_sub(40)..])
                    .chars()
                    .take(80)
                    .collect::<String>()
            });
            assert!(row == other, "{name}, {same}: {row_end}\nand {other_end}");
        }
    }
}

fn plain(row: &str) -> String {
    let value = |value: &str| {
        let bare = value.trim_matches('\'').trim_end().replace("\r\n", "\n");
        match bare
            .split('/')
            .map(str::parse)
            .collect::<Result<Vec<u16>, _>>()
            .as_deref()
        {
            Ok([month, day, year]) => format!("{year}-{month:02}-{day:02} 00:00:00.000"),
            _ => bare,
        }
    };
    let values: Vec<String> = row.split(", ").map(value).collect();
    values.join(", ")
}
