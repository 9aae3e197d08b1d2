//! The same pool spelled in different ways is the same pool.

use std::path::{Path, PathBuf};

use pchat::report::Totals;
use pchat::source::{self, Layout, Progress, ReadOptions, Reading, Statistics};

fn read(path: &Path, threads: usize) -> Reading<pchat::directory::History> {
    let options = ReadOptions {
        layout: Layout::built_in(),
        threads,
        skip_damaged: false,
    };
    source::read(path, &options, &Statistics::default(), &Progress::default()).unwrap()
}

#[test]
fn real_packages_hold_the_same_pool() {
    let folder = PathBuf::from(std::env::var_os("PCHAT_REAL_FILES").unwrap()).join("packages");
    for threads in [1, 2] {
        for name in ["ubuntu-irc.zip", "ubuntu-irc-nested-utf16.zip"] {
            let reading = read(&folder.join(name), threads);
            println!(
                "{:?} {:?}",
                Totals::new(&reading.directory, &reading.total),
                reading.members
            );
            println!(
                "{:?} {:?} {:?}",
                reading.unclaimed, reading.notices, reading.skipped
            );
        }
    }
}
