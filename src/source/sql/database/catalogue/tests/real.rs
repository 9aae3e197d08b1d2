//! Files that SQL Server wrote.

use std::path::{Path, PathBuf};

use crate::source::sql::database::address::PageAddress;
use crate::source::sql::database::catalogue::{Catalogue, read};
use crate::source::sql::database::file::PlainFile;
use crate::source::sql::database::page::PAGE;
use crate::source::sql::database::storage::{Bytes, Map, Run, Storage};

fn file(name: &str) -> PathBuf {
    let files = std::env::var_os("PCHAT_REAL_FILES")
        .expect("PCHAT_REAL_FILES must name the folder of real files, with `sql` inside");
    Path::new(&files).join("sql").join(name)
}

fn storage(name: &str) -> Storage {
    let file = PlainFile::open(&file(name)).unwrap();
    let mut map = Map::default();
    map.add(Run {
        first: PageAddress::new(1, 0),
        count: (file.length() / PAGE as u64) as u32,
        source: 0,
        at: 0,
    });
    Storage::new(vec![Box::new(file)], map)
}

#[test]
#[ignore = "needs PCHAT_REAL_FILES"]
fn look() {
    for name in ["mdf/northwnd.itsligo.mdf", "mdf/aspnetdb-2005.c29m.mdf"] {
        println!("{:#?}", read(&storage(name)).unwrap());
    }
}
