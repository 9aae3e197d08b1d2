use std::path::{Path, PathBuf};

use super::*;
use crate::source::package::archive::members;
use crate::source::sql::native::testing::{owned, rows_of};

fn real(name: &str) -> PathBuf {
    let files = std::env::var_os("PCHAT_REAL_FILES").expect("PCHAT_REAL_FILES");
    Path::new(&files).join("sql").join("bacpac").join(name)
}

/// The rows of a real file, counted table by table, and all its values in words.
fn counted(name: &str) -> (Vec<(String, usize)>, Vec<(String, Vec<String>)>) {
    let members = members(&real(name)).unwrap();
    assert!(is_bacpac(&members));
    let bacpac = open(members).unwrap();
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for extract in &bacpac.extracts {
        let mut bytes = Vec::new();
        let mut content = extract.member.open().unwrap();
        std::io::Read::read_to_end(&mut content, &mut bytes).unwrap();
        for (table, row) in rows_of(&*extract.form, &bytes) {
            rows.push((table, owned(&row)));
        }
    }
    assert_eq!(bacpac.rows, Some(rows.len() as u64));
    let count = |table: &Arc<Table>| {
        let name = table.name.to_string();
        let count = rows.iter().filter(|(of, _)| *of == name).count();
        (table.name.name.to_string(), count)
    };
    let mut counts: Vec<_> = bacpac.tables.iter().map(count).collect();
    counts.sort();
    (counts, rows)
}
